package yamlfile

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Append adds items to the list under a key of the file's mapping. An item is
// YAML as it would stand in a list at column 1: comment lines, then "- " with
// what belongs to it. The key is added where it is missing. Nothing else in the
// file changes: the result is read again and compared with what was meant.
func Append(src Source, key string, items ...string) ([]byte, error) {
	errs := &Errors{File: src.Name}
	root := Parse(src, errs)
	if root == nil {
		return nil, errs.Err()
	}
	if root.Kind != Mapping {
		return nil, fmt.Errorf("%s: the file must be a mapping to have entries added to %q", src.Name, key)
	}
	added := &Errors{File: "new entry"}
	want := Parse(Source{"new entry", []byte(strings.Join(items, ""))}, added)
	if want == nil {
		return nil, added.Err()
	}
	if want.Kind != Sequence {
		return nil, errors.New("new entry: it must be a list item that begins with \"- \"")
	}
	t := newText(src.Data)
	at, indent, before, err := t.place(src.Name, root, key)
	if err != nil {
		return nil, err
	}
	out := t.insert(at, before+indented(strings.Join(items, ""), indent))
	return verified(src, out, key, append(slices.Clone(kids(root.Lookup(key))), want.Kids...))
}

func kids(n *Node) []Node {
	if n == nil {
		return nil
	}
	return n.Kids
}

// place is the line (from 0) before which items are inserted, their
// indentation, and what must precede them.
func (t *text) place(name string, root *Node, key string) (at, indent int, before string, err error) {
	list, k := root.Lookup(key), root.key(key)
	switch {
	case list == nil:
		return len(t.lines), 2, t.missing(key), nil
	case list.Flow && len(list.Kids) == 0 && t.blank(list, k):
		return int(k.Line), 2, "", nil
	case list.Flow:
		return 0, 0, "", fmt.Errorf("%s:%d:%d: the list of %q is written in brackets: write it as lines that begin with \"- \", then entries can be added and removed", name, list.Line, list.Column, key)
	case list.Kind == Null:
		return int(k.Line), 2, "", nil
	case list.Kind != Sequence:
		return 0, 0, "", fmt.Errorf("%s:%d:%d: %q must be a list, and is %s", name, list.Line, list.Column, key, list.Kind)
	}
	indent = int(list.Column) - 1
	return t.contentEnd(t.sectionEnd(root, k), indent), indent, "", nil
}

// missing ends the file's last line and begins the key.
func (t *text) missing(key string) string {
	s := key + ":" + t.eol
	if n := len(t.lines); n > 0 {
		if !strings.HasSuffix(t.lines[n-1], "\n") {
			t.lines[n-1] += t.eol
		}
		if strings.TrimSpace(t.lines[n-1]) != "" {
			s = t.eol + s
		}
	}
	return s
}

// blank empties the "[]" behind a key; it must be all that the line holds.
func (t *text) blank(list, key *Node) bool {
	line := t.lines[key.Line-1]
	if list.Line != key.Line || strings.Count(line, "[") != 1 || strings.Count(line, "]") != 1 || strings.ContainsAny(key.Value, "[]") {
		return false
	}
	open, end := strings.IndexByte(line, '['), strings.IndexByte(line, ']')
	if end < open {
		return false
	}
	head := strings.TrimRight(line[:open], " ")
	t.lines[key.Line-1] = head + line[end+1:]
	return true
}

// Remove takes the items with the given indexes out of the list under a key,
// with the comments that stand directly above them.
func Remove(src Source, key string, indexes []int) ([]byte, error) {
	errs := &Errors{File: src.Name}
	root := Parse(src, errs)
	if root == nil {
		return nil, errs.Err()
	}
	list := root.Lookup(key)
	if len(indexes) == 0 {
		return bytes.Clone(src.Data), nil
	}
	if list == nil || list.Kind != Sequence {
		return nil, fmt.Errorf("%s: there is no list %q to remove entries from", src.Name, key)
	}
	if list.Flow {
		return nil, fmt.Errorf("%s:%d:%d: the list of %q is written in brackets: write it as lines that begin with \"- \", then entries can be added and removed", src.Name, list.Line, list.Column, key)
	}
	t := newText(src.Data)
	var keep []Node
	end := t.sectionEnd(root, root.key(key))
	for i := len(list.Kids) - 1; i >= 0; i-- {
		start := t.itemStart(list, i)
		if slices.Contains(indexes, i) {
			last := t.contentEnd(end, int(list.Column)-1)
			if i+1 < len(list.Kids) {
				last = end
			}
			t.lines = slices.Delete(t.lines, start, last)
		} else {
			keep = append(keep, list.Kids[i])
		}
		end = start
	}
	slices.Reverse(keep)
	return verified(src, t.bytes(), key, keep)
}

// verified reads an edited file again: the list must hold what was meant, and
// everything else what it held before.
func verified(src Source, out []byte, key string, want []Node) ([]byte, error) {
	errs := &Errors{File: src.Name}
	before, after := Parse(src, errs), Parse(Source{src.Name, out}, errs)
	if before != nil && after != nil && unchanged(before, after, key) && unchanged(after, before, key) {
		list := after.Lookup(key)
		if len(want) == 0 && (list == nil || len(list.Kids) == 0) {
			return out, nil
		}
		if list != nil && same(list, &Node{Kind: Sequence, Kids: want}) {
			return out, nil
		}
	}
	return nil, fmt.Errorf("%s: the list of %q is written in a way that cannot be edited safely: nothing was changed; edit it by hand", src.Name, key)
}

func unchanged(a, b *Node, key string) bool {
	for i := 0; i+1 < len(a.Kids); i += 2 {
		if k := a.Kids[i].Value; k != key {
			if other := b.Lookup(k); other == nil || !same(&a.Kids[i+1], other) {
				return false
			}
		}
	}
	return true
}
