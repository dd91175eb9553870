package signatures

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/licaudit/licaudit/internal/js/digest"
)

// Found is a library whose code was recognised in a file.
type Found struct {
	Library int
	// Versions are the ones whose code fits best, as the bits of a Ref.
	Versions uint64
	// Share is the part of the library's main file that was found, Coverage
	// the part of the file that the library explains, both 0 to 1; Block is
	// the length of the longest unbroken stretch, in runs.
	Share, Coverage float64
	Block           int
	Hits            int
	// First and Last are the indexes of the first and last feature found.
	First, Last int
	// at holds the indexes of the features found, ascending.
	at []int
}

// The least that names a library. A file that only calls a library shares
// scattered names with it and no stretches, since runs of three strings and
// names hardly recur outside of the code that they come from.
const (
	minHits     = 5
	minShare    = 0.30
	minCoverage = 0.50
	minBlock    = 10
)

type hit struct {
	hash     uint32
	at       int
	versions uint64
	main     bool
	shipped  bool
}

// Match finds the libraries whose code is in a file: the one that explains
// most is taken first, with all that it explains, and so on.
func (db *DB) Match(d *digest.Digest, css bool) []Found {
	hits := make(map[uint16][]hit)
	d.Shingles(func(h uint32, i int) {
		for _, r := range db.Run(h) {
			hits[r.Library] = append(hits[r.Library], hit{h, i, r.Versions, r.Main, r.Shipped})
		}
	})
	for id, list := range hits {
		if len(list) < minHits {
			delete(hits, id)
		}
	}
	covered := make([]bool, len(d.Features))
	var out []Found
	for len(hits) > 0 {
		best := db.best(hits, covered, d, css)
		if best.Hits == 0 {
			break
		}
		for _, h := range hits[uint16(best.Library)] {
			covered[h.at] = true
		}
		delete(hits, uint16(best.Library))
		out = append(out, best)
	}
	slices.SortFunc(out, func(a, b Found) int { return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Library, b.Library)) })
	return out
}

// best weighs every library by what it explains of the rest of the file.
func (db *DB) best(hits map[uint16][]hit, covered []bool, d *digest.Digest, css bool) Found {
	var best Found
	bestWeight := 0.0
	for id, list := range hits {
		f := db.weigh(int(id), list, covered, d, css)
		if !f.accepted() {
			continue
		}
		weight := float64(f.Hits) * float64(db.Libraries[id].Sampling+1) * (0.25 + f.Share)
		if weight > bestWeight || weight == bestWeight && f.Library < best.Library {
			best, bestWeight = f, weight
		}
	}
	return best
}

func (f Found) accepted() bool {
	return f.Hits >= minHits && (f.Share >= minShare || f.Coverage >= minCoverage || f.Block >= minBlock)
}

func (db *DB) weigh(id int, list []hit, covered []bool, d *digest.Digest, css bool) Found {
	l := &db.Libraries[id]
	f := Found{Library: id, First: -1}
	seen := make(map[uint32]bool, len(list))
	counts := make([]uint32, len(l.Versions))
	mains := make([]uint32, len(l.Versions))
	block, last := 0, -1
	gap := 5 * int(l.Sampling+1)
	for _, h := range list {
		if h.shipped || covered[h.at] || seen[h.hash] {
			continue
		}
		seen[h.hash] = true
		f.Hits++
		for v := h.versions; v != 0; v &= v - 1 {
			i := bits.TrailingZeros64(v)
			counts[i]++
			if h.main {
				mains[i]++
			}
		}
		if f.First < 0 {
			f.First = h.at
		}
		if last >= 0 && h.at-last <= gap {
			block++
		} else {
			block = 1
		}
		f.Block = max(f.Block, block)
		f.Last, last = h.at, h.at
		f.at = append(f.at, h.at)
	}
	if f.Hits == 0 {
		return f
	}
	sizes := l.Scripts
	if css {
		sizes = l.Sheets
	}
	for v, n := range mains {
		if sizes[v] >= minHits {
			f.Share = max(f.Share, min(1, float64(n)/float64(sizes[v])))
		}
	}
	most := slices.Max(counts)
	for v, n := range counts {
		if n == most {
			f.Versions |= 1 << v
		}
	}
	f.Coverage = min(1, float64(f.Hits)*float64(l.Sampling+1)/float64(max(len(d.Features)-2, 1)))
	return f
}

// Near reports whether a feature's index lies in, or close to, what was found.
func (f Found) Near(at int) bool {
	i, _ := slices.BinarySearch(f.at, at)
	return i < len(f.at) && f.at[i]-at < 400 || i > 0 && at-f.at[i-1] < 400
}

// VersionLiteral returns the version that stands in the library's own place
// in the code found, if it does in one way.
func (db *DB) VersionLiteral(f Found, d *digest.Digest) (string, bool) {
	keys := db.Libraries[f.Library].Literals
	votes := make(map[string]int)
	for _, l := range d.Literals {
		if !f.Near(l.At) {
			continue
		}
		for _, k := range l.Keys(d) {
			if _, ok := slices.BinarySearch(keys, k); ok {
				votes[l.Value]++
			}
		}
	}
	return winner(votes)
}

// VersionMention returns the version that stands in a comment where the
// library states its own.
func (db *DB) VersionMention(library int, mentions []digest.Mention) (string, bool) {
	keys := db.Libraries[library].Banners
	votes := make(map[string]int)
	for _, m := range mentions {
		if _, ok := slices.BinarySearch(keys, m.Key); ok {
			votes[m.Value]++
		}
	}
	return winner(votes)
}

// winner returns the value with the most votes, if there is one such.
func winner(votes map[string]int) (string, bool) {
	best, most, tied := "", 0, false
	for value, n := range votes {
		switch {
		case n > most:
			best, most, tied = value, n, false
		case n == most:
			tied = true
		}
	}
	return best, most > 0 && !tied
}

// Everywhere returns a Found that stands for a whole file of the library.
func Everywhere(library int, d *digest.Digest) Found {
	f := Found{Library: library}
	for i := 0; i <= len(d.Features); i += 200 {
		f.at = append(f.at, i)
	}
	return f
}
