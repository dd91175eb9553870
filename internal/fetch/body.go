package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

// sink takes a body; reset throws away what an earlier attempt brought.
type sink interface {
	io.Writer
	reset()
	// begin announces an answer: its status, and its length or -1.
	begin(status int, length int64)
}

// buffer is a sink in memory.
type buffer struct{ data []byte }

func (b *buffer) reset() { b.data = b.data[:0] }

// begin makes room for an announced length, which is believed up to a size
// that does no harm.
func (b *buffer) begin(_ int, n int64) {
	if n = min(n, 1<<20); n > int64(cap(b.data)) {
		b.data = make([]byte, 0, n)
	}
}

func (b *buffer) Write(p []byte) (int, error) {
	b.data = append(b.data, p...)
	return len(p), nil
}

// copy writes a body to a sink, at most limit bytes of it, and gives up when
// the server sends nothing for too long. It returns the bytes read.
func (c *Client) copy(ctx context.Context, to sink, res *http.Response, limit int64) (int64, error) {
	// Closing the body is what ends a Read that waits.
	var stalled atomic.Bool
	timer := time.AfterFunc(c.opts.Stall, func() { stalled.Store(true); res.Body.Close() })
	defer timer.Stop()
	to.begin(res.StatusCode, res.ContentLength)
	chunk := make([]byte, 16<<10)
	var n int64
	for {
		k, err := res.Body.Read(chunk)
		n += int64(k)
		if n > limit {
			return n, ErrTooLarge
		}
		if k > 0 {
			if _, err := to.Write(chunk[:k]); err != nil {
				return n, fmt.Errorf("%w: %w", errSink, err)
			}
			timer.Reset(c.opts.Stall)
		}
		switch {
		case stalled.Load():
			return n, fmt.Errorf("no byte came for %v", c.opts.Stall)
		case errors.Is(err, io.EOF):
			return n, nil
		case err != nil && ctx.Err() != nil:
			return n, context.Cause(ctx)
		case err != nil:
			return n, err
		}
	}
}
