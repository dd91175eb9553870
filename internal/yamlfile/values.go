package yamlfile

import "strconv"

// Place is a position in a file.
type Place struct{ Line, Column int32 }

// At is the position.
func (p Place) At() (line, column int) { return int(p.Line), int(p.Column) }

// Given reports whether the value stands in the file.
func (p Place) Given() bool { return p.Line > 0 }

// Text is a scalar as written, without quotes; 1.10 stays "1.10".
type Text struct {
	Value string
	Place
}

func (t *Text) decode(d *decoder, n *Node, what string) {
	t.Place = Place{n.Line, n.Column}
	switch {
	case n.Kind == Scalar && n.Value != "":
		t.Value = n.Value
	case n.Kind == Scalar, n.Kind == Null:
		d.errs.Add(n, "%s is empty: fill it in or remove the key", what)
	default:
		d.errs.Add(n, "%s must be a plain value, and is %s", what, n.Kind)
	}
}

// Flag is true or false.
type Flag struct {
	Value bool
	Place
}

func (f *Flag) decode(d *decoder, n *Node, what string) {
	f.Place = Place{n.Line, n.Column}
	switch {
	case n.Kind == Scalar && n.Plain && n.Value == "true":
		f.Value = true
	case n.Kind == Scalar && n.Plain && n.Value == "false":
	default:
		d.errs.Add(n, "%s must be true or false", what)
	}
}

// Number is a whole number.
type Number struct {
	Value int
	Place
}

func (i *Number) decode(d *decoder, n *Node, what string) {
	i.Place = Place{n.Line, n.Column}
	v, err := strconv.Atoi(n.Value)
	if n.Kind != Scalar || !n.Plain || err != nil {
		d.errs.Add(n, "%s must be a whole number", what)
		return
	}
	i.Value = v
}

// Map is a mapping with keys of the writer's choice, in the file's order.
type Map[T any] struct {
	Items []Item[T]
	Place
}

// Item is one key of a Map with its value.
type Item[T any] struct {
	Key   Text
	Value T
}
