package evidence

import (
	"bytes"
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

func listedHash(text string) uint64 {
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
		h := listedHash(text)
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
	// appended is the title of the GPL, which the list prints behind the LGPL 3.
	appended = phrase("gnu general public license version 3 29 june 2007")
)

// coreFamilies are the long licenses that files have most, and around whose
// terms stand only their title and instructions.
var coreFamilies = []string{"AGPL", "Apache", "CDDL", "CPL", "EPL", "GPL", "LGPL", "MPL"}

// coreOf are the terms within a listed text: of the long licenses what stands
// between the head and the instructions, of others all but the title and the
// copyright lines, which every holder writes anew.
func coreOf(id, text string) []word {
	body := plain([]byte(text))
	ws := words(body)
	if name, _, _ := strings.Cut(id, "-"); !slices.Contains(coreFamilies, name) || len(ws) < coreLength {
		return ws[headEnd(body, ws):]
	}
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

// coresOf are the terms, and the shorter ones that files have as well: without
// the line that says where the terms end, and without the license on which
// they are written.
func coresOf(id, text string) [][]word {
	whole := coreOf(id, text)
	list := [][]word{whole}
	if n := len(whole) - len(coreEnd); n > coreLength && hasAt(whole, n, coreEnd) {
		list = append(list, whole[:n])
	}
	if n := find(whole, 0, len(whole), appended); n > coreLength && strings.HasPrefix(id, "LGPL-3.0") {
		list = append(list, whole[:n])
	}
	return list
}

// headEnd is where the title and the copyright lines of a text end.
func headEnd(body []byte, ws []word) int {
	end := 0
	if k := lineEnd(ws, 0); k < titleLength && k < len(ws) && bytes.Count(body[ws[k-1].end:ws[k].start], []byte("\n")) > 1 {
		end = k
	}
	for i := end; i < min(len(ws), headLength); i = lineEnd(ws, i) {
		if namesHolder(ws, i) || holderLine(body, ws[i]) && bytes.ContainsAny(body[ws[i].end:ws[i+1].start], "<[{") || hasAt(ws, i, phrase("all rights reserved")) {
			end = lineEnd(ws, i)
		}
	}
	return end
}

func lineEnd(ws []word, i int) int {
	k := i + 1
	for k < len(ws) && ws[k].line == ws[i].line {
		k++
	}
	return k
}

// TestCoreData keeps the table equal to the list's texts. Of ids with the same
// terms the first stays, as in data/exact.tsv.
func TestCoreData(t *testing.T) {
	byHash := make(map[string]string)
	for _, l := range spdx.Licenses() {
		text, ok := spdx.Text(l.ID)
		if l.Deprecated || !ok || strings.HasSuffix(l.ID, "-or-later") || strings.Contains(l.ID, "invariants") {
			continue
		}
		for _, ws := range coresOf(l.ID, text) {
			if len(ws) < shortText {
				continue
			}
			sums := appendSums(nil, ws)
			key := fmt.Sprintf("%016x\t%016x\t%d", sums[anchorLength], sums[len(ws)], len(ws))
			if old, ok := byHash[key]; !ok || len(l.ID) < len(old) {
				byHash[key] = l.ID
			}
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
