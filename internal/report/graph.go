package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
)

// graph is who depends on whom, over all modules, as the bills of materials
// have it: by package URL.
type graph struct {
	refs   []string        // of the findings, index for index
	edges  map[edge]string // to the widest scope
	others []audit.ID      // nodes that are no finding: modules, and what is no library; sorted
	nodes  map[string]bool // all refs
	root   string
}

type edge struct{ from, to string }

func newGraph(s source) graph {
	g := graph{edges: make(map[edge]string), nodes: make(map[string]bool), root: rootRef(s.Report)}
	g.nodes[g.root] = true
	known := make(map[audit.ID]bool)
	for _, f := range s.Findings {
		ref := f.Component.ID.String()
		for n := 2; g.nodes[ref]; n++ {
			ref = fmt.Sprintf("%s#%d", f.Component.ID, n)
		}
		g.refs = append(g.refs, ref)
		g.nodes[ref] = true
		known[f.Component.ID] = true
		if len(f.Component.Occurrences) > 0 && f.Component.Occurrences[0].Module == "" {
			g.add(g.root, ref, "contains")
		}
	}
	for _, m := range s.Modules {
		g.module(m, known)
	}
	slices.SortFunc(g.others, audit.ID.Compare)
	return g
}

func (g *graph) module(m audit.Module, known map[audit.ID]bool) {
	self := g.node(m.ID, known)
	if self != g.root {
		g.add(g.root, self, "module")
	}
	for _, n := range m.Tree {
		from := self
		if n.Parent >= 0 {
			from = g.node(m.Tree[n.Parent].ID, known)
		}
		if to := g.node(n.ID, known); to != from {
			g.add(from, to, n.Scope)
		}
	}
}

func (g *graph) node(id audit.ID, known map[audit.ID]bool) string {
	ref := id.String()
	if !g.nodes[ref] {
		g.nodes[ref] = true
		if !known[id] {
			g.others = append(g.others, id)
		}
	}
	return ref
}

// add keeps the widest scope of an edge.
func (g *graph) add(from, to, scope string) {
	e := edge{from, to}
	if old, ok := g.edges[e]; !ok || scopeRank(scope) < scopeRank(old) {
		g.edges[e] = scope
	}
}

// sorted lists the edges by from, then to.
func (g graph) sorted() []edge {
	return slices.SortedFunc(maps.Keys(g.edges), func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
}

// dependencies lists every node with what it depends on, sorted.
func (g graph) dependencies() []cdxDependency {
	on := make(map[string][]string)
	for _, e := range g.sorted() {
		on[e.from] = append(on[e.from], e.to)
	}
	var out []cdxDependency
	for _, ref := range slices.Sorted(maps.Keys(g.nodes)) {
		out = append(out, cdxDependency{ref, on[ref]})
	}
	return out
}
