package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOwnership: a library ships one of which it has most, and that has little of it;
// not one that a version of it was forked to.
func TestOwnership(t *testing.T) {
	runs := func(from, to uint32) (out []uint32) {
		for h := from; h < to; h++ {
			out = append(out, h)
		}
		return out
	}
	library := func(mains ...[]uint32) *index {
		ix := &index{runs: make(map[uint32]place)}
		for v, main := range mains {
			ix.mains = append(ix.mains, mainFile{version: v, runs: main})
			ix.library.Versions = append(ix.library.Versions, string(rune('0'+v)))
			for _, h := range main {
				put(ix.runs, h, v, true, false)
			}
		}
		return ix
	}
	join := func(a, b []uint32) []uint32 { return append(a, b...) }
	indexed := []*index{
		library(runs(0, 100), runs(100, 200), runs(200, 300), runs(300, 400)),
		library(runs(105, 205)), // a fork of the second version
		library(runs(1000, 1400)),
		library(runs(1350, 1400)), // is in the one before
		library(join(runs(2000, 2100), runs(2100, 2150)), join(runs(2000, 2100), runs(2200, 2600)), join(runs(2000, 2100), runs(2600, 3000))),
		library(runs(2000, 2100)), // is in all of them, and most of the first
		library(runs(4000, 4100), runs(4100, 6000)),
		library(join(runs(4000, 4100), runs(6000, 6200))), // has all of the first version
	}
	m := merger{indexed: indexed, shipped: make(map[[2]int]bool)}
	m.count()
	m.contents()
	m.ownership()
	if diff := cmp.Diff(map[[2]int]bool{{2, 3}: true, {4, 5}: true}, m.shipped); diff != "" {
		t.Errorf("who ships whom (-want +got):\n%s", diff)
	}
}
