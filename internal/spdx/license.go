package spdx

import "strings"

// License is an entry of the SPDX license list.
type License struct {
	ID, Name    string
	SeeAlso     []string // in the list's order
	Category    Category
	Obligations []string // keys of ObligationText, sorted
	OSIApproved bool
	Deprecated  bool
	// Replacement is what to write today for a deprecated id; empty if the
	// list names nothing.
	Replacement Expression
	// Source says where the category comes from.
	Source string
}

// Exception is an entry of the SPDX exception list.
type Exception struct {
	ID, Name string
	SeeAlso  []string
	// PermissionOnly: the exception adds permission and changes nothing else,
	// so that whoever accepts the license accepts it with the exception.
	PermissionOnly bool
	Deprecated     bool
	Source         string // why
}

// ListVersion is the version of the SPDX license list.
func ListVersion() string {
	const before = "# SPDX license list "
	v, _, _ := strings.Cut(strings.TrimPrefix(licenseTable, before), ". ")
	return v
}

// Lookup finds a license of the list by its id in any case, deprecated ones
// too. References (LicenseRef-) are not on the list.
func Lookup(id string) (License, bool) {
	r, ok := licenseRow(id)
	if !ok || r.has("R") {
		return License{}, false
	}
	return r.license(), true
}

// Licenses returns the list, sorted by lower-case id.
func Licenses() []License {
	var all []License
	for r := range rows(licenseTable) {
		if !r.has("R") {
			all = append(all, r.license())
		}
	}
	return all
}

// LookupException finds an exception by its id in any case.
func LookupException(id string) (Exception, bool) {
	r := exceptionRow(id)
	return r.exception(), r != ""
}

// Exceptions returns the list of exceptions, sorted by lower-case id.
func Exceptions() []Exception {
	var all []Exception
	for r := range rows(exceptionTable) {
		all = append(all, r.exception())
	}
	return all
}

func (r row) license() License {
	l := License{
		ID:          r.id(),
		Name:        r.field(fieldName),
		SeeAlso:     strings.Fields(r.field(fieldSeeAlso)),
		Category:    Category(r.field(fieldCategory)),
		Obligations: r.obligations(),
		OSIApproved: r.has("O"),
		Deprecated:  r.deprecated(),
		Source:      r.field(fieldSource),
	}
	if l.Deprecated {
		l.Replacement = Expression(r.field(fieldToday))
	}
	return l
}

func (r row) exception() Exception {
	if r == "" {
		return Exception{}
	}
	return Exception{
		ID:             r.id(),
		Name:           r.field(fieldName),
		SeeAlso:        strings.Fields(r.field(fieldSeeAlso)),
		PermissionOnly: r.has("P"),
		Deprecated:     r.deprecated(),
		Source:         r.field(fieldSource),
	}
}
