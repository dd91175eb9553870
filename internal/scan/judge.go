package scan

import (
	"cmp"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/policy"
)

// judge applies the overrides, adds the components that they declare, and
// asks the policy. Findings are sorted by ID.
func (r *run) judge(subjects []*subject) []audit.Finding {
	var out []audit.Finding
	for _, s := range subjects {
		component, conclusion, ok := r.overrides.Apply(s.component, s.conclusion)
		if !ok {
			continue // library: false, and said so in the override's state
		}
		out = append(out, r.finding(component, conclusion))
	}
	for _, d := range r.overrides.Components() {
		out = append(out, r.finding(d.Component, d.Conclusion))
	}
	slices.SortStableFunc(out, func(a, b audit.Finding) int {
		return cmp.Or(a.Component.ID.Compare(b.Component.ID), cmp.Compare(a.Component.Near, b.Component.Near))
	})
	return out
}

func (r *run) finding(c audit.Component, con audit.Conclusion) audit.Finding {
	return policy.Judge(r.config, c, con, r.AsOf)
}

// readingsDiffer reports whether the policy judges the two readings of several
// license elements differently, so that the artifact must settle it.
func (r *run) readingsDiffer(c audit.Component, con audit.Conclusion) bool {
	verdict := func(i int) audit.Verdict {
		return r.finding(c, audit.Conclusion{License: con.Candidates[i], Basis: audit.Declared}).Verdict
	}
	return verdict(0) != verdict(1)
}
