package evidence

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/spdx"
)

// TestNotices puts each clause of testdata/insertions.txt between the paragraphs of
// the notices of testdata/notices.txt: whatever it says, it is not the license's. A
// case is "== LICENSE | FIRST LAST", the paragraphs behind which the clauses
// go, and the notice. A new case is new lines.
func TestNotices(t *testing.T) {
	for _, n := range noticeCases(t) {
		if c := Classify([]byte(strings.Join(n.paragraphs, "\n\n"))); string(c.License) != n.license {
			t.Errorf("%s as it stands: got %q, candidates %v", n.license, c.License, c.Candidates)
		}
		for _, clause := range clauseCases(t) {
			for at := n.first; at <= n.last; at++ {
				for name, s := range n.with(clause, at) {
					if c := Classify([]byte(s)); c.License != "" && !strings.Contains(string(c.License), string(commonsClause)) {
						t.Errorf("%s with %q behind paragraph %d, %s: got %s", n.license, clause, at, name, c.License)
					}
				}
			}
		}
	}
}

type noticeCase struct {
	license     string
	first, last int
	paragraphs  []string
}

func noticeCases(t *testing.T) []noticeCase {
	b, err := os.ReadFile("testdata/notices.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []noticeCase
	for _, block := range strings.Split("\n"+string(b), "\n== ")[1:] {
		head, text, _ := strings.Cut(block, "\n")
		n := noticeCase{paragraphs: strings.Split(strings.TrimSpace(text), "\n\n")}
		license, places, _ := strings.Cut(head, " | ")
		n.license = license
		if _, err := fmt.Sscan(places, &n.first, &n.last); err != nil {
			t.Fatalf("%q: %v", head, err)
		}
		out = append(out, n)
	}
	return out
}

func clauseCases(t *testing.T) []string {
	b, err := os.ReadFile("testdata/insertions.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

// with is the notice with a clause, as a paragraph, as an item and in a comment.
func (n noticeCase) with(clause string, at int) map[string]string {
	put := func(s string) string { return strings.Join(slices.Insert(slices.Clone(n.paragraphs), at, s), "\n\n") }
	return map[string]string{
		"paragraph": put(clause), "item": put("4. " + clause),
		"comment": "/*\n * " + strings.ReplaceAll(put(clause), "\n", "\n * ") + "\n */",
	}
}

// TestInstructions puts the clauses into what stands behind the terms of the GPL.
func TestInstructions(t *testing.T) {
	text, _ := spdx.Text("GPL-2.0-only")
	paragraphs := strings.Split(strings.TrimSpace(text), "\n\n")
	for _, clause := range clauseCases(t) {
		for _, at := range []int{46, 52, 54} {
			c := Classify([]byte(strings.Join(slices.Insert(slices.Clone(paragraphs), at, clause), "\n\n")))
			if c.License != "" && !strings.Contains(string(c.License), string(commonsClause)) {
				t.Errorf("%q behind paragraph %d: got %s", clause, at, c.License)
			}
		}
	}
}

// TestTitles puts MIT's text under the titles of testdata/titles.txt: "open" ones
// take from it, "plain" ones do not. A new case is a new line.
func TestTitles(t *testing.T) {
	b, err := os.ReadFile("testdata/titles.txt")
	if err != nil {
		t.Fatal(err)
	}
	text, _ := spdx.Text("MIT")
	_, text, _ = strings.Cut(text, "\n\n")
	for line := range strings.Lines(string(b)) {
		kind, title, _ := strings.Cut(strings.TrimSpace(line), " ")
		c := Classify([]byte(title + "\n\n" + text))
		if want := map[string]spdx.Expression{"plain": "MIT"}[kind]; c.License != want {
			t.Errorf("%q: got %q, candidates %v", title, c.License, c.Candidates)
		}
	}
}

// TestShortLimits: a line over or under a text limits it without a verb, and an
// item goes on with its sections.
func TestShortLimits(t *testing.T) {
	for _, id := range []string{"MIT", "BSD-3-Clause", "Apache-2.0", "MPL-2.0"} {
		text, _ := spdx.Text(id)
		for _, line := range []string{"Evaluation only.", "Internal use only.", "Not for production use.", "Non-commercial use only"} {
			for _, s := range []string{line + "\n\n" + text, text + "\n\n" + line + "\n"} {
				if c := Classify([]byte(s)); c.License != "" {
					t.Errorf("%s with %q: got %s", id, line, c.License)
				}
			}
		}
	}
	text, _ := spdx.Text("Apache-2.0")
	text, _, _ = strings.Cut(text, "END OF TERMS")
	if c := Classify([]byte(text + "\n10. Telemetry. The Work reports to its author how it is used.\n")); c.License != "" {
		t.Errorf("with a section 10: got %s", c.License)
	}
}

// TestCopyrightStatement: a line that begins as a holder's does, and states
// something, is not skipped.
func TestCopyrightStatement(t *testing.T) {
	text, _ := spdx.Text("BSD-3-Clause")
	paragraphs := strings.Split(strings.TrimSpace(text), "\n\n")
	for _, line := range []string{"Copyright notices must be shown on start-up.", "Copyright assignment goes to Foo for every change."} {
		for _, at := range []int{4, 5} {
			if c := Classify([]byte(strings.Join(slices.Insert(slices.Clone(paragraphs), at, line), "\n\n"))); c.License != "" {
				t.Errorf("%q behind paragraph %d: got %s", line, at, c.License)
			}
		}
	}
}

// TestListing: the numbers of a listing are not the text's.
func TestListing(t *testing.T) {
	for _, id := range []string{"MIT", "Apache-2.0", "BSD-3-Clause", "GPL-2.0-only", "MPL-2.0"} {
		text, _ := spdx.Text(id)
		for _, format := range []string{"%4s  %s", "%s: %s", "%s\t%s"} {
			var b strings.Builder
			for i, line := range strings.Split(text, "\n") {
				b.WriteString(fmt.Sprintf(format, strconv.Itoa(i+1), line) + "\n")
			}
			if c := Classify([]byte(b.String())); c.License != spdx.Expression(id) {
				t.Errorf("%s as %q: got %q, candidates %v", id, format, c.License, c.Candidates)
			}
		}
	}
}

// TestInNotices puts clauses behind every sentence of the notices, in the same line:
// neither a reader of the license's own words nor a blank of the notice swallows
// them, and they are no names.
func TestInNotices(t *testing.T) {
	for _, n := range noticeCases(t) {
		text := strings.Join(n.paragraphs, "\n\n")
		for _, clause := range []string{
			"You may not sell this file.", "Users must pay a fee to Foo.", "Governments are excluded.", "Use by Google, Amazon, Oracle and IBM excluded.",
			"Copyright (c) 2020 Foo, who demands a fee for each commercial use.", "Author: Foo. Sale, rental, lease, hosting: forbidden.",
			"On Debian systems nothing changes. Governments are excluded.", "Comment: Governments are excluded.",
		} {
			for _, at := range sentencesIn(text) {
				if n.leads(text, at) {
					continue
				}
				if c := Classify([]byte(text[:at] + " " + clause + text[at:])); c.License != "" {
					t.Errorf("%s with %q behind %q: got %s", n.license, clause, text[max(0, at-30):at], c.License)
				}
			}
		}
	}
}

// leads reports whether a place in a notice's text is before its grant.
func (n noticeCase) leads(text string, at int) bool {
	return at <= len(strings.Join(n.paragraphs[:n.first-1], "\n\n"))
}

// sentencesIn are the places behind the sentences of a text, and behind their
// parts, but for its last.
func sentencesIn(text string) []int {
	var out []int
	for i := 1; i+1 < len(text); i++ {
		if strings.IndexByte(".;:", text[i]) >= 0 && (text[i+1] == ' ' || text[i+1] == '\n') && !strings.HasSuffix(text[:i], "Inc") && !strings.HasSuffix(text[:i], "http") && !strings.HasSuffix(text[:i], " v") && !strings.Contains(text[max(0, i-14):i], "ontributor") {
			out = append(out, i+1)
		}
	}
	return out
}

// TestProse: an essay that names licenses is no notice of theirs, in which other
// sentences would stand amid.
func TestProse(t *testing.T) {
	const essay = `Since 3.0 the Foo toolkit is available under the terms of the Apache License,
Version 2.0.  This is what we recommend to all users of the toolkit.

Releases before 3.0 were available under two other licenses: the GNU General
Public License version 2 (GPLv2) and the GNU Lesser General Public License
version 2.1 (LGPLv2.1).  Those may still be chosen where a team prefers them.

See the COPYING file for the full text of the GNU General Public License
version 2.

See the COPYING.LESSER file for the full text of the GNU Lesser General Public
License version 2.1.

Teams at Foo, Bar and Baz-Qux also have the toolkit under their own contracts with
the company that makes it.

The Apache License, Version 2.0, lets you do nearly everything.
`
	c := Classify([]byte(essay))
	if all := fmt.Sprint(c.License, c.Candidates); c.License == "" || strings.Contains(all, "Other-Terms") {
		t.Errorf("license %q, candidates %q, %s", c.License, c.Candidates, c.Status)
	}
}
