package maven

import "slices"

// conflictResolver chooses one node per artifact, with its scope and
// optionality, as the resolver's ConflictResolver does with
// NearestVersionSelector, JavaScopeSelector, JavaScopeDeriver and
// SimpleOptionalitySelector.
// https://maven.apache.org/resolver-archives/resolver-1.6.3/apidocs/org/eclipse/aether/util/graph/transformer/ConflictResolver.html
type conflictResolver struct {
	root  *graphNode
	arena *arena
	// current is the conflict that is being resolved, round its number.
	current, round int
	// ancestors are the conflicts whose nodes may have nodes of the current
	// one below them.
	ancestors []bool
	resolved  []*graphNode // the winner by conflict; nil before and without one
	done      []bool

	items  []*conflictItem
	slab   []conflictItem
	stack  []frame
	scopes []string // the scopes that were met; a scopeSet has their indices
	losers func(item, winner *conflictItem)
}

// scopeSet is a set of scopes by their index in conflictResolver.scopes.
type scopeSet uint64

// scopeBit returns the set of one scope. There are five scopes, and the few
// that other tools make up.
func (r *conflictResolver) scopeBit(scope string) scopeSet {
	i := slices.Index(r.scopes, scope)
	if i < 0 {
		i = len(r.scopes)
		r.scopes = append(r.scopes, scope)
	}
	return 1 << min(i, 63)
}

