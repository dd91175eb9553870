package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/spdx"
)

func itoa(n int) string { return strconv.Itoa(n) }

// judge holds what is the same for every occurrence of a component.
type judge struct {
	cfg *config.Config
	con audit.Conclusion
}

// occurrence judges the conclusion by the rules of one place.
func (j judge) occurrence(l config.Layers) audit.Judgement {
	con := j.con
	switch {
	case con.Basis == audit.None:
		return setting(l.Unknown(), audit.CodeLicenseNone, "nothing declares a license")
	case con.Basis == audit.Unrecognised:
		return setting(l.Unknown(), audit.CodeLicenseUnknown, "a license is declared in words that no rule knows")
	case con.Basis == audit.Unreadable:
		return j.unreadable(l)
	case con.Basis == audit.Conflicting:
		return j.several(l, l.Conflicting(), audit.CodeLicenseConflicting, "the evidence contradicts itself")
	case con.AssumedOr:
		return j.several(l, l.Ambiguous(), audit.CodeLicenseAmbiguous, "several licenses are declared, and nothing says whether all apply or one may be chosen")
	case con.License == "":
		return j.several(l, l.Ambiguous(), audit.CodeLicenseAmbiguous, "several licenses are possible")
	}
	return j.license(l, con.License)
}

// unreadable is not a denial: the license may be one that is allowed, and the
// run is incomplete. The verdict asks for a review, and only rules that take
// any license, or candidates that all have one verdict, are an answer.
func (j judge) unreadable(l config.Layers) audit.Judgement {
	if s, ok := l.Any(); ok && s.Verdict == audit.Allowed {
		return setting(s, "", "any license is allowed here")
	}
	unread := config.Setting{Verdict: audit.Review}
	const why = "evidence could not be fetched or read"
	if len(j.con.Candidates) > 0 {
		return j.several(l, unread, audit.CodeLicenseUnreadable, why)
	}
	out := setting(unread, audit.CodeLicenseUnreadable, why)
	out.By = ""
	return out
}

// several judges each candidate. Where all have the same verdict it is the
// answer; else the setting is.
func (j judge) several(l config.Layers, open config.Setting, code, why string) audit.Judgement {
	if len(j.con.Candidates) == 0 {
		if s, ok := l.Any(); ok {
			open = s
		}
		return setting(open, code, why)
	}
	var all []audit.Judgement
	for _, c := range j.con.Candidates {
		all = append(all, j.license(l, c))
	}
	differ := slices.ContainsFunc(all, func(o audit.Judgement) bool { return o.Verdict != all[0].Verdict })
	if !differ {
		out := all[0]
		out.Choice = ""
		if j.con.AssumedOr {
			out.Choice = all[0].Choice
		}
		out.Why = fmt.Sprintf("%s, but the verdict is the same for each: %s", why, out.Why)
		return out
	}
	var each []string
	for i, c := range j.con.Candidates {
		each = append(each, fmt.Sprintf("%s is %s", c, word(all[i].Verdict)))
	}
	return setting(open, code, why+": "+strings.Join(each, ", "))
}

// setting is a judgement by "unknown" and its like.
func setting(s config.Setting, code, why string) audit.Judgement {
	out := audit.Judgement{Verdict: s.Verdict, Why: why, By: by(s.At)}
	if s.Verdict != audit.Allowed {
		out.Code = code
	}
	return out
}

// word says a verdict as the policy file does.
func word(v audit.Verdict) string {
	if v == audit.Review {
		return "under review"
	}
	return string(v)
}

// license judges one expression.
func (j judge) license(l config.Layers, e spdx.Expression) audit.Judgement {
	d := j.decide(l, e.Node())
	out := audit.Judgement{Verdict: d.Verdict, Why: why(d.Decision), By: by(d.At)}
	if d.choice != e {
		out.Choice = d.choice
	}
	switch d.Verdict {
	case audit.Denied:
		out.Code = audit.CodeLicenseDenied
	case audit.Review:
		out.Code = audit.CodeLicenseReview
	}
	return out
}

// decision is what decided an expression, with the alternatives taken.
type decision struct {
	config.Decision
	choice spdx.Expression
}

// decide gives AND its worst operand and OR its best one.
func (j judge) decide(l config.Layers, n spdx.Node) decision {
	switch n.Op {
	case spdx.OpNone:
		return decision{Decision: config.Decision{Verdict: audit.Denied}}
	case spdx.OpTerm:
		d := l.Decide(n.Term)
		return decision{d, d.Term.Expression()}
	}
	best := j.decide(l, n.Args[0])
	choices := []spdx.Expression{best.choice}
	for _, arg := range n.Args[1:] {
		d := j.decide(l, arg)
		choices = append(choices, d.choice)
		switch {
		case n.Op == spdx.OpAnd && d.Verdict.Worse(best.Verdict),
			n.Op == spdx.OpOr && best.Verdict.Worse(d.Verdict),
			n.Op == spdx.OpOr && best.Verdict == d.Verdict && j.rank(d.choice) < j.rank(best.choice):
			best = d
		}
	}
	if n.Op == spdx.OpAnd {
		best.choice = spdx.And(choices...)
	}
	return best
}

// rank orders equally good alternatives: as the policy prefers, then by how
// much their categories ask. The lower one is taken, of equals the first.
func (j judge) rank(e spdx.Expression) int {
	worst := 0
	for _, t := range e.Terms() {
		worst = max(worst, j.rankTerm(t))
	}
	return worst
}

func (j judge) rankTerm(t spdx.Term) int {
	prefer := j.cfg.Policy.Prefer
	for i, p := range prefer {
		if slices.Contains(p.Terms, t) {
			return i
		}
	}
	c, ok := spdx.CategoryOf(t)
	if !ok {
		return len(prefer) + len(spdx.Categories())
	}
	if c == spdx.PublicDomain {
		c = spdx.Permissive // they ask equally little
	}
	return len(prefer) + slices.Index(spdx.Categories(), c)
}

// why is a sentence about what decided.
func why(d config.Decision) string {
	term, verb := d.Term.Expression(), map[audit.Verdict]string{audit.Allowed: "allows", audit.Review: "wants reviewed", audit.Denied: "denies"}[d.Verdict]
	switch {
	case d.Entry.Any():
		return fmt.Sprintf("the policy %s any license here", verb)
	case d.Entry.Category != "":
		return fmt.Sprintf("%s is %s, which the policy %s", term, d.Entry.Category, verb)
	case d.Entry.Text != "":
		return fmt.Sprintf("the policy %s %s", verb, named(d, term))
	}
	if c, ok := spdx.CategoryOf(d.Term); ok {
		return fmt.Sprintf("no list of the policy has %s or %s, and what no list has it %s", term, c, verb)
	}
	return fmt.Sprintf("no list of the policy has %s, and what no list has it %s", term, verb)
}

// named is the entry, with the license that it covers where that is written
// otherwise.
func named(d config.Decision, term spdx.Expression) string {
	if d.Entry.Text == string(term) {
		return d.Entry.Text
	}
	return fmt.Sprintf("%s, which covers %s", d.Entry.Text, term)
}
