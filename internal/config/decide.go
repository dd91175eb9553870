package config

import (
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Layers are rules that stand above each other, the nearest first: the first
// that decides a license decides. Where a file further out has a say, what its
// layers alone answer is a floor: no answer is better.
type Layers struct {
	rules []Rules
	floor *Layers
}

// Decision is what the layers say about one license.
type Decision struct {
	Verdict audit.Verdict
	// Term is the license that was judged: of an -or-later license the version
	// that was taken.
	Term spdx.Term
	// Entry decided; its Text is empty where none did and At is the setting
	// "otherwise".
	Entry Entry
	At    audit.Position
	layer int
}

// Layers gives the rules in force for a scope in a module.
func (p *Policy) Layers(module, scope string) Layers {
	var out []Rules
	for _, m := range p.Modules {
		if Glob(m.Glob, module) {
			out = append(out, ofScope(m.Scopes, scope)...)
			out = append(out, m.Rules)
		}
	}
	l := Layers{rules: append(append(out, ofScope(p.Scopes, scope)...), p.Rules)}
	if p.floor != nil {
		floor := p.floor.Layers(module, scope)
		l.floor = &floor
	}
	return l
}

// Allowing gives the layers with a list above all of them, as an exception has
// it.
func (l Layers) Allowing(entries []Entry) Layers {
	l.rules = append([]Rules{{Allow: entries}}, l.rules...)
	if l.floor != nil {
		floor := l.floor.Allowing(entries)
		l.floor = &floor
	}
	return l
}

// ofScope gives the rules of a scope: the nearer file's, then the outer one's.
func ofScope(rules []ScopeRules, scope string) []Rules {
	var out []Rules
	for _, s := range rules {
		if s.Scope == scope {
			out = append(out, s.Rules)
		}
	}
	return out
}

// Decide judges one license. A list that names an -or-later license decides it
// as a whole; else it is a choice between its version and the later ones, of
// which the best is taken.
func (l Layers) Decide(t spdx.Term) Decision {
	d := l.decide(t)
	if l.floor != nil {
		if o := l.floor.Decide(t); o.Verdict.Worse(d.Verdict) {
			return o
		}
	}
	return d
}

func (l Layers) decide(t spdx.Term) Decision {
	versions := spdx.Successors(t)
	if len(versions) == 1 && versions[0] == t {
		return l.one(t)
	}
	var all []Decision
	for _, v := range versions {
		all = append(all, l.one(v))
	}
	best := all[0]
	equal := true
	for _, d := range all[1:] {
		equal = equal && d.Verdict == best.Verdict
		if best.Verdict.Worse(d.Verdict) {
			best = d
		}
	}
	if named, ok := l.named(t); ok && !slices.ContainsFunc(all, func(d Decision) bool { return d.layer < named.layer }) {
		return named
	}
	if equal {
		best.Term = t
	}
	return best
}

// named is the decision of the first layer that names t, which says "or
// later", in a list.
func (l Layers) named(t spdx.Term) (Decision, bool) {
	for i, r := range l.rules {
		for _, list := range r.lists() {
			for _, e := range list.entries {
				if e.names(t) {
					return Decision{Verdict: list.verdict, Term: t, Entry: e, At: e.At, layer: i}, true
				}
			}
		}
	}
	return Decision{}, false
}

// one judges a license of one version.
func (l Layers) one(t spdx.Term) Decision {
	for i, r := range l.rules {
		for _, list := range r.lists() {
			for _, e := range list.entries {
				if e.names(t) || e.holds(t) || e.namesLicense(t) && l.covers(list.verdict, t) {
					return Decision{Verdict: list.verdict, Term: t, Entry: e, At: e.At, layer: i}
				}
			}
		}
	}
	o := l.setting(func(r Rules) Setting { return r.Otherwise })
	return Decision{Verdict: o.Verdict, Term: t, At: o.At, layer: len(l.rules)}
}

// covers reports whether a list that names a license reaches it WITH an
// exception: allowing does where the exception only adds permission; denying
// and review do unless an allow list has the whole term by name or category.
func (l Layers) covers(verdict audit.Verdict, t spdx.Term) bool {
	if verdict == audit.Allowed {
		x, ok := spdx.LookupException(t.Exception)
		return ok && x.PermissionOnly
	}
	for _, r := range l.rules {
		if slices.ContainsFunc(r.Allow, func(e Entry) bool { return e.names(t) || e.holds(t) }) {
			return false
		}
	}
	return true
}

type list struct {
	verdict audit.Verdict
	entries []Entry
}

// lists are in the order in which they win.
func (r Rules) lists() [3]list {
	return [3]list{{audit.Denied, r.Deny}, {audit.Review, r.Review}, {audit.Allowed, r.Allow}}
}

// setting is the nearest layer's answer; denied where no layer has one.
func (l Layers) setting(of func(Rules) Setting) Setting {
	out := Setting{Verdict: audit.Denied}
	for _, r := range l.rules {
		if s := of(r); s.Verdict != audit.Undecided {
			out = s
			break
		}
	}
	if l.floor != nil {
		return worse(out, l.floor.setting(of))
	}
	return out
}

// worse is the worse of two answers, the first of equals.
func worse(a, b Setting) Setting {
	if b.Verdict.Worse(a.Verdict) {
		return b
	}
	return a
}

// Unknown is the answer to a component whose license nobody knows. A layer that
// lists "any" stands above it and above the settings further out.
func (l Layers) Unknown() Setting {
	return l.setting(func(r Rules) Setting {
		if s, ok := r.any(); ok {
			return s
		}
		return r.Unknown
	})
}

// Ambiguous is the answer where possible licenses have different verdicts.
func (l Layers) Ambiguous() Setting { return l.setting(func(r Rules) Setting { return r.Ambiguous }) }

// Conflicting is the answer where contradicting sides have different verdicts.
func (l Layers) Conflicting() Setting {
	return l.setting(func(r Rules) Setting { return r.Conflicting })
}

// Any is the answer of the nearest layer that lists "any": it covers what is
// not known at all.
func (l Layers) Any() (Setting, bool) {
	for _, r := range l.rules {
		s, ok := r.any()
		if !ok {
			continue
		}
		if l.floor == nil {
			return s, true
		}
		floor, ok := l.floor.Any()
		return worse(s, floor), ok
	}
	return Setting{}, false
}

func (r Rules) any() (Setting, bool) {
	for _, list := range r.lists() {
		if i := slices.IndexFunc(list.entries, Entry.Any); i >= 0 {
			return Setting{Verdict: list.verdict, At: list.entries[i].At}, true
		}
	}
	return Setting{}, false
}