func (r *conflictResolver) scopeNames(s scopeSet) []string {
	var names []string
	for i, name := range r.scopes {
		if s&(1<<min(i, 63)) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// frame is a parent on the path of the walk.
type frame struct {
	node     *graphNode
	scope    string
	optional bool
	info     *nodeInfo // nil where its conflict items exist already
}

// nodeInfo is what the walk knows of a list of children.
type nodeInfo struct {
	depth      int
	scopes     scopeSet
	optionals  optionality
	collisions []*conflictItem
}

type optionality uint8

const (
	optFalse optionality = 1 << iota
	optTrue
)

func asOptionality(b bool) optionality {
	if b {
		return optTrue
	}
	return optFalse
}

// conflictItem is a node of the current conflict below one list.
type conflictItem struct {
	parent    *childList
	node      *graphNode
	depth     int
	scopes    scopeSet
	optionals optionality
	// path leads to the node from the root, without both; only where losers
	// are asked for.
	path []*graphNode
}

// resolve removes the losers from the graph.
func (r *conflictResolver) resolve() error {
	count := markConflicts(r.root, r.arena)
	order, cycles := sortConflicts(r.root, count)
	r.ancestors = make([]bool, count)
	r.resolved = make([]*graphNode, count)
	r.done = make([]bool, count)
	var winner *conflictItem
	for _, id := range order {
		r.current = id
		r.round++
		r.items = r.items[:0]
		for _, p := range cycles[id] {
			r.ancestors[p] = true
		}
		r.gather(r.root)
		r.finish()
		winner = nil
		if len(r.items) > 0 {
			var err error
			if winner, err = r.choose(); err != nil {
				return err
			}
			r.removeLosers(winner)
			r.resolved[id] = winner.node
		}
		r.done[id] = true
	}
	if len(cycles) > 0 && winner != nil {
		r.current = -1
		r.round++
		r.gather(winner.node)
	}
	return nil
}

// gather finds the nodes of the current conflict and, on the way, removes
// losers of earlier ones. It returns false for a loser.
func (r *conflictResolver) gather(n *graphNode) bool {
	switch {
	case n.conflict == r.current && !n.root:
		r.add(n)
		return true
	case !n.root && r.resolved[n.conflict] != nil && r.resolved[n.conflict] != n:
		return false
	}
	if !r.push(n) {
		return true
	}
	list := n.children
	kept := list.nodes
	removed := false
	for i, c := range list.nodes {
		if r.gather(c) {
			if removed {
				kept = append(kept, c)
			}
			continue
		}
		if !removed {
			removed = true
			kept = append([]*graphNode(nil), list.nodes[:i]...)
		}
	}
	if removed {
		list.nodes = kept
	}
	r.stack = r.stack[:len(r.stack)-1]
	list.onStack = false
	return true
}

// push enters a node that may have nodes of the current conflict below it,
// unless it was visited with the same derived scope and optionality.
func (r *conflictResolver) push(n *graphNode) bool {
	if !n.root && !r.ancestors[n.conflict] {
		return false
	}
	list := n.children
	if list.onStack {
		return false
	}
	f := frame{node: n, scope: r.deriveScope(n, !n.root && r.done[n.conflict]), optional: r.deriveOptional(n, !n.root && r.done[n.conflict])}
	if list.round != r.round {
		list.round = r.round
		list.info = nodeInfo{depth: len(r.stack), scopes: r.scopeBit(f.scope), optionals: asOptionality(f.optional), collisions: list.info.collisions[:0]}
		f.info = &list.info
	} else if !r.update(&list.info, &f) {
		return false
	}
	list.onStack = true
	r.stack = append(r.stack, f)
	if f.info == nil {
		r.updateItems(&list.info)
	}
	return true
}

// update notes another way to a list; it returns false where that adds
// nothing.
func (r *conflictResolver) update(info *nodeInfo, f *frame) bool {
	info.depth = min(info.depth, len(r.stack))
	changed := false
	if b := r.scopeBit(f.scope); info.scopes&b == 0 {
		info.scopes |= b
		changed = true
	}
	if o := asOptionality(f.optional); info.optionals&o == 0 {
		info.optionals |= o
		changed = true
	}
	return changed
}

// updateItems adds the scope and optionality of the new way to the items that
// the list has already.
func (r *conflictResolver) updateItems(info *nodeInfo) {
	for i := len(info.collisions) - 1; i >= 0; i-- {
		item := info.collisions[i]
		item.scopes |= r.scopeBit(r.deriveScope(item.node, false))
		item.optionals |= asOptionality(r.deriveOptional(item.node, false))
	}
}

func (r *conflictResolver) add(n *graphNode) {
	item := r.newItem()
	*item = conflictItem{node: n, scopes: r.scopeBit(r.deriveScope(n, false)), optionals: asOptionality(r.deriveOptional(n, false))}
	if len(r.stack) == 0 {
		r.items = append(r.items, item)
		return
	}
	top := &r.stack[len(r.stack)-1]
	if top.info == nil {
		return
	}
	item.parent = top.node.children
	if r.losers != nil {
		for _, f := range r.stack[1:] {
			item.path = append(item.path, f.node)
		}
	}
	top.info.collisions = append(top.info.collisions, item)
	r.items = append(r.items, item)
}

// newItem takes an item from a slab, or begins a new one of twice the size.
func (r *conflictResolver) newItem() *conflictItem {
	if len(r.slab) == cap(r.slab) {
		r.slab = make([]conflictItem, 0, max(64, 2*cap(r.slab)))
	}
	r.slab = r.slab[:len(r.slab)+1]
	return &r.slab[len(r.slab)-1]
}

// finish sets the depths, now that the least depth of every parent is known.
func (r *conflictResolver) finish() {
	for _, item := range r.items {
		if item.parent != nil {
			item.depth = item.parent.info.depth + 1
		}
	}
	r.ancestors[r.current] = true
}

// deriveScope derives a node's scope from its parent on the stack; a managed
// scope, or one already resolved, is final.
func (r *conflictResolver) deriveScope(n *graphNode, resolved bool) string {
	if n.managed&managedScope != 0 || resolved || len(r.stack) == 0 {
		return n.scope
	}
	return derivedScope(r.stack[len(r.stack)-1].scope, n.scope)
}

func derivedScope(parent, child string) string {
	switch {
	case child == "system" || child == "test":
		return child
	case parent == "" || parent == "compile":
		return child
	case parent == "test" || parent == "runtime":
		return parent
	case parent == "system" || parent == "provided":
		return "provided"
	}
	return "runtime"
}

func (r *conflictResolver) deriveOptional(n *graphNode, resolved bool) bool {
	if n.optional || n.managed&managedOptional != 0 || resolved || len(r.stack) == 0 {
		return n.optional
	}
	return r.stack[len(r.stack)-1].optional
}

func (r *conflictResolver) removeLosers(winner *conflictItem) {
	for _, item := range r.items {
		if item == winner || item.parent == nil {
			continue
		}
		if r.losers != nil {
			r.losers(item, winner)
		}
		if i := slices.Index(item.parent.nodes, item.node); i >= 0 {
			nodes := append([]*graphNode(nil), item.parent.nodes[:i]...)
			item.parent.nodes = append(nodes, item.parent.nodes[i+1:]...)
		}
	}
}
