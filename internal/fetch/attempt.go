package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// answer is what one attempt brought, beside the body.
type answer struct {
	status int
	header http.Header
	url    *url.URL // after redirects
}

// retry sends a request until it succeeds, or fails for good, or too often.
// byteRange is the value of a Range header, or empty.
func (c *Client) retry(ctx context.Context, r Request, byteRange string, to sink) (answer, error) {
	if c.opts.Offline {
		return answer{}, failure(r.URL, "%w", ErrOffline)
	}
	first, auth, err := parse(r)
	if err != nil {
		return answer{}, err
	}
	pause := c.opts.Backoff
	for attempt := 1; ; attempt++ {
		if err := c.hosts.wait(ctx, first.Host); err != nil {
			return answer{}, err
		}
		to.reset()
		a, err := c.attempt(ctx, exchange{url: first, auth: auth, request: r, byteRange: byteRange, to: to})
		if err == nil {
			return a, nil
		}
		wait, again := c.again(err, pause)
		if !again || attempt >= c.hosts.attempts(first.Host, c.opts.Attempts) || ctx.Err() != nil {
			switch {
			case ctx.Err() != nil:
			case unreachable(err):
				c.hosts.down(first.Host, err)
			case again:
				c.hosts.gaveUp(first.Host)
			}
			return a, err
		}
		c.counters.retries.Add(1)
		if st := (*StatusError)(nil); errors.As(err, &st) && st.RetryAfter > 0 {
			c.hosts.pause(first.Host, wait) // the whole host asked to be left alone
		} else if err := sleep(ctx, wait); err != nil {
			return answer{}, err
		}
		pause *= 2
	}
}

// again says whether and after which pause a failure is worth a retry.
func (c *Client) again(err error, pause time.Duration) (time.Duration, bool) {
	pause = pause/2 + rand.N(pause)
	var st *StatusError
	if errors.As(err, &st) {
		if st.Proxy && st.Status < 500 || !st.Temporary() || st.RetryAfter > c.opts.Patience {
			return 0, false
		}
		return max(pause, st.RetryAfter), true
	}
	var cert *tls.CertificateVerificationError
	var dns *net.DNSError
	switch {
	case errors.As(err, &cert), errors.Is(err, ErrTooLarge), errors.Is(err, ErrRedirect), errors.Is(err, errSink), errors.Is(err, errTotal):
		return 0, false
	case errors.As(err, &dns):
		return pause, dns.IsTemporary && !dns.IsNotFound
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return 0, false
	}
	return pause, true
}

// exchange is one attempt's material.
type exchange struct {
	url       *url.URL
	auth      Auth
	request   Request
	byteRange string
	to        sink
}

// attempt sends a request once, follows redirects, and reads the body.
func (c *Client) attempt(ctx context.Context, x exchange) (answer, error) {
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return answer{}, context.Cause(ctx)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.opts.Total, fmt.Errorf("%w: %v", errTotal, c.opts.Total))
	defer cancel()
	for hops := 0; ; hops++ {
		res, err := c.send(ctx, x)
		if err != nil {
			return answer{}, c.explain(ctx, x.url, err)
		}
		next, err := redirect(res, hops)
		if next == nil {
			a := answer{res.StatusCode, res.Header, x.url}
			if err == nil {
				err = c.read(ctx, res, x)
			}
			c.report()
			return a, err
		}
		drain(res.Body)
		if !sameOrigin(x.url, next) {
			x.auth = Auth{}
		}
		x.url = next
	}
}

// send sends one request, without its redirects.
func (c *Client) send(ctx context.Context, x exchange) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, x.url.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", c.opts.UserAgent)
	for _, h := range x.auth.Headers {
		req.Header.Set(h.Name, h.Value)
	}
	if x.auth.Username != "" || x.auth.Password != "" {
		req.SetBasicAuth(x.auth.Username, x.auth.Password)
	}
	if x.request.ETag != "" {
		if x.byteRange == "" {
			req.Header.Set("If-None-Match", x.request.ETag)
		} else {
			req.Header.Set("If-Range", x.request.ETag)
		}
	}
	if x.byteRange != "" {
		// A range of a compressed form would be of no use.
		req.Header.Set("Range", x.byteRange)
		req.Header.Set("Accept-Encoding", "identity")
	}
	c.counters.requests.Add(1)
	return c.transport.RoundTrip(req)
}

// read checks the status and reads the body.
func (c *Client) read(ctx context.Context, res *http.Response, x exchange) error {
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusOK:
	case res.StatusCode == http.StatusNotModified && x.request.ETag != "":
		return nil
	case res.StatusCode == http.StatusPartialContent && x.byteRange != "":
	default:
		drain(res.Body)
		return &StatusError{URL: Scrub(x.url.String()), Status: res.StatusCode, RetryAfter: retryAfter(res.Header, time.Now()),
			Proxy: res.StatusCode == http.StatusProxyAuthRequired}
	}
	limit := or(x.request.Limit, defaultLimit)
	if res.ContentLength > limit {
		return failure(x.url.String(), "%w: %d bytes are announced, and at most %d are read", ErrTooLarge, res.ContentLength, limit)
	}
	n, err := c.copy(ctx, x.to, res, limit)
	c.counters.bytes.Add(n)
	if errors.Is(err, ErrTooLarge) {
		return failure(x.url.String(), "%w: more than %d bytes", err, limit)
	}
	if err != nil {
		return c.explain(ctx, x.url, err)
	}
	return nil
}

// explain adds the URL to an error of the network, and says why a context
// ended.
func (c *Client) explain(ctx context.Context, u *url.URL, err error) error {
	if cause := context.Cause(ctx); cause != nil && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)) {
		err = cause
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("%w: %w", ErrTruncated, err)
	}
	return failure(u.String(), "%w", err)
}

// parse checks a request's URL and takes the credentials out of it.
func parse(r Request) (*url.URL, Auth, error) {
	u, err := url.Parse(r.URL)
	if err != nil {
		// The parser's own message quotes the URL, password and all.
		return nil, Auth{}, failure(r.URL, "the URL cannot be parsed")
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, Auth{}, failure(r.URL, "only http: and https: URLs can be fetched")
	}
	auth := r.Auth
	if u.User != nil {
		if auth.Username == "" && auth.Password == "" {
			auth.Username = u.User.Username()
			auth.Password, _ = u.User.Password()
		}
		u.User = nil
	}
	return u, auth, nil
}

// retryAfter reads both forms of the header: seconds, and a date.
// https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if v == "" {
		return 0
	}
	if s, err := strconv.ParseUint(v, 10, 31); err == nil {
		return time.Duration(s) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil && t.After(now) {
		return t.Sub(now)
	}
	return 0
}

// checksum reads a header that holds n hexadecimal digits.
func checksum(h http.Header, name string, n int) string {
	v := strings.ToLower(strings.TrimSpace(h.Get(name)))
	if len(v) != n || strings.Trim(v, "0123456789abcdef") != "" {
		return ""
	}
	return v
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
