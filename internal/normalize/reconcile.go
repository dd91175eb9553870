package normalize

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// reconcile joins what the name and a URL say. The one that says more decides;
// where neither fits the other, both are candidates and the Result is a Clash.
func reconcile(n, u Result) Result {
	both := func() Result {
		r := ambiguous(append(n.all(), u.all()...), n.Rule+" <> "+u.Rule)
		r.Clash = true
		return r
	}
	switch {
	case u.Status == audit.Unknown:
		return n
	case n.Status == audit.Unknown:
		return n.fill(u)
	case n.Status == audit.Identified && u.Status == audit.Identified:
		if e, ok := n.refine(u.License); ok {
			return identified(e, n.Rule+" "+u.Rule)
		}
		if e, ok := agree(n.License, u.License); ok {
			if e == u.License && e != n.License {
				return identified(e, n.Rule+" "+u.Rule)
			}
			return identified(e, n.Rule)
		}
		return both()
	case n.Status == audit.Identified:
		if slices.ContainsFunc(u.Candidates, func(c spdx.Expression) bool { return related(c, n.License) }) {
			return n
		}
		return both()
	case u.Status == audit.Identified:
		return narrow(n, u, both)
	}
	var shared []spdx.Expression
	for _, c := range n.Candidates {
		if slices.Contains(u.Candidates, c) {
			shared = append(shared, c)
		}
	}
	switch {
	case len(shared) == 1:
		return identified(shared[0], n.Rule+" "+u.Rule)
	case len(shared) > 1:
		return ambiguous(shared, n.Rule+" "+u.Rule)
	case related(n.Candidates[0], u.Candidates[0]):
		return ambiguous(append(n.all(), u.all()...), n.Rule+" "+u.Rule)
	}
	return both()
}

// refine takes from a URL the version that a name without a point leaves
// open: "LGPL v2" and the URL of 2.1.
func (r Result) refine(u spdx.Expression) (spdx.Expression, bool) {
	nt, ut := r.License.Terms(), u.Terms()
	if !r.loose || len(nt) != 1 || len(ut) != 1 || ut[0].Exception != "" {
		return "", false
	}
	n, v := base(nt[0]), base(ut[0])
	stem, ok := strings.CutSuffix(n, ".0")
	if !ok || n == v || !strings.HasPrefix(v, stem+".") {
		return "", false
	}
	nt[0].License = v + strings.TrimPrefix(nt[0].License, n)
	return nt[0].Expression(), true
}

// fill takes a URL's answer for a name that was not understood, unless what
// was understood of it speaks against that.
func (r Result) fill(u Result) Result {
	if declines(r.Rule) {
		return r
	}
	left := u
	left.Status, left.License, left.Candidates = audit.Ambiguous, "", u.all()
	for _, es := range r.said {
		fits := slices.ContainsFunc(es, func(e spdx.Expression) bool {
			return slices.ContainsFunc(u.all(), func(c spdx.Expression) bool { return related(e, c) })
		})
		if !fits {
			return ambiguous(append(left.Candidates, es...), r.Rule+" "+u.Rule)
		}
	}
	if u.License == "" || !r.later && !r.withheld {
		return u
	}
	t := u.License.Terms()
	if base, ok := strings.CutSuffix(t[0].License, "-only"); ok && len(t) == 1 {
		t[0].License = base + "-or-later"
		return ambiguous(append(left.Candidates, t[0].Expression()), r.Rule+" "+u.Rule)
	}
	return u
}

// narrow lets a definite URL decide an ambiguous name.
func narrow(n, u Result, both func() Result) Result {
	rule := n.Rule + " " + u.Rule
	var kept []spdx.Expression
	for _, c := range n.Candidates {
		switch {
		case covers(bases(c), bases(u.License)) && covers(bases(u.License), bases(c)):
			e, _ := agree(c, u.License)
			if len(e.Terms()) > 1 {
				e = u.License
			}
			return identified(e, rule)
		case covers(bases(c), bases(u.License)):
			kept = append(kept, c)
		}
	}
	switch {
	case len(kept) == 1 && len(kept[0].Terms()) > 1:
		return identified(kept[0], rule)
	case len(kept) > 1 && len(u.License.Terms()) < len(kept[0].Terms()):
		return ambiguous(kept, rule)
	case len(kept) > 0 || related(n.Candidates[0], u.License) || publicDomain(n.Candidates[0]) && publicDomain(u.License):
		return identified(u.License, rule)
	}
	return both()
}

// all lists what a result may mean.
func (r Result) all() []spdx.Expression {
	if r.License != "" {
		return []spdx.Expression{r.License}
	}
	return slices.Clone(r.Candidates)
}

// agree says what a definite name and a definite URL mean together.
func agree(n, u spdx.Expression) (spdx.Expression, bool) {
	if n == u {
		return n, true
	}
	nt, ut := n.Terms(), u.Terms()
	if len(nt) == 1 && len(ut) == 1 {
		if base(nt[0]) == base(ut[0]) {
			if nt[0].Exception == "" && ut[0].Exception != "" {
				nt[0].Exception = ut[0].Exception // the URL of a text with an exception
			}
			return nt[0].Expression(), true
		}
		if strings.HasPrefix(ut[0].License, nt[0].License+"-") && versionOf(ut[0].License) != "" && versionOf(nt[0].License) == "" {
			return u, true // W3C, and the URL of W3C-19980720
		}
	}
	if covers(bases(n), bases(u)) && covers(bases(u), bases(n)) && len(nt) == len(ut) && !strings.Contains(string(n), "WITH") {
		return u, true // GlassFish's CDDL and GPL, whose URL knows of the exception
	}
	if covers(bases(n), bases(u)) || covers(bases(u), bases(n)) {
		return n, true // a text that holds several, one of which is meant; or one of several texts
	}
	return "", false
}

// base is a term's license without "only", "or later" and exception.
func base(t spdx.Term) string {
	return strings.TrimSuffix(strings.TrimSuffix(t.License, "-only"), "-or-later")
}

func bases(e spdx.Expression) []string {
	var out []string
	for _, t := range e.Terms() {
		out = append(out, base(t))
	}
	return out
}

// covers reports whether every element of b is in a.
func covers(a, b []string) bool {
	for _, x := range b {
		if !slices.Contains(a, x) {
			return false
		}
	}
	return true
}

// related reports whether expressions speak of the same families of licenses,
// in whatever versions, or one of some of those of the other.
func related(a, b spdx.Expression) bool {
	fa, fb := families(a), families(b)
	return covers(fa, fb) || covers(fb, fa)
}

func families(e spdx.Expression) []string {
	var out []string
	for _, t := range e.Terms() {
		f, _, _ := strings.Cut(t.License, "-")
		if t.License == "0BSD" {
			f = "BSD"
		}
		out = append(out, strings.TrimRight(f, "0123456789"))
	}
	return out
}

func publicDomain(e spdx.Expression) bool {
	for _, t := range e.Terms() {
		if c, _ := spdx.CategoryOf(t); c != spdx.PublicDomain {
			return false
		}
	}
	return true
}

// declines: a name that withholds a license is not mended by a URL.
func declines(rule string) bool {
	w := strings.TrimPrefix(rule, "word:")
	return reserving(token{text: w}) || w == "unlicensed" || w == "reserved" || w == "closed" || w == "noncommercial" || w == "commons" // as in Commons Clause
}
