package override

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// The states of an entry.
const (
	Applied      = "applied"
	Unmatched    = "unmatched"
	Expired      = "expired"      // applied, and past its date
	Superseded   = "superseded"   // upstream now says the same
	Contradicted = "contradicted" // a guard fails
	Unguarded    = "unguarded"    // would replace a definite license without a guard
	Shadowed     = "shadowed"     // a nearer entry decides
)

// States says what became of every entry, in file order. Call it after the
// last Apply.
func (s *Set) States() []audit.OverrideState {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []audit.OverrideState
	for _, e := range s.entries {
		state, detail := s.state(e)
		applied := slices.Clone(e.applied)
		slices.SortFunc(applied, audit.ID.Compare)
		out = append(out, audit.OverrideState{
			Kind: e.kind, Match: e.title(), At: e.at, State: state, Detail: detail, Applied: slices.Compact(applied),
			License: cmp.Or(e.license, e.choose), Reason: e.reason, Note: e.note, Source: e.source,
			By: e.author, Date: e.date, Expires: e.expires, Metadata: e.metadata,
		})
	}
	return out
}

// title is what the entry is about.
func (e *entry) title() string {
	switch e.kind {
	case kindName:
		return cmp.Or(e.is, e.url)
	case kindComponent:
		return e.id.Label()
	}
	return e.match.Text
}

// state is the worst of what became of an entry that may match several
// components.
func (s *Set) state(e *entry) (state, detail string) {
	applied := len(e.applied) > 0 || e.used
	switch {
	case e.contradicted.n > 0:
		return Contradicted, e.contradicted.text()
	case e.unguarded.n > 0:
		return Unguarded, e.unguarded.text()
	case applied && e.expired(s.asOf):
		return Expired, "it expired on " + e.expires + " and is still applied"
	case applied:
		return Applied, cmp.Or(e.superseded.text(), e.unclear, e.absent)
	case e.superseded.n > 0:
		return Superseded, e.superseded.text()
	case e.shadowed.n > 0:
		return Shadowed, e.shadowed.text()
	}
	return Unmatched, s.unmatched(e)
}

func (e *entry) expired(asOf string) bool { return e.expires != "" && asOf > e.expires }

func (o outcome) text() string {
	if o.n > 1 {
		return fmt.Sprintf("%s; and %d more", o.detail, o.n-1)
	}
	return o.detail
}

// unmatched says why, where it can be told.
func (s *Set) unmatched(e *entry) string {
	switch {
	case e.missed+e.absent != "":
		return e.missed + e.absent
	case e.kind == kindName:
		return "no license is declared by this name"
	}
	if e.match.Path != "" && s.exists(e.match.Path) {
		return "the file is there, but no library was found in it: to have it listed, declare it under components"
	}
	var known []string
	for k := range s.seen {
		known = append(known, k)
	}
	slices.Sort(known)
	if near := yamlfile.Nearest(e.match.Text, known); near != "" && near != e.match.Text {
		return fmt.Sprintf("no component matches; did you mean %q?", near)
	}
	return "no component matches"
}

// problems says for each state what it is a problem of.
var problems = map[string]struct {
	code     string
	severity audit.Severity
	hint     string
}{
	Unmatched:    {audit.CodeOverrideUnmatched, audit.SeverityWarning, "correct the entry, or remove it"},
	Expired:      {audit.CodeOverrideExpired, audit.SeverityWarning, "check that it still holds and move its date, or remove it"},
	Superseded:   {audit.CodeOverrideSuperseded, audit.SeverityNote, "it is no longer needed: `licaudit override prune` removes it"},
	Contradicted: {audit.CodeOverrideContradicted, audit.SeverityWarning, "it is not applied: check what upstream says now, then correct the entry or remove it"},
	Unguarded:    {audit.CodeOverrideUnguarded, audit.SeverityWarning, "it is not applied: say what upstream declares today, so that a change of it is noticed"},
	Shadowed:     {audit.CodeOverrideShadowed, audit.SeverityNote, "remove the entry that is not wanted"},
}

// Problems are the entries that deserve a look. Call it after the last Apply.
func (s *Set) Problems() []audit.Problem {
	var out []audit.Problem
	for _, state := range s.States() {
		p, ok := problems[state.State]
		if !ok {
			continue // applied
		}
		out = append(out, audit.Problem{Code: p.code, Severity: p.severity, Subject: state.Match, At: state.At,
			Message: fmt.Sprintf("the %s of %q is %s: %s", noun(state.Kind), state.Match, state.State, state.Detail), Hint: p.hint})
	}
	return out
}

func noun(kind string) string {
	if kind == kindName {
		return "mended name"
	}
	if kind == kindComponent {
		return "declaration"
	}
	return "override"
}
