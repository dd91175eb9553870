// Package policy judges components: each occurrence by the rules of its scope
// and module, the worst being the component's verdict.
package policy

import (
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Judge gives the policy's answer for a component. asOf is the date
// (YYYY-MM-DD) for which the expiry of exceptions is judged. The project's own
// components are allowed without a look at their license.
func Judge(cfg *config.Config, c audit.Component, con audit.Conclusion, asOf string) audit.Finding {
	f := audit.Finding{Component: c, Conclusion: con}
	if c.FirstParty {
		f.Judgement = audit.Judgement{Verdict: audit.Allowed, Why: "the project's own component is not judged", By: ownGroup(cfg, c.ID)}
		for range c.Occurrences {
			f.Judgements = append(f.Judgements, f.Judgement)
		}
		return f
	}
	occurrences := c.Occurrences
	if len(occurrences) == 0 {
		occurrences = []audit.Occurrence{{}} // nothing known of its place: the strictest rules
	}
	j := judge{cfg: cfg, con: con}
	for i, o := range occurrences {
		result := j.occurrence(cfg.Policy.Layers(o.Module, o.Scope))
		if result.Verdict != audit.Allowed {
			if x, excepted, ok := j.excepted(c, o, asOf); ok {
				result, f.Exception = excepted, x
			}
		}
		if i == 0 || result.Verdict.Worse(f.Verdict) {
			f.Judgement = result
		}
		if len(c.Occurrences) > 0 {
			f.Judgements = append(f.Judgements, result)
		}
	}
	if f.Verdict != audit.Excepted {
		f.Exception = nil
	}
	f.Obligations = obligations(f)
	return f
}

func ownGroup(cfg *config.Config, id audit.ID) string {
	for _, g := range cfg.Policy.OwnGroups {
		if config.Glob(g.Glob, id.Namespace) {
			return by(g.At)
		}
	}
	return ""
}

// excepted judges an occurrence by the exceptions of its component.
func (j judge) excepted(c audit.Component, o audit.Occurrence, asOf string) (*audit.Exception, audit.Judgement, bool) {
	for _, x := range j.cfg.Policy.Exceptions {
		if expired(x.Expires, asOf) || !x.Match.Match(c) {
			continue
		}
		result := j.occurrence(j.cfg.Policy.Layers(o.Module, o.Scope).Allowing(x.Allow))
		if result.Verdict != audit.Allowed {
			continue
		}
		result.Verdict, result.By = audit.Excepted, by(x.At)
		result.Why = "an exception allows it: " + x.Reason
		used := exception(x, asOf)
		used.Used = true
		return &used, result, true
	}
	return nil, audit.Judgement{}, false
}

func exception(x config.Exception, asOf string) audit.Exception {
	out := audit.Exception{Match: x.Match.Text, Reason: x.Reason, Expires: x.Expires, At: x.At, Expired: expired(x.Expires, asOf)}
	for _, e := range x.Allow {
		out.Allow = append(out.Allow, e.Text)
	}
	return out
}

// expired reports whether a date is over; the day itself still counts.
func expired(date, asOf string) bool { return date != "" && asOf > date }

// by is a position as Judgement.By has it: file and line.
func by(at audit.Position) string {
	if at.Line == 0 {
		return "built-in policy"
	}
	return at.File + ":" + itoa(at.Line)
}

// obligations are those of the licenses taken, where the component ships. Only
// test code surely does not: whether a container or an image comes with what is
// "provided" or "system" is not in the POM. Of several possible licenses all
// count, so that the strictest are among them.
func obligations(f audit.Finding) []string {
	ships := len(f.Component.Occurrences) == 0
	licenses := []spdx.Expression{f.Conclusion.License}
	for i, o := range f.Component.Occurrences {
		if o.Scope == "test" {
			continue
		}
		ships = true
		if choice := f.Judgements[i].Choice; choice != "" {
			licenses[0] = choice
		}
	}
	if !ships {
		return nil
	}
	if licenses[0] == "" || f.Conclusion.AssumedOr {
		licenses = append(licenses, f.Conclusion.Candidates...)
	}
	var out []string
	for _, e := range licenses {
		for _, t := range e.Terms() {
			out = append(out, spdx.Obligations(t)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
