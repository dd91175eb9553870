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
	blockEnd        int // the index in at where that stretch has ended
	Hits            int
	// Votes is how many runs speak for versions: the hits, and those that the database
	// keeps beyond its sample since they tell versions apart. Best is how many of them
	// the best versions have, Second how many the best of the others.
	Votes, Best, Second int
	// First and Last are the indexes of the first and last feature found.
	First, Last int
	// at holds the indexes of the features found, ascending.
	at []int
	// mains is how many of the hits are of main files.
	mains int
	// runs estimates how many runs would be found if all were kept.
	runs int
}

// The least that names a library. A file that only calls a library shares
// scattered names with it and no stretches, since runs of three strings and
// names hardly recur outside of the code that they come from. What is little of
// the library, and little of the file, may be a compiler's helper or a table that
// many have: it must be a longer stretch.
const (
	minHits     = 8
	minAlone    = 5 // in a file that is little else
	minShare    = 0.30
	minCoverage = 0.50
	minBlock    = 10
	someBlock   = 20 // of what is little in a file that is mostly another library
	longBlock   = 40 // of what is less than littleShare and littleCoverage
	littleShare = 0.15
	littleCover = 0.05
	manyHits    = 25 // scattered, with a share of someShare
	someShare   = 0.08
	minPart     = 60 // runs of a part of a main file
)

type hit struct {
	hash     uint32
	at       int
	versions uint64
	main     bool
	shipped  bool
}

// Match finds the libraries whose code is in a file: the one that explains
// most is taken first, with all that it explains, and so on. Those that are listed,
// as packages of a bundle, are not taken for parts of each other.
func (db *DB) Match(d *digest.Digest, css bool, listed map[int]bool) []Found {
	hits := make(map[uint16][]hit)
	d.Shingles(func(h uint32, i int) {
		for _, r := range db.Run(h) {
			hits[r.Library] = append(hits[r.Library], hit{h, i, r.Versions, r.Main, r.Shipped})
		}
	})
	for id, list := range hits {
		if len(list) < minAlone {
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
		best = db.heart(best, hits, covered, d, css)
		for _, h := range hits[uint16(best.Library)] {
			covered[h.at] = true
		}
		delete(hits, uint16(best.Library))
		out = append(out, best)
	}
	out = db.withoutInner(out, listed)
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
		weight := float64(f.runs) * (0.25 + f.Share)
		if weight > bestWeight || weight == bestWeight && f.Library < best.Library {
			best, bestWeight = f, weight
		}
	}
	return best
}

// heart returns what a library holds as good as whole, if that explains the file
// as well: then the file is the part, and not the library. A fork and its origin are
// no parts of each other.
func (db *DB) heart(f Found, hits map[uint16][]hit, covered []bool, d *digest.Digest, css bool) Found {
	for _, h := range db.Libraries[f.Library].Holds {
		list := hits[h.Library]
		if list == nil || h.Part < most || db.Libraries[h.Library].Part(f.Library) >= min(int(h.Part), Twin) {
			continue
		}
		o := db.weigh(int(h.Library), list, covered, d, css)
		if o.accepted() && o.runs*20 >= f.runs*19 && db.within(hits[uint16(f.Library)], list, o.Library) {
			return o
		}
	}
	return f
}

// within reports whether what a file has of one library is another's too, but
// for a tenth of what the database keeps of both.
func (db *DB) within(list, other []hit, library int) bool {
	common := make(map[int]bool, len(other))
	for _, h := range other {
		common[h.at] = true
	}
	all, own := 0, 0
	for _, h := range list {
		if !db.Libraries[library].isSampled(h.hash, true) {
			continue
		}
		all++
		if !common[h.at] {
			own++
		}
	}
	return own*10 < all
}

// ofMain reports whether at least half of what was found is of main files.
func (f Found) ofMain() bool { return 2*f.mains >= f.Hits }

// IsPart reports whether what was found is not a main file, but beside or within
// one.
func (f Found) IsPart() bool { return !f.ofMain() || f.Share < minShare }

