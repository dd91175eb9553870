package maven

// arena holds the nodes of one graph after another: there are tens of
// thousands, and a graph is done with once its tree is made. It also keeps the
// tables that every module needs anew, grown as they are.
type arena struct {
	chunks      [][]graphNode
	chunk, used int

	managed map[coord]*managedValues
	pool    map[poolKey]*childList
	groups  map[coord]*conflictGroup
	marked  []*graphNode
	items   []conflictItem
}

func newArena() *arena {
	return &arena{managed: map[coord]*managedValues{}, pool: map[poolKey]*childList{}, groups: map[coord]*conflictGroup{}}
}

// chunkSize is the number of nodes that are made at once.
const chunkSize = 256

// next returns an empty node. It keeps the room of the lists that it had.
func (a *arena) next() *graphNode {
	if a.chunk == len(a.chunks) {
		a.chunks = append(a.chunks, make([]graphNode, chunkSize))
	}
	n := &a.chunks[a.chunk][a.used]
	if a.used++; a.used == chunkSize {
		a.chunk, a.used = a.chunk+1, 0
	}
	n.copy(&graphNode{})
	return n
}

// copy takes over all but the children.
func (n *graphNode) copy(from *graphNode) {
	own := childList{nodes: n.own.nodes[:0], info: nodeInfo{collisions: n.own.info.collisions[:0]}}
	*n = *from
	n.own = own
}

// reset takes all nodes back.
func (a *arena) reset() { a.chunk, a.used = 0, 0 }
