package js

import (
	"fmt"
	"strings"
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
	bundles := func(text string, n int) map[string]string { // of a library and what follows it
		files := make(map[string]string)
		for i := range n {
			files[fmt.Sprintf("b/%02d.js", i)] = widget + "\n" + code + text + strings.Repeat(statements("bob", 5), 3)
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
		{"a text named for something else", "", with(many(acme, 1), "LICENSE-acme.txt", "Copyright (c) 2019 Acme\n\n"+mitText), "js/00.js:1 none of Acme Ltd"},
		{"a text of others'", "", with(many(acme, 1), "third-party-license.txt", "Copyright (c) 2019 Acme\n\n"+mitText), "js/00.js:1 none of Acme Ltd"},
		{"what a notice includes", "", with(many(acme, 1), "NOTICE", "Shop\nThis includes Qux. Copyright Acme\n"), "js/00.js:1 none of Acme Ltd"},
		{"what a notice includes, below", "", with(many(acme, 1), "NOTICE", "Shop\nThis includes Qux.\nCopyright Acme\n"), "js/00.js:1 none of Acme Ltd"},
		{"a license's own steward", "", with(many("/* Copyright 2007 Free Software Foundation, Inc. */", 1), "LICENSE", "Copyright (C) 2007 Free Software Foundation, Inc.\n"), "js/00.js:1 none of Free Software Foundation, Inc"},
		{"anybody", "", with(many("/* Copyright 2007 The Authors */", 1), "LICENSE", "Copyright 2019 The Authors\n\n"+mitText), "js/00.js:1 none of Authors"},
		{"closed, and a license text's", "", with(many("/* Copyright 2020 Acme. Confidential. */", 1), "LICENSE", "Copyright (c) 2019 Acme\n\n"+mitText), "js/00.js:1 none closed of Acme"},
		{"another license than the root's", "Acme", with(many("/* Copyright 2020 Acme\n * Based on BarGrid, licensed under GPL-3.0 */", 1), "LICENSE", "Copyright (c) 2019 Acme\n\n"+mitText), "js/00.js:1 GPL-3.0-only of Acme"},
		{"copyleft, without a text", "Acme", with(many("/* Copyright 2020 Acme\n * Licensed under GPL-3.0 */", 1)), "js/00.js:1 GPL-3.0-only of Acme"},
		{"on another's, with its license", "Acme", with(many("/* Copyright 2020 Acme\n * Based on BarGrid, licensed under MIT */", 1)), "js/00.js:1 MIT of Acme"},
		{"second holder of a line", "Acme", with(many("/* Copyright 2020 Acme, 2012 Bob */", 1)), "js/00.js:1 none of Acme, Bob"},
		{"fourth holder", "Acme*", with(many("/* (c) 2020 Acme\n(c) 2020 Acme B\n(c) 2020 Acme C\n(c) 2020 Bob */", 1)), "js/00.js:1 none of Acme, Acme B, Acme C, ..."},
		{"most, but copyleft", "", with(many("/* Copyright 2020 Acme UI Ltd. AGPL-3.0 license */", 12)), "js/00.js:1 unrecognised of Acme UI Ltd"},
		{"most, but copyleft, in words", "", with(many("/* Copyright 2020 Acme UI Ltd\n * Licensed under the GNU Affero General Public License v3 */", 12)), "js/00.js:1 AGPL-3.0-only of Acme UI Ltd"},
		{"most, under another license", "", with(many("/* Copyright 2020 Bob. Licensed under the MIT license. */", 12), "LICENSE", "Copyright 2019 Acme\nLicensed under the Apache License, Version 2.0\n"), "js/00.js:1 MIT of Bob"},
		{"most, of which libraries hold some", "", with(bundles("/* Copyright 2020 The Acme Ltd. */", 11), "a.js", code), "b/00.js:7 none of Acme Ltd"},
		{"most, each told twice", "", with(many(acme, 6), "js/00.js.LICENSE.txt", acme, "js/01.js.LICENSE.txt", acme, "js/02.js.LICENSE.txt", acme, "js/03.js.LICENSE.txt", acme), "js/00.js:1 none of Acme Ltd"},
		{"closed, and the project's", "", with(many("/* Copyright 2020 Acme. Confidential. */", 1), "package.json", `{"author": "Acme"}`), "js/00.js:1 none closed of Acme [own: package.json names its holder]"},
	}
	signatures := []string{signed(t)}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := notices(t, Options{Signatures: signatures, Own: func(holder string) bool {
				start, all := strings.CutSuffix(tt.own, "*")
				return holder == tt.own || all && strings.HasPrefix(holder, start)
			}}, tt.files)
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
	want := []Header{{two, []Notice{two, one, one}, []string{"a.js", "b.js"}, []string{"Acme Grid"}}, {three, []Notice{three}, []string{"c.js"}, nil}}
	if diff := cmp.Diff(want, Fold([]Notice{three, one, two, one})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
