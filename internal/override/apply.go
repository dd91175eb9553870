package override

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Apply gives the component and conclusion as the overrides have them. ok is
// false for what an entry says is no third-party library.
func (s *Set) Apply(c audit.Component, upstream audit.Conclusion) (audit.Component, audit.Conclusion, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen[label(c.ID)] = true
	upstream = s.named(c, upstream)
	a := applying{component: c, upstream: upstream, out: upstream, library: true}
	for _, e := range s.candidates(c) {
		a.entry(e)
	}
	a.component.Metadata = over(a.given, c.Metadata)
	return a.component, a.out, a.library
}

// applying is the way of one component through the entries that match it.
type applying struct {
	component        audit.Component
	upstream, out    audit.Conclusion
	given            audit.Metadata
	decided, library bool
}

func (a *applying) entry(e *entry) {
	id := a.component.ID
	if problem := e.guard(a.upstream); problem != "" {
		e.contradicted.note(id, problem)
		return
	}
	did := e.describe(&a.given, a.component.Metadata)
	switch {
	case e.decides() && a.decided:
		e.shadowed.note(id, "a nearer entry decides")
	case e.decides():
		var applied bool
		if a.out, a.decided, applied = e.decide(a.component, a.upstream, a.out); applied {
			did, a.library = true, !e.noLibrary
		}
	case e.note != "" && a.out.Note == "":
		a.out.Note, did = e.note, true
	case !did:
		e.shadowed.note(id, "nearer entries, or upstream, say all that it says")
	}
	if did {
		e.applied = append(e.applied, id)
	}
}

// label is the component without its version, as a matcher names it.
func label(id audit.ID) string {
	if id.Type == "maven" {
		return id.Namespace + ":" + id.Name
	}
	id.Version = ""
	return id.String()
}

// candidates are the overrides that match a component, the one that wins
// first: the nearer file, then the exact name, then the one with versions, then
// the first in the file.
func (s *Set) candidates(c audit.Component) []*entry {
	var out []*entry
	for _, e := range s.exact[label(c.ID)] {
		out = e.collect(c, out)
	}
	for _, e := range s.globs {
		out = e.collect(c, out)
	}
	slices.SortStableFunc(out, func(a, b *entry) int {
		return cmp.Or(cmp.Compare(b.file, a.file), prefer(a.match.Exact(), b.match.Exact()),
			prefer(a.versions.text != "", b.versions.text != ""), cmp.Compare(a.at.Line, b.at.Line))
	})
	return out
}

