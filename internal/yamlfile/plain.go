package yamlfile

import "strconv"

// Values turns a node into maps, slices and scalars, as a JSON reader would
// have them, for a JSON Schema to check.
func (n *Node) Values() any {
	switch n.Kind {
	case Mapping:
		out := map[string]any{}
		for i := 0; i+1 < len(n.Kids); i += 2 {
			out[n.Kids[i].Value] = n.Kids[i+1].Values()
		}
		return out
	case Sequence:
		out := []any{}
		for i := range n.Kids {
			out = append(out, n.Kids[i].Values())
		}
		return out
	case Null:
		return nil
	}
	if n.Plain {
		switch n.Value {
		case "true":
			return true
		case "false":
			return false
		}
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return f
		}
	}
	return n.Value
}
