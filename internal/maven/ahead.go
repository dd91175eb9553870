package maven

import (
	"context"
	"runtime"
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
	// near reports whether no remote repository had to be asked so far.
	near func() bool
	mu   sync.Mutex
	seen map[view]bool
}

func newAhead() *ahead {
	return &ahead{ctx: context.Background(), crash: func(error) {}, near: func() bool { return false }, builders: make(chan struct{}, runtime.GOMAXPROCS(0)), seen: map[view]bool{}}
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
func (a *ahead) claim(k view) bool {
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
