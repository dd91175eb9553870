package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

const (
	// commonTo is the number of libraries from which a run is common property:
	// module wrappers, helpers of compilers.
	commonTo = 6
	// mainRuns and otherRuns bound the runs that are kept of a library.
	mainRuns, otherRuns = 2450, 1300
	// maxHolders is the number from which nobody can be the owner.
	maxHolders = 64
	// mainChunks bounds the chunks.
	mainChunks = 3000
)

// merge joins the libraries' indexes into one database.
func merge(indexed []*index) ([]signatures.Library, signatures.Entries) {
	m := merger{indexed: indexed, shipped: make(map[[2]int]bool)}
	m.count()
	m.contents()
	m.ownership()
	m.reduce()
	m.sample()
	m.sizes()
	chunks := m.chunkEntries()
	var libraries []signatures.Library
	for _, ix := range indexed {
		ix.library.Literals = keys(ix.literals, func(s *score) score { return *s })
		ix.library.Banners = keys(ix.banners, func(s *bannerScore) score { return s.score })
		for _, k := range ix.library.Banners {
			if isWorded(ix.library.Name, ix.banners[k].words) {
				ix.library.Named = append(ix.library.Named, k)
			}
		}
		slices.SortFunc(ix.library.Misstated, func(a, b signatures.Misstated) int {
			return cmp.Or(cmp.Compare(a.Version, b.Version), strings.Compare(a.Says, b.Says))
		})
		ix.library.Misstated = slices.Compact(ix.library.Misstated)
		libraries = append(libraries, ix.library)
	}
	return libraries, signatures.Entries{
		Files:     fileEntries(indexed, func(ix *index) map[uint64]place { return ix.files }),
		Tokens:    fileEntries(indexed, func(ix *index) map[uint64]place { return ix.tokens }),
		Runs:      m.runEntries(),
		Sequences: fileEntries(indexed, func(ix *index) map[uint64]place { return ix.sequences }),
		Places:    places(indexed),
		Chunks:    chunks,
	}
}

func places(indexed []*index) []signatures.Place {
	all := make(map[signatures.Place]bool)
	for _, ix := range indexed {
		maps.Copy(all, ix.places)
	}
	return signatures.SortedPlaces(all)
}

