package repository

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"sync"
	"sync/atomic"
	"time"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/fetch"
)

// Options say which places a Chain reads.
type Options struct {
	// Local is Maven's local repository; empty is none. It is only read, unless
	// Save is set: then what the remotes answer is written there too.
	Local string
	Save  bool
	// Cache is our own; the zero value is none.
	Cache Cache
	// Offline keeps the Chain from asking remotes, file: ones included, as
	// Maven's --offline does.
	Offline bool
	// Update asks remotes again for what the update policies would not (-U).
	Update bool
	// Checksum replaces the checksum policy of every remote (-C is fail, -c is
	// warn); empty leaves it.
	Checksum string
	// Client is for http: and https: remotes; nil as good as offline.
	Client *fetch.Client
	// Auth returns the credentials for a repository's id; nil is none.
	Auth func(id string) fetch.Auth
	// Now is the clock that update policies are judged by.
	Now func() time.Time
}

// Chain is the Source that audits use: the local repository, then the cache,
// then the remotes in their order. It is safe for use by many goroutines, and
// its cache by many processes.
type Chain struct {
	opts     Options
	local    Folder
	metadata memo[metadataKey, located]
	checks   checks
	problems problems
	asked    atomic.Bool
}

// New returns a Chain.
func New(o Options) *Chain {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Auth == nil {
		o.Auth = func(string) fetch.Auth { return fetch.Auth{} }
	}
	if o.Client == nil {
		o.Client = fetch.New(fetch.Options{Offline: true})
	}
	// Where Maven has never run, no file need be looked for in its folder.
	if _, err := os.Stat(o.Local); missing(err) && !o.Save {
		o.Local = ""
	}
	return &Chain{opts: o, local: Folder(o.Local)}
}

// Problems returns what the reading so far met with that is no error, such as
// a wrong checksum where the policy is warn; sorted by code, then subject.
func (c *Chain) Problems() []audit.Problem { return c.problems.sorted() }

// Asked reports whether a remote had to be asked so far.
func (c *Chain) Asked() bool { return c.asked.Load() }

// File implements Source.
func (c *Chain) File(ctx context.Context, p string, remotes []Remote) ([]byte, error) {
	var data []byte
	err := c.find(ctx, p, remotes, finder{
		local: func(p string) (err error) {
			data, err = readFile(c.local.path(p), maxPOM)
			return err
		},
		cached: func(r Remote, p string) (err error) {
			data, err = readFile(c.opts.Cache.path(r, p), maxPOM)
			return err
		},
		remote: func(r Remote, p string) (err error) {
			data, err = c.download(ctx, r, p, r.policy(p))
			return err
		},
	})
	return data, err
}

// Archive implements Source.
func (c *Chain) Archive(ctx context.Context, p string, remotes []Remote) (Archive, error) {
	var a Archive
	err := c.find(ctx, p, remotes, finder{
		local: func(p string) error {
			f, err := openArchive(c.local.path(p))
			a = f
			return err
		},
		cached: func(r Remote, p string) (err error) {
			a, err = c.cachedArchive(ctx, r, p)
			return err
		},
		remote: func(r Remote, p string) (err error) {
			a, err = c.remoteArchive(ctx, r, p)
			return err
		},
	})
	if err != nil {
		return nil, err
	}
	return named{a, path.Base(p)}, nil
}

// named gives an archive the name that was asked for: that of a snapshot on
// disk has a timestamp.
type named struct {
	Archive
	name string
}

// Name implements Archive.
func (n named) Name() string { return n.name }

// finder is how one kind of file is read from the three kinds of places.
type finder struct {
	local  func(p string) error
	cached func(r Remote, p string) error
	remote func(r Remote, p string) error
}

// find tries the places in order until one has the file.
func (c *Chain) find(ctx context.Context, p string, remotes []Remote, f finder) error {
	if err := checkPath(p); err != nil {
		return err
	}
	if isSnapshot(p) {
		return c.findSnapshot(ctx, p, remotes, f)
	}
	return c.findPlain(ctx, p, serving(remotes, p), f)
}

// findPlain tries the places for a file under just this name.
func (c *Chain) findPlain(ctx context.Context, p string, remotes []Remote, f finder) error {
	if c.local != "" {
		if err := f.local(p); !missing(err) {
			return localError(err)
		}
	}
	if c.opts.Cache.dir != "" {
		for _, r := range remotes {
			if err := f.cached(r, p); !missing(err) {
				return localError(err)
			}
		}
	}
	return c.ask(ctx, p, remotes, f)
}

// ask tries the remotes in order. As with Maven, the failure of one is no
// matter if a later one has the file, and else outweighs a not-found.
func (c *Chain) ask(ctx context.Context, p string, remotes []Remote, f finder) error {
	if c.opts.Offline {
		return &notFound{path: p, remotes: remotes, offline: true}
	}
	var failure error
	for _, r := range remotes {
		err := c.usable(r, p)
		if err == nil {
			err = f.remote(r, p)
		}
		if err == nil || ctx.Err() != nil {
			return err
		}
		if !errors.Is(err, ErrNotFound) && failure == nil {
			failure = err
		}
	}
	if failure != nil {
		return failure
	}
	return &notFound{path: p, remotes: remotes}
}

// usable says why a repository cannot be asked at all.
func (c *Chain) usable(r Remote, p string) error {
	switch {
	case r.Blocked:
		return &BlockedError{Remote: r, Path: p}
	case r.Layout != "" && r.Layout != "default":
		return &TransferError{Remote: r, URL: scrub(r.URL), Err: fmt.Errorf("layout %q is not supported", r.Layout),
			Hint: "Maven 3 knows the default layout alone"}
	}
	return nil
}

// serving keeps the remotes whose policies allow a path's version.
func serving(remotes []Remote, p string) []Remote {
	for i, r := range remotes {
		if r.policy(p).Enabled {
			continue
		}
		kept := append([]Remote(nil), remotes[:i]...)
		for _, r := range remotes[i+1:] {
			if r.policy(p).Enabled {
				kept = append(kept, r)
			}
		}
		return kept
	}
	return remotes
}

// policy is that of a remote for a path's version.
func (r Remote) policy(p string) Policy {
	if isSnapshot(p) {
		return r.Snapshots
	}
	return r.Releases
}

// localError says of an error that it is about this machine's files.
func localError(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("local repository: %w", err)
}

// memo computes a value once per key, also when many ask at the same time. A
// failure is not kept: it may have been one caller's end.
type memo[K comparable, V any] struct {
	mu     sync.Mutex
	values map[K]func() (V, error)
}

func (m *memo[K, V]) get(k K, compute func() (V, error)) (V, error) {
	m.mu.Lock()
	f, ok := m.values[k]
	if !ok {
		if m.values == nil {
			m.values = map[K]func() (V, error){}
		}
		f = sync.OnceValues(compute)
		m.values[k] = f
	}
	m.mu.Unlock()
	v, err := f()
	if err != nil {
		m.mu.Lock()
		delete(m.values, k)
		m.mu.Unlock()
	}
	return v, err
}
