package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

// span returns the runs from one to before another.
func span(from, to uint32) []uint32 {
	var out []uint32
	for h := from; h < to; h++ {
		out = append(out, h)
	}
	return out
}

// publishing is the index of a library whose versions have main files with these runs.
func publishing(mains ...[]uint32) *index {
	ix := &index{runs: make(map[uint32]place)}
	for v, main := range mains {
		ix.mains = append(ix.mains, mainFile{version: v, runs: main})
		for _, h := range main {
			put(ix.runs, h, v, true, false)
		}
	}
	return ix
}

// TestContents: a library holds another as far as it publishes the runs of one of
// the other's main files.
func TestContents(t *testing.T) {
	// Of the second version of the first, the second library holds 3/4.
	m := merger{indexed: []*index{publishing(span(0, 100), span(100, 140)), publishing(span(110, 400)), publishing(span(1000, 1040))}}
	m.count()
	m.contents()
	got := [][]signatures.Held{m.indexed[0].library.Holds, m.indexed[1].library.Holds, m.indexed[2].library.Holds}
	want := [][]signatures.Held{{{Library: 1, Part: 10}}, {{Library: 0, Part: 75}}, nil}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
