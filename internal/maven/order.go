package maven

import (
	"fmt"
	"path/filepath"
	"strings"
)

// sortProjects orders modules as Maven's ProjectSorter does: what a module
// needs comes first, else the order in which they are given. The edges are
// dependencies, parents, plugins with their dependencies, and extensions.
func sortProjects(list []*project) (*projectGraph, error) {
	g := &projectGraph{byGAV: map[string]*vertex{}, byGA: map[ga][]*vertex{}}
	for _, p := range list {
		k := p.model.gav()
		if have := g.byGAV[k]; have != nil {
			return nil, &Error{Kind: Rejected, Module: k, Msg: fmt.Sprintf("project %q is duplicated in the reactor: %s and %s", k, have.project.raw.name, p.raw.name)}
		}
		v := &vertex{project: p}
		g.byGAV[k] = v
		id := ga{p.model.groupID, p.model.artifactID}
		g.byGA[id] = append(g.byGA[id], v)
		g.vertices = append(g.vertices, v)
	}
	for _, v := range g.vertices {
		if err := g.connect(v); err != nil {
			return nil, err
		}
	}
	g.sort()
	return g, nil
}

type projectGraph struct {
	vertices []*vertex
	byGAV    map[string]*vertex
	byGA     map[ga][]*vertex
	sorted   []*project
}

type vertex struct {
	project  *project
	children []*vertex // what it needs
	parents  []*vertex // what needs it
	visited  bool
}

func (g *projectGraph) connect(v *vertex) error {
	m := v.project.model
	for _, d := range m.deps {
		if err := g.edges(v, ga{d.groupID, d.artifactID}, d.version, false, false); err != nil {
			return err
		}
	}
	if p := v.project.raw.parent; p != nil {
		pv, _ := m.in.expand(p.version)
		if err := g.edges(v, ga{p.groupID, p.artifactID}, pv, true, false); err != nil {
			return err
		}
	}
	for _, p := range v.project.plugins {
		if err := g.edges(v, p.key(), p.version, false, true); err != nil {
			return err
		}
		for _, d := range p.deps {
			if err := g.edges(v, ga{d.groupID, d.artifactID}, d.version, false, true); err != nil {
				return err
			}
		}
	}
	for _, x := range m.buildExtensions() {
		if err := g.edges(v, x.key(), "", false, true); err != nil {
			return err
		}
	}
	return nil
}

// edges adds edges to the module of a version, or, where that is open, to all
// versions. A forced edge replaces its reverse; a safe one that would close a
// cycle is left out.
func (g *projectGraph) edges(from *vertex, to ga, version string, force, safe bool) error {
	for _, t := range g.byGA[to] {
		open := version == "" || version[0] == '[' || version[0] == '('
		if t == from || !open && t.project.model.version != version {
			continue
		}
		if force {
			t.drop(from)
		}
		if t.reaches(from, map[*vertex]bool{}) {
			if safe {
				continue
			}
			return &Error{Kind: Rejected, Module: from.project.model.gav(), Msg: fmt.Sprintf("the projects in the reactor contain a cyclic reference: %s needs %s, which needs it in turn",
				from.project.model.gav(), t.project.model.gav())}
		}
		from.add(t)
	}
	return nil
}

func (v *vertex) add(t *vertex) {
	for _, c := range v.children {
		if c == t {
			return
		}
	}
	v.children = append(v.children, t)
	t.parents = append(t.parents, v)
}

func (v *vertex) drop(t *vertex) {
	v.children = without(v.children, t)
	t.parents = without(t.parents, v)
}

func without(list []*vertex, v *vertex) []*vertex {
	for i, x := range list {
		if x == v {
			return append(list[:i:i], list[i+1:]...)
		}
	}
	return list
}

func (v *vertex) reaches(t *vertex, seen map[*vertex]bool) bool {
	if v == t {
		return true
	}
	seen[v] = true
	for _, c := range v.children {
		if !seen[c] && c.reaches(t, seen) {
			return true
		}
	}
	return false
}

func (g *projectGraph) sort() {
	var visit func(v *vertex)
	visit = func(v *vertex) {
		v.visited = true
		for _, c := range v.children {
			if !c.visited {
				visit(c)
			}
		}
		g.sorted = append(g.sorted, v.project)
	}
	for _, v := range g.vertices {
		if !v.visited {
			visit(v)
		}
	}
}

// choose applies -pl, -am, -amd and -rf.
func (g *projectGraph) choose(o Options, dir string) ([]*project, error) {
	var want, not []string
	for _, v := range o.Projects {
		for _, s := range strings.Split(v, ",") {
			s = strings.TrimSpace(s)
			switch {
			case s == "":
			case s[0] == '!' || s[0] == '-':
				not = append(not, s[1:])
			default:
				want = append(want, strings.TrimPrefix(s, "+"))
			}
		}
	}
	list := g.sorted
	if len(want) > 0 {
		chosen := map[*vertex]bool{}
		for _, s := range want {
			p, err := find(g.sorted, s, dir)
			if err != nil {
				return nil, err
			}
			v := g.byGAV[p.model.gav()]
			chosen[v] = true
			if o.AlsoMake {
				v.spread(chosen, func(v *vertex) []*vertex { return v.children })
			}
			if o.AlsoMakeDependents {
				v.spread(chosen, func(v *vertex) []*vertex { return v.parents })
			}
		}
		list = filter(list, func(p *project) bool { return chosen[g.byGAV[p.model.gav()]] })
	}
	for _, s := range not { // among those selected, not among all
		x, err := find(list, s, dir)
		if err != nil {
			return nil, err
		}
		list = filter(list, func(p *project) bool { return p != x })
	}
	if o.ResumeFrom != "" {
		x, err := find(list, o.ResumeFrom, dir)
		if err != nil {
			return nil, err
		}
		resumed := false
		list = filter(list, func(p *project) bool { resumed = resumed || p == x; return resumed })
	}
	if len(list) == 0 {
		return nil, &Error{Kind: Rejected, Msg: "the selection of projects leaves none", Hint: "select more with -pl"}
	}
	return list, nil
}

func filter(list []*project, keep func(*project) bool) []*project {
	var out []*project
	for _, p := range list {
		if keep(p) {
			out = append(out, p)
		}
	}
	return out
}

func (v *vertex) spread(chosen map[*vertex]bool, next func(*vertex) []*vertex) {
	seen := map[*vertex]bool{v: true}
	queue := []*vertex{v}
	for len(queue) > 0 {
		x := queue[0]
		queue = queue[1:]
		for _, n := range next(x) {
			if !seen[n] {
				seen[n] = true
				chosen[n] = true
				queue = append(queue, n)
			}
		}
	}
}

// find finds the module that a selector names: "[groupId]:artifactId", or a
// path relative to the root POM's folder.
func find(list []*project, selector, dir string) (*project, error) {
	for _, p := range list {
		if strings.Contains(selector, ":") {
			if id := ":" + p.model.artifactID; selector == id || selector == p.model.groupID+id {
				return p, nil
			}
			continue
		}
		path := filepath.Join(dir, filepath.FromSlash(selector))
		if path == p.raw.file || path == p.raw.dir && fileExists(path) {
			return p, nil
		}
	}
	return nil, &Error{Kind: Rejected, Msg: fmt.Sprintf("could not find the selected project in the reactor: %q", selector)}
}
