package evidence

import "math/bits"

// runTable keeps, for each run of words of the SPDX list's texts, the texts
// that have it: a text is looked up word by word, so that a look-up must cost
// little more than the memory that it touches.
type runTable struct {
	slots []runSlot // open addressing; at 0 is a free slot
	shift int
	lists []uint16 // a list's length, then its texts, ascending
}

type runSlot struct{ hash, at uint32 }

func newRunTable(runs map[uint32][]uint16) *runTable {
	size := 1 << bits.Len(uint(2*len(runs)))
	t := &runTable{slots: make([]runSlot, size), shift: 33 - bits.Len(uint(size)), lists: make([]uint16, 1, 4*len(runs))}
	for h, list := range runs {
		i := t.home(h)
		for t.slots[i].at != 0 {
			i = (i + 1) & uint32(size-1)
		}
		t.slots[i] = runSlot{h, uint32(len(t.lists))}
		t.lists = append(append(t.lists, uint16(len(list))), list...)
	}
	return t
}

// home multiplies by the golden ratio: of long texts only every fourth hash is
// kept, and the low bits of those are all the same.
func (t *runTable) home(h uint32) uint32 { return h * 0x9E3779B1 >> t.shift }

// find is where the list of a run begins, or 0.
func (t *runTable) find(h uint32) uint32 {
	for i := t.home(h); ; i = (i + 1) & uint32(len(t.slots)-1) {
		if s := t.slots[i]; s.at == 0 || s.hash == h {
			return s.at
		}
	}
}

func (t *runTable) list(at uint32) []uint16 {
	n := uint32(t.lists[at])
	return t.lists[at+1 : at+1+n]
}

// textRuns are the runs that begin at each of some words of a text: their
// hashes, and where the table has their lists (0 for those in no listed text).
type textRuns struct {
	from, to int
	hash, at []uint32
}

func (t *runTable) runsOf(ws []word, from, to int) textRuns {
	n := max(0, to-from-runLength+1)
	r := textRuns{from, to, make([]uint32, n), make([]uint32, n)}
	runHashes(ws[from:to], r.hash)
	for i, h := range r.hash {
		r.at[i] = t.find(h)
	}
	return r
}

// within are the runs that lie in a stretch of the same text.
func (r textRuns) within(from, to int) textRuns {
	n := max(0, to-from-runLength+1)
	return textRuns{from, to, r.hash[from-r.from:][:n], r.at[from-r.from:][:n]}
}

// runHashes hashes the words of each run of ws (FNV-1a), four runs abreast: each
// product has to wait for the one before it in its own run only.
func runHashes(ws []word, hashes []uint32) {
	const basis, prime = 2166136261, 16777619
	var a, b, c uint32 // of the runs that began one word ago, two and three
	for i, w := range ws {
		h := uint32(basis)
		for k := range len(w.text) {
			x := uint32(w.text[k])
			h, a, b, c = (h^x)*prime, (a^x)*prime, (b^x)*prime, (c^x)*prime
		}
		h, a, b, c = (h^' ')*prime, (a^' ')*prime, (b^' ')*prime, (c^' ')*prime
		if k := i - (runLength - 1); k >= 0 {
			hashes[k] = c ^ c>>15
		}
		a, b, c = h, a, b
	}
}
