package maven

import (
	"context"
	"errors"
	"fmt"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/version"
)

// graphNode is a node of the graph before conflicts are resolved. Nodes of the
// same artifact under the same circumstances share their list of children.
type graphNode struct {
	// What the conflict resolver reads again and again stands first.
	children       *childList
	conflict       int
	root           bool
	marked, sorted bool
	reactor        bool
	managed        managedBits // tells what management has replaced
	edge
	relocations []artifact
	// spec is the version that was asked for; hard for a range.
	spec                              *version.MavenRange // only of a range
	hard                              string
	premanagedVersion, premanagedScop string
	by                                *dependency // the managed entry of the version
	remotes                           *remoteList // that were asked for its POM
	group                             *conflictGroup
	own                               childList // unless it shares another's
}

type managedBits uint8

const (
	managedVersion managedBits = 1 << iota
	managedScope
	managedOptional
	managedExclusions
)

// childList is a list of children with the marks of the conflict resolver.
type childList struct {
	nodes []*graphNode

	onStack bool
	info    nodeInfo
	round   int
}

// collector builds the graph of one module, as DefaultDependencyCollector of
// Maven's resolver 1.6 does, with its selectors (scope, optional, exclusions),
// its ClassicDependencyManager and its FatArtifactTraverser.
type collector struct {
	ctx   context.Context
	l     *loader
	types *typeTable
	root  *effective
	// managed remembers what the root's management says of coordinates.
	managed map[coord]*managedValues

	stack     []*graphNode
	arena     *arena
	pool      map[poolKey]*childList
	selectors map[string]*selector
	ranges    map[rangeKey]rangeResult
	problems  []audit.Problem
	reported  map[string]bool
	err       error
	chain     []string
	moves     int // relocations under way
}

// poolKey is what the children of a node depend on: its coordinates and the
// repositories below it, what is excluded there, and the rest of its artifact.
type poolKey struct {
	subtree                     *pomKey
	selector                    *selector
	extension, classifier, kind string
}

// rangeKey is what the versions within a range depend on.
type rangeKey struct {
	pomKey
	pom bool
}

type rangeResult struct {
	found
	err error
}

// managedValues is what the root's management says of one artifact.
type managedValues struct {
	version, scope string
	localPath      bool
	optional       *bool
	exclusions     []exclusion
	by             *dependency
}

// level is what the resolver derives for the children of a node.
type level struct {
	depth    int // 1 for direct dependencies, 2 for all below
	selector *selector
	remotes  *remoteList
}

func newCollector(ctx context.Context, l *loader, root *effective, types *typeTable, nodes *arena) *collector {
	clear(nodes.managed)
	return &collector{ctx: ctx, l: l, arena: nodes, root: root, types: types, managed: nodes.managed,
		pool: nodes.pool, selectors: map[string]*selector{}, ranges: map[rangeKey]rangeResult{}, reported: map[string]bool{}}
}

// collect builds the graph from the direct dependencies.
func (c *collector) collect(project artifact, direct []edge, remotes *remoteList) (*graphNode, error) {
	root := &graphNode{edge: edge{artifact: project}, root: true, children: &childList{}}
	c.stack = []*graphNode{root}
	clear(c.pool)
	c.arena.reset()
	c.err, c.chain = nil, nil
	lv := level{1, c.selector(nil), remotes}
	for i := range direct {
		c.process(&direct[i], lv, nil, false)
	}
	return root, c.err
}

// process adds the nodes of one dependency to the top of the stack.
func (c *collector) process(e *edge, lv level, relocations []artifact, keepVersion bool) {
	if c.ctx.Err() != nil {
		c.fail(e.artifact, c.ctx.Err())
		return
	}
	if !lv.selects(e) {
		return
	}
	n := c.arena.next()
	n.edge, n.relocations, n.remotes = *e, relocations, lv.remotes
	c.manage(n, lv, keepVersion)
	noPOM := n.localPath
	traverse := !noPOM && !n.fat
	if n.version == "" || n.version[0] != '[' && n.version[0] != '(' {
		c.add(n, lv, noPOM, traverse)
		return
	}
	r := c.versions(n.artifact, lv.remotes)
	if r.err == nil && len(r.versions) == 0 {
		r.err = fmt.Errorf("no versions available for %s within the range", n.gav())
	}
	if r.err != nil {
		c.fail(n.artifact, r.err)
		return
	}
	if r.spec.IsRange() {
		n.hard, n.spec = n.version, &r.spec
	}
	for _, v := range r.versions {
		node := c.arena.next()
		node.copy(n)
		node.version = v
		if c.add(node, lv, noPOM, traverse) {
			return
		}
	}
}

