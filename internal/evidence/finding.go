package evidence

import (
	"cmp"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// form says how a license stands in a text, the weightiest first.
type form int

const (
	formTag       form = iota // SPDX-License-Identifier
	formText                  // the license's own words
	formStatement             // "licensed under ..."
	formTitle                 // a name alone on its line
	formURL                   // a license's address
)

// finding is a license found at words [from, to).
type finding struct {
	from, to   int
	form       form
	license    spdx.Expression
	candidates []spdx.Expression
	rule       string
	third      bool
	or         bool // offered as a choice with the finding before it
}

func (f finding) options() []spdx.Expression {
	if f.license != "" {
		return []spdx.Expression{f.license}
	}
	return f.candidates
}

func (f finding) match(ws []word) audit.Match {
	m := audit.Match{License: f.license, Rule: f.rule, ThirdParty: f.third}
	if f.license == "" {
		m.Candidates = f.candidates
	}
	if f.from < len(ws) && f.to > f.from {
		m.Start, m.End = ws[f.from].start, ws[min(f.to, len(ws))-1].end
	}
	return m
}

func sortFindings(found []finding) {
	slices.SortStableFunc(found, byPlace)
}

func byPlace(a, b finding) int {
	return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.form, b.form))
}

// base is a license without "-only", "-or-later" and "+": what its text is,
// which does not say which of them the author granted.
func base(e spdx.Expression) string {
	s, with, _ := strings.Cut(string(e), " WITH ")
	s = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(s, "-only"), "-or-later"), "+")
	if with != "" {
		s += " WITH " + with
	}
	return s
}

// family is base without the exception.
func family(e spdx.Expression) string {
	s, _, _ := strings.Cut(base(e), " WITH ")
	return s
}

// overlaps reports whether [from, to) touches one of the findings.
func overlaps(found []finding, from, to int) bool {
	return slices.ContainsFunc(found, func(f finding) bool { return from < f.to && f.from < to })
}
