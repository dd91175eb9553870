package signatures

import (
	"math/bits"
	"slices"

	"github.com/licaudit/licaudit/internal/js/digest"
)

// Trace is what a file has of a library's runs, whether that is enough to name
// the library or not.
type Trace struct {
	// Hits counts the runs of the sample, own all that the library does not ship of
	// another.
	Hits, own int
	counts    []int // of own, by version
}

// Traces returns what a file has of each library. Amid what was found of another
// one, runs are no library's own: react 15 has much of react-dom 16.
func (db *DB) Traces(d *digest.Digest, found []Found) map[int]Trace {
	traces := make(map[int]Trace)
	d.Shingles(func(h uint32, i int) {
		amid := func(library uint16) bool {
			return slices.ContainsFunc(found, func(f Found) bool {
				first, last := f.Around()
				return f.Library != int(library) && i >= first && i <= last
			})
		}
		for _, r := range db.Run(h) {
			t := traces[int(r.Library)]
			if db.Libraries[r.Library].isSampled(h, r.Main) {
				t.Hits++
			}
			if !r.Shipped && !amid(r.Library) {
				t.add(r.Versions, len(db.Libraries[r.Library].Versions))
			}
			traces[int(r.Library)] = t
		}
	})
	return traces
}

func (t *Trace) add(versions uint64, of int) {
	if t.counts == nil {
		t.counts = make([]int, of)
	}
	t.own++
	for v := versions; v != 0; v &= v - 1 {
		t.counts[bits.TrailingZeros64(v)]++
	}
}

// Versions returns those that have most of the runs, as the bits of a Ref; none
// where the runs are few, or where much of them is in no one version.
func (t Trace) Versions() uint64 {
	most := 0
	for _, n := range t.counts {
		most = max(most, n)
	}
	if most < minAlone || most*4 < t.own*3 {
		return 0
	}
	versions := uint64(0)
	for v, n := range t.counts {
		if n == most {
			versions |= 1 << v
		}
	}
	return versions
}
