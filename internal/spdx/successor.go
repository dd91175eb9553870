package spdx

import (
	"slices"
	"strconv"
	"strings"
)

// Successors lists what a term that says "or later" may be taken as: its own
// version and each later one of the same family, in version order, with the
// same exception. Any other term is its own only successor.
func Successors(t Term) []Term {
	base, later := strings.CutSuffix(t.License, "-or-later")
	if !later && !t.OrLater {
		return []Term{t}
	}
	suffix := ""
	if later {
		suffix = "-only"
	}
	stem, variant, own := family(base)
	if stem == "" {
		t.OrLater = false
		return []Term{t}
	}
	type version struct {
		v  []int
		id string
	}
	var found []version
	for r := range rows(licenseTable) {
		id, ok := strings.CutSuffix(r.id(), suffix)
		if !ok || r.deprecated() {
			continue
		}
		if s, x, v := family(id); s == stem && x == variant && slices.Compare(v, own) >= 0 {
			found = append(found, version{v, r.id()})
		}
	}
	slices.SortFunc(found, func(a, b version) int { return slices.Compare(a.v, b.v) })
	var terms []Term
	for _, f := range found {
		terms = append(terms, Term{License: f.id, Exception: t.Exception})
	}
	if len(terms) == 0 {
		t.OrLater = false
		return []Term{t}
	}
	return terms
}

// family splits "GFDL-1.2-no-invariants" into "GFDL", "-no-invariants" and its
// version; stem is empty where no part is a version.
func family(id string) (stem, variant string, version []int) {
	parts := strings.Split(id, "-")
	for i, p := range parts {
		if i == 0 || !strings.Contains(p, ".") {
			continue
		}
		var v []int
		for _, d := range strings.Split(p, ".") {
			n, err := strconv.Atoi(d)
			if err != nil {
				v = nil
				break
			}
			v = append(v, n)
		}
		if v != nil {
			return strings.Join(parts[:i], "-"), strings.Join(parts[i+1:], "-"), v
		}
	}
	return "", "", nil
}
