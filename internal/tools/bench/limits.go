package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/licaudit/licaudit/internal/maven"
	"github.com/licaudit/licaudit/internal/maven/pom"
	"github.com/licaudit/licaudit/internal/tools/peer"
)

// limits are the times below which no resolver can get on one processor, and
// the resolution itself, all inside one process.
type limits struct {
	poms                 int
	bytes                int64
	read, decode, itself time.Duration
}

// measureLimits finds the POMs that a resolution needs by resolving once into
// a cache of its own, which is kept, and then reads them again and again.
func measureLimits(ctx context.Context, o options, name, dir string) (limits, error) {
	cache := filepath.Join(o.work, "limits", name)
	run, err := peer.Exec(ctx, "", nil, o.licaudit, "tree", "-Dmaven.repo.local="+filepath.Join(cache, "none"), "--cache", cache, dir)
	if err := ok(run, err, "licaudit"); err != nil {
		return limits{}, err
	}
	files, err := poms(cache)
	if err != nil {
		return limits{}, err
	}
	l := limits{poms: len(files)}
	l.read, err = median(o.rounds, func() error {
		l.bytes = 0
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				return err
			}
			l.bytes += int64(len(data))
		}
		return nil
	})
	if err != nil {
		return l, err
	}
	l.decode, err = median(o.rounds, func() error {
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				return err
			}
			// A POM that is not valid costs its reading all the same.
			_, _ = pom.Decode(data)
		}
		return nil
	})
	if err != nil {
		return l, err
	}
	l.itself, err = median(o.rounds, func() error { return resolve(ctx, dir) })
	return l, err
}

// resolve does what licaudit tree does between its start and its printing.
func resolve(ctx context.Context, dir string) error {
	home, err := os.UserHomeDir()
	if err != nil {
		return err
	}
	s, err := maven.Open(ctx, maven.Options{Dir: dir, Offline: true, Environ: os.Environ(), Home: home, InFlight: 24})
	if err != nil {
		return err
	}
	reactor, err := s.Resolve(ctx)
	if err != nil {
		return err
	}
	for _, m := range reactor.Modules {
		if m.Err != nil {
			return fmt.Errorf("%s: %w", m.ID, m.Err)
		}
	}
	return nil
}

// poms lists the POMs below a folder.
func poms(dir string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".pom") {
			files = append(files, path)
		}
		return err
	})
	return files, err
}

// median of the times that f takes, after one run that does not count.
func median(rounds int, f func() error) (time.Duration, error) {
	if err := f(); err != nil {
		return 0, err
	}
	var times []time.Duration
	for range rounds {
		start := time.Now()
		if err := f(); err != nil {
			return 0, err
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	return times[len(times)/2], nil
}
