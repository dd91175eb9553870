package repository

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// Bounds of an import: far above any cache, and below any disk.
const (
	maxImportFiles = 2_000_000
	maxImportBytes = 64 << 30
)

// Pruned counts what Prune removed.
type Pruned struct {
	Files int
	Bytes int64
}

// Prune removes what was stored before a time, what an interrupted run left
// behind more than a day before now, and folders that become empty. It may run
// beside other processes: what it removes they fetch again.
func (c Cache) Prune(ctx context.Context, before, now time.Time) (Pruned, error) {
	var p Pruned
	var folders []string
	err := c.walk(ctx, func(name string, e fs.DirEntry) error {
		if e.IsDir() {
			folders = append(folders, name)
			return nil
		}
		st, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		leftover := strings.HasPrefix(e.Name(), tempPrefix) && st.ModTime().Before(now.Add(-24*time.Hour))
		if !leftover && (strings.HasPrefix(e.Name(), tempPrefix) || !st.ModTime().Before(before)) {
			return nil
		}
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		p.Files++
		p.Bytes += st.Size()
		return nil
	})
	// Children come after their parents; one that is not empty stays.
	for i := len(folders) - 1; i >= 0; i-- {
		_ = os.Remove(folders[i])
	}
	return p, err
}

// walk visits all below the cache's folder. A cache that does not exist is
// empty, and what another process removes meanwhile is not there.
func (c Cache) walk(ctx context.Context, visit func(name string, e fs.DirEntry) error) error {
	return filepath.WalkDir(c.dir, func(name string, e fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		}
		return visit(name, e)
	})
}

// Export writes the cache as a tar.gz, for a machine without a network. The
// same content gives the same bytes: entries are sorted by name and carry the
// second in which they were stored, which update policies need. Not-founds are
// left out: they are for where they were met.
func (c Cache) Export(ctx context.Context, w io.Writer) error {
	z := gzip.NewWriter(w)
	t := tar.NewWriter(z)
	err := c.walk(ctx, func(name string, e fs.DirEntry) error {
		if !e.Type().IsRegular() || strings.HasPrefix(e.Name(), tempPrefix) || strings.HasSuffix(e.Name(), missingSuffix) {
			return nil
		}
		rel, err := filepath.Rel(c.dir, name)
		if err != nil {
			return err
		}
		return add(t, name, path.Join(cacheVersion, filepath.ToSlash(rel)))
	})
	if err != nil {
		return fmt.Errorf("exporting the cache: %w", err)
	}
	return errors.Join(t.Close(), z.Close())
}

// add writes one file into a tar.
func add(t *tar.Writer, name, as string) error {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	h := &tar.Header{Name: as, Mode: 0o644, Size: st.Size(), ModTime: st.ModTime().Truncate(time.Second), Format: tar.FormatPAX}
	if err := t.WriteHeader(h); err != nil {
		return err
	}
	_, err = io.Copy(t, f)
	return err
}

// Import adds what Export wrote, and returns the number of files. The archive
// is taken for hostile: a name that leaves the cache, an entry that is no plain
// file, or more than a cache can hold is an error. Files before that stay, as
// each is whole.
func (c Cache) Import(ctx context.Context, r io.Reader) (int, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return 0, fmt.Errorf("importing a cache: %w", err)
	}
	t := tar.NewReader(z)
	left := int64(maxImportBytes)
	for n := 0; ; n++ {
		if ctx.Err() != nil {
			return n, context.Cause(ctx)
		}
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err == nil {
			err = importable(h, n, left)
		}
		if err == nil {
			err = c.extract(t, h)
		}
		if err != nil {
			return n, fmt.Errorf("importing a cache: %w", err)
		}
		left -= h.Size
	}
}

// importable says what is wrong with an entry.
func importable(h *tar.Header, n int, left int64) error {
	rel, ok := strings.CutPrefix(h.Name, cacheVersion+"/")
	switch {
	case !ok:
		return fmt.Errorf("%q is not of a cache that this version reads (%s)", h.Name, cacheVersion)
	case checkPath(rel) != nil || strings.Count(rel, "/") < 1 || len(rel) > 1000:
		return fmt.Errorf("%q is no name of a file in a cache", h.Name)
	case h.Typeflag != tar.TypeReg:
		return fmt.Errorf("%q is not a plain file", h.Name)
	case n >= maxImportFiles || h.Size > left || h.Size > maxArchive:
		return fmt.Errorf("%q: %w", h.Name, ErrTooLarge)
	}
	return nil
}

// extract writes one entry to its place.
func (c Cache) extract(t *tar.Reader, h *tar.Header) error {
	name := filepath.Join(c.dir, filepath.FromSlash(strings.TrimPrefix(h.Name, cacheVersion+"/")))
	f, err := createBeside(name)
	if err != nil {
		return err
	}
	_, err = io.CopyN(f, t, h.Size)
	if err := commitTo(f, name, err); err != nil {
		return err
	}
	// The time says how old metadata are. A future one would keep them for ever.
	at := h.ModTime
	if now := time.Now(); at.After(now) {
		at = now
	}
	return os.Chtimes(name, at, at)
}
