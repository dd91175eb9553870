package report

import (
	"net/url"
	"regexp"
	"strings"
)

// The escapes of GitHub Flavored Markdown (https://github.github.com/gfm/).

// special are the characters that mean something inside a line.
var special = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`,
	`<`, `\<`, `>`, `\>`, `|`, `\|`, `~`, `\~`, `&`, `\&`, `!`, `\!`)

// busy matches text of which the sites that show Markdown make more than it
// says, even where it is escaped: mentions, links, issues, emoji, formulas.
var busy = regexp.MustCompile(`(?i)@|#\d|\bgh-\d|www\.|(https?|ftp|mailto|xmpp):|:[a-z0-9+_-]+:|\$|\b[0-9a-f]{40}\b`)

// starts matches what begins a block when it stands at the start of a line.
var starts = regexp.MustCompile(`^(\d{1,9})([.)])|^[#+=-]`)

// everything matches all that a backslash can escape.
var everything = regexp.MustCompile("[!-/:-@[-`{-~]")

// inline writes foreign text so that a Markdown reader shows exactly it.
func inline(s string) string {
	s = line(s)
	if s == "" {
		return ""
	}
	if busy.MatchString(s) {
		return code(s)
	}
	s = special.Replace(s)
	if m := starts.FindStringSubmatchIndex(s); m != nil {
		end := m[1] - 1
		s = s[:end] + `\` + s[end:]
	}
	if strings.HasSuffix(s, "#") && s != `\#` { // it would close a heading
		s = s[:len(s)-1] + `\#`
	}
	return s
}

// code writes foreign text as a code span, in which nothing is a mention, a
// link or an emoji. A backslash before a pipe cannot be written in the code
// span of a table, so such a text is escaped instead.
func code(s string) string {
	s = line(s)
	if s == "" {
		return ""
	}
	if strings.Contains(s, `\|`) {
		return everything.ReplaceAllString(s, `\$0`)
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	pad := ""
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		pad = " "
	}
	return fence + pad + s + pad + fence
}

// cell fits Markdown that inline, code or link wrote into a table: the pipes
// of code spans are escaped there, too.
func cell(md string) string {
	var b strings.Builder
	for i := 0; i < len(md); i++ {
		switch md[i] {
		case '|':
			if i == 0 || !escaped(md, i) {
				b.WriteByte('\\')
			}
		case '\n':
			b.WriteByte(' ')
			continue
		}
		b.WriteByte(md[i])
	}
	return b.String()
}

// escaped reports whether an odd number of backslashes stands before i.
func escaped(s string, i int) bool {
	n := 0
	for i--; i >= 0 && s[i] == '\\'; i-- {
		n++
	}
	return n%2 == 1
}

// link writes a link, or the bare text where the target is not one of the
// web.
func link(text, target string) string {
	u := webLink(target)
	if u == "" {
		if text == target || target == "" {
			return inline(text)
		}
		return inline(text) + " (" + code(target) + ")"
	}
	return "[" + inline(text) + "](<" + u + ">)"
}

// webLink returns the target if it is a link that may be shown as one: http
// or https, with a host, without a password, and nothing in it that could end
// the place where it is written. Else it is empty, and the target is shown as
// text.
func webLink(target string) string {
	if target == "" || len(target) > 2000 || line(target) != target || strings.ContainsAny(target, " <>\"'`\\|{}^[]()*") {
		return ""
	}
	u, err := url.Parse(target)
	if err != nil || u.Host == "" || u.User != nil {
		return ""
	}
	if s := strings.ToLower(u.Scheme); s != "http" && s != "https" {
		return ""
	}
	return target
}

// fence writes a block of code.
func fence(language, text string) string {
	marks := "```"
	for strings.Contains(text, marks) {
		marks += "`"
	}
	return marks + language + "\n" + strings.TrimRight(visible(text), "\n") + "\n" + marks + "\n"
}
