package maven

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/audit"
)

// open opens a session over the made-up repository, offline, with Java 17 on
// Linux.
func open(t testing.TB, dir string, change func(*Options)) *Session {
	t.Helper()
	universe, err := filepath.Abs(filepath.Join("testdata", "universe"))
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Dir: dir, Home: t.TempDir(), Offline: true, Properties: map[string]string{"maven.repo.local": universe}}
	if change != nil {
		change(&o)
	}
	s, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// text prints the trees of all modules.
func text(t testing.TB, r *Reactor) string {
	t.Helper()
	var b bytes.Buffer
	for _, m := range r.Modules {
		if err := m.WriteText(&b); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// TestMicro resolves projects of one rule each. Their expected trees were
// printed by Maven 3.8.7 with maven-dependency-plugin:3.6.1.
func TestMicro(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join("testdata", "micro", "*"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			want, err := os.ReadFile(filepath.Join(dir, "expected.txt"))
			if err != nil {
				t.Fatal(err)
			}
			r, err := open(t, dir, nil).Resolve(context.Background())
			if len(want) == 0 {
				var e *Error
				if !errors.As(err, &e) {
					t.Fatalf("Resolve: %v, want an *Error", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), text(t, r)); diff != "" {
				t.Errorf("tree (-Maven +licaudit):\n%s", diff)
			}
		})
	}
}

// project writes a POM into a new folder.
func writeProject(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const head = `<project><modelVersion>4.0.0</modelVersion><groupId>t.case</groupId><artifactId>a</artifactId><version>1</version>`

func TestResolveRejects(t *testing.T) {
	tests := []struct {
		name, pom string
		kind      Kind
		line      int
	}{
		{"no version", head + "\n<dependencies>\n<dependency><groupId>t.l</groupId><artifactId>leaf</artifactId></dependency></dependencies></project>", Rejected, 3},
		{"placeholder", head + "\n<dependencies>\n<dependency><groupId>t.l</groupId><artifactId>leaf</artifactId><version>${nope}</version></dependency></dependencies></project>", Rejected, 3},
		{"unknown tag", head + "\n<dependancies/></project>", Rejected, 2},
		{"property loop", head + "<properties><a>${b}</a><b>${a}</b></properties></project>", Rejected, 0},
		{"missing module", head + "<packaging>pom</packaging>\n<modules><module>m</module></modules></project>", Rejected, 2},
		{"html", "<html><body>Not Found</body></html>", Rejected, 1},
		{"truncated", head + "<dependencies>", Rejected, 0},
		{"missing parent", head + "\n<parent><groupId>t.q</groupId><artifactId>none</artifactId><version>1</version></parent></project>", Unresolved, 2},
		{"missing BOM", head + "<dependencyManagement><dependencies><dependency><groupId>t.q</groupId><artifactId>none</artifactId><version>1</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement></project>", Unresolved, 0},
		{"empty range", head + "<dependencies><dependency><groupId>t.l</groupId><artifactId>rng</artifactId><version>[9,)</version></dependency></dependencies></project>", Unresolved, 0},
		{"unknown packaging", head + "<packaging>foo</packaging></project>", Rejected, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := writeProject(t, map[string]string{"pom.xml": tt.pom})
			_, err := open(t, dir, nil).Resolve(context.Background())
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("Resolve: %v, want an *Error", err)
			}
			if e.Kind != tt.kind || tt.line > 0 && e.At.Line != tt.line {
				t.Errorf("got kind %d at line %d (%v), want kind %d at line %d", e.Kind, e.At.Line, e, tt.kind, tt.line)
			}
		})
	}
}

func TestPositions(t *testing.T) {
	dir := writeProject(t, map[string]string{"pom.xml": head + `
<properties>
<lv>2</lv>
</properties>
<dependencyManagement><dependencies>
<dependency>
<groupId>t.l</groupId><artifactId>leaf</artifactId>
<version>${lv}</version></dependency>
</dependencies></dependencyManagement>
<dependencies>
<dependency><groupId>t.b</groupId><artifactId>x</artifactId><version>1</version></dependency>
</dependencies></project>`})
	r, err := open(t, dir, nil).Resolve(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	x := r.Modules[0].Root.Children[0]
	if want := (audit.Position{File: "pom.xml", Line: 11}); x.Found != want {
		t.Errorf("x is found at %+v, want %+v", x.Found, want)
	}
	leaf := x.Children[0]
	if want := (audit.Position{File: "pom.xml", Line: 3}); leaf.Managed != want {
		t.Errorf("leaf is managed at %+v, want %+v", leaf.Managed, want)
	}
	if leaf.PremanagedVersion != "1" || leaf.Version != "2" {
		t.Errorf("leaf is %s, managed from %q; want 2 from 1", leaf.Version, leaf.PremanagedVersion)
	}
}
