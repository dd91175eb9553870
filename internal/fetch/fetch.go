// Package fetch is the project's HTTP client, and the only user of net/http.
//
// It is a good citizen: connections are kept and shared (HTTP/2 where the
// server speaks it), requests in flight are bounded, the same URL is asked for
// once at a time, a server that is busy is left alone for as long as it asks.
// And it is distrustful: bodies are bounded in size and time, a body shorter
// than announced is an error, redirects stay within http and https, never go
// from https to http, and carry credentials to no other host. No error shows
// the user and password of a URL.
package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/url"
	"time"
)

// Defaults of Options and Request.
const (
	defaultInFlight = 32
	defaultAttempts = 4
	defaultBackoff  = 250 * time.Millisecond
	defaultPatience = 30 * time.Second
	defaultStall    = 30 * time.Second
	defaultTotal    = 5 * time.Minute
	defaultLimit    = 16 << 20
)

// Options configure a Client. The zero value is good for use.
type Options struct {
	// InFlight bounds the requests that run at once; 0 is 32.
	InFlight int
	// Attempts bounds how often a request is sent; 0 is 4.
	Attempts int
	// Backoff is the first pause before a retry; it doubles each time.
	Backoff time.Duration
	// Patience is the longest pause that a server's Retry-After is granted;
	// a longer one is an error at once.
	Patience time.Duration
	// Stall bounds the time without a byte, Total that of one attempt.
	Stall, Total time.Duration
	// UserAgent is sent with each request.
	UserAgent string
	// Proxy returns the proxy for a URL, or nil. It may carry user and password.
	Proxy func(*url.URL) (*url.URL, error)
	// RootCAs replaces the system's certificates.
	RootCAs *x509.CertPool
	// Offline makes every request an ErrOffline: no socket is opened.
	Offline bool
	// Progress is called after each request, from many goroutines.
	Progress func(Stats)
}

// Client sends requests. Make one with New and share it.
type Client struct {
	opts      Options
	transport http.RoundTripper
	idle      func()
	slots     chan struct{}
	flights   flights
	hosts     hosts
	counters  counters
}

// New returns a Client.
func New(o Options) *Client {
	o.InFlight = or(o.InFlight, defaultInFlight)
	o.Attempts = or(o.Attempts, defaultAttempts)
	o.Backoff = or(o.Backoff, defaultBackoff)
	o.Patience = or(o.Patience, defaultPatience)
	o.Stall = or(o.Stall, defaultStall)
	o.Total = or(o.Total, defaultTotal)
	if o.UserAgent == "" {
		o.UserAgent = "licaudit"
	}
	t := transport(o)
	return &Client{opts: o, transport: t, idle: t.CloseIdleConnections, slots: make(chan struct{}, o.InFlight)}
}

// or returns v, or fallback where v is not positive.
func or[T int | int64 | time.Duration](v, fallback T) T {
	if v <= 0 {
		return fallback
	}
	return v
}

func transport(o Options) *http.Transport {
	t := &http.Transport{
		DialContext:            (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:    15 * time.Second,
		ResponseHeaderTimeout:  o.Stall,
		IdleConnTimeout:        90 * time.Second,
		MaxIdleConnsPerHost:    o.InFlight,
		MaxResponseHeaderBytes: 256 << 10,
		ForceAttemptHTTP2:      true,
		TLSClientConfig:        &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12},
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 15 * time.Second},
		// A tunnel that the proxy refuses is known by its status.
		OnProxyConnectResponse: func(_ context.Context, proxy *url.URL, _ *http.Request, res *http.Response) error {
			if res.StatusCode == http.StatusOK {
				return nil
			}
			return &StatusError{URL: "proxy " + proxy.Host, Status: res.StatusCode, Proxy: true}
		},
	}
	if o.Proxy != nil {
		t.Proxy = func(r *http.Request) (*url.URL, error) { return o.Proxy(r.URL) }
	}
	return t
}

// Request is one GET.
type Request struct {
	// URL may carry user and password; Auth goes before them.
	URL  string
	Auth Auth
	// Limit bounds the body's size in bytes; 0 is 16 MiB.
	Limit int64
	// ETag, if set, asks for the body only where it has changed.
	ETag string
}

// Auth is what a server is shown without being asked, as Maven does it with
// the <server> of a repository's id.
type Auth struct {
	Username, Password string
	// Headers are sent as they are.
	Headers []Header
}

// Header is one header field.
type Header struct{ Name, Value string }

// Response is the answer to a Get that succeeded.
type Response struct {
	Body []byte
	// NotModified is set where Request.ETag still holds; Body is empty then.
	NotModified bool
	// ETag as sent; SHA1 and MD5 from x-checksum-sha1 and x-checksum-md5, as
	// Central and the common repository managers send them, lower case.
	ETag, SHA1, MD5 string
}

// Close closes idle connections.
func (c *Client) Close() { c.idle() }

// Get fetches a body. The caller owns it. A status other than 200 and 304 is a
// *StatusError.
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	return c.flights.do(ctx, r.key(), func(ctx context.Context) (*Response, error) {
		buf := &buffer{}
		a, err := c.retry(ctx, r, "", buf)
		if err != nil {
			return nil, err
		}
		h := a.header
		return &Response{
			Body: buf.data, NotModified: a.status == http.StatusNotModified, ETag: h.Get("Etag"),
			SHA1: checksum(h, "X-Checksum-Sha1", 40), MD5: checksum(h, "X-Checksum-Md5", 32),
		}, nil
	})
}

// key tells apart requests that may have different answers.
func (r Request) key() string {
	k := r.URL + "\n" + r.Auth.Username + "\n" + r.Auth.Password + "\n" + r.ETag
	for _, h := range r.Auth.Headers {
		k += "\n" + h.Name + ":" + h.Value
	}
	return k
}
