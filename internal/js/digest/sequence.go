package digest

import (
	"cmp"
	"slices"
)

// MinSequence is the least length of a sequence that says something.
const MinSequence = 12

// anchorLength is how much of a sequence's beginning finds it in a file.
const anchorLength = 4

// base is that of the polynomial which sequences are hashed by, so that the
// hash of a part follows from those of two beginnings.
const base = 0x9E3779B97F4A7C15

// Sum describes a whole sequence: where to look for it, how far it goes, and
// its hash. It is the zero Sum where the sequence is too short.
type Sum struct {
	Anchor uint32
	Length int
	Hash   uint64
}

// Sum returns the sum of a file's sequence.
func (d *Digest) Sum() Sum {
	s := d.Sequence
	if len(s) < MinSequence {
		return Sum{}
	}
	h := uint64(0)
	for _, f := range s {
		h = h*base + uint64(f.Hash) + 1
	}
	return Sum{anchor(s), len(s), finish(h, len(s))}
}

// Inner returns the hash of the tokens from the first to before the last feature of
// a part of a script's sequence: what tells it from another with the same sequence,
// whatever stands before and after it.
func (d *Digest) Inner(src []byte, start, end int) uint64 {
	if d.css || end-start < MinSequence {
		return 0
	}
	return mix(11, JS(src[d.Sequence[start].Pos:d.Sequence[end-1].Pos]).Tokens)
}

func anchor(s []Feature) uint32 {
	h := uint64(5)
	for _, f := range s[:anchorLength] {
		h = mix(h, uint64(f.Hash))
	}
	return fold(h)
}

func finish(h uint64, n int) uint64 { return mix(mix(7, h), uint64(n)) }

// Part is a stretch of a file's sequence, from Start to before End.
type Part struct {
	Start, End int
	Hash       uint64
}

// Parts calls yield for every stretch that begins with an anchor and is as
// long as lengths says that one with this anchor may be.
func (d *Digest) Parts(lengths func(anchor uint32) []int, yield func(Part)) {
	s := d.Sequence
	if len(s) < MinSequence {
		return
	}
	sums := make([]uint64, len(s)+1)
	powers := make([]uint64, len(s)+1)
	powers[0] = 1
	for i, f := range s {
		sums[i+1] = sums[i]*base + uint64(f.Hash) + 1
		powers[i+1] = powers[i] * base
	}
	for i := 0; i+MinSequence <= len(s); i++ {
		for _, n := range lengths(anchor(s[i:])) {
			if i+n <= len(s) {
				yield(Part{i, i + n, finish(sums[i+n]-sums[i]*powers[n], n)})
			}
		}
	}
}

// FeatureAt returns the index of the first feature at or after the i-th of
// the sequence.
func (d *Digest) FeatureAt(i int) int {
	if i >= len(d.Sequence) {
		return len(d.Features)
	}
	at, _ := slices.BinarySearchFunc(d.Features, d.Sequence[i].Pos, func(f Feature, pos int32) int { return cmp.Compare(f.Pos, pos) })
	return at
}

// SequenceAt returns the index in the sequence of the i-th feature.
func (d *Digest) SequenceAt(i int) int {
	if i >= len(d.Features) {
		return len(d.Sequence)
	}
	at, _ := slices.BinarySearchFunc(d.Sequence, d.Features[i].Pos, func(f Feature, pos int32) int { return cmp.Compare(f.Pos, pos) })
	return at
}
