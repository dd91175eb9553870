package yamlfile

import "strings"

// text is a file as lines with their ends.
type text struct {
	head  string // a byte order mark
	lines []string
	eol   string
}

func newText(data []byte) *text {
	t := &text{eol: "\n"}
	s := string(data)
	if rest, ok := strings.CutPrefix(s, string(bom)); ok {
		t.head, s = string(bom), rest
	}
	if s != "" {
		t.lines = strings.SplitAfter(s, "\n")
		if t.lines[len(t.lines)-1] == "" {
			t.lines = t.lines[:len(t.lines)-1]
		}
	}
	if strings.Contains(s, "\r\n") {
		t.eol = "\r\n"
	}
	return t
}

func (t *text) bytes() []byte { return []byte(t.head + strings.Join(t.lines, "")) }

// insert puts lines before the line at (from 0).
func (t *text) insert(at int, s string) []byte {
	if at > 0 && !strings.HasSuffix(t.lines[at-1], "\n") {
		t.lines[at-1] += t.eol
	}
	if t.eol != "\n" {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", t.eol)
	}
	return []byte(t.head + strings.Join(t.lines[:at], "") + s + strings.Join(t.lines[at:], ""))
}

// indented indents the lines of an item.
func indented(item string, indent int) string {
	if !strings.HasSuffix(item, "\n") {
		item += "\n"
	}
	var b strings.Builder
	for line := range strings.Lines(item) {
		if strings.TrimSpace(line) != "" {
			b.WriteString(strings.Repeat(" ", indent))
		}
		b.WriteString(line)
	}
	return b.String()
}

// sectionEnd is the line (from 0) behind the section of a key: the line of the
// next key, or the end.
func (t *text) sectionEnd(root, key *Node) int {
	for i := 0; i+1 < len(root.Kids); i += 2 {
		if &root.Kids[i] == key && i+2 < len(root.Kids) {
			return int(root.Kids[i+2].Line) - 1
		}
	}
	return len(t.lines)
}

// contentEnd goes back from a line over blank lines and over comments that
// stand left of an item's content: they belong to what follows.
func (t *text) contentEnd(end, indent int) int {
	for end > 0 {
		line := strings.TrimSpace(t.lines[end-1])
		if line != "" && (line[0] != '#' || leading(t.lines[end-1]) > indent) {
			break
		}
		end--
	}
	return end
}

// itemStart is the first line of an item: its dash, or the comments at the
// dash's column that stand directly above it.
func (t *text) itemStart(list *Node, i int) int {
	at := int(list.Kids[i].Line) - 1
	indent := int(list.Column) - 1
	for at > 0 && !(leading(t.lines[at]) == indent && strings.HasPrefix(t.lines[at][indent:], "-")) {
		at-- // an item that begins below its dash
	}
	for i > 0 && at > 0 && leading(t.lines[at-1]) == indent && strings.HasPrefix(t.lines[at-1][indent:], "#") {
		at--
	}
	// The comments above the first item may be about the whole list.
	return at
}

func leading(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
