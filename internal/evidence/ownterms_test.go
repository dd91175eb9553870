package evidence

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/spdx"
)

// TestConditions adds each condition of testdata/conditions.txt to texts of the
// SPDX list, at the front, in the midst and at the end: none of them is that
// license any more. A new case is a new line.
func TestConditions(t *testing.T) {
	b, err := os.ReadFile("testdata/conditions.txt")
	if err != nil {
		t.Fatal(err)
	}
	holder := strings.NewReplacer("<year>", "2020", "<copyright holders>", "Foo Bar", "<owner>", "Foo Inc.")
	for _, id := range []string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "Zlib", "X11", "BSL-1.0", "Unlicense"} {
		text, _ := spdx.Text(id)
		paragraphs := strings.Split(strings.TrimSpace(holder.Replace(text)), "\n\n")
		for condition := range strings.Lines(string(b)) {
			condition = strings.TrimSpace(condition)
			for _, at := range []int{0, 1, len(paragraphs) / 2, len(paragraphs)} {
				var parts []string
				parts = append(parts, paragraphs[:at]...)
				parts = append(parts, condition)
				parts = append(parts, paragraphs[at:]...)
				c := Classify([]byte(strings.Join(parts, "\n\n")))
				if c.License != "" {
					t.Errorf("%s with %q at paragraph %d of %d: got %s", id, condition, at, len(paragraphs), c.License)
				}
			}
		}
	}
}

// TestInsertions puts each clause of testdata/insertions.txt, whose words are in
// no list, into the midst of texts and headers, as a paragraph, as an item and
// in one line: whatever it says, it is not the license's. A new case is a new
// line.
func TestInsertions(t *testing.T) {
	b, err := os.ReadFile("testdata/insertions.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []struct {
		id          string
		first, last int // the paragraphs between which the terms are
	}{
		{"MIT", 3, 4}, {"BSD-2-Clause", 2, 4}, {"BSD-3-Clause", 2, 5}, {"ISC", 3, 3}, {"0BSD", 2, 2}, {"Zlib", 2, 5}, {"BSL-1.0", 2, 3},
		{"Apache-2.0", 5, 5}, {"Apache-2.0", 24, 24}, {"MPL-2.0", 40, 40}, {"GPL-2.0-only", 8, 8}, {"GPL-2.0-only", 30, 30},
	} {
		listed, _ := spdx.Text(text.id)
		for clause := range strings.Lines(string(b)) {
			for at := text.first; at <= text.last; at++ {
				for _, form := range []string{strings.TrimSpace(clause), "4. " + strings.TrimSpace(clause)} {
					paragraphs := strings.Split(strings.TrimSpace(listed), "\n\n")
					with := strings.Join(slices.Insert(paragraphs, at, form), "\n\n")
					for _, s := range []string{with, strings.Join(strings.Fields(with), " ")} {
						if c := Classify([]byte(s)); c.License != "" {
							t.Errorf("%s with %q at paragraph %d: got %s", text.id, form, at, c.License)
						}
					}
				}
			}
		}
	}
}

// TestVariants changes listed texts as real files do, by the lines of
// testdata/variants.txt: id, what stands there, what real files have instead.
// They stay the license. A new case is a new line.
func TestVariants(t *testing.T) {
	b, err := os.ReadFile("testdata/variants.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimRight(line, "\n"), " | ")
		if len(f) != 3 {
			t.Fatalf("%q: want three fields", line)
		}
		listed, _ := spdx.Text(f[0])
		text := strings.Join(strings.Fields(listed), " ")
		if !strings.Contains(text, f[1]) {
			t.Errorf("%s has no %q", f[0], f[1])
		}
		if c := Classify([]byte(strings.Replace(text, f[1], f[2], 1))); string(c.License) != f[0] {
			t.Errorf("%s with %q: got %q, candidates %v", f[0], f[2], c.License, c.Candidates)
		}
	}
}

// TestOrdinary adds the sentences of testdata/ordinary.txt: what people say beside
// a license, and what takes nothing from it. A new case is a new line.
func TestOrdinary(t *testing.T) {
	b, err := os.ReadFile("testdata/ordinary.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"MIT", "BSD-3-Clause", "Apache-2.0"} {
		text, _ := spdx.Text(id)
		for sentence := range strings.Lines(string(b)) {
			for _, with := range []string{sentence + "\n" + text, text + "\n" + sentence} {
				if c := Classify([]byte(with)); string(c.License) != id {
					t.Errorf("%s beside %q: got %q, candidates %v", id, sentence, c.License, c.Candidates)
				}
			}
		}
	}
}

// TestFar: what weighs counts wherever it stands.
func TestFar(t *testing.T) {
	text, _ := spdx.Text("MIT")
	const condition = "You may not use the Software commercially."
	for _, with := range []string{
		text + "\n" + strings.Repeat("Thank you for reading this file about our nice project. ", 30) + "\n" + condition,
		condition + "\n" + strings.Repeat("Lorem ipsum dolor sit amet. ", 100) + "\n" + text,
		text + "\nThird-party notices\n\nNone.\n\nAdditional terms\n\n" + condition,
		text + "\nThird-party notices\n\n" + condition,
		text + "\n{ " + condition + " }\n",
		text + "\n{restrictions}\n" + condition,
		text + "\nRestrictions\n============\n\n" + condition,
		text + "\nExhibit: " + condition,
		text + "\nNo military use.\n",
		"SPDX-License-Identifier: MIT\n\n" + condition,
		"MIT License\n\n" + condition,
		"Licensed under the MIT license. You may not sell it.",
	} {
		if c := Classify([]byte(with)); c.License != "" {
			t.Errorf("got %s, want it left open, of:\n%.80s ... %s", c.License, with, with[max(0, len(with)-120):])
		}
	}
}

// TestOfferForPay: a license for pay beside a GPL is an offer, unless it has to
// be taken.
func TestOfferForPay(t *testing.T) {
	const gpl = "This program is free software; you can redistribute it and/or modify it under the terms of the GNU General Public License version 2 as published by the Free Software Foundation.\n"
	for sentence, want := range map[string]spdx.Expression{
		"If you do not want to publish your sources, you must buy a commercial license.":                  "GPL-2.0-only",
		"Commercial project users must buy a commercial license and may not use the software without it.": "",
		"A commercial license is available from Foo Inc.":                                                 "GPL-2.0-only",
	} {
		if c := Classify([]byte("License\n\n" + gpl + sentence)); c.License != want {
			t.Errorf("%q: got %q, candidates %v", sentence, c.License, c.Candidates)
		}
	}
}

// TestTaggedText: what a file adds to its text counts under a tag, too.
func TestTaggedText(t *testing.T) {
	text, _ := spdx.Text("MIT")
	c := Classify([]byte("SPDX-License-Identifier: MIT\n\n" + text + "\nThe Software may not be used for commercial purposes.\n"))
	if c.License != "" {
		t.Errorf("got %s, want it left open", c.License)
	}
}

// TestConditionalGrant: ISC's grant in other words is not that of 0BSD, which asks
// for nothing.
func TestConditionalGrant(t *testing.T) {
	text, _ := spdx.Text("ISC")
	c := Classify([]byte(strings.Replace(text, "provided that", "on the condition that", 1)))
	if c.License == "0BSD" {
		t.Errorf("got %s", c.License)
	}
}
