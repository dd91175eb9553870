package repository

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

const snapshotSuffix = "-SNAPSHOT"

// snapshotPath is a path of a SNAPSHOT version in its parts:
// DIR/ARTIFACT-BASE-SNAPSHOT[-CLASSIFIER].EXTENSION, where DIR ends in the
// artifact and the version.
type snapshotPath struct {
	dir        string // with the version
	artifact   string
	version    string // "1.0-SNAPSHOT"
	classifier string
	extension  string
}

// isSnapshot reports whether a path is that of a SNAPSHOT version's file.
func isSnapshot(p string) bool { return strings.HasSuffix(path.Dir(p), snapshotSuffix) }

// parseSnapshot takes a path apart; ok is false where the file's name does not
// follow from its folder's, such as for one that has a timestamp already.
func parseSnapshot(p string) (s snapshotPath, ok bool) {
	s.dir = path.Dir(p)
	s.version = path.Base(s.dir)
	s.artifact = path.Base(path.Dir(s.dir))
	rest, ok := strings.CutPrefix(path.Base(p), s.artifact+"-"+s.version)
	if !ok {
		return s, false
	}
	if after, ok := strings.CutPrefix(rest, "-"); ok {
		s.classifier, s.extension, ok = strings.Cut(after, ".")
		return s, ok
	}
	s.extension, ok = strings.CutPrefix(rest, ".")
	return s, ok
}

// withVersion is the path of the build with a timestamp.
func (s snapshotPath) withVersion(v string) string {
	name := s.artifact + "-" + v
	if s.classifier != "" {
		name += "-" + s.classifier
	}
	return s.dir + "/" + name + "." + s.extension
}

// build is the newest build that one place knows of.
type build struct {
	version string
	updated string // yyyymmddHHMMSS, compared as text
	remote  *Remote
}

// findSnapshot finds the newest build of a SNAPSHOT over all places, by their
// metadata, and reads that one alone.
// https://maven.apache.org/ref/3.9.11/maven-resolver-provider/xref/org/apache/maven/repository/internal/DefaultVersionResolver.html
func (c *Chain) findSnapshot(ctx context.Context, p string, remotes []Remote, f finder) error {
	s, ok := parseSnapshot(p)
	if !ok {
		return c.findPlain(ctx, p, serving(remotes, p), f)
	}
	remotes = serving(remotes, p)
	all, err := c.Metadata(ctx, s.dir, remotes)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	best := newest(all, s)
	if best.remote == nil {
		// The local build is the newest, if it is there: metadata of a
		// remote's builds lie in the local repository without them, too.
		if c.local != "" {
			if err := f.local(p); !missing(err) {
				return localError(err)
			}
		}
		best = newest(slices.DeleteFunc(all, func(m Metadata) bool { return m.Remote == nil }), s)
	}
	if best.remote != nil {
		return c.findPlain(ctx, s.withVersion(best.version), []Remote{*best.remote}, f)
	}
	// A repository without metadata serves the bare name.
	plain := c.findPlain(ctx, p, remotes, f)
	if err != nil && errors.Is(plain, ErrNotFound) {
		return err
	}
	return plain
}

// newest compares the builds that all places know of; a tie goes to the first.
func newest(all []Metadata, s snapshotPath) build {
	var best build
	for _, m := range all {
		b := m.newest(s)
		if b.version != "" && b.updated > best.updated {
			best = b
		}
	}
	return best
}

// newest is the build of a file that one place's metadata name. What is local
// has the bare version.
func (m Metadata) newest(s snapshotPath) build {
	if m.Remote == nil {
		return build{version: s.version, updated: m.LastUpdated}
	}
	b := build{remote: m.Remote}
	for _, x := range m.Builds {
		if x.Classifier == s.classifier && x.Extension == s.extension && x.Updated > b.updated {
			b.version, b.updated = x.Version, x.Updated
		}
	}
	if len(m.Builds) == 0 && m.Snapshot.Timestamp != "" && m.Snapshot.Build > 0 {
		b.version = fmt.Sprintf("%s-%s-%d", strings.TrimSuffix(s.version, snapshotSuffix), m.Snapshot.Timestamp, m.Snapshot.Build)
		b.updated = m.LastUpdated
	}
	return b
}
