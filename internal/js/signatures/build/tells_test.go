package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestTells: of a library of which a sample is kept, what a small change makes and
// takes away is kept besides, and of a version beside the chosen ones too.
func TestTells(t *testing.T) {
	script := func(changed string) string {
		var b strings.Builder
		for i := range 12000 {
			if i == 7000 {
				fmt.Fprintf(&b, "o.%[1]s1.%[1]s2.%[1]s3.%[1]s4.%[1]s5.%[1]s6.%[1]s7.%[1]s8();\n", changed)
			}
			fmt.Fprintf(&b, "o.name%d();\n", i)
		}
		return b.String()
	}
	packs := []pack{packed(t, "1.0.0", script("first"), false), packed(t, "1.1.0", script("second"), false), packed(t, "1.2.0", script("third"), true)}
	ix, err := indexLibrary("widget", packs, []string{"1.0.0", "1.1.0", "1.2.0"}, t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	libraries, entries := merge([]*index{ix})
	counts := make(map[uint64]int)
	beyond := 0
	for _, e := range entries.Runs {
		counts[e.Refs[0].Versions]++
		if e.Hash&libraries[0].MainSampling != 0 {
			beyond++
		}
	}
	if libraries[0].MainSampling == 0 || beyond == 0 || beyond > telling*4 {
		t.Errorf("of a sample by %b, %d runs are kept besides", libraries[0].MainSampling, beyond)
	}
	for v := range libraries[0].Versions {
		if n := counts[1<<v]; n < telling {
			t.Errorf("%d runs tell that it is %s, want %d", n, libraries[0].Versions[v], telling)
		}
	}
}

// TestMisstated: a version that npm never had is noted where a main file gives it as
// its own, if it is of the same line.
func TestMisstated(t *testing.T) {
	script := func(version string) string {
		return "widget.version='" + version + "';\n" + strings.Repeat("widget.open('the door', 'and the window');\n", 12)
	}
	packs := []pack{packed(t, "0.14.11", script("0.14.10"), false), packed(t, "0.15.0", script("3.1.0"), false), packed(t, "0.16.0", script("0.16.0"), false)}
	ix, err := indexLibrary("widget", packs, []string{"0.14.11", "0.15.0", "0.16.0"}, t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(ix.library.Misstated)
	if want := "[{0 0.14.10}]"; got != want {
		t.Errorf("misstated are %s, want %s", got, want)
	}
}

// TestLasting: what a minifier does not leave tells nothing.
func TestLasting(t *testing.T) {
	ix := &index{runs: make(map[uint32]place), tells: make(map[uint32]bool)}
	for range 2 {
		ix.versionRuns = append(ix.versionRuns, versionRuns{make(map[uint32]bool), make(map[uint32]bool)})
	}
	ix.noteRuns(0, []uint32{1, 2, 3}, []form{{runs: []uint32{1, 3}}, {runs: []uint32{1, 2}}})
	ix.noteRuns(1, []uint32{4, 5}, nil)
	ix.tellApart()
	got := slices.Sorted(maps.Keys(ix.tells))
	if want := []uint32{1, 4, 5}; !slices.Equal(got, want) {
		t.Errorf("runs that tell are %v, want %v", got, want)
	}
}
