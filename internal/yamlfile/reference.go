package yamlfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// maxDepth bounds how deep values nest; our files need six.
const maxDepth = 32

// parseReference reads with yaml.v3.
func parseReference(data []byte, errs *Errors) *Node {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	if err := decode(dec, &doc); errors.Is(err, io.EOF) {
		return &Node{Line: 1, Column: 1} // nothing but comments
	} else if err != nil {
		syntax(data, err, errs)
		return nil
	}
	if err := decode(dec, &second); err == nil {
		errs.AddAt(second.Line, max(second.Column, 1), "a second document begins here: a file holds one")
		return nil
	} else if !errors.Is(err, io.EOF) {
		syntax(data, err, errs)
		return nil
	}
	if len(doc.Content) != 1 {
		return &Node{Line: 1, Column: 1}
	}
	c := converter{errs: errs}
	n := c.convert(doc.Content[0], 1)
	if c.refused {
		return nil
	}
	return &n
}

// decode turns a panic of yaml.v3, of which fuzzing has found some, into an
// error.
func decode(dec *yaml.Decoder, n *yaml.Node) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	return dec.Decode(n)
}

type converter struct {
	errs    *Errors
	refused bool
}

func (c *converter) refuse(n *yaml.Node, msg string) Node {
	c.errs.AddAt(n.Line, n.Column, "%s", msg)
	c.refused = true
	return Node{Line: int32(n.Line), Column: int32(n.Column)}
}

// convert refuses what our files have no use for and a reader could misread.
// Aliases are never followed, so they cannot explode.
func (c *converter) convert(n *yaml.Node, depth int) Node {
	switch {
	case n.Kind == yaml.AliasNode:
		return c.refuse(n, "aliases (*name) are not accepted: write the value out, or quote it if the star is meant")
	case n.Anchor != "":
		return c.refuse(n, "anchors (&name) are not accepted: write the value out")
	case n.Style&yaml.TaggedStyle != 0:
		return c.refuse(n, "tags (!name) are not accepted: quote the value instead")
	case depth > maxDepth:
		return c.refuse(n, "values nest too deep here")
	case n.Kind == yaml.ScalarNode:
		return scalar(n.Line, n.Column, n.Value, n.Style == 0)
	}
	out := Node{Kind: Sequence, Line: int32(n.Line), Column: int32(n.Column), Flow: n.Style&yaml.FlowStyle != 0}
	if n.Kind == yaml.MappingNode {
		out.Kind = Mapping
	}
	out.Kids = make([]Node, 0, len(n.Content))
	for i, kid := range n.Content {
		if out.Kind == Mapping && i%2 == 0 && kid.Kind != yaml.ScalarNode && kid.Kind != yaml.AliasNode {
			c.refuse(kid, "a key must be a plain word")
		}
		out.Kids = append(out.Kids, c.convert(kid, depth+1))
	}
	return out
}

var syntaxError = regexp.MustCompile(`^yaml: (?:line (\d+): )?(?s:(.*))$`)

// anchorError is what yaml.v3 says, without a line, of an alias that leads
// nowhere or to itself.
var anchorError = regexp.MustCompile(`anchor '([^']+)'`)

// syntax notes an error of yaml.v3, which has a line and no column, and not
// always the right one: where a tab is to blame, it is pointed at.
func syntax(data []byte, err error, errs *Errors) {
	line, msg := 1, err.Error()
	if m := syntaxError.FindStringSubmatch(msg); m != nil {
		msg = m[2]
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
		}
	}
	if m := anchorError.FindStringSubmatch(msg); m != nil {
		if at := strings.Index(string(data), "*"+m[1]); at >= 0 {
			head := string(data[:at])
			errs.AddAt(strings.Count(head, "\n")+1, utf8.RuneCountInString(head[strings.LastIndexByte(head, '\n')+1:])+1,
				"aliases (*name) are not accepted: write the value out, or quote it if the star is meant")
			return
		}
	}
	if strings.Contains(msg, "anchor") || strings.Contains(msg, "alphabetic or numeric") {
		msg += ": a value that begins with \"*\" or \"&\" must be in quotes"
	}
	rows := strings.Split(string(data), "\n")
	for i, row := range rows {
		blank := len(row) - len(strings.TrimLeft(row, " \t"))
		if at := strings.IndexByte(row[:blank], '\t'); at >= 0 && i+1 >= line-1 && i <= line {
			errs.AddAt(i+1, at+1, "a tab stands in the indentation: YAML takes spaces only")
			return
		}
	}
	line = min(line, len(rows))
	column := len(rows[line-1]) - len(strings.TrimLeft(rows[line-1], " \t")) + 1
	if star := strings.IndexAny(rows[line-1], "*&"); star >= 0 && strings.Contains(msg, "alphabetic or numeric") {
		column = utf8.RuneCountInString(rows[line-1][:star]) + 1
	}
	errs.AddAt(line, column, "this is not YAML: %s", msg)
}
