package compare

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// Merge joins results of parts of one product into one. A component of several
// results is one finding with the occurrences of all; where the results
// disagree about its license, the one with the worse verdict stands and a
// Problem says so.
func Merge(reports []audit.Report) (audit.Report, error) {
	if len(reports) == 0 {
		return audit.Report{}, errors.New("there is no result to join")
	}
	out := reports[0]
	m := merger{at: map[string]int{}}
	out.Findings, out.Problems, out.Modules, out.Overrides, out.Exceptions, out.Unnamed = nil, nil, nil, nil, nil, nil
	out.Complete, out.Verdict, out.NoVerdict, out.Exit = true, audit.Allowed, "", 0
	out.Texts, out.Obligations = map[string]string{}, map[string]string{}
	out.Project.Labels = maps.Clone(out.Project.Labels)
	var names, silent []string
	for _, r := range reports {
		if r.Version != out.Version {
			return audit.Report{}, fmt.Errorf("the result of %q has version %d, that of %q version %d: make both with one licaudit", project(r), r.Version, project(reports[0]), out.Version)
		}
		names = append(names, project(r))
		if r.NoVerdict != "" {
			silent = append(silent, project(r)+": "+r.NoVerdict)
		}
		m.findings(r)
		for _, mod := range r.Modules {
			if !slices.ContainsFunc(out.Modules, func(o audit.Module) bool { return reflect.DeepEqual(o, mod) }) {
				out.Modules = append(out.Modules, mod)
			}
		}
		out.Overrides = append(out.Overrides, r.Overrides...)
		out.Exceptions = append(out.Exceptions, r.Exceptions...)
		for _, u := range r.Unnamed {
			if !slices.ContainsFunc(out.Unnamed, func(o audit.Unnamed) bool { return reflect.DeepEqual(o, u) }) {
				out.Unnamed = append(out.Unnamed, u)
			}
		}
		m.problems = append(m.problems, r.Problems...)
		out.Complete = out.Complete && r.Complete
		out.Exit = worseExit(out.Exit, r.Exit)
		if r.Verdict.Worse(out.Verdict) {
			out.Verdict = r.Verdict
		}
		maps.Copy(out.Texts, r.Texts)
		maps.Copy(out.Obligations, r.Obligations)
		for k, v := range r.Project.Labels {
			if out.Project.Labels == nil {
				out.Project.Labels = map[string]string{}
			}
			if _, ok := out.Project.Labels[k]; !ok {
				out.Project.Labels[k] = v
			}
		}
		out.Settings = joinSettings(out.Settings, r.Settings)
	}
	slices.Sort(names)
	out.Project.Name = strings.Join(slices.Compact(names), " + ")
	if len(reports) > 1 {
		out.Project.ID = audit.ID{}
	}
	if len(silent) > 0 {
		out.NoVerdict, out.Verdict = strings.Join(silent, "; "), audit.Undecided
	}
	slices.SortStableFunc(out.Unnamed, func(a, b audit.Unnamed) int { return byPlace(a.Notices[0].At, b.Notices[0].At) })
	out.Findings, out.Problems = m.sorted()
	return out, nil
}

func byPlace(a, b audit.Position) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}

func project(r audit.Report) string {
	return cmp.Or(r.Project.Name, r.Project.ID.Label(), "unnamed project")
}

// exits in the order in which they win (design: signal, 70, 2, 5, 1, 3, 4).
var exits = []int{130, 143, 70, 2, 5, 1, 3, 4, 0}

func worseExit(a, b int) int {
	if i, j := slices.Index(exits, a), slices.Index(exits, b); j >= 0 && (i < 0 || j < i) {
		return b
	}
	return a
}

type merger struct {
	out      []audit.Finding
	at       map[string]int
	problems []audit.Problem
}

