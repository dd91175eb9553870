package digest

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// Literal is a string literal that holds something like a version. Where it
// stands tells whose version it is: see Keys.
type Literal struct {
	Value string
	Pos   int32
	// At is the number of features before it.
	At int
	// affix is the hash of what else the string holds; worded reports that
	// this is enough to know it by ("jQuery UI 1.2.3").
	affix  uint32
	worded bool
	name   uint32 // the name it is assigned to
}

// Whole reports whether the string is the version and nothing else.
func (l Literal) Whole() bool { return l.affix == wholeAffix }

// Affixes of literals that are no more than a version.
const (
	digitsAffix = 1 // digits alone
	pairAffix   = 2 // joined of two literals
	wholeAffix  = 3
)

const maxLiterals = 1 << 12

// Keys returns the hashes of the literal's surroundings: the features before
// and after it, the name it is assigned to, the words around it. A library's
// versions share them, and minifiers keep most.
func (l Literal) Keys(d *Digest) []uint32 {
	at := func(i int) uint64 {
		if i < 0 || i >= len(d.Features) {
			return 0
		}
		return uint64(d.Features[i].Hash)
	}
	key := func(kind, a, b uint64) uint32 { return fold(mix(mix(mix(kind, uint64(l.affix)), a), b)) }
	keys := []uint32{key(1, at(l.At-1), at(l.At)), key(2, at(l.At-1), at(l.At-2)), key(3, at(l.At), at(l.At+1))}
	if l.name != 0 {
		keys = append(keys, key(4, uint64(l.name), 0))
	}
	if l.worded {
		keys = append(keys, key(5, 0, 0))
	}
	return keys
}

// parseLiteral looks for a version in a string; whole reports that the string
// is nothing else, and hence differs from version to version.
func parseLiteral(s []byte) (l Literal, whole bool) {
	if len(s) > 100 {
		return l, false
	}
	if n := digitRun(s, 0); n == len(s) {
		if n <= 4 {
			l.Value, l.affix = string(s), digitsAffix
		}
		return l, n <= 4
	}
	start, end := FindVersion(s, 0)
	if start < 0 {
		return l, false
	}
	prefix, suffix := s[:start], s[end:]
	l.Value = string(s[start:end])
	l.affix = fold(mix(hashBytes(prefix), hashBytes(suffix)))
	if len(prefix) == 0 && len(suffix) == 0 {
		l.affix = wholeAffix
	}
	letters := 0
	for _, c := range prefix {
		if c|0x20 >= 'a' && c|0x20 <= 'z' {
			letters++
		}
	}
	l.worded = letters >= 5
	return l, len(prefix) <= 1 && len(suffix) == 0
}

func digitRun(s []byte, i int) int {
	n := 0
	for i+n < len(s) && s[i+n] >= '0' && s[i+n] <= '9' {
		n++
	}
	return n
}

// FindVersion returns the start and end of the first version at or after
// from: two to four numbers with dots, and a prerelease if there is one. The
// start is -1 if there is none.
func FindVersion(s []byte, from int) (start, end int) {
	for i := from; i < len(s); i++ {
		n := digitRun(s, i)
		if n == 0 {
			continue
		}
		if i > 0 && (s[i-1] == '.' || s[i-1] == '/' && i > 1 && s[i-2] == '/') || n > 8 {
			i += n
			continue
		}
		end := i + n
		groups := 1
		for groups < 4 && end+1 < len(s) && s[end] == '.' {
			m := digitRun(s, end+1)
			if m == 0 || m > 8 {
				break
			}
			end += 1 + m
			groups++
		}
		if groups < 2 {
			i = end
			continue
		}
		return i, prereleaseEnd(s, end)
	}
	return -1, -1
}

var prereleases = [][]byte{[]byte("alpha"), []byte("beta"), []byte("rc"), []byte("pre"), []byte("dev"), []byte("next"), []byte("snapshot"), []byte("b"), []byte("a")}

func prereleaseEnd(s []byte, end int) int {
	i := end
	if i < len(s) && (s[i] == '-' || s[i] == '.') {
		i++
	}
	for _, word := range prereleases {
		if len(s)-i < len(word) || !bytes.EqualFold(s[i:i+len(word)], word) {
			continue
		}
		j := i + len(word)
		if j < len(s) && (s[j]|0x20 >= 'a' && s[j]|0x20 <= 'z') {
			continue
		}
		for j < len(s) && (s[j] >= '0' && s[j] <= '9' || (s[j] == '.' || s[j] == '-') && digitRun(s, j+1) > 0) {
			j++
		}
		return j
	}
	return end
}

