package report

import (
	"errors"
	"fmt"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// validate checks what every renderer relies on. All faults are joined.
func validate(r audit.Report) error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	if r.NoVerdict == "" && !knownVerdict(r.Verdict) {
		fault("verdict %q is not one of denied, review, excepted, allowed", r.Verdict)
	}
	if r.Settings.FailOn != audit.Denied && r.Settings.FailOn != audit.Review && r.NoVerdict == "" {
		fault("settings.failOn %q is neither denied nor review", r.Settings.FailOn)
	}
	for i, f := range r.Findings {
		faults = append(faults, validateFinding(i, f)...)
	}
	for i, m := range r.Modules {
		for j, n := range m.Tree {
			if n.Parent < -1 || n.Parent >= j {
				fault("modules[%d].tree[%d]: parent %d does not stand before it", i, j, n.Parent)
			}
		}
	}
	for i, p := range r.Problems {
		if !slices.Contains(severities, p.Severity) {
			fault("problems[%d]: unknown severity %q", i, p.Severity)
		}
	}
	for i, u := range r.Unnamed {
		if len(u.Notices) == 0 {
			fault("unnamed[%d] has no notices", i)
		}
	}
	faults = append(faults, validateExpressions(r)...)
	if len(faults) > 10 {
		faults = append(faults[:10], fmt.Errorf("and %d more faults", len(faults)-10))
	}
	return errors.Join(faults...)
}

func validateFinding(i int, f audit.Finding) []error {
	var faults []error
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("findings[%d]: "+format, append([]any{i}, args...)...))
	}
	if f.Component.ID.Name == "" {
		fault("the component has no id")
	}
	if !knownVerdict(f.Verdict) && !f.Component.FirstParty {
		fault("%q has no verdict, but %q", f.Component.ID, f.Verdict)
	}
	if n := len(f.Judgements); n != 0 && n != len(f.Component.Occurrences) {
		fault("%q has %d judgements for %d occurrences", f.Component.ID, n, len(f.Component.Occurrences))
	}
	if !slices.Contains(bases, f.Conclusion.Basis) && !f.Component.FirstParty {
		fault("%q has the unknown basis %q", f.Component.ID, f.Conclusion.Basis)
	}
	for depth, c := 0, f.Conclusion.Upstream; c != nil; depth, c = depth+1, c.Upstream {
		if depth >= maxUpstream {
			fault("%q has too many conclusions, one behind the other", f.Component.ID)
			break
		}
	}
	return faults
}

// validateExpressions parses every license expression once.
func validateExpressions(r audit.Report) []error {
	var faults []error
	seen := map[spdx.Expression]bool{"": true}
	check := func(where string, es ...spdx.Expression) {
		for _, e := range es {
			if seen[e] {
				continue // checked before
			}
			seen[e] = true
			if _, err := spdx.Parse(string(e)); err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", where, err))
			}
		}
	}
	for i, f := range r.Findings {
		where := fmt.Sprintf("findings[%d]", i)
		check(where, f.Choice)
		for _, j := range f.Judgements {
			check(where, j.Choice)
		}
		for c, depth := &f.Conclusion, 0; c != nil && depth < maxUpstream; c, depth = c.Upstream, depth+1 {
			check(where, c.License)
			check(where, c.Candidates...)
			for _, claim := range c.Claims {
				check(where, claim.License)
				check(where, claim.Candidates...)
			}
		}
	}
	for i, o := range r.Overrides {
		check(fmt.Sprintf("overrides[%d]", i), o.License)
	}
	for i, u := range r.Unnamed {
		where := fmt.Sprintf("unnamed[%d]", i)
		check(where, u.License)
		check(where, u.Candidates...)
	}
	return faults
}

// maxUpstream is how many conclusions may stand one behind the other.
const maxUpstream = 8

// verdicts lists what a finding can come to, worst first.
var verdicts = []audit.Verdict{audit.Denied, audit.Review, audit.Excepted, audit.Allowed}

// bases lists what a conclusion can rest on.
var bases = []audit.Basis{audit.Overridden, audit.Declared, audit.Detected, audit.Curated, audit.None,
	audit.Unrecognised, audit.AmbiguousB, audit.Conflicting, audit.Unreadable}

// severities lists how much a problem weighs, worst first.
var severities = []audit.Severity{audit.SeverityError, audit.SeverityIncomplete, audit.SeverityWarning, audit.SeverityNote}

func knownVerdict(v audit.Verdict) bool { return slices.Contains(verdicts, v) }
