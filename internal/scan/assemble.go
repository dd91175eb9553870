package scan

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/maven"
	"github.com/licaudit/licaudit/internal/normalize"
	"github.com/licaudit/licaudit/internal/policy"
	"github.com/licaudit/licaudit/internal/spdx"
)

// report assembles the whole result and settles verdict and exit status.
func (r *run) report(findings []audit.Finding) (audit.Report, error) {
	baseline, problems, err := policy.LoadBaseline(r.Baseline)
	if err != nil {
		return audit.Report{}, Failure{2, err}
	}
	findings = policy.Grandfather(findings, baseline)
	problems = append(problems, policy.Stale(findings, baseline)...)
	for i := range findings {
		r.keepTexts(&findings[i].Conclusion)
	}
	out := audit.Report{
		Version: audit.ReportVersion, Tool: r.tool(), Project: r.project(),
		Settings: r.settings(findings, baseline), Modules: r.modules(), Findings: findings,
		Problems:   r.allProblems(findings, problems),
		Overrides:  r.overrides.States(),
		Exceptions: policy.Exceptions(r.config, findings, r.AsOf),
		Unnamed:    r.unnamed,
		Texts:      r.texts,
	}
	out.Obligations = obligations(findings)
	out.Complete = complete(out.Problems)
	out.Verdict, out.Exit = r.outcome(out)
	if len(out.Findings) == 0 && !r.hasPOM && len(r.unnamed) == 0 {
		return out, Failure{4, ErrNothing}
	}
	return out, nil
}

func (r *run) keepTexts(c *audit.Conclusion) {
	c.Claims = slices.Clone(c.Claims)
	for i := range c.Claims {
		r.keepText(&c.Claims[i].Evidence)
	}
	if c.Upstream != nil {
		upstream := *c.Upstream
		r.keepTexts(&upstream)
		c.Upstream = &upstream
	}
}

func (r *run) tool() audit.Tool {
	return audit.Tool{Name: "licaudit", Version: r.Version, Data: map[string]string{
		"spdx": spdx.ListVersion(), "curations": normalize.CurationsVersion(), "signatures": r.js.DataVersion,
	}}
}

func (r *run) project() audit.Project {
	p := audit.Project{Revision: r.Revision, Time: r.Time, Labels: r.Labels}
	if root := r.root(); root != nil {
		p.ID, p.Name = root.ID, cmp.Or(root.Metadata.Name, root.ID.Name)
	}
	return p
}

// root is the module whose POM the run started from: the one nearest to the
// project's folder.
func (r *run) root() *maven.Module {
	if r.reactor == nil || len(r.reactor.Modules) == 0 {
		return nil
	}
	return slices.MinFunc(r.reactor.Modules, func(a, b *maven.Module) int {
		return cmp.Compare(strings.Count(a.POM, "/"), strings.Count(b.POM, "/"))
	})
}

func (r *run) settings(findings []audit.Finding, baseline *policy.Baseline) audit.Settings {
	evidence := "needed"
	if r.FullEvidence {
		evidence = "full"
	}
	s := audit.Settings{
		FailOn: cmp.Or(r.FailOn, audit.Denied), AsOf: r.AsOf, Evidence: evidence,
		Policy: policy.Describe(r.config, findings), Overrides: r.overrides.Files(),
	}
	if baseline != nil {
		s.Baseline = &baseline.File
	}
	return s
}

// severities in the order in which problems are listed.
var severities = []audit.Severity{audit.SeverityError, audit.SeverityIncomplete, audit.SeverityWarning, audit.SeverityNote}

// allProblems joins what every stage had to say, sorted and without repeats.
func (r *run) allProblems(findings []audit.Finding, more []audit.Problem) []audit.Problem {
	all := slices.Concat(r.problems, r.overrides.Problems(), policy.Problems(r.config, findings, r.AsOf), more)
	slices.SortStableFunc(all, func(a, b audit.Problem) int {
		return cmp.Or(
			cmp.Compare(slices.Index(severities, a.Severity), slices.Index(severities, b.Severity)),
			strings.Compare(a.Code, b.Code), strings.Compare(a.Subject, b.Subject),
			strings.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column),
			strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(all)
}

func complete(problems []audit.Problem) bool {
	return !slices.ContainsFunc(problems, func(p audit.Problem) bool { return p.Severity == audit.SeverityIncomplete })
}

// outcome settles the verdict and the exit status: a denial stays true however
// much is missing.
func (r *run) outcome(report audit.Report) (audit.Verdict, int) {
	worst, fails := audit.Allowed, false
	for _, f := range report.Findings {
		if f.Component.FirstParty || f.Baselined {
			continue
		}
		if f.Verdict.Worse(worst) {
			worst = f.Verdict
		}
		fails = fails || f.Fails(report.Settings.FailOn)
	}
	switch {
	case fails:
		return worst, 1
	case !report.Complete && !r.AllowIncomplete:
		return worst, 3
	}
	return worst, 0
}

// obligations explains every obligation that a finding names.
func obligations(findings []audit.Finding) map[string]string {
	out := make(map[string]string)
	for _, f := range findings {
		for _, key := range f.Obligations {
			out[key] = spdx.ObligationText(key)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return maps.Clone(out)
}
