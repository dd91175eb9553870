package main

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
)

// telling is how many of the runs that one version has, and the one beside it lacks,
// are kept whether the sample has them or not.
const telling = 8

// versionRuns are the runs of a version's main files, and of these those that the
// minifiers leave.
type versionRuns struct{ main, lasting map[uint32]bool }

// noteRuns adds the runs of a main file to its version's; forms are what minifiers
// made of it.
func (ix *index) noteRuns(v int, runs []uint32, forms []form) {
	r := ix.versionRuns[v]
	for _, h := range runs {
		r.main[h] = true
		lost := func(f form) bool {
			_, ok := slices.BinarySearch(f.runs, h)
			return !ok
		}
		if !slices.ContainsFunc(forms, lost) {
			r.lasting[h] = true
		}
	}
}

// tellApart chooses the runs that tell each version from the ones beside it: a
// sample of few runs seldom has one of those that a small change makes, or takes away.
func (ix *index) tellApart() {
	for v := range ix.versionRuns {
		for _, w := range []int{v - 1, v + 1} {
			if w >= 0 && w < len(ix.versionRuns) {
				ix.tell(v, w)
			}
		}
	}
	ix.versionRuns = nil
}

// tell chooses of the runs that version v has, and w lacks; of those that the sample
// keeps first, whose hashes end in zero bits.
func (ix *index) tell(v, w int) {
	var list []uint32
	for h := range ix.versionRuns[v].lasting {
		if !ix.hasRun(w, h) {
			list = append(list, h)
		}
	}
	slices.SortFunc(list, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(bits.TrailingZeros32(b), bits.TrailingZeros32(a)), cmp.Compare(a, b))
	})
	for _, h := range list[:min(len(list), telling)] {
		ix.tells[h] = true
		if _, known := ix.runs[h]; !known {
			ix.runs[h] = place{versions: ix.having(h), main: true}
		}
	}
}

func (ix *index) hasRun(v int, h uint32) bool {
	return ix.runs[h].versions>>v&1 == 1 || ix.versionRuns[v].main[h]
}

// having returns the versions whose main files have a run.
func (ix *index) having(h uint32) uint64 {
	versions := uint64(0)
	for v, r := range ix.versionRuns {
		if r.main[h] {
			versions |= 1 << v
		}
	}
	return versions
}

// addInner notes the tokens within a main file's sequence.
func (ix *index) addInner(v int, named bool, m marks) {
	if ix.inner[m.sequence] == nil {
		ix.inner[m.sequence] = make(map[uint64]place)
	}
	put(ix.inner[m.sequence], m.inner, v, true, named)
}

// keepInner keeps of the tokens within sequences those that tell apart versions with
// the same sequence.
func (ix *index) keepInner() {
	for _, inner := range ix.inner {
		all, common := uint64(0), ^uint64(0)
		for _, p := range inner {
			all, common = all|p.versions, common&p.versions
		}
		if all != common {
			maps.Copy(ix.tokens, inner)
		}
	}
	ix.inner = nil
}
