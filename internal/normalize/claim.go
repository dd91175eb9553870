package normalize

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Claim says what one piece of evidence means: a text by what was matched in
// it, all of whose licenses hold; anything else by its name and URL. Licenses
// of third parties that a text only mentions are left out.
func Claim(ev audit.Evidence, matches []audit.Match) audit.Claim {
	if len(matches) == 0 {
		if ev.Kind == audit.KindManifest {
			return BundleLicense(ev.Name).withURL(ev.URL).claim(ev)
		}
		return Name(ev.Name, ev.URL).claim(ev)
	}
	var rs []Result
	for _, m := range matches {
		switch {
		case m.ThirdParty:
		case m.License != "":
			rs = append(rs, identified(m.License, m.Rule))
		case len(m.Candidates) > 0:
			rs = append(rs, ambiguous(m.Candidates, m.Rule))
		default:
			rs = append(rs, unknown(m.Rule))
		}
	}
	r := joinResults(rs, spdx.And)
	if r.Status == audit.Identified {
		var rules []string
		for _, x := range rs {
			if !slices.Contains(rules, x.Rule) {
				rules = append(rules, x.Rule)
			}
		}
		r.Rule = strings.Join(rules, ", ")
	}
	return r.claim(ev)
}

func (r Result) withURL(url string) Result {
	if url == "" {
		return r
	}
	return reconcile(r, readURL(url))
}

// Multiple joins the claims of several <license> elements in both readings: by
// Maven's model one may be chosen (or), and in practice all may hold (and).
// Repeated elements count once, and a license stands aside where another
// element names it with an exception. Both are empty if an element is not
// definite.
func Multiple(claims []audit.Claim) (or, and spdx.Expression) {
	var es []spdx.Expression
	for _, c := range claims {
		if c.License == "" {
			return "", ""
		}
		es = append(es, c.License)
	}
	var kept []spdx.Expression
	for i, e := range es {
		if !slices.ContainsFunc(es, func(o spdx.Expression) bool { return o != es[i] && refines(o, e) }) {
			kept = append(kept, e)
		}
	}
	return spdx.Or(kept...), spdx.And(kept...)
}

// refines reports whether a is the license of b with an exception.
func refines(a, b spdx.Expression) bool {
	at, bt := a.Terms(), b.Terms()
	return len(at) == 1 && len(bt) == 1 && bt[0].Exception == "" && at[0].Exception != "" && at[0].License == bt[0].License
}
