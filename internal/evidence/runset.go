package evidence

import "math/bits"

// runSet is a set of runs of words by their hashes. Texts are held against
// others run by run, which a map of Go's takes several times as long for.
type runSet struct {
	slots []uint64 // open addressing; 0 is a free slot
	count int
	zero  bool // 0 is in the set
}

// runSetOf is the set of the runs of some words.
func runSetOf(ws []word) *runSet {
	set := &runSet{slots: make([]uint64, 1<<bits.Len(uint(2*len(ws))))}
	set.addAll(ws)
	return set
}

func (s *runSet) addAll(ws []word) {
	for i := range ws {
		if h, ok := runHash(ws, i); ok {
			s.add(h)
		}
	}
}

func (s *runSet) add(h uint64) {
	if h == 0 {
		s.zero = true
		return
	}
	if 2*(s.count+1) > len(s.slots) {
		s.grow()
	}
	if i := s.slot(h); s.slots[i] == 0 {
		s.slots[i] = h
		s.count++
	}
}

func (s *runSet) grow() {
	old := s.slots
	s.slots = make([]uint64, max(64, 2*len(old)))
	for _, h := range old {
		if h != 0 {
			s.slots[s.slot(h)] = h
		}
	}
}

func (s *runSet) has(h uint64) bool {
	if h == 0 || len(s.slots) == 0 {
		return h == 0 && s.zero
	}
	return s.slots[s.slot(h)] == h
}

// slot is where a hash stands, or else the free slot for it. The high bits of
// a product are the well mixed ones.
func (s *runSet) slot(h uint64) int {
	mask := len(s.slots) - 1
	i := int(h >> (65 - bits.Len(uint(len(s.slots)))))
	for s.slots[i] != 0 && s.slots[i] != h {
		i = (i + 1) & mask
	}
	return i
}
