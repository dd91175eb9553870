package pom

import (
	"fmt"
	"strings"
)

// byteScanner is the fast scanner: one pass over the text, whose parts it
// hands out without copying.
type byteScanner struct {
	s     string
	i     int
	open  []span // the names of the elements that are open
	tag   int    // offset of the last start tag
	attrs string // the attributes of the last start tag
	empty bool   // the last start tag was <x/>
	text_ bool   // stray text was passed
	head  string
	root  bool // the root element was entered
	// rare is set where the document has a byte that text cannot be handed out
	// with as it is: in most it is looked for once and not in every text.
	rare bool
	near [16]span // room for open
}

// span is a part of the text. Without pointers, it is no work for the garbage
// collector.
type span struct{ from, to int32 }

func newByteScanner(s string) *byteScanner {
	b := &byteScanner{s: s, rare: strings.IndexByte(s, '&') >= 0 || strings.IndexByte(s, ']') >= 0 || strings.IndexByte(s, '\r') >= 0}
	b.open = b.near[:0]
	return b
}

func (b *byteScanner) start() int     { return b.tag }
func (b *byteScanner) header() string { return b.head }

func (b *byteScanner) stray() bool {
	t := b.text_
	b.text_ = false
	return t
}

func (b *byteScanner) fail(format string, args ...any) error {
	i := min(b.i, len(b.s))
	return &SyntaxError{1 + strings.Count(b.s[:i], "\n"), fmt.Sprintf(format, args...)}
}

func (b *byteScanner) next(list bool) (string, bool, error) {
	if b.empty {
		b.leave()
		return "", false, nil
	}
	if j := skipSpace(b.s, b.i); j+1 < len(b.s) && b.s[j] == '<' {
		switch c := b.s[j+1]; {
		case c == '/':
			b.i = j
			return "", false, b.endTag()
		case class[c]&nameStart != 0:
			b.i = j
			return b.enter()
		}
	}
	return b.seek(list)
}

// seek is next where something else than a tag follows.
func (b *byteScanner) seek(list bool) (string, bool, error) {
	for {
		j := strings.IndexByte(b.s[b.i:], '<')
		if j < 0 {
			return "", false, b.end()
		}
		if j > 0 && !blank(b.s[b.i:b.i+j]) {
			if err := b.between(b.s[b.i:b.i+j], list); err != nil {
				return "", false, err
			}
		}
		b.i += j
		switch c := b.at(1); c {
		case '/':
			return "", false, b.endTag()
		case '!', '?':
			text, isText, err := b.markup()
			if err != nil {
				return "", false, err
			}
			if isText && !blank(text) {
				if err := b.between(text, list); err != nil {
					return "", false, err
				}
			}
		default:
			return b.enter()
		}
	}
}

func (b *byteScanner) enter() (string, bool, error) {
	if err := b.startTag(); err != nil {
		return "", false, err
	}
	return b.name(), true, nil
}

// name is that of the current element.
func (b *byteScanner) name() string {
	n := b.open[len(b.open)-1]
	return b.s[n.from:n.to]
}

// between notes text between two tags.
func (b *byteScanner) between(text string, list bool) error {
	if !b.root {
		return b.fail("only white space is allowed before the root element")
	}
	if list {
		return b.fail("expected a tag, not text")
	}
	b.text_ = true
	return b.checkText(text)
}

func (b *byteScanner) end() error {
	if len(b.open) == 0 {
		if !blank(b.s[b.i:]) {
			return b.fail("only white space is allowed before the root element")
		}
		return nil
	}
	return b.fail("the document ends within <%s>", b.name())
}

func (b *byteScanner) at(n int) byte {
	if b.i+n < len(b.s) {
		return b.s[b.i+n]
	}
	return 0
}

func (b *byteScanner) leave() {
	b.open = b.open[:len(b.open)-1]
	b.empty = false
}

// startTag reads <name attributes> at the position.
func (b *byteScanner) startTag() error {
	if len(b.open) >= maxDepth {
		return b.fail("elements nest deeper than %d", maxDepth)
	}
	b.tag = b.i
	i := b.i + 1
	n := nameEnd(b.s, i)
	if n == i {
		return b.fail("expected the name of a tag after <")
	}
	b.attrs, b.empty = "", false
	if n < len(b.s) && b.s[n] == '>' {
		b.i = n + 1
	} else if err := b.attributes(n); err != nil {
		return err
	}
	b.open = append(b.open, span{int32(i), int32(n)})
	b.root = true
	return nil
}

// attributes reads the rest of a start tag from i.
func (b *byteScanner) attributes(i int) error {
	from := i
	var names []string
	for {
		j := skipSpace(b.s, i)
		if j >= len(b.s) {
			return b.fail("the document ends within a tag")
		}
		switch {
		case b.s[j] == '>':
			b.attrs, b.i = b.s[from:j], j+1
			return nil
		case strings.HasPrefix(b.s[j:], "/>"):
			b.attrs, b.i, b.empty = b.s[from:j], j+2, true
			return nil
		}
		name, _, end, err := b.attributeAt(j)
		if err != nil {
			return err
		}
		for _, n := range names {
			if n == name {
				return b.fail("duplicated attribute '%s'", name)
			}
		}
		names = append(names, name)
		i = end
	}
}

