package spdx

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLookup(t *testing.T) {
	l, ok := Lookup("apache-2.0")
	if !ok || l.ID != "Apache-2.0" || l.Name != "Apache License 2.0" || !l.OSIApproved || l.Deprecated || l.Category != Permissive {
		t.Errorf("Lookup(apache-2.0) = %+v, %v", l, ok)
	}
	if d, ok := Lookup("GPL-2.0"); !ok || !d.Deprecated || d.Replacement != "GPL-2.0-only" {
		t.Errorf("Lookup(GPL-2.0) = %+v, %v", d, ok)
	}
	for _, id := range []string{"", "#", "LicenseRef-Public-Domain", "MI", "MITT", "zzz", "# SPDX"} {
		if l, ok := Lookup(id); ok {
			t.Errorf("Lookup(%q) = %+v, want nothing", id, l)
		}
	}
	if x, ok := LookupException("classpath-exception-2.0"); !ok || !x.PermissionOnly {
		t.Errorf("LookupException(classpath-exception-2.0) = %+v, %v", x, ok)
	}
}

// TestList: every row can be found, and has what the rest relies on.
func TestList(t *testing.T) {
	all := Licenses()
	if len(all) < 700 || !strings.HasPrefix(ListVersion(), "3.") {
		t.Fatalf("%d licenses of version %q", len(all), ListVersion())
	}
	if !slices.IsSortedFunc(all, func(a, b License) int { return compareFold(a.ID, b.ID) }) {
		t.Error("the table is not sorted")
	}
	for _, l := range all {
		if found, ok := Lookup(strings.ToUpper(l.ID)); !ok || found.ID != l.ID {
			t.Errorf("%s is not found", l.ID)
		}
		if _, ok := ParseCategory(string(l.Category)); !ok || l.Category == Any {
			t.Errorf("%s has category %q", l.ID, l.Category)
		}
		if l.Source == "" || l.Name == "" {
			t.Errorf("%s has no name or its category no source", l.ID)
		}
		for _, o := range l.Obligations {
			if ObligationText(o) == "" {
				t.Errorf("%s has the obligation %q, which nothing explains", l.ID, o)
			}
		}
		if l.Replacement != "" {
			if e, err := Parse(string(l.Replacement)); err != nil || e != l.Replacement {
				t.Errorf("%s: replacement %q: %v", l.ID, l.Replacement, err)
			}
		}
	}
	for _, x := range Exceptions() {
		if found, ok := LookupException(x.ID); !ok || found.ID != x.ID || x.Source == "" {
			t.Errorf("exception %s is not found or has no source", x.ID)
		}
	}
}

func TestCategoryOf(t *testing.T) {
	for _, tt := range []struct {
		expression string
		want       Category
	}{
		{"MIT", Permissive}, {"Apache-2.0", Permissive}, {"BSD-3-Clause", Permissive}, {"CC-BY-4.0", Permissive},
		{"CC0-1.0", PublicDomain}, {"Unlicense", PublicDomain}, {"LicenseRef-Public-Domain", PublicDomain},
		{"LGPL-2.1-or-later", WeakCopyleft}, {"EPL-2.0", WeakCopyleft}, {"MPL-2.0", WeakCopyleft}, {"CDDL-1.1", WeakCopyleft},
		{"GPL-2.0-only", StrongCopyleft}, {"GPL-3.0-or-later", StrongCopyleft},
		{"AGPL-3.0-only", NetworkCopyleft}, {"EUPL-1.2", NetworkCopyleft}, {"OSL-3.0", NetworkCopyleft},
		{"GPL-2.0-only WITH Classpath-exception-2.0", WeakCopyleft},
		{"GPL-3.0-or-later WITH GCC-exception-3.1", WeakCopyleft},
		{"GPL-2.0-only WITH Universal-FOSS-exception-1.0", StrongCopyleft},
		{"AGPL-3.0-only WITH Classpath-exception-2.0", NetworkCopyleft},
		{"Apache-2.0 WITH LLVM-exception", Permissive},
		{"CC-BY-NC-4.0", NonCommercial}, {"CC-BY-NC-SA-3.0", NonCommercial},
		{"JSON", SourceAvailable}, {"SSPL-1.0", SourceAvailable}, {"BUSL-1.1", SourceAvailable}, {"Elastic-2.0", SourceAvailable},
		{"LicenseRef-Commons-Clause", SourceAvailable}, {"LicenseRef-Commercial", Proprietary},
	} {
		if got, ok := CategoryOf(Expression(tt.expression).Terms()[0]); !ok || got != tt.want {
			t.Errorf("CategoryOf(%s) = %q, %v, want %q", tt.expression, got, ok, tt.want)
		}
	}
	for _, e := range []Expression{"LicenseRef-Bob", "MIT WITH AdditionRef-Bob", "no license"} {
		if got, ok := CategoryOf(e.Terms()[0]); ok {
			t.Errorf("CategoryOf(%s) = %q, want none", e, got)
		}
	}
	if c, ok := ParseCategory("Weak-Copyleft"); !ok || c != WeakCopyleft {
		t.Errorf("ParseCategory(Weak-Copyleft) = %q, %v", c, ok)
	}
}

