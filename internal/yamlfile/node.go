package yamlfile

// Kind of a node.
type Kind uint8

// The kinds.
const (
	Null Kind = iota
	Scalar
	Mapping
	Sequence
)

// String names the kind as an error does.
func (k Kind) String() string {
	return [...]string{"nothing", "a plain value", "a mapping", "a list"}[k]
}

// Node is a value in a file.
type Node struct {
	Kind Kind
	// Plain marks a scalar without quotes; Flow a mapping or list in brackets.
	Plain, Flow bool
	// Line and Column count from 1; columns are characters.
	Line, Column int32
	Value        string // of a scalar, or of a null as written
	// Kids are the items of a list, or the keys and values of a mapping in
	// turn.
	Kids []Node
}

// Lookup returns the value of a mapping's key, or nil.
func (n *Node) Lookup(key string) *Node {
	if n.Kind != Mapping {
		return nil
	}
	for i := 0; i+1 < len(n.Kids); i += 2 {
		if n.Kids[i].Value == key {
			return &n.Kids[i+1]
		}
	}
	return nil
}

// key returns the node of a mapping's key, or nil.
func (n *Node) key(key string) *Node {
	for i := 0; n.Kind == Mapping && i+1 < len(n.Kids); i += 2 {
		if n.Kids[i].Value == key {
			return &n.Kids[i]
		}
	}
	return nil
}

// isNull reports whether a plain scalar is YAML's null
// (https://yaml.org/spec/1.2.2/#1032-tag-resolution).
func isNull(s string) bool {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}

// scalar makes a node of a scalar.
func scalar(line, column int, value string, plain bool) Node {
	n := Node{Kind: Scalar, Plain: plain, Line: int32(line), Column: int32(column), Value: value}
	if plain && isNull(value) {
		n.Kind = Null
	}
	return n
}

// same reports whether two nodes say the same, wherever they stand.
func same(a, b *Node) bool {
	if a.Kind != b.Kind || a.Value != b.Value || len(a.Kids) != len(b.Kids) {
		return false
	}
	for i := range a.Kids {
		if !same(&a.Kids[i], &b.Kids[i]) {
			return false
		}
	}
	return true
}
