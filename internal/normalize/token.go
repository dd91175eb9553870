package normalize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, a number or a punctuation mark of a name.
type token struct {
	text   string // folded; a number without trailing ".0"
	kind   tokenKind
	glued  bool // nothing stands between it and the token before
	dotted bool // a number written with a point: "2.0"
	marked bool // a number behind "version" or "v"
}

type tokenKind byte

const (
	word tokenKind = iota
	number
	mark // one of / , ; ( ) & + | : < > =
)

// maxTokens bounds what is read of a name: real ones have a dozen.
const maxTokens = 400

// noise are words that tell licenses apart nowhere.
var noise = map[string]bool{
	"the": true, "a": true, "an": true, "of": true, "software": true,
	"license": true, "licenses": true, "licence": true, "licences": true, "lic": true, "licensed": true, "licenced": true,
	"lizenz": true, "lizenzen": true, "licencia": true, "licencias": true, "licenca": true, "licenza": true,
	"licens": true, "licentie": true, "licencja": true, "licensen": true, "lisens": true, "die": true, "der": true, "la": true, "le": true, "il": true,
	"ライセンス": true, "许可证": true, "许可协议": true, "授权": true, "協議": true, "协议": true, "라이선스": true, "лицензия": true,
}

// versionWords stand before a version.
var versionWords = map[string]bool{
	"v": true, "ver": true, "vers": true, "version": true, "versions": true, "vesion": true, "verison": true,
	"versio": true, "versione": true, "versao": true, "バージョン": true, "版本": true, "版": true, "第": true,
}

// tokens cuts a name.
func tokens(name string) []token {
	s := fold(name)
	out := make([]token, 0, 16)
	glued, marked := false, false
	add := func(t token) {
		t.glued = glued
		glued = true
		if t.kind == number {
			t.marked = marked
		}
		marked = false
		out = append(out, t)
	}
	for i := 0; i < len(s) && len(out) < maxTokens; {
		c := s[i]
		switch {
		case isDigit(c):
			j := numberEnd(s, i)
			if w := wordEnd(s, j); w > j && s[j] < utf8.RuneSelf && !unit(s[j:w]) && !strings.Contains(s[i:j], ".") {
				add(token{text: s[i:w]}) // "0bsd"
				i = w
				continue
			}
			add(newNumber(s[i:j]))
			i = j
		case wordEnd(s, i) > i:
			j := wordEnd(s, i)
			w := s[i:j]
			if a, end := acronym(s, i); a != "" {
				w, j = a, end
			}
			if isMarked(w, s[j:]) {
				w = w[:len(w)-1]
				marked = true
			}
			i = j
			if stem, ok := strings.CutSuffix(w, "license"); ok && len(stem) > 2 {
				w = stem // "MITLicense", but not "unlicense"
			}
			switch w = respell(w); {
			case w == "w" && j < len(s) && s[j] == '/': // "w/", "w/o"
				i = j + 1
				if i < len(s) && s[i] == 'o' && wordEnd(s, i) == i+1 {
					add(token{text: "without"})
					i++
				}
				glued = false
			case noise[w] && !(w == "software" && len(out) > 0 && out[len(out)-1].text == "open"):
				glued = true
			case versionWords[w]:
				marked, glued = true, true
			case marked && digits[w] != "": // "version two"
				add(token{text: digits[w], kind: number})
			default:
				m := marked
				add(token{text: w})
				marked = m
			}
		case strings.IndexByte("/,;()&+|:<>=", c) >= 0:
			add(token{text: s[i : i+1], kind: mark})
			i++
		default: // spaces, hyphens and points
			glued = false
			i++
		}
	}
	return out
}

// isMarked reports whether a word ends in the "v" of a version: "gplv2", and
// "lgplv 2.1", where no English word ends so.
func isMarked(w, rest string) bool {
	stem, ok := strings.CutSuffix(w, "v")
	if !ok || stem == "" || rest == "" {
		return false
	}
	if strings.HasSuffix(stem, "l") {
		rest = strings.TrimLeft(rest, " .")
	}
	return rest != "" && isDigit(rest[0])
}

