package main

import "github.com/licaudit/licaudit/internal/js/signatures"

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

// isCopy reports whether what a library has of a smaller one is a copy of that. It is
// none of a fork, as lodash-compat is one of Lodash, nor if more of the larger is in the
// smaller, which then has the copy, as dagre has one of Lodash.
func (m *merger) isCopy(small, large int) bool {
	of, back := m.indexed[large].library.Part(small), m.indexed[small].library.Part(large)
	return back < max(of, 1) && min(of, back) < signatures.Twin
}

func (m *merger) isShipped(library int, group []uint64) bool {
	for _, o := range group {
		if m.shipped[[2]int{library, int(o & 0xffff)}] {
			return true
		}
	}
	return false
}
