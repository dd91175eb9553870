package spdx

import (
	"slices"
	"strings"
)

// obligations explains each key. The keys and most rows of the table follow
// the conditions of https://choosealicense.com/appendix/.
var obligations = map[string]string{
	"include-text":        "Ship the license text and the copyright notice with every copy, binaries included.",
	"include-text-source": "Ship the license text and the copyright notice with the source; binaries need not carry them.",
	"notice":              "Pass on the attribution that the licensor asks for: the NOTICE file, or name and source.",
	"state-changes":       "Say what you changed in files that you modify.",
	"source":              "Offer the source of the library, with your changes to it, to whoever receives it.",
	"same-license":        "Keep your changes, or for strong copyleft the whole work, under the same license.",
	"network-use":         "Offer the source to users who reach it over a network, too.",
	"advertising":         "Name the holder in advertising material that mentions the software.",
	"non-commercial":      "Do not use it commercially.",
	"use-limits":          "Read the terms: what the software may be used for is limited.",
}

// Obligations lists the obligations that a term brings where the component
// ships: sorted keys of ObligationText. An unknown license has none listed.
func Obligations(t Term) []string {
	r, ok := licenseRow(t.License)
	if !ok {
		return nil
	}
	return r.obligations()
}

func (r row) obligations() []string {
	f := r.field(fieldObligations)
	if f == "" {
		return nil
	}
	keys := strings.Split(f, ",")
	slices.Sort(keys)
	return keys
}

// ObligationText explains a key in a sentence; it is empty for an unknown one.
func ObligationText(key string) string { return obligations[key] }
