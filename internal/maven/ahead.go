package maven

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"github.com/licaudit/licaudit/internal/audit"
)

// ahead reads POMs and builds models before the walk asks for them. It changes
// nothing but when things are read: the walk makes every decision itself, and
// what was read in vain is not looked at.
type ahead struct {
	// builders bounds the models that are built at once, so that goroutines
	// which need the same parents do not all assemble them.
	builders chan struct{}
	wait     sync.WaitGroup
	// ctx ends when the walk does: reading ahead has a life of its own.
	ctx context.Context
	// crash ends the walk.
	crash context.CancelCauseFunc
	mu    sync.Mutex
	seen  map[pomKey]bool
}

func newAhead() *ahead {
	return &ahead{ctx: context.Background(), crash: func(error) {}, builders: make(chan struct{}, runtime.GOMAXPROCS(0)), seen: map[pomKey]bool{}}
}

func (a *ahead) enter() { a.builders <- struct{}{} }
func (a *ahead) leave() { <-a.builders }

// start reads in a goroutine. A panic there is a bug, and ends the walk.
func (a *ahead) start(read func()) {
	a.wait.Go(func() {
		if err := audit.Guarded(func() error { read(); return nil }); err != nil {
			a.crash(err)
		}
	})
}

// claim reports whether nobody has asked for a POM ahead yet.
func (a *ahead) claim(k pomKey) bool {
	if a.ctx.Err() != nil {
		return false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.seen[k] {
		return false
	}
	a.seen[k] = true
	return true
}

// scout reads ahead for one module, with its management.
type scout struct {
	l     *loader
	mgmt  *management
	types *typeTable
}

// maxScout bounds how deep the reading ahead goes.
const maxScout = 100

// look reads what the edges lead to, unless the walk would not follow them.
func (s *scout) look(edges []edge, exclusions []exclusion, remotes *remoteList, depth int) {
	if depth > maxScout {
		return
	}
	for i := range edges {
		e := &edges[i]
		sel := selector{exclusions: exclusions}
		if depth > 1 && (e.scope == "test" || e.scope == "provided" || e.optional) || e.localPath || sel.excludes(e.groupID, e.artifactID) {
			continue
		}
		k := pomKey{e.groupID, e.artifactID, e.version, remotes}
		if depth > 1 {
			k.version = s.managed(e)
		}
		if k.version == "" || k.version[0] == '[' || k.version[0] == '(' || dynamic(k.version) || !s.l.ahead.claim(k) {
			continue
		}
		below := exclusions
		if len(e.exclusions) > 0 {
			below = slices.Concat(exclusions, e.exclusions)
		}
		s.l.ahead.start(func() {
			m := s.l.entry(s.l.ahead.ctx, k)
			if m.model != nil && m.code == "" && !e.fat && s.l.ahead.ctx.Err() == nil {
				s.look(m.dependencies(s.types), below, m.remotes, depth+1)
			}
		})
	}
}

// managed is the version that the root's management gives an artifact.
func (s *scout) managed(e *edge) string {
	for _, d := range s.mgmt.entries(ga{e.groupID, e.artifactID}) {
		if d.kind == e.kind && d.classifier == e.classifier && d.version != "" {
			return d.version
		}
	}
	return e.version
}

// family begins to read a POM's parents and the BOMs that it names, before its
// model is built.
func (l *loader) family(r *rawModel, remotes *remoteList) {
	read := func(groupID, artifactID, version string) {
		k := pomKey{groupID, artifactID, version, remotes}
		if version == "" || version[0] == '[' || version[0] == '(' || dynamic(version) || !l.ahead.claim(k) {
			return
		}
		l.ahead.start(func() {
			if p, err := l.fetch(l.ahead.ctx, k); err == nil {
				l.family(p, remotes)
			}
		})
	}
	if p := r.parent; p != nil && r.file == "" && l.sibling(pomKey{p.groupID, p.artifactID, p.version, nil}) == nil {
		read(p.groupID, p.artifactID, p.version)
	}
	for _, d := range r.managed {
		if !d.isImport() {
			continue
		}
		v := d.version
		if name, ok := placeholder(v); ok && v == "${"+name+"}" {
			v = r.props[name]
		}
		if !dynamic(d.groupID) {
			read(d.groupID, d.artifactID, v)
		}
	}
}

// awaitFamily reads a POM's parents, so that nobody waits for the network
// while building a model. What goes wrong shows when the model is built.
func (l *loader) awaitFamily(ctx context.Context, r *rawModel, remotes *remoteList) {
	l.family(r, remotes)
	for range maxScout {
		p := r.parent
		if p == nil || r.file != "" || p.version == "" || p.version[0] == '[' || p.version[0] == '(' || l.sibling(pomKey{p.groupID, p.artifactID, p.version, nil}) != nil {
			return
		}
		next, err := l.fetch(ctx, pomKey{p.groupID, p.artifactID, p.version, remotes})
		if err != nil {
			return
		}
		r = next
	}
}
