package js

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOwnNotices: a notice is the project's own where the files at the root, or the
// settings, name its holder, or where it stands in most scripts.
func TestOwnNotices(t *testing.T) {
	const acme, bob = "/* Copyright 2020 The Acme Ltd. */", "/* Copyright 2020 Bob */"
	many := func(text string, n int) map[string]string {
		files := make(map[string]string)
		for i := range n {
			files[fmt.Sprintf("js/%02d.js", i)] = text + code
		}
		return files
	}
	with := func(files map[string]string, more ...string) map[string]string {
		for i := 0; i < len(more); i += 2 {
			files[more[i]] = more[i+1]
		}
		return files
	}
	tests := []struct {
		name  string
		own   string // of the settings
		files map[string]string
		want  string // of the first notice
	}{
		{"nobody's", "", with(many(acme, 1)), "js/00.js:1 none of Acme Ltd"},
		{"pom organization", "", with(many(acme, 1), "pom.xml", "<project><organization><name>ACME</name></organization></project>"), "js/00.js:1 none of Acme Ltd [own: pom.xml names its holder]"},
		{"pom developer", "", with(many(bob, 1), "pom.xml", "<project><developers><developer><name>Bob</name></developer></developers></project>"), "js/00.js:1 none of Bob [own: pom.xml names its holder]"},
		{"a parent's", "", with(many(acme, 1), "pom.xml", "<project><parent><name>Acme</name></parent></project>"), "js/00.js:1 none of Acme Ltd"},
		{"package.json", "", with(many(acme, 1), "package.json", `{"author": {"name": "Acme"}}`), "js/00.js:1 none of Acme Ltd [own: package.json names its holder]"},
		{"package.json's text", "", with(many(acme, 1), "package.json", `{"author": "Acme <a@example.org>"}`), "js/00.js:1 none of Acme Ltd [own: package.json names its holder]"},
		{"license text", "", with(many(acme, 1), "LICENSE", "MIT License\n\nCopyright (c) 2019 Acme\n\n"+mitText), "js/00.js:1 none of Acme Ltd [own: LICENSE names its holder]"},
		{"a license text's second holder", "", with(many(bob, 1), "LICENSE", "Copyright (c) 2019 Acme\n\n"+mitText+"\nCopyright 2012 Bob\n"), "js/00.js:1 none of Bob"},
		{"a third party's notice", "", with(many(bob, 1), "THIRD-PARTY.txt", "Copyright 2012 Bob\n"), "js/00.js:1 none of Bob"},
		{"settings", "Acme Ltd", with(many(acme, 1)), "js/00.js:1 none of Acme Ltd [own: javascript.own names its holder]"},
		{"one of two holders", "Acme Ltd", with(many("/* Copyright 2020 Acme Ltd\n * Copyright 2012 Bob */", 1)), "js/00.js:1 none of Acme Ltd, Bob"},
		{"tag of the project's license", "", with(many("// SPDX-License-Identifier: MIT", 1), "LICENSE", "Copyright (c) 2019 Acme\n\n"+mitText), "js/00.js:1 MIT [own: the license text at the tree's root is the same]"},
		{"tag of another", "", with(many("// SPDX-License-Identifier: ISC", 1), "LICENSE", "Copyright (c) 2019 Acme\n\n"+mitText), "js/00.js:1 ISC"},
		{"most", "", with(many(acme, 12), "a.js", code), "js/00.js:1 none of Acme Ltd [own: it stands in 12 of the 13 scripts that are no library known]"},
		{"most of few", "", with(many(acme, 9)), "js/00.js:1 none of Acme Ltd"},
		{"most, but closed", "", with(many("/* Copyright 2020 Acme. Commercial license. */", 12)), "js/00.js:1 unrecognised closed of Acme"},
		{"closed, and the project's", "", with(many("/* Copyright 2020 Acme. Confidential. */", 1), "package.json", `{"author": "Acme"}`), "js/00.js:1 none closed of Acme [own: package.json names its holder]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := notices(t, Options{Own: func(holder string) bool { return holder == tt.own }}, tt.files)
			if len(got) == 0 || got[0] != tt.want {
				t.Errorf("got %q, want %q first", got, tt.want)
			}
		})
	}
}

func TestFold(t *testing.T) {
	one := Notice{Path: "b.js", Line: 1, Says: "Acme Grid", Holders: []string{"Acme Ltd."}, License: "MIT"}
	two := Notice{Path: "a.js", Line: 7, Holders: []string{"The ACME"}, License: "MIT", Says: "other words"}
	three := Notice{Path: "c.js", Line: 1, Holders: []string{"Acme"}, License: "ISC"}
	want := []Header{{two, []string{"a.js", "b.js"}, []string{"Acme Grid"}}, {three, []string{"c.js"}, nil}}
	if diff := cmp.Diff(want, Fold([]Notice{three, one, two, one})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