// attributeAt reads name="value" at i.
func (b *byteScanner) attributeAt(i int) (name, value string, end int, err error) {
	n := nameEnd(b.s, i)
	if n == i {
		return "", "", 0, b.fail("expected an attribute, not %q", b.s[i:i+1])
	}
	j := skipSpace(b.s, n)
	if j >= len(b.s) || b.s[j] != '=' {
		return "", "", 0, b.fail("attribute '%s' has no value", b.s[i:n])
	}
	j = skipSpace(b.s, j+1)
	if j >= len(b.s) || b.s[j] != '"' && b.s[j] != '\'' {
		return "", "", 0, b.fail("the value of attribute '%s' must be quoted", b.s[i:n])
	}
	k := strings.IndexByte(b.s[j+1:], b.s[j])
	if k < 0 {
		return "", "", 0, b.fail("the document ends within an attribute")
	}
	value = b.s[j+1 : j+1+k]
	if strings.IndexByte(value, '<') >= 0 {
		return "", "", 0, b.fail("markup inside the value of attribute '%s'", b.s[i:n])
	}
	if strings.IndexByte(value, '&') >= 0 {
		if value, err = b.expand(value); err != nil {
			return "", "", 0, err
		}
	}
	return b.s[i:n], value, j + k + 2, nil
}

func (b *byteScanner) attribute(allowed ...string) string {
	if b.attrs == "" {
		return ""
	}
	found := ""
	b.eachAttribute(func(name, _ string) bool {
		if strings.IndexByte(name, ':') >= 0 {
			return false
		}
		for _, a := range allowed {
			if a == name {
				return false
			}
		}
		found = name
		return true
	})
	return found
}

func (b *byteScanner) value(name string) string {
	found := ""
	b.eachAttribute(func(n, v string) bool {
		if n == name {
			found = v
		}
		return n == name
	})
	return found
}

// eachAttribute reads the attributes of the last start tag again; they are
// well-formed.
func (b *byteScanner) eachAttribute(f func(name, value string) (stop bool)) {
	again := byteScanner{s: b.attrs}
	for i := skipSpace(again.s, 0); i < len(again.s); i = skipSpace(again.s, i) {
		name, value, end, err := again.attributeAt(i)
		if err != nil || f(name, value) {
			return
		}
		i = end
	}
}

// endTag reads </name> at the position and leaves the element.
func (b *byteScanner) endTag() error {
	if len(b.open) == 0 {
		return b.fail("an end tag without its start tag")
	}
	n := b.open[len(b.open)-1]
	i := b.i + 2 + int(n.to-n.from)
	if i > len(b.s) || b.s[b.i+2:i] != b.s[n.from:n.to] {
		return b.fail("expected </%s>", b.name())
	}
	i = skipSpace(b.s, i)
	if i >= len(b.s) || b.s[i] != '>' {
		return b.fail("expected </%s>", b.name())
	}
	b.i = i + 1
	b.leave()
	return nil
}

func (b *byteScanner) text() (string, error) {
	if b.empty {
		b.leave()
		return "", nil
	}
	j := strings.IndexByte(b.s[b.i:], '<')
	if j < 0 {
		return "", b.end()
	}
	raw := b.s[b.i : b.i+j]
	if b.i+j+1 < len(b.s) && b.s[b.i+j+1] == '/' {
		b.i += j
		s, err := b.content(raw)
		if err != nil {
			return "", err
		}
		return s, b.endTag()
	}
	return b.mixed()
}

// mixed reads text that is interrupted by comments, instructions and CDATA.
func (b *byteScanner) mixed() (string, error) {
	var out strings.Builder
	for {
		j := strings.IndexByte(b.s[b.i:], '<')
		if j < 0 {
			return "", b.end()
		}
		s, err := b.content(b.s[b.i : b.i+j])
		if err != nil {
			return "", err
		}
		out.WriteString(s)
		b.i += j
		switch b.at(1) {
		case '/':
			return out.String(), b.endTag()
		case '!', '?':
			text, _, err := b.markup()
			if err != nil {
				return "", err
			}
			out.WriteString(text)
		default:
			return "", b.fail("a tag where only text may stand")
		}
	}
}

func (b *byteScanner) skip() error {
	depth := len(b.open) - 1
	for {
		if b.empty {
			b.leave()
			if len(b.open) == depth {
				return nil
			}
		}
		j := strings.IndexByte(b.s[b.i:], '<')
		if j < 0 {
			return b.end()
		}
		if j > 0 {
			if err := b.checkText(b.s[b.i : b.i+j]); err != nil {
				return err
			}
		}
		b.i += j
		var err error
		switch b.at(1) {
		case '/':
			err = b.endTag()
			if err == nil && len(b.open) == depth {
				return nil
			}
		case '!', '?':
			_, _, err = b.markup()
		default:
			err = b.startTag()
		}
		if err != nil {
			return err
		}
	}
}

func (b *byteScanner) finish() error {
	for {
		j := strings.IndexByte(b.s[b.i:], '<')
		if j < 0 {
			j = len(b.s) - b.i
		}
		if !blank(b.s[b.i : b.i+j]) {
			return b.fail("only white space may follow the root element")
		}
		b.i += j
		if b.i == len(b.s) {
			return nil
		}
		if c := b.at(1); c != '!' && c != '?' {
			return b.fail("a second root element")
		}
		if text, _, err := b.markup(); err != nil || text != "" {
			return cmpErr(err, b.fail("only white space may follow the root element"))
		}
	}
}
