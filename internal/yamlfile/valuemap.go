package yamlfile

import "reflect"

func (m *Map[T]) decode(d *decoder, n *Node, what string) {
	m.Place = Place{n.Line, n.Column}
	if n.Kind != Mapping {
		if n.Kind != Null {
			d.errs.Add(n, "%s must be a mapping, and is %s", what, n.Kind)
		}
		return
	}
	seen := make(map[string]int32)
	m.Items = make([]Item[T], 0, len(n.Kids)/2)
	for i := 0; i+1 < len(n.Kids); i += 2 {
		key := &n.Kids[i]
		if first, ok := seen[key.Value]; ok {
			d.errs.Add(key, "the key %q is already given in line %d", key.Value, first)
			continue
		}
		seen[key.Value] = key.Line
		m.Items = append(m.Items, Item[T]{Key: Text{key.Value, Place{key.Line, key.Column}}})
		d.value(&n.Kids[i+1], reflect.ValueOf(&m.Items[len(m.Items)-1].Value).Elem(), "\""+key.Value+"\"", false)
	}
}