func (f Found) accepted() bool {
	switch {
	case f.Hits >= minAlone && f.Coverage >= minCoverage:
		// A few runs of a main file may be the names of the months.
		return f.Share >= someShare || f.runs >= minPart || !f.ofMain()
	case f.Hits < minHits:
		return false
	case f.Share < littleShare && f.Coverage < littleCover:
		return f.Block >= longBlock
	}
	return f.Share >= minShare || f.Block >= minBlock || f.Hits >= manyHits && f.Share >= someShare
}

func (db *DB) weigh(id int, list []hit, covered []bool, d *digest.Digest, css bool) Found {
	l := &db.Libraries[id]
	f := Found{Library: id, First: -1}
	seen := make(map[uint32]bool, len(list))
	counts := make([]uint32, len(l.Versions))
	mains := make([]uint32, len(l.Versions))
	block, last := 0, -1
	for _, h := range list {
		if h.shipped || covered[h.at] || seen[h.hash] {
			continue
		}
		seen[h.hash] = true
		sampled := l.isSampled(h.hash, h.main)
		f.Votes++
		for v := h.versions; v != 0; v &= v - 1 {
			i := bits.TrailingZeros64(v)
			counts[i]++
			if h.main && sampled {
				mains[i]++
			}
		}
		if !sampled {
			continue
		}
		f.Hits++
		if h.main {
			f.mains++
		}
		if f.First < 0 {
			f.First = h.at
		}
		rate := l.rate(h.main)
		f.runs += rate
		if last >= 0 && h.at-last <= 5*rate {
			block++
		} else {
			block = 1
		}
		f.Last, last = h.at, h.at
		f.at = append(f.at, h.at)
		if block > f.Block {
			f.Block, f.blockEnd = block, len(f.at)
		}
	}
	if f.Hits == 0 {
		return f
	}
	sizes := l.Scripts
	if css {
		sizes = l.Sheets
	}
	for v, n := range mains {
		if sizes[v] >= minAlone {
			f.Share = max(f.Share, min(1, float64(n)/float64(sizes[v])))
		}
	}
	most, second := slices.Max(counts), uint32(0)
	for v, n := range counts {
		if n == most {
			f.Versions |= 1 << v
		} else {
			second = max(second, n)
		}
	}
	f.Best, f.Second = int(most), int(second)
	f.Coverage = min(1, float64(f.runs)/float64(max(len(d.Features)-2, 1)))
	return f
}

// Near reports whether a feature's index lies in, or close to, what was found.
func (f Found) Near(at int) bool {
	i, _ := slices.BinarySearch(f.at, at)
	return i < len(f.at) && f.at[i]-at < 400 || i > 0 && at-f.at[i-1] < 400
}

// Core returns the indexes between which all of what was found lies, but for a
// tenth at either end: a stray run elsewhere moves First or Last far.
func (f Found) Core() (first, last int) {
	n := len(f.at)
	if n == 0 {
		return f.First, f.Last
	}
	return f.at[n/10], f.at[n-1-n/10]
}

// LongestBlock returns the indexes between which the longest unbroken stretch lies: a
// table that several libraries have may be found far from the code.
func (f Found) LongestBlock() (first, last int) {
	if f.blockEnd == 0 { // it is one stretch
		return f.First, f.Last
	}
	return f.at[f.blockEnd-f.Block], f.at[f.blockEnd-1]
}

// Around returns the indexes between which what was found lies but for strays: Core
// with the tenth that it leaves out at either end.
func (f Found) Around() (first, last int) {
	first, last = f.Core()
	tenth := (last - first) / 8
	return first - tenth, last + tenth
}

// Within reports whether nearly all that was found lies from first to last.
func (f Found) Within(first, last int) bool {
	inside := 0
	for _, at := range f.at {
		if at >= first && at <= last {
			inside++
		}
	}
	return inside*10 >= len(f.at)*9
}

