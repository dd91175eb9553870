package evidence

import (
	"os"
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
