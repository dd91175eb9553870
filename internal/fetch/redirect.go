package fetch

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
)

const maxRedirects = 10

// redirect returns where a response sends the client, or nil if it does not.
func redirect(res *http.Response, hops int) (*url.URL, error) {
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	from := res.Request.URL
	next, err := from.Parse(res.Header.Get("Location"))
	switch {
	case err != nil || res.Header.Get("Location") == "":
		err = fmt.Errorf("%s: %w to a place that cannot be read", Scrub(from.String()), ErrRedirect)
	case next.Scheme != "http" && next.Scheme != "https" || next.Host == "":
		err = fmt.Errorf("%s: %w to %q: only http: and https: are followed", Scrub(from.String()), ErrRedirect, Scrub(next.String()))
	case from.Scheme == "https" && next.Scheme == "http":
		err = fmt.Errorf("%s: %w from https to %q, which is not encrypted", Scrub(from.String()), ErrRedirect, Scrub(next.String()))
	case hops >= maxRedirects:
		err = fmt.Errorf("%s: %w more than %d times", Scrub(from.String()), ErrRedirect, maxRedirects)
	}
	if err != nil {
		res.Body.Close()
		return nil, err
	}
	// What a server writes there is no credential of ours.
	next.User = nil
	return next, nil
}

// sameOrigin reports whether credentials for one URL may be shown to another:
// the same server, or its https side.
func sameOrigin(from, to *url.URL) bool {
	if from.Scheme == to.Scheme {
		return from.Host == to.Host
	}
	return to.Scheme == "https" && from.Hostname() == to.Hostname() && from.Port() == "" && to.Port() == ""
}

// drain reads the little that is left of a body, so that the connection can be
// used again, and closes it.
func drain(body io.ReadCloser) {
	_, _ = io.CopyN(io.Discard, body, 16<<10)
	body.Close()
}
