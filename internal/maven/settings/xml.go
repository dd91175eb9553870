package settings

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// Bounds of what is read.
const (
	maxSize  = 16 << 20
	maxDepth = 100
)

// element is an element with its text, trimmed, and its position.
type element struct {
	name     string
	text     string
	line     int
	column   int
	children []*element
}

// parseXML reads a document into elements. Errors have file, line and column.
func parseXML(file string, data []byte) (*element, error) {
	if len(data) > maxSize {
		return nil, fmt.Errorf("%s: %d bytes, and at most %d are read", file, len(data), maxSize)
	}
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	d.CharsetReader = charset.NewReaderLabel
	d.Entity = xml.HTMLEntity // Maven's parser knows them, too
	fail := func(err error) error {
		line, column := d.InputPos()
		var syntax *xml.SyntaxError
		if errors.As(err, &syntax) {
			line, err = syntax.Line, errors.New(syntax.Msg)
		}
		return fmt.Errorf("%s:%d:%d: %w", file, line, column, err)
	}
	var root *element
	var open []*element
	for {
		line, column := d.InputPos()
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fail(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			e := &element{name: t.Name.Local, line: line, column: column}
			switch {
			case len(open) == maxDepth:
				return nil, fail(fmt.Errorf("elements are nested more than %d deep", maxDepth))
			case len(open) > 0:
				top := open[len(open)-1]
				top.children = append(top.children, e)
			case root != nil:
				return nil, fail(errors.New("a second root element"))
			default:
				root = e
			}
			open = append(open, e)
		case xml.EndElement:
			top := open[len(open)-1]
			top.text = strings.TrimSpace(top.text)
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text += string(t)
			} else if strings.TrimSpace(string(t)) != "" {
				return nil, fail(errors.New("text outside of the root element"))
			}
		}
	}
	if root == nil {
		return nil, fail(errors.New("the document is empty"))
	}
	return root, nil
}

// child returns the first child of a name, or nil.
func (e *element) child(name string) *element {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}