func prefer(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func (e *entry) collect(c audit.Component, out []*entry) []*entry {
	switch {
	case e.settlesOnly(c):
	case !e.match.Match(c):
		if e.match.Partly(c) {
			keepFirst(&e.missed, fmt.Sprintf("%s also stands in a file that %q does not cover", c.ID.Label(), e.match.Text))
		}
	case !e.versions.hold(c):
		keepFirst(&e.missed, fmt.Sprintf("the version in use is %s, which is not in %q", cmp.Or(c.ID.Version, c.Near, "unknown"), e.versions.text))
	default:
		out = append(out, e)
	}
	return out
}

// named records where entries of "names" were used, and adds their texts.
func (s *Set) named(c audit.Component, con audit.Conclusion) audit.Conclusion {
	for _, claim := range con.Claims {
		e := s.rules[claim.Rule]
		if e == nil {
			continue
		}
		if !slices.Contains(e.applied, c.ID) {
			e.applied = append(e.applied, c.ID)
		}
		if e.text != nil && !slices.ContainsFunc(con.Claims, func(o audit.Claim) bool { return o.Evidence.SHA256 == e.text.SHA256 }) {
			con.Claims = append(slices.Clone(con.Claims), e.claim())
		}
	}
	return con
}

// describe adds the entry's metadata to what nearer entries gave. It reports
// whether that changes what upstream says.
func (e *entry) describe(given *audit.Metadata, upstream audit.Metadata) bool {
	changes := false
	for _, f := range []struct {
		to             *string
		from, upstream string
	}{
		{&given.Name, e.metadata.Name, upstream.Name}, {&given.URL, e.metadata.URL, upstream.URL},
		{&given.Description, e.metadata.Description, upstream.Description}, {&given.Organization, e.metadata.Organization, upstream.Organization},
		{&given.SCM, e.metadata.SCM, upstream.SCM}, {&given.Copyright, e.metadata.Copyright, upstream.Copyright},
	} {
		if *f.to == "" && f.from != "" {
			*f.to = f.from
			changes = changes || f.from != f.upstream
		}
	}
	return changes
}

// over gives the metadata with what upstream says where nothing is given.
func over(given, upstream audit.Metadata) audit.Metadata {
	return audit.Metadata{
		Name: cmp.Or(given.Name, upstream.Name), URL: cmp.Or(given.URL, upstream.URL),
		Description: cmp.Or(given.Description, upstream.Description), Organization: cmp.Or(given.Organization, upstream.Organization),
		SCM: cmp.Or(given.SCM, upstream.SCM), Copyright: cmp.Or(given.Copyright, upstream.Copyright),
	}
}

// decide gives the conclusion by the entry. decided is true where no entry
// further out is to be asked, applied where the entry replaces upstream's.
func (e *entry) decide(c audit.Component, upstream, sofar audit.Conclusion) (con audit.Conclusion, decided, applied bool) {
	license := e.license
	switch {
	case e.noLibrary:
	case upstream.Known() && equal(upstream.License, cmp.Or(license, e.choose)):
		e.superseded.note(c.ID, fmt.Sprintf("upstream now says %s itself (%s)", upstream.License, upstream.Basis))
		return sofar, true, false
	case e.choose != "":
		license = e.choose
		if !offers(upstream, e.choose) {
			e.contradicted.note(c.ID, fmt.Sprintf("the entry chooses %s, which upstream does not offer: it says %s", e.choose, said(upstream)))
			return sofar, false, false
		}
	case definite(upstream) && len(e.declared) == 0:
		e.unguarded.note(c.ID, fmt.Sprintf("upstream says %s, and the entry %s; add when: { declared: %q }", upstream.License, license, declaredWord(upstream)))
		return sofar, false, false
	}
	con = audit.Conclusion{License: license, Basis: audit.Overridden, Claims: upstream.Claims, By: e.by(),
		Reason: e.reason, Note: cmp.Or(e.note, sofar.Note), Source: e.source, Upstream: &upstream}
	if e.text != nil {
		con.Claims = append(slices.Clone(con.Claims), e.claim())
	}
	return con, true, true
}

// claim is the license text that an entry brings.
func (e *entry) claim() audit.Claim {
	return audit.Claim{Evidence: *e.text, License: cmp.Or(e.license, e.choose), Rule: e.by()}
}

// definite reports whether upstream, and not a table of ours, says one license.
func definite(c audit.Conclusion) bool {
	return c.Known() && (c.Basis == audit.Declared || c.Basis == audit.Detected)
}

// said is a conclusion in words.
func said(c audit.Conclusion) string {
	switch {
	case c.License != "" && c.AssumedOr:
		return "several licenses, perhaps " + string(c.License)
	case c.License != "":
		return string(c.License)
	case len(c.Candidates) > 0:
		var all []string
		for _, e := range c.Candidates {
			all = append(all, string(e))
		}
		return string(c.Basis) + " (" + strings.Join(all, ", ") + ")"
	}
	return string(c.Basis)
}

// equal reports whether two expressions say the same, whatever the order of
// their operands.
func equal(a, b spdx.Expression) bool { return a == b || normal(a.Node()) == normal(b.Node()) }

func normal(n spdx.Node) string {
	if n.Op == spdx.OpTerm {
		return string(n.Term.Expression())
	}
	var args []string
	for _, a := range n.Args {
		args = append(args, normal(a))
	}
	slices.Sort(args)
	return fmt.Sprintf("%d(%s)", n.Op, strings.Join(args, "|"))
}

// offers reports whether upstream lets one choose a license: every term chosen
// is one of its terms, or a later version where it says "or later", and
// together they are enough.
func offers(c audit.Conclusion, choice spdx.Expression) bool {
	if c.License != "" {
		return enough(c.License, choice)
	}
	return c.Basis == audit.AmbiguousB && slices.ContainsFunc(c.Candidates, func(e spdx.Expression) bool { return enough(e, choice) })
}

func enough(e, choice spdx.Expression) bool {
	chosen := choice.Terms()
	var used []spdx.Term
	_, ok := spdx.Satisfy(e, func(t spdx.Term) bool {
		for _, v := range append(spdx.Successors(t), t) {
			if slices.Contains(chosen, v) {
				used = append(used, v)
			}
		}
		return slices.ContainsFunc(append(spdx.Successors(t), t), func(v spdx.Term) bool { return slices.Contains(chosen, v) })
	})
	return ok && !slices.ContainsFunc(chosen, func(t spdx.Term) bool { return !slices.Contains(used, t) })
}
