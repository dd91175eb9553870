package fetch

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// hosts remembers which servers asked to be left alone, which are out of order,
// and which cannot be reached at all: the hundredth dependency need not wait
// for the timeout of a repository that is gone.
type hosts struct {
	mu    sync.Mutex
	known map[string]host
}

type host struct {
	until  time.Time
	down   error
	gaveUp int // how often all attempts failed
}

// wait returns when a host may be asked, or why it cannot be.
func (h *hosts) wait(ctx context.Context, name string) error {
	for {
		h.mu.Lock()
		k := h.known[name]
		h.mu.Unlock()
		if k.down != nil {
			return fmt.Errorf("%s is out of reach: %w", name, k.down)
		}
		d := time.Until(k.until)
		if d <= 0 {
			return nil
		}
		if err := sleep(ctx, d); err != nil {
			return err
		}
	}
}

func (h *hosts) pause(name string, d time.Duration) {
	h.change(name, func(k *host) {
		if until := time.Now().Add(d); until.After(k.until) {
			k.until = until
		}
	})
}

// down notes that a host cannot be reached.
func (h *hosts) down(name string, err error) {
	if e := (*Error)(nil); errors.As(err, &e) {
		err = e.Err // the URL is another request's
	}
	h.change(name, func(k *host) { k.down = err })
}

// gaveUp notes that a host failed as often as it was asked.
func (h *hosts) gaveUp(name string) { h.change(name, func(k *host) { k.gaveUp++ }) }

// attempts is how often a host is asked for one thing: half as often for each
// time that all attempts were in vain.
func (h *hosts) attempts(name string, most int) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return max(1, most>>min(h.known[name].gaveUp, 16))
}

func (h *hosts) change(name string, edit func(*host)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.known == nil {
		h.known = map[string]host{}
	}
	k := h.known[name]
	edit(&k)
	h.known[name] = k
}
