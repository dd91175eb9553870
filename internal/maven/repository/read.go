package repository

import (
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

const errNotDir = syscall.ENOTDIR

// checkPath refuses paths that leave the repository: they are made of
// coordinates, and those are foreign. Such an artifact exists nowhere.
func checkPath(p string) error {
	if !fs.ValidPath(p) || !filepath.IsLocal(filepath.FromSlash(p)) || strings.ContainsAny(p, "\x00\\") {
		return fmt.Errorf("%q is no path of a repository: %w", p, ErrNotFound)
	}
	return nil
}

// readFile reads a whole file of at most limit bytes.
func readFile(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", name)
	}
	if st.Size() > limit {
		return nil, fmt.Errorf("%s: %w: %d bytes, and at most %d are read", name, ErrTooLarge, st.Size(), limit)
	}
	data := make([]byte, st.Size())
	n, err := f.ReadAt(data, 0)
	if int64(n) < st.Size() {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return data, nil
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
