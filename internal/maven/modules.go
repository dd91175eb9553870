package maven

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/licaudit/licaudit/internal/audit"
)

// outcome is what became of one module.
type outcome struct {
	done   chan struct{}
	module *Module
	err    error
}

// modules resolves the projects and adds them to the reactor in order. Without
// Options.KeepGoing it ends with the first failure.
//
// Modules that ask the same repositories go at once. Between them and those
// that ask others everything comes to an end: what one of them finds the next
// may find, and that must not be left to chance.
func (s *Session) modules(ctx context.Context, chosen []*project, r *Reactor) error {
	arenas := make([]*arena, min(len(chosen), runtime.GOMAXPROCS(0)))
	for i := range arenas {
		arenas[i] = newArena()
	}
	for first := 0; first < len(chosen); {
		alike := chosen[first : first+s.alike(chosen[first:])]
		progress := func(i int) {
			if s.opts.Progress != nil {
				s.opts.Progress(first+i, len(chosen), alike[i].model.gav())
			}
		}
		if err := s.atOnce(ctx, alike, arenas, progress, r); err != nil {
			return err
		}
		if first += len(alike); first < len(chosen) {
			s.loader.ahead.wait.Wait()
		}
	}
	return nil
}

// alike is how many projects at the head of the list ask the same
// repositories.
func (s *Session) alike(projects []*project) int {
	n := 1
	for n < len(projects) && s.remotes(projects[n].model) == s.remotes(projects[0].model) {
		n++
	}
	return n
}

func (s *Session) atOnce(ctx context.Context, chosen []*project, arenas []*arena, progress func(int), r *Reactor) error {
	ctx, stop := context.WithCancel(ctx)
	outcomes := make([]outcome, len(chosen))
	for i := range outcomes {
		outcomes[i].done = make(chan struct{})
	}
	s.lookAhead(chosen) // else modules would wait for the network one after the other
	var next atomic.Int64
	var workers sync.WaitGroup
	defer workers.Wait()
	defer stop()
	for _, nodes := range arenas[:min(len(chosen), len(arenas))] {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(chosen)); i = next.Add(1) - 1 {
				o := &outcomes[i]
				o.err = audit.Guarded(func() (err error) { o.module, err = s.module(ctx, chosen[i], nodes); return err })
				close(o.done)
			}
		})
	}
	for i := range outcomes {
		progress(i)
		o := &outcomes[i]
		<-o.done
		audit.Rethrow(o.err)
		r.Modules = append(r.Modules, o.module)
		if o.err != nil && !s.opts.KeepGoing {
			return o.err
		}
		o.module.Err = o.err
	}
	return nil
}

// lookAhead begins to read what the trees of projects will need.
func (s *Session) lookAhead(projects []*project) {
	for _, p := range projects {
		direct, err := directEdges(p.model, s.types)
		if err != nil {
			continue // which ends the module's own resolution, too
		}
		scout := scout{l: s.loader, mgmt: p.model.mgmt, types: s.types}
		scout.look(direct, nil, s.remotes(p.model), 1)
	}
}

// lookEarly does so while the models of the projects are not there yet, for
// want of the BOMs that they import.
func (s *Session) lookEarly(ctx context.Context, projects []*project) {
	if s.loader.ahead.near() || s.opts.selects() {
		return
	}
	var drafts []*effective
	for _, p := range projects {
		d := s.loader.draft(ctx, s.loader.project, p.raw, s.loader.repos.none())
		if d == nil {
			continue
		}
		drafts = append(drafts, d)
		if s.remotes(d) != s.remotes(drafts[0]) {
			return // as in modules: what one of them finds the other may not
		}
	}
	for _, d := range drafts {
		direct, err := directEdges(d, nil)
		if err != nil {
			continue
		}
		scout := scout{l: s.loader, mgmt: d.mgmt, draft: true}
		scout.look(direct, nil, s.remotes(d), 1)
	}
}

// remotes are the repositories that are asked for a project's dependencies.
func (s *Session) remotes(m *effective) *remoteList {
	return s.loader.repos.combine(s.loader.repos.add(s.loader.repos.none(), m.repositories()), s.external)
}
