package normalize

import (
	"slices"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/spdx"
)

// TestTables: the written tables hold the reviewed rows, are sorted, and name
// licenses that exist. A failure means: run tablegen.
func TestTables(t *testing.T) {
	table := phrases()
	for _, f := range rowsOf(t, "data/aliases.tsv") {
		if len(f) != 3 || f[2] == "" {
			t.Errorf("aliases.tsv: %q: want phrase, candidates, source", f)
			continue
		}
		p := table[Key(f[0])]
		if p.candidates == "" {
			t.Errorf("aliases.tsv: %q is not in phrases.tsv", f[0])
		}
		if !strings.ContainsAny(f[1], "*") && !strings.HasPrefix(f[1], "exact") {
			want := strings.Split(f[1], "|")
			slices.Sort(want)
			if got := strings.Split(p.candidates, "|"); !slices.Equal(got, want) {
				t.Errorf("phrases.tsv: %q is %q, aliases.tsv says %q", f[0], got, want)
			}
		}
	}
	for _, f := range rowsOf(t, "data/urls.tsv") {
		if len(f) != 3 || f[2] == "" {
			t.Errorf("urls.tsv: %q: want URL, candidates, source", f)
			continue
		}
		if _, ok := link(LinkKey(f[0])); !ok {
			t.Errorf("urls.tsv: %q is not in links.tsv", f[0])
		}
	}
	for _, name := range []string{"data/phrases.tsv", "data/links.tsv"} {
		rows := rowsOf(t, name)
		if !slices.IsSortedFunc(rows, func(a, b []string) int { return strings.Compare(a[0], b[0]) }) {
			t.Errorf("%s is not sorted", name)
		}
		for _, f := range rows {
			for c := range strings.SplitSeq(f[1], "|") {
				if c == "-" || strings.HasPrefix(c, "WITH ") || strings.HasPrefix(c, "clauses ") || strings.HasPrefix(c, "exact") {
					continue
				}
				if _, ok := spdx.Read(c); !ok {
					t.Errorf("%s: %q means %q, which is no expression", name, f[0], c)
				}
			}
			if len(f) != 3 || f[2] == "" {
				t.Errorf("%s: %q has no source", name, f[0])
			}
		}
	}
}
