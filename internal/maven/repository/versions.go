package repository

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/licaudit/licaudit/internal/audit"
)

const metadataName = "maven-metadata.xml"

// metadataKey is one repository's metadata of one folder.
type metadataKey struct {
	remote Remote
	dir    string
}

// located is metadata, or the knowledge that there is none.
type located struct {
	Metadata
	found bool
}

// Metadata implements Source. All remotes are asked at once, as all answers are
// needed. As with Maven, one that fails is passed over, with a Problem, unless
// nothing else answers.
// https://maven.apache.org/ref/3.9.11/maven-resolver-provider/xref/org/apache/maven/repository/internal/DefaultVersionRangeResolver.html
func (c *Chain) Metadata(ctx context.Context, dir string, remotes []Remote) ([]Metadata, error) {
	if err := checkPath(dir); err != nil {
		return nil, err
	}
	var found []Metadata
	if c.local != "" {
		local, errs := c.local.metadata(dir)
		for _, err := range errs {
			c.unreadable(dir, err)
		}
		found = local
	}
	all := make([]located, len(remotes))
	errs := make([]error, len(remotes))
	var wg sync.WaitGroup
	for i, r := range remotes {
		if !metadataPolicy(r, dir).Enabled {
			continue
		}
		wg.Go(func() {
			errs[i] = audit.Guarded(func() (err error) { all[i], err = c.remoteMetadata(ctx, r, dir); return err })
		})
	}
	wg.Wait()
	audit.Rethrow(errors.Join(errs...))
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	for _, m := range all {
		if m.found {
			found = append(found, m.Metadata)
		}
	}
	for _, err := range errs {
		if err != nil && len(found) == 0 {
			return nil, err
		}
		if err != nil {
			c.unreadable(dir, err)
		}
	}
	return found, nil
}

// unreadable makes a Problem of metadata that are passed over.
func (c *Chain) unreadable(dir string, err error) {
	c.problems.add(audit.Problem{Code: audit.CodeMetadataUnreadable, Severity: audit.SeverityWarning, Subject: dir,
		Message: "versions may be missing: " + err.Error(), Hint: "see that the repository can be reached, and run again with -U"})
}

// remoteMetadata returns one remote's metadata, from the cache where the update
// policy allows it.
func (c *Chain) remoteMetadata(ctx context.Context, r Remote, dir string) (located, error) {
	return c.metadata.get(metadataKey{r, dir}, func() (located, error) {
		p := path.Join(dir, metadataName)
		policy := metadataPolicy(r, dir)
		kept, age, ok := c.keptMetadata(r, p)
		if ok && (c.opts.Offline || !c.opts.Update && fresh(policy.Update, age, c.opts.Now())) {
			return located{kept.of(r), true}, nil
		}
		if c.opts.Offline {
			return located{}, nil
		}
		data, err := c.fetchMetadata(ctx, r, p, policy)
		switch {
		case errors.Is(err, ErrNotFound):
			return located{}, nil
		case err != nil && ok && ctx.Err() == nil:
			c.unreadable(dir, fmt.Errorf("%w; what it said earlier is used", err))
			return located{kept.of(r), true}, nil
		case err != nil:
			return located{}, err
		}
		m, err := ParseMetadata(data)
		if err != nil {
			// Maven goes on without what it cannot parse.
			c.unreadable(dir, fmt.Errorf("repository %q: %s: %w", r.ID, p, err))
			return located{}, nil
		}
		return located{m.of(r), true}, nil
	})
}

// fetchMetadata reads metadata from a remote, and keeps them if they are sound.
func (c *Chain) fetchMetadata(ctx context.Context, r Remote, p string, policy Policy) ([]byte, error) {
	if err := c.usable(r, p); err != nil {
		return nil, err
	}
	if dir, ok := fileURL(r.URL); ok {
		data, err := readFile(filepath.Join(dir, filepath.FromSlash(p)), maxMetadata)
		if missing(err) {
			return nil, &notFound{path: p, remotes: []Remote{r}}
		}
		if err != nil {
			return nil, &TransferError{Remote: r, URL: scrub(join(r.URL, p)), Err: err}
		}
		return data, nil
	}
	if err := c.rememberedMissing(r, p, policy); err != nil {
		return nil, err
	}
	res, sound, err := c.verified(ctx, r, p, policy, maxMetadata)
	if err != nil {
		c.forget(r, p, err)
		return nil, err
	}
	if _, err := ParseMetadata(res.Body); err == nil && sound {
		c.keep(c.opts.Cache.store, r, p, res.Body)
	}
	return res.Body, nil
}

// keptMetadata reads metadata from the cache. What cannot be read there is as
// good as absent.
func (c *Chain) keptMetadata(r Remote, p string) (m Metadata, age time.Duration, ok bool) {
	if c.opts.Cache.dir == "" {
		return Metadata{}, 0, false
	}
	if age, ok = c.opts.Cache.age(r, p, c.opts.Now()); !ok {
		return Metadata{}, 0, false
	}
	data, err := readFile(c.opts.Cache.path(r, p), maxMetadata)
	if err != nil {
		return Metadata{}, 0, false
	}
	m, err = ParseMetadata(data)
	return m, age, err == nil
}

// metadataPolicy is the policy for the metadata of a folder: that of snapshots
// for a SNAPSHOT version's, else both together.
func metadataPolicy(r Remote, dir string) Policy {
	if strings.HasSuffix(dir, snapshotSuffix) {
		return r.Snapshots
	}
	return MergePolicies(r.Releases, r.Snapshots)
}

// of says from which remote metadata are, and takes out the versions that its
// policies exclude.
func (m Metadata) of(r Remote) Metadata {
	m.Remote = &r
	if !r.Releases.Enabled || !r.Snapshots.Enabled {
		m.Versions = slices.DeleteFunc(slices.Clone(m.Versions), func(v string) bool {
			if strings.HasSuffix(v, snapshotSuffix) {
				return !r.Snapshots.Enabled
			}
			return !r.Releases.Enabled
		})
	}
	return m
}
