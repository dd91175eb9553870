package js

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/licaudit/licaudit/internal/audit"
)

// holders are those who claim the copyright in a comment.
type holders struct {
	names   []string
	claimed bool // a copyright is claimed, even if by nobody
	more    bool // there are others, who are not named
}

func (h holders) String() string {
	if h.more && len(h.names) > 0 {
		return strings.Join(h.names, ", ") + ", ..."
	}
	return strings.Join(h.names, ", ")
}

// Bounds of what a comment may make of a report.
const (
	maxHolders = 3
	maxHolder  = 80 // characters
)

var (
	// claim is a sign or word of copyright, with its repeats and years.
	claim = pattern(`(?i)(?:\bcopyright(?:ed|s)?\b|\(c\)|©|&copy;|\bspdx-filecopyrighttext:)(?:[\s:,.-]*(?:copyright|\(c\)|©|&copy;|by\b|(?:19|20)\d\d\b(?:\s*[-–/,]\s*(?:\d{4}|\d\d)\b)*|~?\s*present\b|~?\s*now\b|~?\s*today\b|the\b))*[\s:,.-]*`)
	// toLicensor is how the headers of foundations name whom the code is from.
	toLicensor = pattern(`(?i)licensed to (?:the )?([^,;:]{3,80}?)(?: \([A-Z]+\))? under`)
	author     = pattern(`(?i)@authors?\b[\s:]*(.*)`)
	year       = pattern(`\b(?:19|20)\d\d\b`)
	// ends are what may follow a holder on his line.
	ends = pattern(`(?i)\s*(?:[|;<>"*/]|\s[-–—]+\s|\(|\bhttps?:|\bwww\.|\bmailto|,?\s+(?:and|is|was|are)\s+(?:licen|dist|rele|free)|,\s*[\w.-]+\s+licen[sc]ed\b|\b(?:dual[- ])?licen[sc]|\breleased\b|\ball rights\b|\bunder\b|\bavailable\b|,?\s*\bproprietary\b|,?\s*\bconfidential\b|,?\s*\bcommercial\b|\bdistributed\b|\bMIT\b|\bBSD\b|\bGPL|\bApache-?2|,?\s*(?:19|20)\d\d\b|\[).*$`)
	// nextYears are the years of the next holder of a line; another is who follows a
	// sign that ends a name.
	nextYears = pattern(`(?i)(?:\s*[,;/&]|\s+and)\s*(?:19|20)\d\d\b(?:\s*[-–/,]\s*(?:\d{4}|\d\d|present|now)\b)*\s*,?\s*(?:by\s+)?`)
	another   = pattern(`(?:;|\s/)\s+(?:and\s+)?(\p{Lu}[^;/]*)`)
	// yearsAlone is a line with the years, before that with the holder.
	yearsAlone = pattern(`^(?:19|20)\d\d\b[\d\s,–-]*$`)
	// parting are what brings in another holder; sentenceEnd ends the sign's sentence.
	parting     = pattern(`(?i)(?:\bportions?|\bparts?|;|\band|,|/|\|)\s*$`)
	sentenceEnd = pattern(`\d\.\s+$`)
	// licenseName is a license's name, which is no holder's.
	licenseName = pattern(`(?i)^[\w -]{3,40}\blicen[sc]e\b`)
	// sentence is what follows the end of one; initials and "Co." do not end it.
	sentence = pattern(`([\pL\d]{3})\.(?:\s.*)?$`)
	// prose is what follows the word in the sentences of licenses.
	prose = pattern(`(?i)^(?:notice|holder|owner|licen|law|and|or|in|of|is|are|to|statement|protect|treat|act|info|must|permission|disclaimer|interest|line|text|for|this|on|with|claim|mark)`)
	// terms begin a line that is no holder's.
	terms = pattern(`(?i)^(?:permission|licen|all rights|this|the |redistrib|released|version|date|dual|available|see |under|https?:|www|updated|modified|created|last )`)
)

// holdersOf reads who claims the copyright: the lines that do, or who licensed it,
// or else the authors.
func holdersOf(text []byte) holders {
	r := holderReader{}
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		r.line(strings.TrimRight(strings.ToValidUTF8(string(line[:min(len(line), maxLine)]), ""), "\r */"))
	}
	if len(r.names) == 0 {
		if m := toLicensor().FindSubmatch(bytes.Join(bytes.Fields(withoutStars(text)), []byte(" "))); m != nil {
			r.claimed = true
			r.add(cleanHolder(string(m[1])))
		}
	}
	if len(r.names) == 0 {
		for _, a := range r.authors {
			r.add(cleanHolder(a))
		}
	}
	return r.holders
}

