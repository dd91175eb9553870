package maven

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRandom resolves a reactor that was drawn at random; Maven 3.8.7 printed
// its trees.
func TestRandom(t *testing.T) {
	universe, err := filepath.Abs(filepath.Join("testdata", "random", "universe"))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join("testdata", "random", "reactor")
	s := open(t, dir, func(o *Options) {
		o.KeepGoing = true
		o.Properties = map[string]string{"maven.repo.local": universe}
	})
	compareReactor(t, s, dir)
}

// compareReactor resolves the random reactor and compares its trees with
// Maven's.
func compareReactor(t *testing.T, s *Session, dir string) {
	t.Helper()
	r, err := s.Resolve(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Modules {
		want, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path.Dir(m.POM)), "tree.txt"))
		if errors.Is(err, fs.ErrNotExist) {
			if m.Err == nil && m.Packaging != "pom" {
				t.Errorf("%s: resolved, Maven fails", m.POM)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := m.WriteText(&got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-Maven +licaudit), error %v:\n%s", m.POM, m.Err, diff)
		}
	}
}

func TestReactorSelection(t *testing.T) {
	files := selectionReactor()
	tests := []struct {
		name   string
		change func(*Options)
		want   []string // nil where Maven fails
	}{
		{"order", func(*Options) {}, []string{"root", "a", "b", "c"}},
		{"-Pmore", func(o *Options) { o.Profiles = []string{"more"} }, []string{"root", "a", "b", "c", "d"}},
		{"-pl b", func(o *Options) { o.Projects = []string{"b"} }, []string{"b"}},
		{"-pl b -am", func(o *Options) { o.Projects, o.AlsoMake = []string{":b"}, true }, []string{"root", "a", "b"}},
		{"-pl b -amd", func(o *Options) { o.Projects, o.AlsoMakeDependents = []string{"r:b"}, true }, []string{"b", "c"}},
		{"-pl !b", func(o *Options) { o.Projects = []string{"!b"} }, []string{"root", "a", "c"}},
		{"-pl a,!a", func(o *Options) { o.Projects = []string{"a", "!a"} }, nil},
		{"-pl a,!b", func(o *Options) { o.Projects = []string{"a", "!b"} }, nil}, // b is not among those selected
		{"-rf b", func(o *Options) { o.ResumeFrom = ":b" }, []string{"b", "c"}},
		{"-N", func(o *Options) { o.NonRecursive = true }, []string{"root"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := open(t, writeProject(t, files), tt.change).Resolve(context.Background())
			if (err == nil) != (tt.want != nil) {
				t.Fatalf("Resolve: %v, want an error: %v", err, tt.want == nil)
			}
			var got []string
			for i := 0; r != nil && i < len(r.Modules); i++ {
				m := r.Modules[i]
				got = append(got, m.ID.Name)
				if m.ID.Version != "7" {
					t.Errorf("%s has version %q, want 7", m.ID.Name, m.ID.Version)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("modules (-want +got):\n%s", diff)
			}
		})
	}
}

func selectionReactor() map[string]string {
	module := func(name, deps string) string {
		return `<project><modelVersion>4.0.0</modelVersion><parent><groupId>r</groupId><artifactId>root</artifactId><version>${revision}</version></parent><artifactId>` +
			name + `</artifactId><dependencies>` + deps + `</dependencies></project>`
	}
	dep := func(name string) string {
		return `<dependency><groupId>r</groupId><artifactId>` + name + `</artifactId><version>${project.version}</version></dependency>`
	}
	return map[string]string{
		"pom.xml": `<project><modelVersion>4.0.0</modelVersion><groupId>r</groupId><artifactId>root</artifactId><version>${revision}</version><packaging>pom</packaging>
<properties><revision>7</revision></properties><modules><module>c</module><module>a</module><module>b</module></modules>
<profiles><profile><id>more</id><modules><module>d</module></modules></profile></profiles></project>`,
		"a/pom.xml": module("a", ""),
		"b/pom.xml": module("b", dep("a")),
		"c/pom.xml": module("c", dep("b")),
		"d/pom.xml": module("d", ""),
	}
}
