package evidence

import (
	"bytes"
	"slices"
	"strings"
)

// holder begins a line that names a copyright holder; what follows tells it
// from the many sentences of licenses that speak of copyright.
var holder = pattern(`(?i)^(?:portions |all (?:contents|code) )?(?:(?:copyright|copyrighted|©|&copy;|\(c\))[\s:]*(?:by |\(c\)|©|&copy;|c\)|the )?|spdx-filecopyrighttext:\s*)`)

var (
	placeholder = pattern(`(?i:[\[<{](?:yyyy|year|date|name|owner|copyright)|yyyy)|\bYEAR\b|\bAUTHOR\b`)
	// ownText are the copyright lines of the GNU licenses' own texts.
	ownText = pattern(`(?i)^copyright (?:\(c\)|©) (?:1989|1989, 1991|1991|1991, 1999|2007),? free software foundation`)
)

// maxCopyright bounds the lines kept of one text.
const maxCopyright = 200

// Copyright returns the copyright lines of a text as they stand, without
// comment signs and repeats, in order.
func Copyright(text []byte) []string {
	return copyrightLines(plain(text))
}

func copyrightLines(body []byte) []string {
	var out []string
	for line := range bytes.Lines(body) {
		for len(line) > 0 && isMark(line[0]) {
			line = line[1:]
		}
		if !mayBegin(line) || !mayName(line) || !mayDate(line) {
			continue
		}
		line = withoutMarks(line)
		s := strings.Join(strings.Fields(string(line)), " ")
		if len(s) < 300 && isCopyright(s) && !slices.Contains(out, s) && len(out) < maxCopyright {
			out = append(out, s)
		}
	}
	return out
}

// withoutMarks cuts off what comments and lists set around a line.
func withoutMarks(line []byte) []byte {
	for len(line) > 0 && isMark(line[0]) {
		line = line[1:]
	}
	for len(line) > 0 && isMark(line[len(line)-1]) {
		line = line[:len(line)-1]
	}
	return line
}

func isMark(c byte) bool {
	switch c {
	case ' ', '\t', '\r', '\n', '*', '#', '/', ';', '%', '-':
		return true
	}
	return false
}

// mayBegin reports whether a holder's line can begin so: "Copyright", "(c)",
// "&copy;", "SPDX", "Portions", "All", and whatever is not ASCII, such as the
// sign and wide spaces.
func mayBegin(line []byte) bool {
	if len(line) == 0 {
		return false
	}
	switch line[0] | 0x20 {
	case 'c':
		return foldedPrefix(line, "copyright")
	case 's':
		return foldedPrefix(line, "spdx-")
	case 'p':
		return foldedPrefix(line, "portion")
	case 'a':
		return foldedPrefix(line, "all")
	case '(':
		return foldedPrefix(line, "(c")
	case '&':
		return foldedPrefix(line, "&copy")
	}
	return line[0] == '\v' || line[0] == '\f' || line[0] >= 0x80
}

// mayName is a cheap look before the patterns are tried.
func mayName(line []byte) bool {
	for i, c := range line {
		switch c | 0x20 {
		case 'c':
			if foldedPrefix(line[i:], "copy") || i > 0 && line[i-1] == '(' {
				return true
			}
		case 's':
			if foldedPrefix(line[i:], "spdx") {
				return true
			}
		}
		if c == 0xC2 && i+1 < len(line) && line[i+1] == 0xA9 { // the sign
			return true
		}
	}
	return false
}

// mayDate reports whether a line has a year, a sign or an SPDX tag, one of
// which a holder's line needs: most that begin with "copyright" are prose.
func mayDate(line []byte) bool {
	for i := 0; i+1 < len(line); i++ {
		switch c, d := line[i], line[i+1]; {
		case c == '1' && d == '9', c == '2' && d == '0', c == 0xC2 && d == 0xA9, c == '(' && d|0x20 == 'c':
			return true
		}
	}
	return foldedPrefix(line, "spdx")
}

// foldedPrefix reports whether b begins with a lower-case word in any case.
func foldedPrefix(b []byte, word string) bool {
	if len(b) < len(word) {
		return false
	}
	for i := range len(word) {
		if b[i]|0x20 != word[i] {
			return false
		}
	}
	return true
}

func isCopyright(s string) bool {
	at := holder().FindStringIndex(s)
	if at == nil || at[1] == 0 || mayHoldPlace(s) && placeholder().MatchString(s) || mayBeGNU(s) && ownText().MatchString(s) {
		return false
	}
	rest := strings.ToLower(strings.TrimSpace(s[at[1]:]))
	if rest == "" {
		return false
	}
	if hasYear(s) {
		return true
	}
	// Without a year it takes both the word and the sign: "(c)" alone counts
	// paragraphs, "copyright" alone begins sentences.
	lead := strings.ToLower(s[:at[1]])
	signed := strings.Contains(lead, "©") || strings.Contains(lead, "copyright") && strings.Contains(lead, "(c)")
	return (signed || strings.HasPrefix(lead, "spdx")) && !strings.HasPrefix(rest, "copyright") && !strings.HasPrefix(rest, "notice")
}

// mayHoldPlace is a cheap look before the pattern of what is to be filled in.
func mayHoldPlace(s string) bool {
	return strings.ContainsAny(s, "[<{") || strings.Contains(s, "YEAR") || strings.Contains(s, "AUTHOR") || strings.Contains(strings.ToLower(s), "yyyy")
}

// mayBeGNU is a cheap look before the pattern of the GNU licenses' own lines.
func mayBeGNU(s string) bool {
	return strings.Contains(s, "1989") || strings.Contains(s, "1991") || strings.Contains(s, "2007")
}

// hasYear reports whether a year of this century or the last stands in s.
func hasYear(s string) bool {
	for i := 0; i+4 <= len(s); i++ {
		century := s[i] == '1' && s[i+1] == '9' || s[i] == '2' && s[i+1] == '0'
		if century && isDigit(s[i+2]) && isDigit(s[i+3]) && (i == 0 || !inName(s[i-1])) && (i+4 == len(s) || !inName(s[i+4])) {
			return true
		}
	}
	return false
}

func inName(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' }
