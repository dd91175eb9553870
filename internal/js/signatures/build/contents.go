package main

import (
	"cmp"
	"slices"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

// The least of a main file that a library holds: fewer runs, or a smaller part,
// are a helper or a table that both have from elsewhere.
const (
	minHeldRuns = 12
	minHeldPart = 8 // percent
)

// contents finds for each library of which others it publishes a part: bundled,
// copied, or written out of the same source.
func (m *merger) contents() {
	parts := make(map[[2]uint16]uint8) // {holder, held}
	shared := m.sharedRuns()
	for i, ix := range m.indexed {
		for _, f := range ix.mains {
			for holder, part := range m.holdersOf(uint16(i), f, shared) {
				pair := [2]uint16{holder, uint16(i)}
				parts[pair] = max(parts[pair], part)
			}
		}
	}
	for pair, part := range parts {
		l := &m.indexed[pair[0]].library
		l.Holds = append(l.Holds, signatures.Held{Library: pair[1], Part: part})
	}
	for _, ix := range m.indexed {
		slices.SortFunc(ix.library.Holds, func(a, b signatures.Held) int { return cmp.Compare(a.Library, b.Library) })
	}
}

// sharedRuns tells of each run that several libraries have where in holders its
// group begins, and -1 of the runs of one library.
func (m *merger) sharedRuns() map[uint32]int {
	shared := make(map[uint32]int)
	at := 0
	for group := range groups(m.holders) {
		shared[uint32(group[0]>>16)] = at
		if len(group) == 1 {
			shared[uint32(group[0]>>16)] = -1
		}
		at += len(group)
	}
	return shared
}

// holdersOf returns which libraries publish a part of a main file, in percent.
func (m *merger) holdersOf(library uint16, f mainFile, shared map[uint32]int) map[uint16]uint8 {
	counts := make(map[uint16]int)
	all := 0
	for _, h := range f.runs {
		at, ok := shared[h]
		if !ok {
			continue // common property
		}
		all++
		for ; at >= 0 && at < len(m.holders) && uint32(m.holders[at]>>16) == h; at++ {
			counts[uint16(m.holders[at])]++
		}
	}
	parts := make(map[uint16]uint8)
	for holder, n := range counts {
		if part := 100 * n / all; holder != library && n >= minHeldRuns && part >= minHeldPart {
			parts[holder] = uint8(part)
		}
	}
	return parts
}
