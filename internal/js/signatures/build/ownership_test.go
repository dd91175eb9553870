package main

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOwnership: a library ships one of which it has most, and that has little of it;
// not one that a version of it was forked to.
func TestOwnership(t *testing.T) {
	indexed := []*index{
		publishing(span(0, 100), span(100, 200), span(200, 300), span(300, 400)),
		publishing(span(105, 205)), // a fork of the second version
		publishing(span(1000, 1400)),
		publishing(span(1350, 1400)), // is in the one before
		publishing(slices.Concat(span(2000, 2100), span(2100, 2150)), slices.Concat(span(2000, 2100), span(2200, 2600)), slices.Concat(span(2000, 2100), span(2600, 3000))),
		publishing(span(2000, 2100)), // is in all of them, and most of the first
		publishing(span(4000, 4100), span(4100, 6000)),
		publishing(slices.Concat(span(4000, 4100), span(6000, 6200))), // has all of the first version
	}
	m := merger{indexed: indexed, shipped: make(map[[2]int]bool)}
	m.count()
	m.contents()
	m.ownership()
	if diff := cmp.Diff(map[[2]int]bool{{2, 3}: true, {4, 5}: true}, m.shipped); diff != "" {
		t.Errorf("who ships whom (-want +got):\n%s", diff)
	}
}
