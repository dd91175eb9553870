package fetch

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
)

// flights lets callers that want the same thing at the same time share one
// request. It ends early only when all of them have gone.
type flights struct {
	mu    sync.Mutex
	calls map[string]*flight
}

type flight struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiting int
	shared  bool // more than one caller came; fixed once done is closed
	res     *Response
	err     error
	crash   *crash
}

// crash is a panic of the goroutine that made a request. Those who wait for
// the request panic with it in their turn: in its own goroutine nobody could
// recover it.
type crash struct {
	value any
	stack []byte
}

func (c *crash) Error() string { return fmt.Sprint(c.value) }

// Trace is the stack of the goroutine that panicked first.
func (c *crash) Trace() []byte { return c.stack }

func (f *flights) do(ctx context.Context, key string, get func(context.Context) (*Response, error)) (*Response, error) {
	f.mu.Lock()
	c, ok := f.calls[key]
	if ok {
		c.shared = true
	} else {
		c = &flight{done: make(chan struct{})}
		var inner context.Context
		inner, c.cancel = context.WithCancel(context.WithoutCancel(ctx))
		if f.calls == nil {
			f.calls = map[string]*flight{}
		}
		f.calls[key] = c
		go f.run(inner, key, c, get)
	}
	c.waiting++
	f.mu.Unlock()

	select {
	case <-c.done:
		if c.crash != nil {
			panic(c.crash)
		}
		if c.err != nil || !c.shared {
			return c.res, c.err
		}
		own := *c.res
		own.Body = slices.Clone(own.Body)
		return &own, nil
	case <-ctx.Done():
		f.leave(key, c)
		return nil, context.Cause(ctx)
	}
}

func (f *flights) run(ctx context.Context, key string, c *flight, get func(context.Context) (*Response, error)) {
	defer func() {
		if p := recover(); p != nil {
			c.crash = &crash{p, debug.Stack()}
		}
		c.cancel()
		f.mu.Lock()
		if f.calls[key] == c {
			delete(f.calls, key)
		}
		f.mu.Unlock()
		close(c.done)
	}()
	c.res, c.err = get(ctx)
}

// leave counts a caller out; the last one ends the request.
func (f *flights) leave(key string, c *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c.waiting--
	if c.waiting == 0 {
		c.cancel()
		if f.calls[key] == c {
			delete(f.calls, key)
		}
	}
}
