package js

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// holders are those who claim the copyright in a comment.
type holders struct {
	names   []string
	claimed bool // a copyright is claimed, even if by nobody
}

func (h holders) String() string { return strings.Join(h.names, ", ") }

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
	// sentence is what follows the end of one; initials and "Co." do not end it.
	sentence = pattern(`([\pL\d]{3})\.(?:\s.*)?$`)
	// prose is what follows the word in the sentences of licenses.
	prose = pattern(`(?i)^(?:notice|holder|owner|licen|law|and|or|in|of|is|are|to|statement|protect|treat|act|info|must|permission|disclaimer|interest|line|text|for|this|on|with|claim|mark)`)
)

// terms begin a line that is no holder's.
var terms = pattern(`(?i)^(?:permission|licen|all rights|this|the |redistrib|released|version|date|dual|available|see |under|https?:|www)`)

// holdersOf reads who claims the copyright: the lines that do, or who licensed it,
// or else the author.
func holdersOf(text []byte) holders {
	var h holders
	var authors []string
	awaited := false // the line with the year is before that with the holder
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		s := strings.TrimRight(strings.ToValidUTF8(string(line[:min(len(line), 512)]), ""), "\r */")
		if m := author().FindStringSubmatch(s); m != nil {
			authors = append(authors, m[1])
			continue
		}
		at := claim().FindStringIndex(s)
		if at == nil {
			if words := strings.Trim(s, "/*!#- \t"); awaited && words != "" {
				awaited = false
				if strings.IndexFunc(words, unicode.IsUpper) == 0 && !terms().MatchString(words) {
					h.add(cleanHolder(words))
				}
			}
			continue
		}
		rest, dated := s[at[1]:], year().MatchString(s)
		signed := strings.ContainsAny(s[at[0]:at[1]], "©&(:")
		capital := strings.IndexFunc(rest, unicode.IsUpper) == 0
		if prose().MatchString(rest) && !(dated && capital) || !dated && !signed && !capital {
			continue
		}
		if !dated && strings.Trim(s[:at[0]], "/*!#- \t") != "" && !capital {
			continue // "(c)" counts paragraphs in the midst of a line
		}
		name := cleanHolder(rest)
		if name == "" && !dated {
			continue
		}
		h.claimed, awaited = true, rest == ""
		h.add(name)
	}
	if len(h.names) == 0 {
		if m := toLicensor().FindSubmatch(bytes.Join(bytes.Fields(withoutStars(text)), []byte(" "))); m != nil {
			h.claimed = true
			h.add(cleanHolder(string(m[1])))
		}
	}
	for _, a := range authors {
		if len(h.names) == 0 {
			h.add(cleanHolder(a))
		}
	}
	return h
}

func (h *holders) add(name string) {
	if name != "" && len(h.names) < maxHolders && !slices.Contains(h.names, name) {
		h.names = append(h.names, name)
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

// sameHolder reduces a holder's name to what its spellings share: "The Acme Ltd."
// and "ACME" are one.
func sameHolder(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isWordRune(r) })
	for len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	for len(words) > 1 && slices.Contains(legalForms, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// legalForms may end a holder's name without being part of it.
var legalForms = []string{"inc", "incorporated", "ltd", "limited", "llc", "llp", "gmbh", "ag", "kg", "co", "corp", "corporation", "company", "sa", "sas", "sarl", "srl", "spa", "bv", "oy", "ab", "as",
	"and", "others", "other", "contributors", "contributor", "authors", "author", "team", "project", "developers", "individual"}
