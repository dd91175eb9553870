package maven

import (
	"context"
	"errors"
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
			s := newSession(o, newPlatform(nil, "", abs, ""), &settings.Settings{}, source)
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
			s := newSession(o, newPlatform(nil, "", abs, ""), &settings.Settings{}, source)
			s.loader.ahead.near = func() bool { return near }
			compareReactor(t, s, dir)
		}
	}
}

// gate is a repository that answers for one file only once others have been
// asked for.
type gate struct {
	repository.Source
	closed string
	opens  map[string]chan struct{}
}

func (g gate) File(ctx context.Context, path string, remotes []repository.Remote) ([]byte, error) {
	if asked := g.opens[path]; asked != nil {
		close(asked)
	}
	if path == g.closed {
		for name, asked := range g.opens {
			select {
			case <-asked:
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(10 * time.Second):
				return nil, errors.New(name + " is not asked for")
			}
		}
	}
	return g.Source.File(ctx, path, remotes)
}

// TestReadingAheadOfBOMs sees that nothing waits for a BOM whose place is
// elsewhere: neither the project's dependencies nor those of a library.
func TestReadingAheadOfBOMs(t *testing.T) {
	const begin = `<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><version>1</version><artifactId>`
	const imports = `<dependency><groupId>g</groupId><artifactId>bom</artifactId><version>1</version><type>pom</type><scope>import</scope></dependency>`
	dependency := func(name, version string) string {
		return "<dependency><groupId>g</groupId><artifactId>" + name + "</artifactId>" + version + "</dependency>"
	}
	managed := func(list string) string {
		return "<dependencyManagement><dependencies>" + list + "</dependencies></dependencyManagement>"
	}
	const one = "<version>1</version>"
	files := map[string]string{}
	for name, text := range map[string]string{
		"bom":     "<packaging>pom</packaging>" + managed(dependency("late", one)),
		"direct":  "<parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent><dependencies>" + dependency("literal", one) + dependency("inherited", "") + dependency("late", "") + "</dependencies>",
		"parent":  "<packaging>pom</packaging>" + managed(imports+dependency("inherited", "<version>${one}</version>")) + "<properties><one>1</one></properties>",
		"literal": "", "inherited": "", "late": "",
	} {
		files[pomPath("g", name, "1")] = begin + name + "</artifactId>" + text + "</project>"
	}
	repo := writeProject(t, files)
	for name, dependencies := range map[string]string{
		"of the project":  managed(imports+dependency("direct", one)) + "<dependencies>" + dependency("direct", "") + "</dependencies>",
		"of a dependency": "<dependencies>" + dependency("direct", one) + "</dependencies>",
	} {
		t.Run(name, func(t *testing.T) {
			dir := writeProject(t, map[string]string{"pom.xml": begin + "root</artifactId>" + dependencies + "</project>"})
			source := gate{repository.Folder(repo), pomPath("g", "bom", "1"), map[string]chan struct{}{}}
			for _, early := range []string{"direct", "literal", "inherited"} {
				source.opens[pomPath("g", early, "1")] = make(chan struct{})
			}
			if name == "of the project" { // what it does not manage itself may be the BOM's
				delete(source.opens, pomPath("g", "literal", "1"))
				delete(source.opens, pomPath("g", "inherited", "1"))
			}
			s := newSession(Options{Dir: dir, Properties: map[string]string{}}, newPlatform(nil, "", dir, ""), &settings.Settings{}, source)
			r, err := s.Resolve(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			want := "g:root:jar:1\n\\- g:direct:jar:1:compile\n   +- g:literal:jar:1:compile\n   +- g:inherited:jar:1:compile\n   \\- g:late:jar:1:compile\n"
			if diff := cmp.Diff(want, text(t, r)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