// TestRestricted: nothing that limits use passes as permissive.
func TestRestricted(t *testing.T) {
	for _, l := range Licenses() {
		restricted := strings.Contains(l.ID, "-NC") || strings.Contains(l.ID, "-ND") || strings.Contains(l.ID, "Noncommercial") ||
			slices.Contains([]string{"JSON", "SSPL-1.0", "BUSL-1.1", "Elastic-2.0", "Hippocratic-2.1", "Aladdin"}, l.ID)
		if restricted && (l.Category == Permissive || l.Category == PublicDomain || l.Category == WeakCopyleft) {
			t.Errorf("%s is %s", l.ID, l.Category)
		}
	}
}

func TestSuccessors(t *testing.T) {
	for _, tt := range []struct {
		in   Term
		want []Term
	}{
		{Term{License: "MIT"}, []Term{{License: "MIT"}}},
		{Term{License: "MIT", OrLater: true}, []Term{{License: "MIT"}}},
		{Term{License: "GPL-2.0-only"}, []Term{{License: "GPL-2.0-only"}}},
		{Term{License: "GPL-2.0-or-later"}, []Term{{License: "GPL-2.0-only"}, {License: "GPL-3.0-only"}}},
		{Term{License: "LGPL-2.1-or-later"}, []Term{{License: "LGPL-2.1-only"}, {License: "LGPL-3.0-only"}}},
		{Term{License: "GFDL-1.2-invariants-or-later"}, []Term{{License: "GFDL-1.2-invariants-only"}, {License: "GFDL-1.3-invariants-only"}}},
		{Term{License: "EPL-1.0", OrLater: true}, []Term{{License: "EPL-1.0"}, {License: "EPL-2.0"}}},
		{Term{License: "GPL-2.0-or-later", Exception: "Classpath-exception-2.0"}, []Term{
			{License: "GPL-2.0-only", Exception: "Classpath-exception-2.0"}, {License: "GPL-3.0-only", Exception: "Classpath-exception-2.0"}}},
		{Term{License: "LicenseRef-x"}, []Term{{License: "LicenseRef-x"}}},
	} {
		if d := cmp.Diff(tt.want, Successors(tt.in)); d != "" {
			t.Errorf("Successors(%v): (-want +got)\n%s", tt.in, d)
		}
	}
}

func TestChoose(t *testing.T) {
	rank := map[string]int{"MIT": 3, "Apache-2.0": 3, "EPL-2.0": 2, "GPL-2.0-only": 1}
	judge := func(t Term) int { return rank[t.License] }
	better := func(a, b int) int { return a - b }
	for _, tt := range []struct {
		e, choice Expression
		value     int
	}{
		{"MIT", "MIT", 3},
		{"GPL-2.0-only OR EPL-2.0", "EPL-2.0", 2},
		{"Apache-2.0 OR MIT", "Apache-2.0", 3},
		{"MIT AND EPL-2.0", "MIT AND EPL-2.0", 2},
		{"MIT AND (GPL-2.0-only OR EPL-2.0)", "MIT AND EPL-2.0", 2},
		{"MIT AND GPL-2.0-only OR EPL-2.0 AND Apache-2.0", "EPL-2.0 AND Apache-2.0", 2},
		{"", "", 0},
	} {
		if value, choice := Choose(tt.e, judge, better); value != tt.value || choice != tt.choice {
			t.Errorf("Choose(%q) = %d, %q, want %d, %q", tt.e, value, choice, tt.value, tt.choice)
		}
	}
}

func TestNearest(t *testing.T) {
	for in, want := range map[string]string{
		"Apache2.0": "Apache-2.0", "BSD3Clause": "BSD-3-Clause", "GPL-3.0-onyl": "GPL-3.0-only", "Bob": "", "": "", "completely different": "",
		strings.Repeat("A", 10000): "",
	} {
		if got := Nearest(in); got != want {
			t.Errorf("Nearest(%.20q) = %q, want %q", in, got, want)
		}
	}
}

func TestText(t *testing.T) {
	for id, part := range map[string]string{
		"mit": "Permission is hereby granted", "Apache-2.0": "TERMS AND CONDITIONS FOR USE", "Classpath-exception-2.0": "special exception", "GPL-2.0-only": "GNU GENERAL PUBLIC LICENSE",
	} {
		if text, ok := Text(id); !ok || !strings.Contains(text, part) {
			t.Errorf("Text(%s) has no %q: %v", id, part, ok)
		}
	}
	if _, ok := Text("LicenseRef-x"); ok {
		t.Error("Text of a reference")
	}
	missing := 0
	for _, l := range Licenses() {
		if _, ok := Text(l.ID); !ok {
			missing++
		}
	}
	if missing > 15 {
		t.Errorf("%d licenses have no text", missing)
	}
}

func BenchmarkLookup(b *testing.B) {
	for b.Loop() {
		if _, ok := Lookup("Zlib"); !ok {
			b.Fatal("not found")
		}
	}
}
