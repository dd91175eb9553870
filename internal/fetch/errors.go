package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// Errors that a caller may want to tell apart.
var (
	// ErrOffline says that the client may not use the network.
	ErrOffline = errors.New("the network may not be used (--offline)")
	// ErrTooLarge says that a body exceeds its limit.
	ErrTooLarge = errors.New("too large")
	// ErrTruncated says that a body ended before its announced length.
	ErrTruncated = errors.New("the answer ended early")
	// ErrRedirect says that a redirect is not followed.
	ErrRedirect = errors.New("the server redirects")
	// ErrChanged says that a file changed while it was read by ranges.
	ErrChanged = errors.New("the file changed on the server while it was read")
)

// What no retry mends: a body that could not be written, and one that came for
// longer than is granted.
var (
	errSink  = errors.New("writing the answer")
	errTotal = errors.New("the answer did not end in time")
)

// Error is a failure with the URL that was asked for, without credentials.
type Error struct {
	URL string
	Err error
}

func (e *Error) Error() string { return e.URL + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// failure is an Error whose cause is formatted as by fmt.Errorf.
func failure(u string, format string, args ...any) error {
	return &Error{Scrub(u), fmt.Errorf(format, args...)}
}

// StatusError is an answer other than the wanted one.
type StatusError struct {
	URL    string // without credentials
	Status int
	// RetryAfter is how long the server asks to be left alone, or 0.
	RetryAfter time.Duration
	// Proxy is set where the proxy, not the server, answered so.
	Proxy bool
}

func (e *StatusError) Error() string {
	s := fmt.Sprintf("%s: %d %s", e.URL, e.Status, http.StatusText(e.Status))
	if e.RetryAfter > 0 {
		s += fmt.Sprintf(", to be tried again after %v", e.RetryAfter)
	}
	return s
}

// NotFound reports whether the server says that there is no such file.
func (e *StatusError) NotFound() bool {
	return !e.Proxy && (e.Status == http.StatusNotFound || e.Status == http.StatusGone)
}

// Temporary reports whether a later try may succeed.
func (e *StatusError) Temporary() bool {
	switch e.Status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return false
	}
	return e.Status >= 500
}

// unreachable reports whether an error says that a host cannot be talked to at
// all, so that further requests to it are in vain.
func unreachable(err error) bool {
	var op *net.OpError
	var dns *net.DNSError
	return errors.As(err, &dns) || errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect") || errors.Is(err, syscall.ECONNREFUSED)
}

// Scrub removes user, password and query from a URL, so that it may be shown.
func Scrub(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		scheme, rest, ok := strings.Cut(s, "://")
		if !ok || strings.ContainsAny(rest, "@") {
			return "a URL that cannot be parsed"
		}
		return fmt.Sprintf("%q", scheme+"://"+rest)
	}
	if u.Opaque != "" && strings.Contains(u.Opaque, "@") {
		return u.Scheme + ":..."
	}
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	return u.String()
}