// unit: what stands glued behind a number and is a word of its own.
func unit(w string) bool {
	switch w {
	case "clause", "clauses", "cl", "plus", "or", "only":
		return true
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// numberEnd is the end of the number at i: "2", "2.0", "2_0", "2,0".
func numberEnd(s string, i int) int {
	for i < len(s) {
		switch {
		case isDigit(s[i]):
		case (s[i] == '.' || s[i] == '_' || s[i] == ',') && i+1 < len(s) && isDigit(s[i+1]):
		default:
			return i
		}
		i++
	}
	return i
}

func newNumber(s string) token {
	t := token{text: s, kind: number}
	if strings.ContainsAny(s, "_,") {
		t.text = strings.NewReplacer("_", ".", ",", ".").Replace(s)
	}
	t.dotted = strings.Contains(t.text, ".")
	for { // 2.0, 2.00 and 2.0.0 are 2
		i := strings.LastIndexByte(t.text, '.')
		if i < 0 || strings.Trim(t.text[i+1:], "0") != "" {
			return t
		}
		t.text = t.text[:i]
	}
}

// acronym reads "m.i.t." as "mit".
func acronym(s string, i int) (w string, end int) {
	for i+1 < len(s) && wordEnd(s, i) == i+1 && s[i+1] == '.' {
		w += s[i : i+1]
		i += 2
	}
	if len(w) > 0 && wordEnd(s, i) == i+1 { // without the last point
		w, i = w+s[i:i+1], i+1
	}
	if len(w) < 3 {
		return "", 0
	}
	return w, i
}

// wordEnd is the end of the word at i: letters of one kind, ASCII or foreign.
func wordEnd(s string, i int) int {
	start := i
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < 'a' || c > 'z' || i > start && s[start] >= utf8.RuneSelf {
				break
			}
			i++
			continue
		}
		if i > start && s[start] < utf8.RuneSelf {
			break
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
	}
	return i
}

// fold lowers a name, takes accents off, and makes plain ASCII of the forms
// that typography and Japanese text have for it. Controls, zero-width and
// bidirectional marks and quotes go.
func fold(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r >= 'A' && r <= 'Z':
			b = append(b, byte(r-'A'+'a'))
		case r == '\'' || r == '`' || r == 0xAD:
		case r == '[' || r == '{':
			b = append(b, '(')
		case r == ']' || r == '}':
			b = append(b, ')')
		case r < ' ' || r == 0x7F || r == '"':
			b = append(b, ' ')
		case r < utf8.RuneSelf:
			b = append(b, byte(r))
		default:
			b = foldRune(b, r)
		}
	}
	return string(b)
}

func foldRune(b []byte, r rune) []byte {
	if r >= 0xC0 && r < 0x180 {
		if a := accents[r]; a != "" {
			return append(b, a...)
		}
	}
	switch {
	case r >= 0xFF01 && r <= 0xFF5E: // full-width forms
		return append(b, fold(string(r-0xFF01+'!'))...)
	case r >= 0x2018 && r <= 0x201B: // single quotes
		return b
	case r >= 0x2010 && r <= 0x2015, r == 0x2212:
		return append(b, '-')
	case r == 0x2265:
		return append(b, ">="...)
	case r == 0x3001 || r == 0xFF0C:
		return append(b, ',')
	case unicode.Is(unicode.Cf, r): // zero-width and bidirectional marks
		return b
	case unicode.IsSpace(r), unicode.IsControl(r), unicode.IsPunct(r), unicode.IsSymbol(r) && r < 0x2200, r == 0xFEFF:
		return append(b, ' ')
	}
	return utf8.AppendRune(b, unicode.ToLower(r))
}

// accents maps Latin letters to what they are without their accent.
var accents = func() (t [0x180]string) {
	for base, runes := range map[string]string{
		"a": "ÀÁÂÃÄÅàáâãäåĀāĂăĄą", "c": "ÇçĆćČč", "d": "Ďď", "e": "ÈÉÊËèéêëĒēĖėĘęĚě", "g": "Ğğ",
		"i": "ÌÍÎÏìíîïĪīİı", "l": "Łł", "n": "ÑñŃńŇň", "o": "ÒÓÔÕÖØòóôõöøŐő", "r": "Řř",
		"s": "ŚśŞşŠš", "ss": "ß", "t": "Ťť", "u": "ÙÚÛÜùúûüŪūŮůŰű", "y": "ÝýÿŸ", "z": "ŹźŻżŽž",
	} {
		for _, r := range runes {
			t[r] = base
		}
	}
	return t
}()