// add adds a node with one version. It returns true where the artifact was
// relocated and its other versions do not count, as the resolver has it.
func (c *collector) add(n *graphNode, lv level, noPOM, traverse bool) (relocated bool) {
	d := descriptor{artifact: n.artifact}
	if !noPOM {
		d = c.describe(&n.artifact, lv.remotes)
	}
	top := c.stack[len(c.stack)-1]
	n.children = &n.own
	if d.err != nil {
		c.fail(n.artifact, d.err)
		top.children.nodes = append(top.children.nodes, n)
		return false
	}
	asked := n.artifact
	n.artifact = d.artifact
	if i := c.onPath(&n.artifact); i >= 0 && !c.stack[i].root {
		n.children = c.stack[i].children
		top.children.nodes = append(top.children.nodes, n)
		return false
	}
	if len(d.relocations) > 0 {
		if c.moves++; c.moves > maxRelocations {
			c.fail(asked, errors.New("relocation and management send each other round in circles"))
			return true
		}
		defer func() { c.moves-- }()
		same := asked.groupID == n.groupID && asked.artifactID == n.artifactID
		c.process(&n.edge, lv, d.relocations, same)
		return true
	}
	n.reactor = c.l.sibling(n.pomKey(nil)) != nil
	top.children.nodes = append(top.children.nodes, n)
	if traverse && d.entry != nil && len(d.entry.model.deps) > 0 {
		c.recurse(n, d.entry, lv)
	}
	return false
}

func (c *collector) recurse(n *graphNode, m *modelEntry, lv level) {
	below := level{2, c.derive(lv.selector, n.exclusions), m.remotes}
	k := poolKey{m.subtree, below.selector, n.extension, n.classifier, n.kind}
	if list := c.pool[k]; list != nil {
		n.children = list
		return
	}
	c.pool[k] = n.children
	c.stack = append(c.stack, n)
	edges := m.dependencies(c.types)
	for i := range edges {
		c.process(&edges[i], below, nil, false)
	}
	c.stack = c.stack[:len(c.stack)-1]
}

// describe reads the artifact's POM; problems are noted once.
func (c *collector) describe(a *artifact, remotes *remoteList) descriptor {
	d := c.l.describe(c.ctx, *a, remotes)
	if d.problem != nil && !c.reported[d.problem.Subject] {
		c.reported[d.problem.Subject] = true
		c.problems = append(c.problems, *d.problem)
	}
	return d
}

func (c *collector) versions(a artifact, remotes *remoteList) rangeResult {
	k := rangeKey{a.pomKey(remotes), a.extension == "pom"}
	r, ok := c.ranges[k]
	if !ok {
		r.found, r.err = c.l.versions(c.ctx, a, remotes)
		c.ranges[k] = r
	}
	return r
}

// fail keeps the first error and the way that led to it.
func (c *collector) fail(a artifact, err error) {
	if c.err != nil {
		return
	}
	c.err = err
	for _, n := range c.stack {
		c.chain = append(c.chain, n.gav())
	}
	c.chain = append(c.chain, a.gav())
}

// onPath returns the index of the node on the stack that is the same artifact
// in any version, or -1.
func (c *collector) onPath(a *artifact) int {
	for i := len(c.stack) - 1; i >= 0; i-- {
		n := c.stack[i]
		if n.artifactID == a.artifactID && n.groupID == a.groupID && n.extension == a.extension && n.classifier == a.classifier {
			return i
		}
	}
	return -1
}

// manage applies the root's management: exclusions from the direct
// dependencies on, the rest from the second level on.
func (c *collector) manage(n *graphNode, lv level, keepVersion bool) {
	m := c.managedFor(n.coord())
	if m == nil {
		return
	}
	if lv.depth >= 2 {
		if m.version != "" && !keepVersion {
			n.premanagedVersion = n.version
			n.version = m.version
			n.managed |= managedVersion
			n.by = m.by
		}
		if m.scope != "" {
			n.premanagedScop = n.scope
			n.scope = m.scope
			n.managed |= managedScope
			if m.scope != "system" {
				n.localPath = false
			}
		}
		// A managed <systemPath> is the file of whatever has system scope by
		// now, and such a file has no POM.
		if n.scope == "system" && m.localPath {
			n.localPath = true
		}
		if m.optional != nil {
			n.optional = *m.optional
			n.managed |= managedOptional
		}
	}
	if len(m.exclusions) > 0 {
		n.exclusions = union(n.exclusions, m.exclusions)
		n.managed |= managedExclusions
	}
}

func union(a, b []exclusion) []exclusion {
	out := append([]exclusion(nil), a...)
next:
	for _, e := range b {
		for _, have := range out {
			if have == e {
				continue next
			}
		}
		out = append(out, e)
	}
	return out
}

// managedFor collects what the root's management says: of each value the
// first, of exclusions all.
func (c *collector) managedFor(k coord) *managedValues {
	if m, ok := c.managed[k]; ok {
		return m
	}
	var m *managedValues
	for _, d := range c.root.mgmt.entries(ga{k.groupID, k.artifactID}) {
		e := newEdge(d, c.types)
		if e.coord() != k {
			continue
		}
		if m == nil {
			m = &managedValues{}
		}
		if m.version == "" && d.version != "" {
			m.version, m.by = d.version, d
		}
		if m.scope == "" {
			m.scope = d.scope
		}
		m.localPath = m.localPath || d.systemPath != ""
		if m.optional == nil && d.has(hasOptional) {
			m.optional = &e.optional
		}
		m.exclusions = union(m.exclusions, d.exclusions)
	}
	c.managed[k] = m
	return m
}
