package override

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/licaudit/licaudit/internal/audit"
)

// Declared is a component that overrides.yaml declares.
type Declared struct {
	Component  audit.Component
	Conclusion audit.Conclusion
}

// Components are the components that the files declare, with those of their paths
// that match something, sorted by ID. One without a path is taken at its word.
func (s *Set) Components() []Declared {
	s.mu.Lock()
	defer s.mu.Unlock()
	nearest := map[audit.ID]*entry{}
	found := map[*entry][]string{}
	for _, e := range s.entries {
		if e.kind != kindComponent {
			continue
		}
		if outer := nearest[e.id]; outer != nil && outer.file < e.file {
			outer.shadowed.note(e.id, "a nearer entry decides: "+e.by())
			outer.applied = nil
		}
		if found[e] = s.present(e); len(found[e]) > 0 || len(e.paths) == 0 {
			e.applied = []audit.ID{e.id}
			nearest[e.id] = e
		}
	}
	var out []Declared
	for _, e := range s.entries {
		if e.kind == kindComponent && len(e.applied) > 0 {
			out = append(out, e.declare(found[e]))
		}
	}
	slices.SortStableFunc(out, func(a, b Declared) int { return a.Component.ID.Compare(b.Component.ID) })
	return out
}

// present are the paths of a component that match something, sorted; the first one
// that does not is noted.
func (s *Set) present(e *entry) []string {
	var out []string
	for _, p := range e.paths {
		if e.standing[p] || s.exists(p) {
			out = append(out, p)
		} else if e.absent == "" {
			e.absent = fmt.Sprintf("no file of the project matches %q", p)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// declare is the component as it is found at the given paths.
func (e *entry) declare(paths []string) Declared {
	var all []audit.Occurrence
	for _, p := range paths {
		all = append(all, audit.Occurrence{Scope: cmp.Or(e.scope, scopeOf(p)), Found: audit.Position{File: p}, Method: "declared", Confidence: 1})
	}
	if len(all) == 0 {
		all = []audit.Occurrence{{Scope: cmp.Or(e.scope, scopeOf("")), Found: e.at, Method: "declared", Confidence: 1}}
	}
	slices.SortStableFunc(all, func(a, b audit.Occurrence) int { return strings.Compare(a.Scope, b.Scope) })
	d := Declared{
		Component:  audit.Component{ID: e.id, Metadata: e.metadata, Occurrences: all},
		Conclusion: audit.Conclusion{License: e.license, Basis: audit.Overridden, By: e.by(), Reason: e.reason, Note: e.note, Source: e.source},
	}
	if e.text != nil {
		d.Conclusion.Claims = []audit.Claim{e.claim()}
	}
	return d
}

// scopeOf is the scope of a file by its place.
func scopeOf(path string) string {
	switch {
	case strings.Contains("/"+path, "/src/test/"):
		return "test"
	case strings.Contains("/"+path, "/src/site/"):
		return "documentation"
	}
	return "runtime"
}

var errFound = errors.New("found")

// exists reports whether a glob matches a file of the project. It stops at the
// first, and follows no symbolic link out of the project.
func (s *Set) exists(glob string) bool {
	root, err := os.OpenRoot(s.root)
	if err != nil {
		return false
	}
	defer root.Close()
	if info, err := root.Lstat(strings.TrimPrefix(glob, "./")); err == nil && info.Mode().IsRegular() {
		return true
	}
	err = doublestar.GlobWalk(root.FS(), strings.TrimPrefix(glob, "./"), func(string, fs.DirEntry) error { return errFound }, doublestar.WithNoFollow())
	return errors.Is(err, errFound)
}
