package fetch

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// hosts remembers which servers asked to be left alone, and which cannot be
// reached at all: the hundredth dependency need not wait for the timeout of a
// repository that is gone.
type hosts struct {
	mu    sync.Mutex
	known map[string]host
}

type host struct {
	until time.Time
	down  error
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

func (h *hosts) down(name string, err error) { h.change(name, func(k *host) { k.down = err }) }

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
