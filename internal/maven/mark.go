package maven

import "slices"

// markConflicts gives every node the number of its conflict: nodes with the
// same coordinates, or joined by relocations, are one conflict. Numbers are
// given in the order of the resolver's ConflictMarker. It returns their count.
func markConflicts(root *graphNode, a *arena) int {
	clear(a.groups)
	m := &marker{groups: a.groups, nodes: a.marked[:0]}
	m.analyze(root)
	a.marked = m.nodes
	for _, n := range m.nodes {
		if !n.root {
			n.conflict = n.group.last().index
		}
	}
	return m.count
}

type marker struct {
	groups map[coord]*conflictGroup
	nodes  []*graphNode
	count  int
}

// conflictGroup is a set of coordinates; a group that was joined with another
// leads to the joint one.
type conflictGroup struct {
	keys  []coord
	index int
	next  *conflictGroup
}

func (g *conflictGroup) last() *conflictGroup {
	for g.next != nil {
		g = g.next
	}
	return g
}

func (m *marker) analyze(n *graphNode) {
	if n.marked {
		return
	}
	n.marked = true
	m.nodes = append(m.nodes, n)
	if !n.root {
		m.join(n)
	}
	for _, c := range n.children.nodes {
		m.analyze(c)
	}
}

// join puts the node's keys into one group.
func (m *marker) join(n *graphNode) {
	if len(n.relocations) == 0 {
		k := n.coord()
		g := m.groups[k]
		if g == nil {
			g = m.newGroup([]coord{k})
			m.groups[k] = g
		}
		n.group = g
		return
	}
	keys := []coord{n.coord()}
	for i := range n.relocations {
		if k := n.relocations[i].coord(); !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	var group *conflictGroup
	fix := false
	for _, k := range keys {
		g := m.groups[k]
		if g == group {
			continue
		}
		switch {
		case g == nil:
			fix = true
			continue
		case group == nil:
			group = g
			if merged := merge(g.keys, keys); len(merged) != len(g.keys) {
				group, fix = m.newGroup(merged), true
			}
		default:
			merged := merge(g.keys, group.keys)
			switch len(merged) {
			case len(g.keys):
				group, fix = g, false
			case len(group.keys):
			default:
				group, fix = m.newGroup(merged), true
			}
		}
	}
	if group == nil {
		group, fix = m.newGroup(keys), true
	}
	if fix {
		for _, k := range group.keys {
			if old := m.groups[k]; old != nil && old != group && old.next == nil {
				old.next = group
			}
			m.groups[k] = group
		}
	}
	n.group = m.groups[n.coord()]
}

func (m *marker) newGroup(keys []coord) *conflictGroup {
	g := &conflictGroup{keys: keys, index: m.count}
	m.count++
	return g
}

func merge(a, b []coord) []coord {
	out := slices.Clone(a)
	for _, k := range b {
		if !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// conflictID is a node of the graph of conflicts.
type conflictID struct {
	key, inDegree, minDepth int
	children                []*conflictID // in the order of insertion
	has                     map[int]bool  // of many children
}

// sortConflicts orders the conflicts so that those of parents come first, as
// ConflictIdSorter does, and returns for each conflict on a cycle the others
// of its cycles.
func sortConflicts(root *graphNode, count int) (order []int, cycles map[int][]int) {
	s := &sorter{ids: make([]*conflictID, count)}
	s.build(root, nil, 0)
	order = make([]int, 0, len(s.list))
	var roots []*conflictID
	for _, id := range s.list {
		if id.inDegree == 0 {
			roots = enqueue(roots, id)
		}
	}
	order = process(order, roots)
	cyclic := len(order) < len(s.list)
	for len(order) < len(s.list) {
		var nearest *conflictID
		for _, id := range s.list {
			if id.inDegree <= 0 {
				continue
			}
			if nearest == nil || id.minDepth < nearest.minDepth || id.minDepth == nearest.minDepth && id.inDegree < nearest.inDegree {
				nearest = id
			}
		}
		nearest.inDegree = 0
		order = process(order, []*conflictID{nearest})
	}
	if cyclic {
		cycles = s.findCycles()
	}
	return order, cycles
}

type sorter struct {
	ids  []*conflictID
	list []*conflictID // in the order of discovery
}

func (s *sorter) build(n *graphNode, id *conflictID, depth int) {
	if n.sorted {
		return
	}
	n.sorted = true
	depth++
	for _, c := range n.children.nodes {
		child := s.ids[c.conflict]
		if child == nil {
			child = &conflictID{key: c.conflict, minDepth: depth}
			s.ids[c.conflict] = child
			s.list = append(s.list, child)
		} else {
			child.pullUp(depth)
		}
		if id != nil {
			id.add(child)
		}
		s.build(c, child, depth)
	}
}

func (id *conflictID) add(child *conflictID) {
	if !id.contains(child) {
		id.children = append(id.children, child)
		child.inDegree++
	}
}

// contains is a search in a short list, and a look-up in a set beside a long
// one.
func (id *conflictID) contains(child *conflictID) bool {
	if len(id.children) < 16 {
		return slices.Contains(id.children, child)
	}
	if id.has == nil {
		id.has = map[int]bool{}
		for _, c := range id.children {
			id.has[c.key] = true
		}
	}
	if id.has[child.key] {
		return true
	}
	id.has[child.key] = true
	return false
}

func (id *conflictID) pullUp(depth int) {
	if depth < id.minDepth {
		id.minDepth = depth
		for _, c := range id.children {
			c.pullUp(depth + 1)
		}
	}
}

// hashed returns the children in the order of a java.util.HashSet of their
// numbers.
func (id *conflictID) hashed() []*conflictID {
	capacity := 16
	for len(id.children) > capacity*3/4 {
		capacity *= 2
	}
	out := slices.Clone(id.children)
	slices.SortStableFunc(out, func(a, b *conflictID) int { return a.key&(capacity-1) - b.key&(capacity-1) })
	return out
}

// enqueue keeps the queue sorted by depth; equals stay in order.
func enqueue(queue []*conflictID, id *conflictID) []*conflictID {
	i := len(queue)
	for i > 0 && id.minDepth < queue[i-1].minDepth {
		i--
	}
	return slices.Insert(queue, i, id)
}

func process(order []int, roots []*conflictID) []int {
	for len(roots) > 0 {
		id := roots[0]
		roots = roots[1:]
		order = append(order, id.key)
		for _, c := range id.hashed() {
			c.inDegree--
			if c.inDegree == 0 {
				roots = enqueue(roots, c)
			}
		}
	}
	return order
}

// findCycles walks over the graph of conflicts as ConflictIdSorter does.
func (s *sorter) findCycles() map[int][]int {
	f := &cycleFinder{depth: map[int]int{}, visited: map[*conflictID]bool{}, on: map[int]map[int]bool{}}
	for _, id := range s.list {
		f.walk(id)
	}
	out := map[int][]int{}
	for id, members := range f.on {
		for m := range members {
			out[id] = append(out[id], m)
		}
	}
	return out
}

type cycleFinder struct {
	path    []int
	depth   map[int]int
	visited map[*conflictID]bool
	on      map[int]map[int]bool
}

func (f *cycleFinder) walk(id *conflictID) {
	if d, ok := f.depth[id.key]; ok {
		for _, a := range f.path[d:] {
			if f.on[a] == nil {
				f.on[a] = map[int]bool{}
			}
			for _, b := range f.path[d:] {
				f.on[a][b] = true
			}
		}
		return
	}
	f.depth[id.key] = len(f.path)
	f.path = append(f.path, id.key)
	if !f.visited[id] {
		f.visited[id] = true
		for _, c := range id.hashed() {
			f.walk(c)
		}
	}
	f.path = f.path[:len(f.path)-1]
	delete(f.depth, id.key)
}
