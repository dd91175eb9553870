package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// tighten completes a nearer file by what the outer one says. Where the nearer
// one would loosen, and the outer one does not leave that key open, it is an
// error with both positions.
func tighten(outer, near *layer) error {
	t := &tightening{outer: outer, near: near, errs: &yamlfile.Errors{File: near.name}}
	t.settings()
	if outer.given["policy"] {
		if !near.given["policy"] {
			near.Policy = outer.Policy
			near.at["policy"] = outer.at["policy"]
		} else {
			t.policy()
		}
	}
	for key := range outer.given {
		near.given[key] = true
	}
	// What the outermost left open stays open only if every file does.
	for key := range near.open {
		near.open[key] = outer.open[key]
	}
	if len(near.open) == 0 {
		near.open = outer.open
	}
	return t.errs.Err()
}

type tightening struct {
	outer, near *layer
	errs        *yamlfile.Errors
}

// free reports whether the nearer file may say what it likes under a key.
func (t *tightening) free(key string) bool { return t.outer.open[key] }

func (t *tightening) loosens(at audit.Position, key, format string, args ...any) {
	t.errs.AddAt(at.Line, at.Column, "%s: a nearer file may only tighten; %s would have to list %q under open",
		fmt.Sprintf(format, args...), t.outer.name, key)
}

// settings: the nearer file's stand, unless they would leave things out that
// the outer one wants audited.
func (t *tightening) settings() {
	near, outer := t.near, t.outer
	switch {
	case !near.given["javascript"]:
		near.JavaScript = outer.JavaScript
	case outer.given["javascript"] && !t.free("javascript"):
		if extra := lacks(outer.JavaScript.Exclude, near.JavaScript.Exclude); extra != "" {
			t.loosens(audit.Position{}, "javascript", "javascript excludes %q, which %s does not", extra, outer.name)
		}
		if missing := lacks(near.JavaScript.Include, outer.JavaScript.Include); missing != "" && len(near.JavaScript.Include) > 0 {
			t.loosens(audit.Position{}, "javascript", "javascript does not include %q, which %s does", missing, outer.name)
		}
	}
	if near.given["javascript"] { // a holder of the company's is one of the project's, too
		near.JavaScript.Own = append(slices.Clone(outer.JavaScript.Own), near.JavaScript.Own...)
	}
	switch {
	case !near.given["maven"]:
		near.Maven = outer.Maven
	case outer.given["maven"] && !t.free("maven"):
		for _, scope := range mavenScopes {
			if outer.Maven.Includes(scope) && !near.Maven.Includes(scope) {
				t.loosens(audit.Position{}, "maven", "maven leaves out the scope %q, which %s audits", scope, outer.name)
			}
		}
	}
}

// lacks is the first entry of list that is not in of.
func lacks(of, list []string) string {
	for _, s := range list {
		if !slices.Contains(of, s) {
			return s
		}
	}
	return ""
}

func (t *tightening) policy() {
	near, outer := &t.near.Policy, &t.outer.Policy
	for _, s := range near.Scopes {
		t.block(s.Rules, outer.Layers("", s.Scope), "scopes", "in the scope "+s.Scope)
	}
	for _, m := range near.Modules {
		t.block(m.Rules, t.outerOf(m.Glob, ""), "modules", "in the modules "+m.Glob)
		for _, s := range m.Scopes {
			t.block(s.Rules, t.outerOf(m.Glob, s.Scope), "modules", "in the modules "+m.Glob+", scope "+s.Scope)
		}
	}
	near.Rules = t.base()
	near.Scopes = append(slices.Clone(near.Scopes), outer.Scopes...)
	near.Modules = append(slices.Clone(near.Modules), outer.Modules...)
	near.floor = t.floor()
	if len(near.Prefer) == 0 {
		near.Prefer = outer.Prefer
	}
	for _, g := range near.OwnGroups {
		known := slices.ContainsFunc(outer.OwnGroups, func(o Group) bool { return o.Glob == g.Glob || Glob(o.Glob, strings.ReplaceAll(g.Glob, "*", "x")) })
		if !known && !t.free("first-party") {
			t.loosens(g.At, "first-party", "%q is first-party here and not in %s", g.Glob, t.outer.name)
		}
	}
	if len(near.OwnGroups) == 0 {
		near.OwnGroups = outer.OwnGroups
	} else {
		near.OwnGroups = append(slices.Clone(outer.OwnGroups), near.OwnGroups...)
	}
	if len(near.Exceptions) > 0 && !t.free("exceptions") {
		for _, x := range near.Exceptions {
			t.loosens(x.At, "exceptions", "an exception for %q is not permitted", x.Match.Text)
		}
	}
	near.Exceptions = append(slices.Clone(outer.Exceptions), near.Exceptions...)
}

// outerOf is what the outer file says about modules of a glob: its own rules
// for the same glob, else its policy for the scope.
func (t *tightening) outerOf(glob, scope string) Layers { return t.outer.Policy.Layers(glob, scope) }

