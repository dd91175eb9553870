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

// maxFile bounds what File returns: no POM or metadata is nearly as large.
const maxFile = 64 << 20

const errNotDir = syscall.ENOTDIR

// checkPath refuses paths that leave the repository: they are made of
// coordinates, and those are foreign. Such an artifact exists nowhere.
func checkPath(p string) error {
	if !fs.ValidPath(p) || !filepath.IsLocal(filepath.FromSlash(p)) || strings.ContainsAny(p, "\x00\\") {
		return fmt.Errorf("%q is no path of a repository: %w", p, ErrNotFound)
	}
	return nil
}

// readFile reads a whole file of bounded size.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if st.Size() > maxFile {
		return nil, fmt.Errorf("%s has %d bytes, more than %d", name, st.Size(), maxFile)
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