// withoutInner drops what a larger library brought with it: libraries that it
// is known to ship, or that lie wholly inside its code, and traces of those
// that ship a copy of it.
func (db *DB) withoutInner(found []Found, listed map[int]bool) []Found {
	var out []Found
	for _, f := range found {
		inner := func(o Found) bool {
			return o.Library != f.Library && !(listed[f.Library] && listed[o.Library]) && db.brought(f, o)
		}
		if !slices.ContainsFunc(found, inner) {
			out = append(out, f)
		}
	}
	return out
}

// brought reports whether f is in the file only because o is.
func (db *DB) brought(f, o Found) bool {
	if db.holds(o, f) {
		return true
	}
	if o.Share < minShare || o.runs <= f.runs || f.Share >= minShare && db.isMadeOf(f.Library, o.Library) {
		return false
	}
	switch {
	case f.Share < minShare && db.Libraries[f.Library].Part(o.Library) >= shippedPart:
		return true
	case o.Coverage >= minCoverage && f.Share < minShare && f.Share < o.Share/2 && f.Block < someBlock:
		return true
	}
	if f.Share >= littleShare && f.Hits >= manyHits && db.areApart(o.Library, f.Library) {
		return false // a bundler put it there
	}
	low, high := o.at[len(o.at)/50], o.at[len(o.at)-1-len(o.at)/50]
	inside := 0
	for _, at := range f.at {
		if at >= low && at <= high {
			inside++
		}
	}
	return inside*10 >= len(f.at)*8 && (o.runs >= 2*f.runs || f.Share < o.Share/2 || db.areTwins(o.Library, f.Library))
}

// areTwins reports whether two libraries are as good as one: of a file that fits both,
// the one that fits less has only the rest.
func (db *DB) areTwins(a, b int) bool {
	return min(db.Libraries[a].Part(b), db.Libraries[b].Part(a)) >= Twin
}

// isMadeOf reports whether a library publishes another as good as whole, as D3 does its
// modules, and is none of its.
func (db *DB) isMadeOf(a, b int) bool {
	return db.Libraries[a].Part(b) >= most && db.Libraries[b].Part(a) < littleBack
}

// areApart reports whether of two libraries neither's packages have any of the other.
func (db *DB) areApart(a, b int) bool {
	return db.Libraries[a].Part(b) == 0 && db.Libraries[b].Part(a) == 0
}

// holds reports whether all that was found of f is what o publishes of it. Of two
// that hold each other, the one of which less is in the other does.
func (db *DB) holds(o, f Found) bool {
	if o.Share < littleShare || o.runs <= f.runs {
		return false
	}
	part := db.Libraries[o.Library].Part(f.Library)
	return part > db.Libraries[f.Library].Part(o.Library) && (part >= most || f.Share*100 <= float64(part+5))
}

const (
	most        = 60 // percent from which a library holds another as good as whole
	shippedPart = 25 // percent from which it ships a copy of it
	littleBack  = 25 // percent from which what it ships may ship it
)

// Twin is how much of a main file of each other a fork and its origin have, in percent.
const Twin = 90

// rate returns of how many runs of the library one is in the sample.
func (l *Library) rate(main bool) int { return int(min(l.mask(main), 255)) + 1 }

// isSampled reports whether a run of the library is in the sample, and not only kept
// to tell versions apart.
func (l *Library) isSampled(hash uint32, main bool) bool { return hash&l.mask(main) == 0 }

func (l *Library) mask(main bool) uint32 {
	if main {
		return l.MainSampling
	}
	return l.Sampling
}

// Part returns how much of another library's main file this one publishes, in
// percent.
func (l *Library) Part(of int) int {
	i, ok := slices.BinarySearchFunc(l.Holds, of, func(h Held, of int) int { return cmp.Compare(int(h.Library), of) })
	if !ok {
		return 0
	}
	return int(l.Holds[i].Part)
}

// Everywhere returns a Found that stands for a whole file of the library.
func Everywhere(library int, d *digest.Digest) Found {
	f := Found{Library: library}
	for i := 0; i <= len(d.Features); i += 200 {
		f.at = append(f.at, i)
	}
	return f
}
