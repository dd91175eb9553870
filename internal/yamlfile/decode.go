package yamlfile

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Decode reads a file into the struct that v points to. Its fields carry the
// tag `yaml:"key"` and are of the types Text, Flag, Number, Map, structs,
// pointers to structs, and slices of these; a slice with the tag
// `yaml:"key,single"` also takes one value that is not in a list. A field of
// type Place receives the position of the struct itself.
//
// Unknown and repeated keys and values of the wrong kind are noted in errs. ok
// is false where the file could not be read as a mapping at all.
func Decode(src Source, v any, errs *Errors) (ok bool) {
	n := Parse(src, errs)
	if n == nil {
		return false
	}
	if n.Kind == Null {
		errs.AddAt(1, 1, "the file is empty: it needs at least \"version: 1\"")
		return false
	}
	if n.Kind != Mapping {
		errs.Add(n, "the file holds %s; it must be a mapping that begins with \"version: 1\"", n.Kind)
		return false
	}
	d := &decoder{errs: errs, shapes: map[reflect.Type]*shape{}}
	d.value(n, reflect.ValueOf(v).Elem(), "the file", false)
	return true
}

type decoder struct {
	errs   *Errors
	shapes map[reflect.Type]*shape
}

// custom is a type that decodes itself.
type custom interface {
	decode(d *decoder, n *Node, what string)
}

func (d *decoder) value(n *Node, v reflect.Value, what string, single bool) {
	if c, ok := v.Addr().Interface().(custom); ok {
		c.decode(d, n, what)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), what, false)
	case reflect.Slice:
		d.list(n, v, what, single)
	case reflect.Struct:
		d.mapping(n, v, what)
	default:
		panic("yamlfile: cannot decode into " + v.Type().String())
	}
}

func (d *decoder) list(n *Node, v reflect.Value, what string, single bool) {
	switch {
	case n.Kind != Sequence && single:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		d.value(n, v.Index(0), what, false)
		return
	case n.Kind == Null:
		return // "names:" with nothing but comments below it
	case n.Kind != Sequence:
		d.errs.Add(n, "%s must be a list, and is %s", what, n.Kind)
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Kids), len(n.Kids)))
	for i := range n.Kids {
		d.value(&n.Kids[i], v.Index(i), "an entry of "+what, false)
	}
}

func (d *decoder) mapping(n *Node, v reflect.Value, what string) {
	s := d.shape(v.Type())
	if s.place >= 0 {
		v.Field(s.place).Set(reflect.ValueOf(Place{n.Line, n.Column}))
	}
	if n.Kind != Mapping {
		d.errs.Add(n, "%s must be a mapping with the keys %s, and is %s", what, strings.Join(s.keys, ", "), n.Kind)
		return
	}
	var seen [64]int32
	for i := 0; i+1 < len(n.Kids); i += 2 {
		key, value := &n.Kids[i], &n.Kids[i+1]
		f, ok := s.fields[key.Value]
		switch {
		case !ok:
			d.errs.Add(key, "unknown key %q in %s%s", key.Value, what, d.meant(key.Value, s.keys))
		case seen[f.order] > 0:
			d.errs.Add(key, "the key %q is already given in line %d", key.Value, seen[f.order])
		default:
			seen[f.order] = key.Line
			d.value(value, v.FieldByIndex(f.index), f.what, f.single)
		}
	}
}

// meant names the nearest key, or all where none is near.
func (d *decoder) meant(key string, keys []string) string {
	if s := DidYouMean(key, keys); s != "" {
		return s
	}
	return ": it takes " + strings.Join(keys, ", ")
}

// shape is what the decoder knows about a struct type.
type shape struct {
	fields map[string]field
	keys   []string // in the order of the struct
	place  int      // index of the Place, or -1
}

type field struct {
	index  []int // as reflect.Value.FieldByIndex takes it
	order  int
	single bool
	what   string
}

func (d *decoder) shape(t reflect.Type) *shape {
	if s, ok := d.shapes[t]; ok {
		return s
	}
	s := &shape{fields: map[string]field{}, place: -1}
	s.add(t, nil)
	d.shapes[t] = s
	return s
}

// add takes the fields of a struct in, with those of structs that it embeds.
func (s *shape) add(t reflect.Type, outer []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(slices.Clone(outer), i)
		key, rest, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case f.Type == reflect.TypeFor[Place]():
			s.place = i
		case f.Anonymous:
			s.add(f.Type, index)
		case key == "":
			panic(fmt.Sprintf("yamlfile: field %s of %s has no key", f.Name, t))
		default:
			s.fields[key] = field{index: index, order: len(s.keys), single: rest == "single", what: fmt.Sprintf("%q", key)}
			s.keys = append(s.keys, key)
		}
	}
}

// Keys lists the keys that Decode takes for a struct, in its order, with the
// type of each value.
func Keys(t reflect.Type) (keys []string, types []reflect.Type) {
	s := (&decoder{shapes: map[reflect.Type]*shape{}}).shape(t)
	for _, k := range s.keys {
		types = append(types, t.FieldByIndex(s.fields[k].index).Type)
	}
	return s.keys, types
}
