package pom

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"
)

func cmpErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func blank(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isSpace(s[i]) {
			return false
		}
	}
	return true
}

// class tells what a byte may be.
var class = classes()

const (
	space     = 1 << iota
	nameStart // of an XML name
	nameRest
)

func classes() (t [256]uint8) {
	for _, c := range " \n\t\r" {
		t[c] = space
	}
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= utf8.RuneSelf:
			t[c] = nameStart | nameRest
		case c >= '0' && c <= '9' || c == '-' || c == '.':
			t[c] = nameRest
		}
	}
	return t
}

func isSpace(c byte) bool { return class[c]&space != 0 }

func skipSpace(s string, i int) int {
	for i < len(s) && class[s[i]]&space != 0 {
		i++
	}
	return i
}

// nameEnd returns the end of the XML name that starts at i, or i.
func nameEnd(s string, i int) int {
	if i >= len(s) || class[s[i]]&nameStart == 0 {
		return i
	}
	for i++; i < len(s) && class[s[i]]&nameRest != 0; i++ {
	}
	return i
}

// markup reads <!...> or <?...?> at the position. Of CDATA it returns the text.
func (b *byteScanner) markup() (text string, isText bool, err error) {
	rest := b.s[b.i:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		return "", false, b.comment()
	case strings.HasPrefix(rest, "<![CDATA["):
		j := strings.Index(rest, "]]>")
		if j < 0 {
			return "", false, b.fail("a CDATA section does not end")
		}
		if len(b.open) == 0 {
			return "", false, b.fail("a CDATA section outside the root element")
		}
		b.i += j + 3
		return newlines(rest[9:j]), true, nil
	case strings.HasPrefix(rest, "<?"):
		return "", false, b.instruction()
	case strings.HasPrefix(rest, "<!DOCTYPE") && !b.root:
		return "", false, b.doctype()
	}
	return "", false, b.fail("unknown markup")
}

func (b *byteScanner) comment() error {
	from := b.i + 4
	j := strings.Index(b.s[from:], "--")
	if j < 0 {
		return b.fail("a comment does not end")
	}
	b.i = from + j + 2
	if b.i >= len(b.s) || b.s[b.i] != '>' {
		return b.fail("-- within a comment")
	}
	b.i++
	if !b.root {
		if b.head != "" {
			b.head += "\n"
		}
		b.head += newlines(b.s[from : from+j])
	}
	return nil
}

func (b *byteScanner) instruction() error {
	from := b.i + 2
	n := nameEnd(b.s, from)
	if n == from {
		return b.fail("a processing instruction has no name")
	}
	if n < len(b.s) && b.s[n] < ' ' && !isSpace(b.s[n]) {
		return b.fail("a control character in the name of a processing instruction")
	}
	j := strings.Index(b.s[n:], "?>")
	if j < 0 {
		return b.fail("a processing instruction does not end")
	}
	if b.s[from:n] == "xml" {
		if msg := checkDeclaration(b.i, b.s[n:n+j]); msg != "" {
			return b.fail("%s", msg)
		}
	}
	b.i = n + j + 2
	return nil
}

// doctype skips a document type declaration. Its entities stay unknown; what
// stands in quotes or in a comment does not end it.
func (b *byteScanner) doctype() error {
	depth, quote := 0, byte(0)
	for i := b.i + 1; i < len(b.s); i++ {
		switch c := b.s[i]; {
		case c == quote:
			quote = 0
		case quote != 0:
		case c == '"' || c == '\'':
			quote = c
		case c == '>' && depth == 0:
			b.i = i + 1
			return nil
		case c == '>':
			depth--
		case strings.HasPrefix(b.s[i:], "<!--"):
			j := strings.Index(b.s[i+4:], "-->")
			if j < 0 {
				return b.fail("a DOCTYPE does not end")
			}
			i += 4 + j + 2
		case c == '<':
			depth++
		}
	}
	return b.fail("a DOCTYPE does not end")
}

// checkText sees that text which is not kept is well-formed.
func (b *byteScanner) checkText(s string) error {
	if !b.rare || strings.IndexByte(s, '&') < 0 && strings.IndexByte(s, ']') < 0 {
		return nil
	}
	_, err := b.content(s)
	return err
}

// content decodes text: references, and line ends.
func (b *byteScanner) content(s string) (string, error) {
	if !b.rare {
		return s, nil
	}
	if strings.IndexByte(s, ']') >= 0 && strings.Contains(s, "]]>") {
		return "", b.fail("]]> outside a CDATA section")
	}
	s = newlines(s)
	if strings.IndexByte(s, '&') < 0 {
		return s, nil
	}
	return b.expand(s)
}

// expand replaces references to characters and entities.
func (b *byteScanner) expand(s string) (string, error) {
	var out strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			out.WriteString(s)
			return out.String(), nil
		}
		out.WriteString(s[:i])
		j := strings.IndexByte(s[i:], ';')
		if j < 0 {
			return "", b.fail("an entity reference does not end")
		}
		r, ok := entity(s[i+1 : i+j])
		if !ok {
			return "", b.fail("unknown entity %q", s[i:i+j+1])
		}
		out.WriteString(r)
		s = s[i+j+1:]
	}
}

// entity returns the text of a reference without & and ;. Maven's reader knows
// the entities of XML and of HTML 4, and no others.
func entity(name string) (string, bool) {
	if name == "apos" {
		return "'", true
	}
	if rest, ok := strings.CutPrefix(name, "#"); ok {
		base := 10
		if hex, ok := strings.CutPrefix(rest, "x"); ok {
			rest, base = hex, 16
		}
		n, err := strconv.ParseUint(rest, base, 32)
		if err != nil || n > utf8.MaxRune || !inCharacterRange(rune(n)) {
			return "", false
		}
		return string(rune(n)), true
	}
	s, ok := xml.HTMLEntity[name]
	return s, ok
}

// inCharacterRange tells XML's characters: https://www.w3.org/TR/xml/#charsets
func inCharacterRange(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

// newlines turns CR LF and CR into LF: https://www.w3.org/TR/xml/#sec-line-ends
func newlines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
