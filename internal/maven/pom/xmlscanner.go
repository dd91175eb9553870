package pom

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// xmlScanner is the reference scanner over encoding/xml's raw tokens.
type xmlScanner struct {
	d    *xml.Decoder
	wide string // the text as the decoder reads it, after shift
	// at is an offset in it, and tag the same place in the text.
	at    int
	open  []string
	tag   int
	attrs []xml.Attr
	text_ bool
	head  string
	root  bool
}

func newXMLScanner(s string) *xmlScanner {
	wide := strings.Map(shift, s)
	d := xml.NewDecoder(strings.NewReader(wide))
	d.Strict = true
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return &xmlScanner{d: d, wide: wide}
}

// shift moves control characters, which Maven's reader lets pass and
// encoding/xml refuses, to where unshift finds them.
func shift(r rune) rune {
	if r < 0x20 && !inCharacterRange(r) || r == 0xFFFE || r == 0xFFFF {
		return 0x10F000 + r&0xFF
	}
	return r
}

func unshift(r rune) rune {
	if r >= 0x10F000 && r < 0x10F020 {
		return r - 0x10F000
	}
	if r == 0x10F0FE || r == 0x10F0FF {
		return r - 0x10F000 + 0xFF00
	}
	return r
}

func (x *xmlScanner) start() int     { return x.tag }
func (x *xmlScanner) header() string { return x.head }

func (x *xmlScanner) stray() bool {
	t := x.text_
	x.text_ = false
	return t
}

func (x *xmlScanner) fail(format string, args ...any) error {
	line, _ := x.d.InputPos()
	return &SyntaxError{line, fmt.Sprintf(format, args...)}
}

func fullName(n xml.Name) string {
	if n.Space != "" {
		return n.Space + ":" + n.Local
	}
	return n.Local
}

// token returns the next token, with elements entered or left.
func (x *xmlScanner) token() (xml.Token, error) {
	at := int(x.d.InputOffset())
	t, err := x.d.RawToken()
	if errors.Is(err, io.EOF) {
		if len(x.open) > 0 {
			return nil, x.fail("the document ends within <%s>", x.open[len(x.open)-1])
		}
		return nil, io.EOF
	}
	if err != nil {
		return nil, x.fail("%v", err)
	}
	switch t := t.(type) {
	case xml.StartElement:
		return t, x.enter(t, at)
	case xml.EndElement:
		if len(x.open) == 0 || x.open[len(x.open)-1] != fullName(t.Name) {
			return nil, x.fail("unexpected </%s>", fullName(t.Name))
		}
		x.open = x.open[:len(x.open)-1]
	case xml.ProcInst:
		if t.Target == "xml" {
			if msg := checkDeclaration(at, " "+string(t.Inst)); msg != "" {
				return nil, x.fail("%s", msg)
			}
		}
	case xml.Directive:
		if x.root || !strings.HasPrefix(string(t), "DOCTYPE") {
			return nil, x.fail("unknown markup")
		}
	case xml.Comment:
		if !x.root {
			if x.head != "" {
				x.head += "\n"
			}
			x.head += newlines(strings.Map(unshift, string(t)))
		}
	}
	return t, nil
}

func (x *xmlScanner) enter(t xml.StartElement, at int) error {
	if len(x.open) >= maxDepth {
		return x.fail("elements nest deeper than %d", maxDepth)
	}
	for i, a := range t.Attr {
		for _, b := range t.Attr[:i] {
			if a.Name == b.Name {
				return x.fail("duplicated attribute '%s'", fullName(a.Name))
			}
		}
	}
	x.open = append(x.open, fullName(t.Name))
	x.attrs = append(x.attrs[:0], t.Attr...)
	x.tag += len(strings.Map(unshift, x.wide[x.at:at]))
	x.at, x.root = at, true
	return nil
}

func (x *xmlScanner) next(list bool) (string, bool, error) {
	for {
		t, err := x.token()
		if err == io.EOF {
			return "", false, nil
		}
		if err != nil {
			return "", false, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			return fullName(t.Name), true, nil
		case xml.EndElement:
			return "", false, nil
		case xml.CharData:
			if blank(string(t)) {
				continue
			}
			if !x.root || list {
				return "", false, x.fail("expected a tag, not text")
			}
			x.text_ = true
		}
	}
}

func (x *xmlScanner) text() (string, error) {
	var out strings.Builder
	for {
		t, err := x.token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			return "", x.fail("a tag where only text may stand")
		case xml.EndElement:
			return strings.Map(unshift, out.String()), nil
		case xml.CharData:
			out.Write(t)
		}
	}
}

func (x *xmlScanner) skip() error {
	for depth := len(x.open) - 1; len(x.open) > depth; {
		if _, err := x.token(); err != nil {
			return err
		}
	}
	return nil
}

func (x *xmlScanner) finish() error {
	for {
		t, err := x.token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			return x.fail("a second root element")
		case xml.CharData:
			if !blank(string(t)) {
				return x.fail("only white space may follow the root element")
			}
		}
	}
}

func (x *xmlScanner) attribute(allowed ...string) string {
attrs:
	for _, a := range x.attrs {
		if a.Name.Space != "" {
			continue
		}
		for _, name := range allowed {
			if a.Name.Local == name {
				continue attrs
			}
		}
		return a.Name.Local
	}
	return ""
}

func (x *xmlScanner) value(name string) string {
	for _, a := range x.attrs {
		if fullName(a.Name) == name {
			return a.Value
		}
	}
	return ""
}
