package spdx

import "strings"

// Category says how much a license asks in return, as a closed set.
type Category string

// The categories. Any stands in policies for every license.
const (
	Permissive      Category = "permissive"
	PublicDomain    Category = "public-domain"
	WeakCopyleft    Category = "weak-copyleft"    // its own files or library stay under it
	StrongCopyleft  Category = "strong-copyleft"  // the whole work comes under it
	NetworkCopyleft Category = "network-copyleft" // use over a network counts as distribution
	NonCommercial   Category = "non-commercial"
	SourceAvailable Category = "source-available" // source is there, but its use is limited
	Proprietary     Category = "proprietary"
	Any             Category = "any"
)

// Categories lists all but Any, from the one that asks least.
func Categories() []Category {
	return []Category{PublicDomain, Permissive, WeakCopyleft, StrongCopyleft, NetworkCopyleft, NonCommercial, SourceAvailable, Proprietary}
}

// ParseCategory reads a category, "any" included, in any case.
func ParseCategory(s string) (Category, bool) {
	c := Category(strings.ToLower(s))
	for _, k := range append(Categories(), Any) {
		if c == k {
			return c, true
		}
	}
	return "", false
}

// CategoryOf returns the category of a term. An exception that lets other
// modules come under other terms makes a strong copyleft license a weak one:
// GPL WITH Classpath is weak copyleft. It is false for an unknown reference.
func CategoryOf(t Term) (Category, bool) {
	r, ok := licenseRow(t.License)
	if !ok {
		return "", false
	}
	c := Category(r.field(fieldCategory))
	if t.Exception == "" {
		return c, true
	}
	x := exceptionRow(t.Exception)
	if x == "" {
		return c, c != Permissive && c != PublicDomain // an unknown addition may take away
	}
	if e := x.field(fieldCategory); e != "same" && c == StrongCopyleft {
		c = Category(e)
	}
	return c, true
}
