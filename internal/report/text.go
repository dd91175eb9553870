package report

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line makes foreign text fit for one line of any output: white space runs
// become one space, and what would steer a terminal, reorder the text or hide
// in it becomes visible as an escape.
func line(s string) string {
	if plainASCII(s) {
		return s
	}
	return visible(strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " "))
}

// plainASCII reports the common case: nothing for line to do.
func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c > '~' || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

// visible writes control, format and invalid characters as escapes. Newlines
// and tabs stay.
func visible(s string) string {
	clean := true
	for _, r := range s {
		if r == utf8.RuneError || hidden(r) {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case !hidden(r):
			b.WriteRune(r)
		case r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		i += n
	}
	return b.String()
}

// hidden reports characters that act instead of being seen: controls, and the
// format characters, among them the bidirectional ones of
// https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing.
func hidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r == 0x200d || r == 0x200c: // joiners that scripts need
		return false
	case r == 0x2028 || r == 0x2029: // separators that end a line in some readers
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co) || r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

// paragraphs makes a foreign text of many lines safe to show, with Unix line
// ends.
func paragraphs(s string) string {
	return visible(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
}

// commands matches what makes a build server act on a line of its log:
// TeamCity's service messages, Azure's and GitHub's commands.
var commands = regexp.MustCompile(`(?im)##(teamcity\[|vso\[|\[)|^(\s*)::`)

// log disarms every line of a text that goes to the log of a build server.
// The text is built of our own lines and of foreign ones that line has passed.
func log(s string) string {
	return commands.ReplaceAllStringFunc(s, func(m string) string {
		if i := strings.Index(m, "::"); i >= 0 {
			return m[:i] + `:\:`
		}
		return `#\` + m[1:]
	})
}

// Log makes a text that quotes foreign words safe for a terminal and for the
// log of a build server: nothing in it acts.
func Log(s string) string { return log(paragraphs(s)) }

// cut shortens a text to n bytes at the border of a character and says how
// much is missing and where it stands.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return fmt.Sprintf("%s … (%d more bytes in result.json)", s[:n], len(s)-n)
}

// plural writes a count with its noun: "1 component", "2 components".
func plural(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
