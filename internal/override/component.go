package override

import (
	"errors"
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

// Components are the components that the files declare and whose paths match
// something, sorted by ID. One without a path is taken at its word.
func (s *Set) Components() []Declared {
	s.mu.Lock()
	defer s.mu.Unlock()
	nearest := map[audit.ID]*entry{}
	for _, e := range s.entries {
		if e.kind != kindComponent {
			continue
		}
		if outer := nearest[e.id]; outer != nil && outer.file < e.file {
			outer.shadowed.note(e.id, "a nearer entry decides: "+e.by())
			outer.applied = nil
		}
		if e.path == "" || e.used || s.exists(e.path) {
			e.applied = []audit.ID{e.id}
			nearest[e.id] = e
		}
	}
	var out []Declared
	for _, e := range s.entries {
		if e.kind == kindComponent && len(e.applied) > 0 {
			out = append(out, e.declare())
		}
	}
	slices.SortStableFunc(out, func(a, b Declared) int { return a.Component.ID.Compare(b.Component.ID) })
	return out
}

func (e *entry) declare() Declared {
	o := audit.Occurrence{Scope: e.scope, Found: audit.Position{File: e.path}, Method: "declared", Confidence: 1}
	if o.Scope == "" {
		o.Scope = scopeOf(e.path)
	}
	if o.Found.File == "" {
		o.Found = e.at
	}
	d := Declared{
		Component:  audit.Component{ID: e.id, Metadata: e.metadata, Occurrences: []audit.Occurrence{o}},
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
