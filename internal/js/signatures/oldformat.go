package signatures

import "math/bits"

// oldMagic begins a database of the format before: without the lengths of its
// sections, MainSampling, Holds and Misstated. Teams may have such files.
const oldMagic = "licaudit signatures 3\n"

// derive finds in a database of the old format what later ones say.
func (db *DB) derive() {
	db.deriveSampling()
	db.deriveHolds()
}

// deriveSampling finds of how many runs one is kept: a power of two, that of the
// low bits that all their hashes lack.
func (db *DB) deriveSampling() {
	seen := make([][2]uint32, len(db.Libraries))
	for i, h := range db.runs.hashes {
		for _, r := range db.runSets[db.runs.sets[i]] {
			if r.Main {
				seen[r.Library][0] |= h
			} else {
				seen[r.Library][1] |= h
			}
		}
	}
	for i, s := range seen {
		l := &db.Libraries[i]
		l.MainSampling, l.Sampling = 1<<bits.TrailingZeros32(s[0])-1, 1<<bits.TrailingZeros32(s[1])-1
	}
}

// deriveHolds tells from the sets of Refs who ships copies of whom. A few runs
// prove nothing, nor do those of three libraries or more.
func (db *DB) deriveHolds() {
	counts := make(map[[2]uint16]int) // {who, whose}
	for _, set := range db.runs.sets {
		refs := db.runSets[set]
		if len(refs) != 2 || refs[0].Shipped == refs[1].Shipped {
			continue
		}
		if refs[0].Shipped {
			counts[[2]uint16{refs[0].Library, refs[1].Library}]++
		} else {
			counts[[2]uint16{refs[1].Library, refs[0].Library}]++
		}
	}
	for pair, n := range counts {
		if n >= minBlock {
			l := &db.Libraries[pair[0]]
			l.Holds = append(l.Holds, Held{Library: pair[1], Part: 100})
		}
	}
	for i := range db.Libraries {
		sortHolds(db.Libraries[i].Holds)
	}
}