// pairs joins a major and a minor version that stand apart, as in
// majorVersion: "4", minorVersion: "9.11".
type pairs struct{ major Literal }

func (p *pairs) add(to []Literal, l Literal) []Literal {
	if len(to) >= maxLiterals {
		return to
	}
	to = append(to, l)
	major := p.major
	p.major = Literal{}
	if l.affix == digitsAffix {
		p.major = l
		return to
	}
	if major.Value != "" && l.At-major.At <= 2 && len(l.Value) < 12 {
		l.Value = major.Value + "." + l.Value
		l.affix = pairAffix
		to = append(to, l)
	}
	return to
}

// unescape decodes the escapes of a string literal, so that a minifier's way
// of writing it does not count.
func unescape(dst, s []byte) []byte {
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 >= len(s) {
			dst = append(dst, s[i])
			continue
		}
		i++
		if r, n := hexEscape(s[i:]); n > 0 {
			dst, i = appendRune(dst, r), i+n-1
			continue
		}
		switch c := s[i]; c {
		case 'n':
			dst = append(dst, '\n')
		case 't':
			dst = append(dst, '\t')
		case 'r':
			dst = append(dst, '\r')
		case 'b':
			dst = append(dst, '\b')
		case 'f':
			dst = append(dst, '\f')
		case 'v':
			dst = append(dst, '\v')
		case '\n':
		case '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				i++
			}
		case '0', '1', '2', '3', '4', '5', '6', '7':
			r, n := octalRun(s[i:])
			dst, i = appendRune(dst, r), i+n-1
		case 'x':
			r, n := hexRun(s[i+1:], 2)
			dst, i = appendRune(dst, r), i+n
		case 'u':
			if i+1 < len(s) && s[i+1] == '{' {
				r, n := hexRun(s[i+2:], 6)
				dst, i = appendRune(dst, r), i+n+2
				break
			}
			r, n := hexRun(s[i+1:], 4)
			dst, i = appendRune(dst, r), i+n
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// octalRun reads an escape of old scripts: up to three octal digits, up to \377.
func octalRun(s []byte) (r rune, n int) {
	for n < 3 && n < len(s) && s[n] >= '0' && s[n] <= '7' && r<<3|rune(s[n]-'0') <= 0xFF {
		r = r<<3 | rune(s[n]-'0')
		n++
	}
	return r, n
}

// plainRegexp writes a regular expression as one of its forms: printers choose
// themselves whether a character is written as \u00A0, \xa0 or as it is, and
// whether a slash amid a class is escaped, and sort the flags.
func plainRegexp(dst, s []byte) []byte {
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 >= len(s) {
			dst = append(dst, s[i])
			continue
		}
		i++
		switch r, n := hexEscape(s[i:]); {
		case n > 0 && (r >= utf8.RuneSelf || r == '_' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z'):
			dst, i = appendRune(dst, r), i+n-1
		case n > 0: // escaped it stands for itself
			dst, i = fmt.Appendf(dst, "\\u%04x", r), i+n-1
		case s[i] == '/':
			dst = append(dst, '/')
		default:
			dst = append(dst, '\\', s[i])
		}
	}
	slices.Sort(dst[bytes.LastIndexByte(dst, '/')+1:])
	return dst
}

// hexEscape reads an escape of two or four digits, without its backslash, or two of
// four that are one character beyond them. Its length is 0 where there is none.
func hexEscape(s []byte) (r rune, length int) {
	digits := 0
	switch {
	case len(s) == 0:
	case s[0] == 'x':
		digits = 2
	case s[0] == 'u':
		digits = 4
	}
	if digits == 0 {
		return 0, 0
	}
	r, n := hexRun(s[1:], digits)
	if n < digits {
		return 0, 0
	}
	if rest := s[1+n:]; utf16.IsSurrogate(r) && len(rest) > 1 && rest[0] == '\\' && rest[1] == 'u' {
		if low, m := hexRun(rest[2:], 4); m == 4 {
			if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
				return both, 1 + n + 2 + m
			}
		}
	}
	return r, 1 + n
}