// maxLine is how many bytes of a line are read for its holders.
const maxLine = 4 << 10

// holderReader reads a comment line by line.
type holderReader struct {
	holders
	authors []string
	awaited bool // the line with the sign, or the year, is before that with the holder
}

func (r *holderReader) line(s string) {
	if m := author().FindStringSubmatch(s); m != nil {
		r.authors = append(r.authors, m[1])
		return
	}
	claims := claim().FindAllStringIndex(s, 16)
	if len(claims) == 0 {
		if words := strings.Trim(s, lineSigns); r.awaited && words != "" {
			r.follow(words)
		}
		return
	}
	for i, at := range claims {
		end := len(s)
		if i+1 < len(claims) {
			end = claims[i+1][0]
		}
		r.claim(s[:at[0]], s[at[0]:at[1]], s[at[1]:end], i == 0)
	}
}

const lineSigns = "/*!#- \t"

// follow reads the line after a sign of copyright, or a year, that stood alone.
func (r *holderReader) follow(words string) {
	if yearsAlone().MatchString(words) {
		r.claimed = true
		return
	}
	r.awaited = false
	if strings.IndexFunc(words, unicode.IsUpper) == 0 && !terms().MatchString(words) && !prose().MatchString(words) {
		if name := cleanHolder(words); name != "" {
			r.claimed = true
			r.add(name)
		}
	}
}

// claim reads one claim of a line: what stands before it there, its sign with the
// years, and what follows.
func (r *holderReader) claim(before, sign, rest string, first bool) {
	dated := year().MatchString(sign) || year().MatchString(rest) || first && year().MatchString(before)
	signed := strings.ContainsAny(sign, "©&(:")
	capital := strings.IndexFunc(rest, unicode.IsUpper) == 0
	lone := strings.Trim(before, lineSigns) == ""
	if lone && first && !dated && strings.TrimSpace(rest) == "" {
		r.awaited = true
		return
	}
	if prose().MatchString(rest) && !(dated && capital) || !dated && !signed && !capital {
		return
	}
	if !dated && !lone && !capital {
		return // "(c)" counts paragraphs in the midst of a line
	}
	if !first && !dated && !signed && !parting().MatchString(before) {
		return // a word of the sentences behind the claim
	}
	if sentenceEnd().MatchString(sign) && licenseName().MatchString(rest) {
		rest = "" // "Copyright 2018. Single use license"
	}
	parts, more := holderParts(rest)
	if parts[0] == "" && !dated {
		return
	}
	r.claimed, r.awaited = true, rest == ""
	r.more = r.more || more
	for _, name := range parts {
		r.add(name)
	}
}

// holderParts are the holders that follow one sign, each of whom may have his years.
// more says that others follow who are not read.
func holderParts(rest string) (names []string, more bool) {
	pieces := nextYears().Split(rest, -1)
	for i, p := range pieces {
		if i > 0 && (strings.IndexFunc(p, unicode.IsUpper) != 0 || terms().MatchString(p)) {
			continue
		}
		name := cleanHolder(p)
		if i == 0 || name != "" {
			names = append(names, name)
		}
		more = more || name == "" && len([]rune(p)) > maxHolder && i == 0 && !terms().MatchString(p)
		if m := another().FindStringSubmatch(p); m != nil && name != "" && !terms().MatchString(m[1]) && cleanHolder(m[1]) != "" {
			more = true
		}
	}
	return names, more
}

func (h *holders) add(name string) {
	switch {
	case name == "" || slices.Contains(h.names, name):
	case len(h.names) < maxHolders:
		h.names = append(h.names, name)
	default:
		h.more = true
	}
}

func withoutStars(text []byte) []byte { return bytes.ReplaceAll(text, []byte("*"), []byte(" ")) }

// cleanHolder cuts a holder's name out of what follows the sign of copyright.
func cleanHolder(s string) string {
	s = sentence().ReplaceAllString(ends().ReplaceAllString(strings.TrimSpace(s), ""), "$1")
	s = strings.Trim(oneLine(s), " .,:;-–_'`{}=\\")
	if len([]rune(s)) > maxHolder || !strings.ContainsFunc(s, unicode.IsLetter) {
		return ""
	}
	return s
}

// oneLine keeps foreign words on their line, without what does not print.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// SameHolder reports whether two names of a holder are spellings of one.
func SameHolder(a, b string) bool {
	return !audit.IsLegalForm(a) && !audit.IsLegalForm(b) && audit.HolderKey(a) == audit.HolderKey(b)
}
