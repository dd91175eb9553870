package fetch

import "sync/atomic"

// Stats counts what a Client has done so far.
type Stats struct {
	Requests int64 // sent, redirects and retries included
	Retries  int64
	Bytes    int64 // of bodies, after decompression
	InFlight int
}

type counters struct{ requests, retries, bytes atomic.Int64 }

// Stats returns the counts so far.
func (c *Client) Stats() Stats {
	return Stats{Requests: c.counters.requests.Load(), Retries: c.counters.retries.Load(),
		Bytes: c.counters.bytes.Load(), InFlight: len(c.slots)}
}

func (c *Client) report() {
	if c.opts.Progress != nil {
		c.opts.Progress(c.Stats())
	}
}
