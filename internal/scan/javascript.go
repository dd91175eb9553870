package scan

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/js"
)

// findJavaScript looks for vendored libraries in the project's tree.
func (r *run) findJavaScript(ctx context.Context) error {
	result, err := js.Scan(ctx, js.Options{
		Root: r.Dir, Include: r.config.JavaScript.Include, Exclude: append(r.Exclude, r.config.JavaScript.Exclude...),
		Own: r.owns, Signatures: r.Signatures, TextCache: r.TextCache, SkipTexts: true,
		Progress: func(done, total int, _ string) { r.progress("looking for JavaScript", done, total) },
	})
	r.js = result
	return err
}

// owns reports whether the settings name a holder as the project's own, in this or
// another spelling of his name.
func (r *run) owns(holder string) bool {
	return r.config.JavaScript.Owns(holder) || slices.ContainsFunc(r.config.JavaScript.Own, func(name string) bool {
		return !strings.ContainsAny(name, "*?") && js.SameHolder(name, holder)
	})
}

// libraries joins the places where one library was found into one component.
func (r *run) libraries() []*subject {
	r.problems = append(r.problems, r.js.Problems...)
	type key struct {
		id   audit.ID
		near string
	}
	byKey := make(map[key]*subject)
	var out []*subject
	for _, lib := range r.js.Libraries {
		k := key{lib.ID, lib.Near}
		s := byKey[k]
		if s == nil {
			s = &subject{component: audit.Component{ID: lib.ID, Near: lib.Near, Candidates: lib.Candidates}}
			byKey[k] = s
			out = append(out, s)
		}
		s.libraries = append(s.libraries, lib)
		s.component.Occurrences = append(s.component.Occurrences, audit.Occurrence{
			Scope: lib.Scope, Found: audit.Position{File: lib.Path}, Method: lib.Method, Confidence: lib.Confidence,
		})
	}
	return out
}

// byPath orders occurrences: module order is kept, files by scope and path.
func byPath(a, b audit.Occurrence) int {
	if a.Module != "" || b.Module != "" {
		return 0
	}
	return cmp.Or(cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Found.File, b.Found.File))
}

func sortOccurrences(subjects []*subject) {
	for _, s := range subjects {
		slices.SortStableFunc(s.component.Occurrences, byPath)
	}
}
