package maven

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/maven/repository"
	"github.com/licaudit/licaudit/internal/maven/settings"
)

// slow is a repository whose replies come after random delays.
type slow struct {
	repository.Source
	longest time.Duration
}

func (s slow) File(ctx context.Context, path string, remotes []repository.Remote) ([]byte, error) {
	select {
	case <-time.After(rand.N(s.longest)):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return s.Source.File(ctx, path, remotes)
}

// TestReadingAheadChangesNothing resolves every case with replies in random
// order, with one request in flight and with many.
func TestReadingAheadChangesNothing(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join("testdata", "micro", "*"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, inFlight := range []int{1, 64} {
		for _, dir := range dirs {
			want, err := os.ReadFile(filepath.Join(dir, "expected.txt"))
			if err != nil {
				t.Fatal(err)
			}
			abs, err := filepath.Abs(dir)
			if err != nil {
				t.Fatal(err)
			}
			o := Options{Dir: abs, InFlight: inFlight, Properties: map[string]string{}}
			source := slow{repository.Folder(filepath.Join("testdata", "universe")), time.Millisecond}
			s := newSession(o, newPlatform(nil, "", abs), &settings.Settings{}, source)
			r, err := s.Resolve(context.Background())
			if len(want) == 0 {
				if err == nil {
					t.Errorf("%s: resolved, want an error", dir)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", dir, err)
				continue
			}
			if diff := cmp.Diff(string(want), text(t, r)); diff != "" {
				t.Errorf("%s with %d in flight (-Maven +licaudit):\n%s", dir, inFlight, diff)
			}
		}
	}
}

// TestReadingAheadInAReactor does the same with a reactor, whose modules read
// ahead for one another.
func TestReadingAheadInAReactor(t *testing.T) {
	dir := filepath.Join("testdata", "random", "reactor")
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, inFlight := range []int{1, 64} {
		for _, near := range []bool{true, false} {
			o := Options{Dir: abs, InFlight: inFlight, KeepGoing: true, Properties: map[string]string{}}
			source := slow{repository.Folder(filepath.Join("testdata", "random", "universe")), time.Millisecond}
			s := newSession(o, newPlatform(nil, "", abs), &settings.Settings{}, source)
			s.loader.ahead.near = func() bool { return near }
			compareReactor(t, s, dir)
		}
	}
}
