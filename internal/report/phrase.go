package report

import "strings"

// phrase is a line of words, code and links that both pages show. It is
// written once, and cheaper than Markdown where there are thousands.
type phrase []span

// span is one part of a phrase: code, a link or words. Ref is a place on the
// page that Text links to; Markdown has no such places and leaves it out.
type span struct{ Text, Code, URL, Ref string }

func words(s string) span   { return span{Text: line(s)} }
func codeOf(s string) span  { return span{Code: line(s)} }
func webAddr(s string) span { return span{URL: line(s)} }

// md writes the phrase as Markdown.
func (p phrase) md() string {
	var b strings.Builder
	for _, s := range p {
		switch {
		case s.Ref != "":
			continue // said above
		case s.Code != "":
			b.WriteString(code(s.Code))
		case s.URL != "":
			b.WriteString(link(s.URL, s.URL))
		default:
			b.WriteString(inline(s.Text))
		}
		b.WriteString(" ")
	}
	return strings.TrimRight(b.String(), " ")
}

// mdList writes phrases as the items of a list.
func mdList(items []phrase, n int) string {
	var lines []string
	for _, item := range items {
		lines = append(lines, item.md())
	}
	return list(lines, n)
}
