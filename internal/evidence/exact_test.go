package evidence

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/spdx"
)

var update = flag.Bool("update", false, "rewrite data/exact.tsv")

func hashOf(text string) uint64 {
	body := plain([]byte(text))
	return exactHash(body, words(body))
}

// TestExactData keeps the table equal to the list's texts. Of ids with the
// same words the first stays, and "only" before "or later".
func TestExactData(t *testing.T) {
	byHash := make(map[uint64]string)
	for _, l := range spdx.Licenses() {
		text, ok := spdx.Text(l.ID)
		if l.Deprecated || !ok || strings.HasSuffix(l.ID, "-or-later") || strings.Contains(l.ID, "invariants") || len(strings.Fields(text)) < shortText {
			continue
		}
		h := hashOf(text)
		if old, ok := byHash[h]; !ok || len(l.ID) < len(old) {
			byHash[h] = l.ID
		}
	}
	var lines []string
	for h, id := range byHash {
		lines = append(lines, fmt.Sprintf("%016x\t%s\n", h, listed(spdx.Expression(id))))
	}
	slices.Sort(lines)
	got := strings.Join(lines, "")
	if *update {
		if err := os.WriteFile("data/exact.tsv", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(exactData, got); diff != "" {
		t.Errorf("data/exact.tsv is not of the list's texts (run with -update):\n%s", diff)
	}
}

var (
	coreStarts = phraseSet("everyone is permitted to copy", "definitions", "terms and conditions")
	gnuStarts  = phraseSet("modification 0", "conditions 0") // behind the preamble
	coreEnd    = phrase("end of terms and conditions")
)

// coreFamilies are the long licenses that files have most, and around whose
// terms stand only their title and instructions.
var coreFamilies = []string{"AGPL", "Apache", "CDDL", "CPL", "EPL", "GPL", "LGPL", "MPL"}

// coreOf are the terms within a listed text.
func coreOf(text string) []word {
	ws := words(plain([]byte(text)))
	from, to := 0, len(ws)
	for i := range min(len(ws), 120) {
		if coreStarts.at(ws, i) {
			from = i
			break
		}
	}
	for i := range min(len(ws), 1200) {
		if gnuStarts.at(ws, i) {
			from = i + 1
			break
		}
	}
	if end := find(ws, from, len(ws), coreEnd); end > 0 {
		to = end + len(coreEnd)
	}
	return ws[from:to]
}

// TestCoreData keeps the table equal to the list's texts. Of ids with the same
// terms the first stays, as in data/exact.tsv.
func TestCoreData(t *testing.T) {
	byHash := make(map[string]string)
	for _, l := range spdx.Licenses() {
		text, ok := spdx.Text(l.ID)
		name, _, _ := strings.Cut(l.ID, "-")
		if l.Deprecated || !ok || strings.HasSuffix(l.ID, "-or-later") || !slices.Contains(coreFamilies, name) {
			continue
		}
		ws := coreOf(text)
		sums := hashSums(ws)
		key := fmt.Sprintf("%016x\t%016x\t%d", sums[anchorLength], sums[len(ws)], len(ws))
		if old, ok := byHash[key]; !ok || len(l.ID) < len(old) {
			byHash[key] = l.ID
		}
	}
	var lines []string
	for key, id := range byHash {
		lines = append(lines, key+"\t"+string(listed(spdx.Expression(id)))+"\n")
	}
	slices.Sort(lines)
	got := strings.Join(lines, "")
	if *update {
		if err := os.WriteFile("data/cores.tsv", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(coreData, got); diff != "" {
		t.Errorf("data/cores.tsv is not of the list's texts (run with -update):\n%s", diff)
	}
}
