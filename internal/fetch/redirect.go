package fetch

import (
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
		err = failure(from.String(), "%w to a place that cannot be read", ErrRedirect)
	case next.Scheme != "http" && next.Scheme != "https" || next.Host == "":
		err = failure(from.String(), "%w to %q: only http: and https: are followed", ErrRedirect, Scrub(next.String()))
	case from.Scheme == "https" && next.Scheme == "http":
		err = failure(from.String(), "%w from https to %q, which is not encrypted", ErrRedirect, Scrub(next.String()))
	case hops >= maxRedirects:
		err = failure(from.String(), "%w more than %d times", ErrRedirect, maxRedirects)
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