// keys returns the keys that lead to the version reliably, sorted. An author
// forgets to raise a version now and then; a key that is wrong more often than
// that marks the version of something else.
func keys[S any](m map[uint32]S, of func(S) score) []uint32 {
	var out []uint32
	for k, v := range m {
		if s := of(v); s.right >= 2 && s.wrong*8 <= s.right || s.right == 1 && s.wrong == 0 {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// isWorded reports whether the words before a version name the library.
func isWorded(library string, words []string) bool {
	name := signatures.Plain(library)
	joined := strings.Join(words, "")
	return len(name) >= 4 && strings.Contains(joined, name)
}

type merger struct {
	indexed []*index
	// holders are the runs with their libraries: hash<<16 | library, sorted;
	// those common to too many are left out.
	holders []uint64
	shipped map[[2]int]bool // {who, whose}
	masks   [][2]uint32     // by library: of the hashes of main and other runs
}

func (m *merger) count() {
	total := 0
	for _, ix := range m.indexed {
		total += len(ix.runs)
	}
	all := make([]uint64, 0, total)
	for i, ix := range m.indexed {
		for h := range ix.runs {
			all = append(all, uint64(h)<<16|uint64(i))
		}
	}
	slices.Sort(all)
	m.holders = all[:0]
	for group := range groups(all) {
		if len(group) < maxHolders {
			m.holders = append(m.holders, group...)
		}
	}
}

// reduce drops the runs that are common property. A run of many libraries that
// ship a copy of one is that one's.
func (m *merger) reduce() {
	kept := m.holders[:0]
	for group := range groups(m.holders) {
		if len(group) >= commonTo {
			group = slices.DeleteFunc(slices.Clone(group), func(o uint64) bool { return m.isShipped(int(o&0xffff), group) })
		}
		if len(group) < commonTo {
			kept = append(kept, group...)
		}
	}
	m.holders = kept
}

// groups yields the stretches of holders that share a run.
func groups(holders []uint64) func(func([]uint64) bool) {
	return func(yield func([]uint64) bool) {
		for i := 0; i < len(holders); {
			j := i + 1
			for j < len(holders) && holders[j]>>16 == holders[i]>>16 {
				j++
			}
			if !yield(holders[i:j:j]) {
				return
			}
			i = j
		}
	}
}

// sample chooses, by library, how many of the runs are kept: those whose low
// bits are zero.
func (m *merger) sample() {
	main, other := make([]int, len(m.indexed)), make([]int, len(m.indexed))
	for group := range groups(m.holders) {
		for _, o := range group {
			if m.indexed[o&0xffff].runs[uint32(o>>16)].main {
				main[o&0xffff]++
			} else {
				other[o&0xffff]++
			}
		}
	}
	m.masks = make([][2]uint32, len(m.indexed))
	for i := range m.indexed {
		if main[i]*5 < other[i] { // many small files: none is the main one
			other[i] += main[i]
		}
		m.masks[i] = [2]uint32{maskFor(main[i], mainRuns), maskFor(other[i], otherRuns)}
		if main[i] == 0 || main[i]*5 < other[i] {
			m.masks[i][1] = maskFor(other[i], mainRuns)
		}
		m.indexed[i].library.MainSampling, m.indexed[i].library.Sampling = m.masks[i][0], m.masks[i][1]
	}
}

func maskFor(count, limit int) uint32 {
	mask := uint32(0)
	for count > limit {
		count /= 2
		mask = mask<<1 | 1
	}
	return mask
}

func (m *merger) kept(library int, h uint32, main bool) bool {
	mask := m.masks[library][1]
	if main {
		mask = m.masks[library][0]
	}
	return h&mask == 0
}

// sizes counts the kept, own runs of each version's main files. Of several
// forms of one file the smallest counts that is no mere fragment.
func (m *merger) sizes() {
	own := make([]map[uint32]bool, len(m.indexed))
	for i := range own {
		own[i] = make(map[uint32]bool)
	}
	for group := range groups(m.holders) {
		h := uint32(group[0] >> 16)
		for _, o := range group {
			i := int(o & 0xffff)
			if m.kept(i, h, true) && !m.isShipped(i, group) {
				own[i][h] = true
			}
		}
	}
	for i, ix := range m.indexed {
		for _, css := range []bool{false, true} {
			out := ix.library.Scripts
			if css {
				out = ix.library.Sheets
			}
			for v := range out {
				var counts []uint32
				for _, f := range ix.mains {
					if f.version != v || f.css != css {
						continue
					}
					n := uint32(0)
					for _, h := range f.runs {
						if own[i][h] {
							n++
						}
					}
					counts = append(counts, n)
				}
				if len(counts) == 0 {
					continue
				}
				largest := slices.Max(counts)
				counts = slices.DeleteFunc(counts, func(n uint32) bool { return n*2 < largest })
				out[v] = slices.Min(counts)
			}
		}
	}
}

func (m *merger) runEntries() []signatures.Entry[uint32] {
	var out []signatures.Entry[uint32]
	for group := range groups(m.holders) {
		e := signatures.Entry[uint32]{Hash: uint32(group[0] >> 16)}
		for _, o := range group {
			i := int(o & 0xffff)
			p := m.indexed[i].runs[e.Hash]
			if !m.kept(i, e.Hash, p.main) && !m.indexed[i].tells[e.Hash] {
				continue
			}
			e.Refs = append(e.Refs, signatures.Ref{Library: uint16(i), Main: p.main, Shipped: m.isShipped(i, group), Versions: p.versions})
		}
		if len(e.Refs) > 0 {
			out = append(out, e)
		}
	}
	return out
}

// fileEntries joins the hashes of all libraries. A file that several of them
// hold belongs to the one that it is named for, else to the one whose main
// file it is.
func fileEntries(indexed []*index, of func(*index) map[uint64]place) []signatures.Entry[uint64] {
	type holder struct {
		library int
		place   place
	}
	all := make(map[uint64][]holder)
	for i, ix := range indexed {
		for h, p := range of(ix) {
			all[h] = append(all[h], holder{i, p})
		}
	}
	var out []signatures.Entry[uint64]
	for _, h := range slices.Sorted(maps.Keys(all)) {
		holders := all[h]
		claim := func(x holder) int {
			switch {
			case x.place.named:
				return 2
			case x.place.main:
				return 1
			}
			return 0
		}
		best := claim(slices.MaxFunc(holders, func(a, b holder) int { return cmp.Compare(claim(a), claim(b)) }))
		e := signatures.Entry[uint64]{Hash: h}
		for _, x := range holders {
			if claim(x) == best {
				e.Refs = append(e.Refs, signatures.Ref{Library: uint16(x.library), Main: x.place.main, Versions: x.place.versions})
			}
		}
		if len(e.Refs) < commonTo {
			out = append(out, e)
		}
	}
	return out
}

// chunkEntries joins a sample of the chunks of each library, without those
// common to many.
func (m *merger) chunkEntries() []signatures.Entry[uint64] {
	all := make(map[uint64][]signatures.Ref)
	for i, ix := range m.indexed {
		mask := uint64(maskFor(len(ix.chunks), mainChunks))
		ix.library.ChunkSampling = uint32(mask)
		for h, p := range ix.chunks {
			if h&mask == 0 {
				all[h] = append(all[h], signatures.Ref{Library: uint16(i), Main: true, Versions: p.versions})
			}
		}
	}
	var out []signatures.Entry[uint64]
	for _, h := range slices.Sorted(maps.Keys(all)) {
		refs := all[h]
		if len(refs) >= commonTo {
			refs = slices.DeleteFunc(slices.Clone(refs), func(r signatures.Ref) bool {
				return slices.ContainsFunc(all[h], func(o signatures.Ref) bool { return m.shipped[[2]int{int(r.Library), int(o.Library)}] })
			})
		}
		if len(refs) < commonTo && len(refs) > 0 {
			out = append(out, signatures.Entry[uint64]{Hash: h, Refs: refs})
		}
	}
	return out
}
