package peer

import (
	"fmt"
	"slices"
	"strings"
)

// Tree is a printed dependency tree, split into its modules.
type Tree []string

// Split cuts the text at the lines that are not indented: each starts a module.
func Split(text []byte) Tree {
	var t Tree
	for line := range strings.Lines(string(text)) {
		if len(t) == 0 || !strings.ContainsAny(line[:1], "+\\| ") {
			t = append(t, "")
		}
		t[len(t)-1] += line
	}
	return t
}

// Nodes counts the lines below the modules.
func (t Tree) Nodes() int {
	n := 0
	for _, m := range t {
		n += strings.Count(m, "\n") - 1
	}
	return n
}

// Difference is one module whose text differs, or that one side lacks.
type Difference struct {
	Module string // its first line
	Text   string // - what Maven printed, + what licaudit printed
}

// Compare returns the number of equal modules and what differs; modules in
// another order differ too.
func Compare(want, got Tree) (equal int, differ []Difference) {
	for i := range max(len(want), len(got)) {
		var w, g string
		if i < len(want) {
			w = want[i]
		}
		if i < len(got) {
			g = got[i]
		}
		if w == g {
			equal++
			continue
		}
		name, _, _ := strings.Cut(max(w, g), "\n")
		differ = append(differ, Difference{Module: name, Text: diffLines(w, g)})
	}
	return equal, differ
}

// diffLines lists the lines that only one side has, in order; where both have
// the same lines in another order it says so.
func diffLines(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	var b strings.Builder
	for _, line := range w {
		if !slices.Contains(g, line) {
			fmt.Fprintf(&b, "- %s\n", line)
		}
	}
	for _, line := range g {
		if !slices.Contains(w, line) {
			fmt.Fprintf(&b, "+ %s\n", line)
		}
	}
	if b.Len() == 0 {
		return "the same lines in another order\n"
	}
	return b.String()
}
