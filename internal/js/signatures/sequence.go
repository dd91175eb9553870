package signatures

import (
	"math/bits"
	"slices"

	"github.com/licaudit/licaudit/internal/js/digest"
)

// Stretch is a part of a file whose strings, names and numbers are, in order
// and without a gap, those of a library's published script.
type Stretch struct {
	Ref
	// Length is that of the stretch; First and Last are the indexes of the
	// features within it.
	Length, First, Last int
	// start and end are the indexes of the sequence from and before which it lies.
	start, end int
}

// Stretches returns what of a file is known in order and without a gap. A
// stretch within a longer one of the same library is left out, and of one that
// is there several times all but the first.
func (db *DB) Stretches(d *digest.Digest) []Stretch {
	var out []Stretch
	seen := make(map[uint64]bool) // a file may repeat a script a million times
	d.Parts(func(anchor uint32) []int { return db.lengths[anchor] }, func(p digest.Part) {
		refs := lookUp(&db.sequences, db.fileSets, p.Hash&(1<<HashBits-1))
		if len(refs) == 0 || seen[p.Hash] {
			return
		}
		seen[p.Hash] = true
		for _, r := range refs {
			out = append(out, Stretch{r, p.End - p.Start, d.FeatureAt(p.Start), d.FeatureAt(p.End), p.Start, p.End})
		}
	})
	return slices.DeleteFunc(slices.Clone(out), func(s Stretch) bool {
		return slices.ContainsFunc(out, func(o Stretch) bool {
			return o.Library == s.Library && o.Length > s.Length && o.First <= s.First && o.Last >= s.Last
		})
	})
}

// Told returns those of the stretch's versions whose script has the same tokens too,
// or all where none is known to.
func (db *DB) Told(s Stretch, d *digest.Digest, src []byte) uint64 {
	if bits.OnesCount64(s.Versions) > 1 {
		for _, r := range db.Tokens(d.Inner(src, s.start, s.end)) {
			if r.Library == s.Library && r.Versions&s.Versions != 0 {
				return r.Versions & s.Versions
			}
		}
	}
	return s.Versions
}

// Found returns the stretch as a library found.
func (s Stretch) Found() Found {
	return unbroken(int(s.Library), s.Versions, s.Length, s.First, s.Last)
}

// unbroken returns a library of which all the features from first to last are.
func unbroken(library int, versions uint64, hits, first, last int) Found {
	f := Found{Library: library, Versions: versions, Share: 1, Hits: hits, Block: hits, First: first, Last: last}
	for i := first; i <= last; i += 100 {
		f.at = append(f.at, i)
	}
	return f
}

// joinLengths merges the lengths of two databases.
func joinLengths(a, b map[uint32][]int) map[uint32][]int {
	out := make(map[uint32][]int, len(a)+len(b))
	for _, m := range []map[uint32][]int{a, b} {
		for anchor, list := range m {
			list = slices.Concat(out[anchor], list)
			slices.Sort(list)
			out[anchor] = slices.Compact(list)
		}
	}
	return out
}
