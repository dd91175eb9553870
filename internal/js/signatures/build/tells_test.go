package main

import (
	"fmt"
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
