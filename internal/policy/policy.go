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
	known := map[place]answer{}
	for i, o := range occurrences {
		p := place{scope: o.Scope}
		if len(cfg.Policy.Modules) > 0 {
			p.module = o.Module
		}
		a, ok := known[p]
		if !ok {
			a = j.at(c, p, asOf)
			known[p] = a
		}
		if a.exception != nil {
			f.Exception = a.exception
		}
		if i == 0 || a.Verdict.Worse(f.Verdict) {
			f.Judgement = a.Judgement
		}
		if len(c.Occurrences) > 0 {
			f.Judgements = append(f.Judgements, a.Judgement)
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

// place is what rules know of an occurrence; a large reactor has many
// occurrences in few places.
type place struct{ module, scope string }

type answer struct {
	audit.Judgement
	exception *audit.Exception
}

// at judges the component in one place: by the policy, and where that does not
// allow it, by the exceptions.
func (j judge) at(c audit.Component, p place, asOf string) answer {
	layers := j.cfg.Policy.Layers(p.module, p.scope)
	result := j.occurrence(layers)
	if result.Verdict == audit.Allowed {
		return answer{Judgement: result}
	}
	for _, x := range j.cfg.Policy.Exceptions {
		if expired(x.Expires, asOf) || !x.Match.Match(c) {
			continue
		}
		excepted := j.occurrence(layers.Allowing(x.Allow))
		if excepted.Verdict != audit.Allowed {
			continue
		}
		excepted.Verdict, excepted.By = audit.Excepted, by(x.At)
		excepted.Why = "an exception allows it: " + x.Reason
		used := exception(x, asOf)
		used.Used = true
		return answer{excepted, &used}
	}
	return answer{Judgement: result}
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
