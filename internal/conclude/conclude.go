// Package conclude turns the claims about one component into one answer, or
// into an honest way of not having one.
//
// What the metadata declares comes first. A text found in the artifact decides
// where the declared name leaves the answer open, and contradicts it where the
// two cannot both be true; then both are kept and the basis is conflicting.
package conclude

import (
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Conclude gives the one answer for a component. unread says that evidence
// which might have answered could not be fetched or read: then what would be
// "none" or open is unreadable instead.
func Conclude(claims []audit.Claim, unread bool) audit.Conclusion {
	declared := Declared(claims)
	detected := detect(claims)
	if declared.AssumedOr && detected.from == manifest {
		if comments := together(ofKind(claims, audit.KindPOMComment)); comments.License != "" {
			detected = detection{Conclusion: comments, from: comment}
		}
	}
	c := weigh(declared, detected)
	if !c.Known() && !c.AssumedOr {
		if curated, ok := curation(claims); ok {
			c = curated
		}
	}
	if unread && c.License == "" && c.Basis != audit.Conflicting {
		c.Basis = audit.Unreadable
	}
	c.Claims = claims
	return c
}

// Open reports whether the metadata leaves the answer open, so that the
// artifact itself must be read: no license, one that is ambiguous or not
// recognised, or a name that its URL contradicts. Several elements, and a
// parent of another groupId, are the caller's to see.
func Open(claims []audit.Claim) bool {
	return !Declared(claims).Known() && !Declared(claims).AssumedOr
}

// Declared is what the metadata alone says.
func Declared(claims []audit.Claim) audit.Conclusion {
	return declare(ofKind(claims, audit.KindPOM, audit.KindParentPOM, audit.KindPackageJSON))
}

func ofKind(claims []audit.Claim, kinds ...audit.Kind) []audit.Claim {
	var out []audit.Claim
	for _, c := range claims {
		if slices.Contains(kinds, c.Evidence.Kind) {
			out = append(out, c)
		}
	}
	return out
}

// declare reads the license elements of one POM or package.json together.
func declare(claims []audit.Claim) audit.Conclusion {
	if len(claims) == 0 {
		return audit.Conclusion{Basis: audit.None}
	}
	var known []spdx.Expression
	for _, c := range claims {
		switch {
		case c.Clash:
			return audit.Conclusion{Basis: audit.Conflicting, Candidates: c.Candidates, By: c.Rule}
		case c.Status() == audit.Identified:
			known = append(known, c.License)
		}
	}
	if len(known) == len(claims) {
		return several(known, claims)
	}
	return open(claims)
}

// several reads more than one element both ways. Maven's model says that they
// are a choice (https://maven.apache.org/pom.html#Licenses), which is not true
// of one real POM in eight.
func several(known []spdx.Expression, claims []audit.Claim) audit.Conclusion {
	or, and := spdx.Or(known...), spdx.And(known...)
	if or == and {
		return audit.Conclusion{Basis: audit.Declared, License: or, By: claims[0].Rule}
	}
	return audit.Conclusion{Basis: audit.Declared, License: or, AssumedOr: true,
		Candidates: []spdx.Expression{or, and}, By: "several license elements"}
}

// open joins elements of which at least one is ambiguous or not recognised.
// An element that no rule knows may be anything, so nothing is concluded.
func open(claims []audit.Claim) audit.Conclusion {
	candidates := []spdx.Expression{""}
	for _, c := range claims {
		options := c.Candidates
		switch c.Status() {
		case audit.Unknown:
			return audit.Conclusion{Basis: audit.Unrecognised, By: c.Rule}
		case audit.Identified:
			options = []spdx.Expression{c.License}
		}
		candidates = combine(candidates, options)
	}
	return audit.Conclusion{Basis: audit.AmbiguousB, Candidates: sorted(candidates), By: claims[0].Rule}
}

// maxCandidates bounds the combinations of several ambiguous elements.
const maxCandidates = 64

// combine pairs every expression so far with every option of the next element,
// in both readings.
func combine(sofar, options []spdx.Expression) []spdx.Expression {
	var out []spdx.Expression
	for _, s := range sofar {
		for _, o := range options {
			if s == "" {
				out = append(out, o)
			} else {
				out = append(out, spdx.Or(s, o), spdx.And(s, o))
			}
			if len(out) >= maxCandidates {
				return out
			}
		}
	}
	return out
}

func sorted(list []spdx.Expression) []spdx.Expression {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

func curation(claims []audit.Claim) (audit.Conclusion, bool) {
	for _, c := range ofKind(claims, audit.KindCuration) {
		if c.License != "" {
			return audit.Conclusion{License: c.License, Basis: audit.Curated, By: c.Rule, Reason: c.Evidence.Text, Source: c.Evidence.URL}, true
		}
	}
	return audit.Conclusion{}, false
}
