package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

// TestContents: a library holds another as far as it publishes the runs of one of
// the other's main files.
func TestContents(t *testing.T) {
	runs := func(from, to uint32) []uint32 {
		var out []uint32
		for h := from; h < to; h++ {
			out = append(out, h)
		}
		return out
	}
	library := func(all ...[]uint32) *index {
		ix := &index{runs: make(map[uint32]place)}
		for v, main := range all {
			ix.mains = append(ix.mains, mainFile{version: v, runs: main})
			for _, h := range main {
				put(ix.runs, h, v, true, false)
			}
		}
		return ix
	}
	// Of the second version of the first, the second library holds 3/4.
	m := merger{indexed: []*index{library(runs(0, 100), runs(100, 140)), library(runs(110, 400)), library(runs(1000, 1040))}}
	m.count()
	m.contents()
	got := [][]signatures.Held{m.indexed[0].library.Holds, m.indexed[1].library.Holds, m.indexed[2].library.Holds}
	want := [][]signatures.Held{{{Library: 1, Part: 10}}, {{Library: 0, Part: 75}}, nil}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
