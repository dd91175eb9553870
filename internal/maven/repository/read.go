package repository

import (
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"
)

// checkPath refuses paths that leave the repository: they are made of
// coordinates, and those are foreign. Such an artifact exists nowhere.
func checkPath(p string) error {
	if !fs.ValidPath(p) || !filepath.IsLocal(filepath.FromSlash(p)) || strings.ContainsAny(p, "\x00\\") {
		return fmt.Errorf("%q is no path of a repository: %w", p, ErrNotFound)
	}
	return nil
}

// scrub removes user and password from a URL, so that it may be shown.
func scrub(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return "(a URL that cannot be parsed)"
	}
	u.User = nil
	return u.String()
}

// join makes the URL of a file below a repository, escaping what a URL may not
// hold bare.
func join(base, p string) string {
	return strings.TrimRight(base, "/") + "/" + (&url.URL{Path: p}).EscapedPath()
}
