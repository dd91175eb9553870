package normalize

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// merge folds into one those mentions that speak of the same license: "GNU
// Lesser General Public License (LGPL), version 2.1". What stands without a
// family of its own, as in "GPL v2 or v3", takes that of its neighbour.
func merge(ms []mention) (out []mention, ok bool) {
	for _, m := range ms {
		if len(out) == 0 {
			out = append(out, m)
			continue
		}
		last := &out[len(out)-1]
		loose := m.joint == adjacent || m.joint >= openItem || m.joint == commaItem || (m.joint == plusItem || m.joint == slashItem) && m.bareException() || m.joint == slashItem && m.bareVersion() && last.version == "" && !last.numbered
		switch {
		case loose && last.absorb(m):
		case m.joint == adjacent || m.joint >= openItem:
			if len(last.candidates) == 0 || len(m.candidates) == 0 {
				return nil, false
			}
			// "Eclipse Distribution License (BSD)" names one license twice;
			// two that differ are not understood.
			return nil, false
		default:
			out = append(out, m)
		}
	}
	for i := range out {
		if len(out[i].candidates) > 0 {
			continue
		}
		switch { // an ellipsis
		case i > 0 && len(out[i-1].candidates) > 0:
			out[i].candidates = out[i-1].candidates
			if id := otherVersion(out[i].candidates, out[i].version); id != "" {
				out[i].candidates = []string{id}
			}
		case i+1 < len(out) && len(out[i+1].candidates) > 0:
			out[i].candidates = out[i+1].candidates
			if out[i].exception != "" {
				return nil, false
			}
		default:
			return nil, false
		}
	}
	return out, true
}

// otherVersion is the id of another version of the one candidate.
func otherVersion(candidates []string, version string) string {
	if len(candidates) != 1 || version == "" {
		return ""
	}
	stem, ok := strings.CutSuffix(candidates[0], versionOf(candidates[0]))
	if !ok || !strings.HasSuffix(stem, "-") {
		return ""
	}
	for _, id := range []string{stem + version, stem + version + ".0"} {
		if _, ok := spdx.Lookup(id); ok {
			return id
		}
	}
	return ""
}

// bareVersion: "MPL/2.0" has a slash before its version.
func (m mention) bareVersion() bool {
	return m.version != "" && len(m.candidates) == 0 && m.exception == ""
}

func (m mention) bareException() bool {
	return m.exception != "" && len(m.candidates) == 0 && m.version == ""
}

// absorb takes up what a neighbouring mention says of the same license.
func (m *mention) absorb(o mention) bool {
	c := *m
	switch {
	case len(c.candidates) == 0:
		c.candidates = o.candidates
	case len(o.candidates) > 0:
		c.candidates = common(c.candidates, o.candidates)
		if len(c.candidates) == 0 {
			return false
		}
	}
	if c.version != "" && o.version != "" && c.version != o.version ||
		c.clauses != "" && o.clauses != "" && c.clauses != o.clauses ||
		c.exception != "" && o.exception != "" && c.exception != o.exception {
		return false
	}
	if o.version != "" {
		c.version, c.number = o.version, o.number
	}
	c.clauses += strings.TrimPrefix(o.clauses, c.clauses)
	if c.exception == "" {
		c.exception = o.exception
	}
	c.later, c.only, c.like, c.clash = c.later || o.later, c.only || o.only, c.like || o.like, c.clash || o.clash
	if c.version != "" && len(c.byVersion(c.candidates)) == 0 && len(c.byVersion(m.candidates)) > 0 {
		return false
	}
	*m = c
	return true
}

func common(a, b []string) []string {
	var out []string
	for _, x := range a {
		if slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}
