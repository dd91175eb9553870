package main

import (
	"math/bits"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

// ownership finds who ships copies of whom: much of the smaller library is in
// the larger one, and little of the larger in the smaller. Of a library of many
// versions, one alone is less.
func (m *merger) ownership() {
	common := make(map[[2]int]int)
	mains := make([]int, len(m.indexed))
	for group := range groups(m.holders) {
		h := uint32(group[0] >> 16)
		for _, a := range group {
			if !m.indexed[a&0xffff].runs[h].main {
				continue
			}
			mains[a&0xffff]++
			for _, b := range group {
				if a != b {
					common[[2]int{int(a & 0xffff), int(b & 0xffff)}]++
				}
			}
		}
	}
	for pair, n := range common {
		small, large := pair[0], pair[1]
		part := float64(n) / float64(max(mains[small], 1))
		back := float64(common[[2]int{large, small}]) / float64(max(mains[large], 1))
		if (part >= 0.25 && n >= 12 || part >= 0.06 && n >= 300) && back < part/2 && m.isCopy(small, large) {
			m.shipped[[2]int{large, small}] = true
		}
	}
}

// isCopy reports whether what a library has of a smaller one is a copy of that. Of one
// that is known less it may be the origin: of a fork, which has a version of it nearly
// whole and is in it so, as lodash-compat is in Lodash; or of what the other has from it,
// as dagre has functions of Lodash, and then it has not most of the other.
func (m *merger) isCopy(small, large int) bool {
	a, b := &m.indexed[small].library, &m.indexed[large].library
	if indexedWhole(a) >= indexedWhole(b) {
		return true
	}
	return b.Part(small) >= mostly && min(a.Part(large), b.Part(small)) < signatures.Twin
}

// mostly is how much of a main file a copy has at the least, in percent.
const mostly = 60

// indexedWhole is how many versions of a library are indexed as a whole: the more, the
// better known it is (see libraries.txt).
func indexedWhole(l *signatures.Library) int { return len(l.Versions) - bits.OnesCount64(l.Beside) }

func (m *merger) isShipped(library int, group []uint64) bool {
	for _, o := range group {
		if m.shipped[[2]int{library, int(o & 0xffff)}] {
			return true
		}
	}
	return false
}