func (m *merger) findings(r audit.Report) {
	for _, f := range r.Findings {
		key := f.Component.ID.String() + " " + f.Component.Near
		i, ok := m.at[key]
		if !ok {
			m.at[key] = len(m.out)
			m.out = append(m.out, f)
			continue
		}
		m.out[i] = m.join(m.out[i], f, project(r))
	}
}

// join makes one finding of two for the same component.
func (m *merger) join(a, b audit.Finding, where string) audit.Finding {
	if license(a) != license(b) {
		m.problems = append(m.problems, audit.Problem{Code: audit.CodeLicenseConflicting, Severity: audit.SeverityWarning, Subject: a.Component.ID.Label(),
			Message: fmt.Sprintf("the results disagree: %s, but %s in %s", license(a), license(b), where),
			Hint:    "audit the parts with the same overrides and the same licaudit"})
	}
	head, other := a, b
	if b.Verdict.Worse(a.Verdict) {
		head, other = b, a
	}
	head.Component.FirstParty = a.Component.FirstParty && b.Component.FirstParty
	head.Component.Occurrences = slices.Clone(head.Component.Occurrences)
	head.Judgements = slices.Clone(head.Judgements)
	for i, o := range other.Component.Occurrences {
		if slices.ContainsFunc(head.Component.Occurrences, func(h audit.Occurrence) bool { return reflect.DeepEqual(h, o) }) {
			continue
		}
		head.Component.Occurrences = append(head.Component.Occurrences, o)
		if i < len(other.Judgements) {
			head.Judgements = append(head.Judgements, other.Judgements[i])
		}
	}
	head.Obligations = append(slices.Clone(head.Obligations), other.Obligations...)
	slices.Sort(head.Obligations)
	head.Obligations = slices.Compact(head.Obligations)
	head.Baselined, head.New = a.Baselined && b.Baselined, a.New || b.New
	return head
}

// severities in the order in which problems are listed.
var severities = []audit.Severity{audit.SeverityError, audit.SeverityIncomplete, audit.SeverityWarning, audit.SeverityNote}

func (m *merger) sorted() ([]audit.Finding, []audit.Problem) {
	slices.SortStableFunc(m.out, func(a, b audit.Finding) int {
		return cmp.Or(a.Component.ID.Compare(b.Component.ID), cmp.Compare(a.Component.Near, b.Component.Near))
	})
	slices.SortStableFunc(m.problems, func(a, b audit.Problem) int {
		return cmp.Or(cmp.Compare(slices.Index(severities, a.Severity), slices.Index(severities, b.Severity)), strings.Compare(a.Code, b.Code),
			strings.Compare(a.Subject, b.Subject), byPlace(a.At, b.At), strings.Compare(a.Message, b.Message))
	})
	return m.out, slices.Compact(m.problems)
}

// joinSettings keeps the stricter answer, and lists every file in force.
func joinSettings(a, b audit.Settings) audit.Settings {
	if b.FailOn == audit.Review {
		a.FailOn = audit.Review
	}
	a.AsOf = max(a.AsOf, b.AsOf)
	if a.Evidence != b.Evidence {
		a.Evidence = "needed"
	}
	a.Overrides = joinFiles(a.Overrides, b.Overrides)
	a.Policy.Files = joinFiles(a.Policy.Files, b.Policy.Files)
	a.Policy.BuiltIn = a.Policy.BuiltIn && b.Policy.BuiltIn
	a.Policy.Rules = slices.Clone(a.Policy.Rules)
	for _, rule := range b.Policy.Rules {
		if !slices.Contains(a.Policy.Rules, rule) {
			a.Policy.Rules = append(a.Policy.Rules, rule)
		}
	}
	// An entry is unused only if no part needs it.
	a.Policy.Unused = slices.DeleteFunc(slices.Clone(a.Policy.Unused), func(u string) bool { return !slices.Contains(b.Policy.Unused, u) })
	return a
}

func joinFiles(a, b []audit.File) []audit.File {
	a = slices.Clone(a)
	for _, f := range b {
		if !slices.Contains(a, f) {
			a = append(a, f)
		}
	}
	return a
}
