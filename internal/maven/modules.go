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

// modules resolves the projects, several at a time, and adds them to the
// reactor in order. Without Options.KeepGoing it ends with the first failure.
func (s *Session) modules(ctx context.Context, chosen []*project, r *Reactor) error {
	ctx, stop := context.WithCancel(ctx)
	outcomes := make([]outcome, len(chosen))
	for i := range outcomes {
		outcomes[i].done = make(chan struct{})
	}
	var next atomic.Int64
	var workers sync.WaitGroup
	defer workers.Wait()
	defer stop()
	for range s.atOnce(chosen) {
		workers.Go(func() {
			nodes := newArena()
			for i := next.Add(1) - 1; i < int64(len(chosen)); i = next.Add(1) - 1 {
				o := &outcomes[i]
				o.err = audit.Guarded(func() (err error) { o.module, err = s.module(ctx, chosen[i], nodes); return err })
				close(o.done)
			}
		})
	}
	for i := range outcomes {
		if s.opts.Progress != nil {
			s.opts.Progress(i, len(chosen), chosen[i].model.gav())
		}
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

// atOnce is how many modules are resolved at once. Modules that ask different
// repositories go one after the other: what one of them finds the next may
// find, and that must not be left to chance.
func (s *Session) atOnce(chosen []*project) int {
	for _, p := range chosen {
		if s.remotes(p.model) != s.remotes(chosen[0].model) {
			return 1
		}
	}
	return min(len(chosen), runtime.GOMAXPROCS(0))
}

// remotes are the repositories that are asked for a project's dependencies.
func (s *Session) remotes(m *effective) *remoteList {
	return s.loader.repos.combine(s.loader.repos.add(s.loader.repos.none(), m.repositories()), s.external)
}
