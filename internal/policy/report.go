package policy

import (
	"fmt"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Exceptions lists the policy's exceptions in file order with what became of
// them.
func Exceptions(cfg *config.Config, findings []audit.Finding, asOf string) []audit.Exception {
	var out []audit.Exception
	for _, x := range cfg.Policy.Exceptions {
		e := exception(x, asOf)
		e.Used = slices.ContainsFunc(findings, func(f audit.Finding) bool { return uses(f, x) })
		out = append(out, e)
	}
	return out
}

// uses reports whether the exception decided some occurrence of the finding.
func uses(f audit.Finding, x config.Exception) bool {
	if f.Exception != nil && f.Exception.At == x.At && f.Exception.Match == x.Match.Text {
		return true
	}
	return slices.ContainsFunc(f.Judgements, func(j audit.Judgement) bool {
		return j.Verdict == audit.Excepted && j.By == by(x.At) && x.Match.Match(f.Component)
	})
}

// Describe is the policy in words, with the allow entries that no finding
// needs.
func Describe(cfg *config.Config, findings []audit.Finding) audit.Policy {
	return audit.Policy{BuiltIn: cfg.BuiltIn, Files: cfg.Files, Rules: cfg.Policy.Lines(), Unused: unused(cfg, findings)}
}

// unused are the allow entries that cover no license of any finding. The
// built-in policy has none: nobody could remove them.
func unused(cfg *config.Config, findings []audit.Finding) []string {
	if cfg.BuiltIn {
		return nil
	}
	terms := inUse(findings)
	var out []string
	for _, e := range cfg.Policy.Allow {
		if !e.Any() && !slices.ContainsFunc(terms, e.Covers) {
			out = append(out, fmt.Sprintf("%s (%s)", e.Text, by(e.At)))
		}
	}
	return out
}

// inUse are the licenses of all findings, in every reading, with the versions
// that "or later" stands for.
func inUse(findings []audit.Finding) []spdx.Term {
	seen := map[spdx.Term]bool{}
	var out []spdx.Term
	add := func(e spdx.Expression) {
		for _, t := range e.Terms() {
			if seen[t] {
				continue
			}
			for _, v := range append(spdx.Successors(t), t) {
				if !seen[v] {
					seen[v] = true
					out = append(out, v)
				}
			}
		}
	}
	for _, f := range findings {
		if f.Component.FirstParty {
			continue
		}
		add(f.Conclusion.License)
		for _, c := range f.Conclusion.Candidates {
			add(c)
		}
	}
	return out
}

// Problems are entries of the policy that deserve a look: exceptions that are
// unused or have expired, allow entries that nothing needs; and findings whose
// evidence could not be read, which make the result incomplete.
func Problems(cfg *config.Config, findings []audit.Finding, asOf string) []audit.Problem {
	var out []audit.Problem
	for _, x := range Exceptions(cfg, findings, asOf) {
		switch {
		case x.Expired:
			out = append(out, audit.Problem{Code: audit.CodeExceptionExpired, Severity: audit.SeverityWarning, Subject: x.Match, At: x.At,
				Message: fmt.Sprintf("the exception for %q expired on %s and is not applied", x.Match, x.Expires),
				Hint:    "decide again: move its date, or remove it"})
		case !x.Used:
			out = append(out, audit.Problem{Code: audit.CodeExceptionUnused, Severity: audit.SeverityNote, Subject: x.Match, At: x.At,
				Message: fmt.Sprintf("no component needs the exception for %q", x.Match), Hint: "remove it"})
		}
	}
	terms := inUse(findings)
	for _, e := range cfg.Policy.Allow {
		if e.Category == "" && !cfg.BuiltIn && !slices.ContainsFunc(terms, e.Covers) {
			out = append(out, audit.Problem{Code: audit.CodeAllowUnused, Severity: audit.SeverityNote, Subject: e.Text, At: e.At,
				Message: fmt.Sprintf("no license in use needs the entry %q", e.Text), Hint: "remove it, unless it is meant for what is to come"})
		}
	}
	for _, f := range findings {
		if f.Code == audit.CodeLicenseUnreadable {
			out = append(out, audit.Problem{Code: audit.CodeLicenseUnreadable, Severity: audit.SeverityIncomplete, Subject: f.Component.ID.Label(),
				Message: fmt.Sprintf("the license of %s could not be judged: %s", f.Component.ID.Label(), f.Why),
				Hint:    "run again when the repository can be reached, or state the license in overrides.yaml"})
		}
	}
	return out
}
