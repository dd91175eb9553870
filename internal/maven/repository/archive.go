package repository

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/licaudit/licaudit/internal/fetch"
)

// cachedArchive opens an archive that the cache holds whole, or in parts. The
// parts that are missing come from the remote, if it may be asked.
func (c *Chain) cachedArchive(ctx context.Context, r Remote, p string) (Archive, error) {
	a, err := openArchive(c.opts.Cache.path(r, p))
	if !missing(err) {
		return a, err
	}
	known, rerr := c.opts.Cache.ranges(r, p)
	if rerr != nil {
		return nil, err
	}
	return c.openRemote(ctx, r, p, known)
}

// remoteArchive opens an archive of a remote.
func (c *Chain) remoteArchive(ctx context.Context, r Remote, p string) (Archive, error) {
	if dir, ok := fileURL(r.URL); ok {
		a, err := openArchive(filepath.Join(dir, filepath.FromSlash(p)))
		if missing(err) {
			return nil, &notFound{path: p, remotes: []Remote{r}}
		}
		if err != nil {
			return nil, &TransferError{Remote: r, URL: scrub(join(r.URL, p)), Err: err}
		}
		return a, nil
	}
	if err := c.rememberedMissing(r, p, r.policy(p)); err != nil {
		return nil, err
	}
	a, err := c.openRemote(ctx, r, p, fetch.Ranges{})
	if err != nil {
		c.forget(r, p, err)
		return nil, err
	}
	return a, nil
}

// openRemote opens an archive that is read by ranges. A checksum can be
// verified only where the server forces us to fetch it whole.
func (c *Chain) openRemote(ctx context.Context, r Remote, p string, known fetch.Ranges) (Archive, error) {
	a, err := c.opts.Client.Open(ctx, c.request(r, p, maxArchive), known, fetch.Keep{
		Create: func() (*os.File, error) { return c.createArchive(r, p) },
		Whole:  func(f *os.File, sha1 string) error { return c.adoptArchive(ctx, r, p, f, sha1) },
	})
	if err != nil {
		return nil, transferError(r, p, err)
	}
	return &rangedArchive{Archive: a, chain: c, remote: r, path: p, held: known.Held()}, nil
}

// createArchive makes the file for an archive that must be fetched whole: in
// the cache, or, without one, in the system's folder for temporary files.
func (c *Chain) createArchive(r Remote, p string) (*os.File, error) {
	if c.opts.Cache.dir != "" {
		if f, err := c.opts.Cache.create(r, p); err == nil {
			return f, nil
		}
	}
	return os.CreateTemp("", "licaudit-*.jar")
}

// rangedArchive is a remote archive whose parts are kept when it is closed.
type rangedArchive struct {
	*fetch.Archive
	chain  *Chain
	remote Remote
	path   string
	held   int64 // bytes that the cache has already
	// changed is set when the parts turn out to be of another file than the
	// repository has now.
	changed atomic.Bool
}

// Name implements Archive.
func (a *rangedArchive) Name() string { return filepath.Base(a.path) }

// ReadAt implements Archive.
func (a *rangedArchive) ReadAt(p []byte, off int64) (int, error) {
	n, err := a.Archive.ReadAt(p, off)
	if errors.Is(err, fetch.ErrChanged) && !a.changed.Swap(true) && a.chain.opts.Cache.dir != "" {
		_ = os.Remove(a.chain.opts.Cache.path(a.remote, a.path+rangesSuffix)) // the next run starts anew
	}
	var st *fetch.StatusError
	var fe *fetch.Error
	if errors.As(err, &st) || errors.As(err, &fe) {
		err = transferError(a.remote, a.path, err)
	}
	return n, err
}

// Close keeps what was read, so that the next run need not ask for it.
func (a *rangedArchive) Close() error {
	known, whole := a.Known()
	if !whole && !a.changed.Load() && known.Held() != a.held {
		a.chain.keep(a.chain.opts.Cache.store, a.remote, a.path+rangesSuffix, encodeRanges(known))
	}
	return a.Archive.Close()
}