// base joins the rules of the policy itself. Denials and reviews add up; the
// nearer allow list stands where each of its entries is allowed further out.
func (t *tightening) base() Rules {
	near, outer := t.near.Policy.Rules, t.outer.Policy.Rules
	t.block(near, Layers{rules: []Rules{outer}}, "", "")
	if !t.free("deny") {
		near.Deny = union(outer.Deny, near.Deny)
	}
	if !t.free("review") {
		near.Review = union(outer.Review, near.Review)
	}
	if !t.near.given["allow"] {
		near.Allow = outer.Allow
	}
	near.Otherwise = inherit(near.Otherwise, outer.Otherwise)
	near.Unknown = inherit(near.Unknown, outer.Unknown)
	near.Ambiguous = inherit(near.Ambiguous, outer.Ambiguous)
	near.Conflicting = inherit(near.Conflicting, outer.Conflicting)
	return near
}

// block checks a block of rules against the layers that hold further out. key
// is what must be open for it; empty for the policy itself, whose lists and
// settings each have a key of their own.
func (t *tightening) block(near Rules, outer Layers, key, where string) {
	open := func(own string) bool { return key != "" && t.free(key) || key == "" && t.free(own) }
	name := func(own string) string {
		if key != "" {
			return key
		}
		return own
	}
	if where != "" {
		where += " "
	}
	for _, e := range near.Allow {
		if by, ok := outer.atLeast(e, audit.Allowed, key != ""); !ok && !open("allow") {
			t.loosens(e.At, name("allow"), "%sallows %s, which %s does not%s", where, e.Text, t.outer.name, t.position(by))
		}
	}
	for _, e := range near.Review {
		if by, ok := outer.atLeast(e, audit.Review, key != ""); !ok && !open("review") {
			t.loosens(e.At, name("review"), "%sreviews %s, which %s denies%s", where, e.Text, t.outer.name, t.position(by))
		}
	}
	for _, s := range []struct {
		key         string
		near, outer Setting
	}{
		{"otherwise", near.Otherwise, outer.setting(func(r Rules) Setting { return r.Otherwise })},
		{"unknown", near.Unknown, outer.Unknown()},
		{"ambiguous", near.Ambiguous, outer.Ambiguous()},
		{"conflicting", near.Conflicting, outer.Conflicting()},
	} {
		if s.near.Verdict != audit.Undecided && s.outer.Verdict.Worse(s.near.Verdict) && !open(s.key) {
			t.loosens(s.near.At, name(s.key), "%s%s is looser than in %s%s", where, s.key, t.outer.name, t.position(s.outer.At))
		}
	}
}

// position names a place; what no line says, the policy section as a whole does.
func (t *tightening) position(at audit.Position) string {
	if at.Line == 0 {
		at = t.outer.at["policy"]
	}
	return fmt.Sprintf(" (%s:%d:%d)", at.File, at.Line, at.Column)
}

// atLeast reports whether the layers give all that an entry covers a verdict no
// worse than least, and where they do not. With whole, a category must not have
// a member that a worse list names: the nearer block would decide before it.
func (l Layers) atLeast(e Entry, least audit.Verdict, whole bool) (audit.Position, bool) {
	for _, t := range e.Terms {
		if d := l.Decide(t); d.Verdict.Worse(least) {
			return d.At, false
		}
	}
	if e.Category == "" {
		return audit.Position{}, true
	}
	for _, r := range l.rules {
		for _, list := range r.lists() {
			for _, o := range list.entries {
				if o.Any() || o.Category == e.Category {
					return o.At, !list.verdict.Worse(least)
				}
				if whole && list.verdict.Worse(least) && slices.ContainsFunc(o.Terms, e.holds) {
					return o.At, false
				}
			}
		}
	}
	o := l.setting(func(r Rules) Setting { return r.Otherwise })
	return o.At, !o.Verdict.Worse(least) && !e.Any()
}

func union(a, b []Entry) []Entry {
	out := slices.Clone(a)
	for _, e := range b {
		if !slices.ContainsFunc(a, func(o Entry) bool { return strings.EqualFold(o.Text, e.Text) }) {
			out = append(out, e)
		}
	}
	return out
}

func inherit(near, outer Setting) Setting {
	if near.Verdict == audit.Undecided {
		return outer
	}
	return near
}

// floor is the outer policy with what it leaves open replaced by what the
// nearer file says.
func (t *tightening) floor() *Policy {
	near, floor := t.near.Policy, t.outer.Policy
	for key, replace := range map[string]func(){
		"allow":       func() { floor.Allow = near.Allow },
		"review":      func() { floor.Review = near.Review },
		"deny":        func() { floor.Deny = near.Deny },
		"otherwise":   func() { floor.Otherwise = near.Otherwise },
		"unknown":     func() { floor.Unknown = near.Unknown },
		"ambiguous":   func() { floor.Ambiguous = near.Ambiguous },
		"conflicting": func() { floor.Conflicting = near.Conflicting },
		"scopes":      func() { floor.Scopes = near.Scopes },
		"modules":     func() { floor.Modules = near.Modules },
	} {
		if t.free(key) {
			replace()
		}
	}
	return &floor
}
