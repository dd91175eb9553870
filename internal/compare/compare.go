// Package compare says what differs between two results, and joins results.
package compare

import (
	"cmp"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// The kinds of changes, in the order in which they are listed.
const (
	Denied  = "denied"  // newly denied
	Review  = "review"  // newly under review
	License = "license" // another license; of the same version too
	Text    = "text"    // same version, another license text
	Added   = "added"
	Removed = "removed"
	Version = "version"
	Allowed = "allowed" // no longer denied or under review
)

var kinds = []string{Denied, Review, License, Text, Added, Removed, Version, Allowed}

// Changes is what differs between two results.
type Changes struct {
	Changes []Change `json:"changes"` // sorted by kind, then component, then versions
}

// Change is one difference.
type Change struct {
	Kind      string `json:"kind"`
	Component string `json:"component"` // package URL without a version
	Label     string `json:"label"`     // g:a, or the name
	// OldVersion is empty for what was added, NewVersion for what was removed.
	OldVersion string `json:"oldVersion,omitempty"`
	NewVersion string `json:"newVersion,omitempty"`
	// Old and New are licenses, verdicts or SHA-256 of texts, by the kind.
	Old string `json:"old,omitempty"`
	New string `json:"new,omitempty"`
	Why string `json:"why,omitempty"` // of a new verdict
}

// Diff compares two results.
func Diff(before, after audit.Report) Changes {
	d := differ{}
	older, newer := byComponent(before), byComponent(after)
	for key, old := range older {
		d.component(old, newer[key])
	}
	for key, now := range newer {
		if older[key] == nil {
			d.component(nil, now)
		}
	}
	slices.SortFunc(d.out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), strings.Compare(a.Component, b.Component),
			strings.Compare(a.OldVersion, b.OldVersion), strings.Compare(a.NewVersion, b.NewVersion), strings.Compare(a.Old, b.Old), strings.Compare(a.New, b.New))
	})
	if d.out == nil {
		d.out = []Change{}
	}
	return Changes{slices.Compact(d.out)}
}

// byComponent groups findings by component without its version.
func byComponent(r audit.Report) map[audit.ID][]audit.Finding {
	out := map[audit.ID][]audit.Finding{}
	for _, f := range r.Findings {
		id := f.Component.ID
		id.Version = ""
		out[id] = append(out[id], f)
	}
	return out
}

type differ struct{ out []Change }

// component pairs the versions of one component: equal ones first, then the
// rest in order.
func (d *differ) component(old, now []audit.Finding) {
	old, now = slices.Clone(old), slices.Clone(now)
	for i := 0; i < len(old); i++ {
		j := slices.IndexFunc(now, func(f audit.Finding) bool { return version(f) == version(old[i]) })
		if j < 0 {
			continue
		}
		d.pair(old[i], now[j])
		old, now = slices.Delete(old, i, i+1), slices.Delete(now, j, j+1)
		i--
	}
	for i := range max(len(old), len(now)) {
		switch {
		case i >= len(now):
			c := change(Removed, old[i])
			c.OldVersion, c.NewVersion, c.Old = version(old[i]), "", license(old[i])
			d.out = append(d.out, c)
		case i >= len(old):
			c := change(Added, now[i])
			c.New = license(now[i])
			d.out = append(d.out, c)
			d.verdict(audit.Finding{Judgement: audit.Judgement{Verdict: audit.Allowed}}, now[i], "")
		default:
			c := change(Version, now[i])
			c.OldVersion = version(old[i])
			d.out = append(d.out, c)
			d.pair(old[i], now[i])
		}
	}
}

// pair compares two findings of one component.
func (d *differ) pair(old, now audit.Finding) {
	if a, b := license(old), license(now); a != b {
		c := change(License, now)
		c.OldVersion, c.Old, c.New = version(old), a, b
		d.out = append(d.out, c)
	}
	if a, b := hashes(old), hashes(now); version(old) == version(now) && version(now) != "" && a != "" && b != "" && a != b {
		c := change(Text, now)
		c.OldVersion, c.Old, c.New = version(old), a, b
		d.out = append(d.out, c)
	}
	d.verdict(old, now, version(old))
}

// verdict notes a change for the worse, or back to what is allowed.
func (d *differ) verdict(old, now audit.Finding, oldVersion string) {
	kind := ""
	switch a, b := grade(old), grade(now); {
	case a != b && b == audit.Denied:
		kind = Denied
	case a != b && b == audit.Review:
		kind = Review
	case a != b:
		kind = Allowed
	}
	if kind == "" {
		return
	}
	c := change(kind, now)
	c.OldVersion, c.New, c.Why = oldVersion, string(now.Verdict), now.Why
	if oldVersion != "" || version(now) == "" {
		c.Old = string(old.Verdict)
	}
	d.out = append(d.out, c)
}

// grade takes excepted for allowed, and what is undecided for denied.
func grade(f audit.Finding) audit.Verdict {
	switch {
	case f.Component.FirstParty, f.Verdict == audit.Excepted:
		return audit.Allowed
	case f.Verdict == audit.Undecided:
		return audit.Denied
	}
	return f.Verdict
}

func change(kind string, f audit.Finding) Change {
	id := f.Component.ID
	id.Version = ""
	return Change{Kind: kind, Component: id.String(), Label: id.Label(), NewVersion: version(f)}
}

func version(f audit.Finding) string { return cmp.Or(f.Component.ID.Version, f.Component.Near) }

// license is what was concluded, or the way of not knowing.
func license(f audit.Finding) string {
	c := f.Conclusion
	switch {
	case c.License != "":
		return string(c.License)
	case len(c.Candidates) > 0:
		return string(c.Basis) + ": " + join(c.Candidates)
	}
	return string(c.Basis)
}

func join(list []spdx.Expression) string {
	var all []string
	for _, e := range list {
		all = append(all, string(e))
	}
	return strings.Join(all, ", ")
}

// hashes are those of the license texts found.
func hashes(f audit.Finding) string {
	var all []string
	for _, c := range f.Conclusion.Claims {
		if c.Evidence.Kind == audit.KindLicenseFile && c.Evidence.SHA256 != "" {
			all = append(all, c.Evidence.SHA256)
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}
