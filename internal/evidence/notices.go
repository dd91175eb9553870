package evidence

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/spdx"
)

//go:embed data/notices.txt
var noticesData string

// noticeTable has the runs of words of the notices by which a file says its
// license, each with the blocks of data/notices.txt that have it.
type noticeTable struct {
	families [][]string // of each block
	runs     map[uint64]uint32
	sieve    sieve             // of the runs
	openings map[uint64]uint32 // how the rows begin that open a notice
}

var notices = sync.OnceValue(func() *noticeTable {
	t := &noticeTable{runs: make(map[uint64]uint32), openings: make(map[uint64]uint32)}
	for line := range strings.Lines(noticesData) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			continue
		}
		if families, ok := strings.CutPrefix(line, "== "); ok {
			t.families = append(t.families, strings.Fields(families))
			continue
		}
		line, opens := strings.CutPrefix(line, "> ")
		ws := words([]byte(line))
		if h, ok := openingHash(ws, 0); ok && opens {
			t.openings[h] |= 1 << (len(t.families) - 1)
		}
		for i := range ws {
			if h, ok := runHash(ws, i); ok {
				t.runs[h] |= 1 << (len(t.families) - 1)
				t.sieve.add(h)
			}
		}
	}
	return t
})

// blocks are those that are for one of the licenses of an expression.
func (t *noticeTable) blocks(license spdx.Expression) uint32 {
	set := uint32(0)
	for _, term := range license.Terms() {
		id := string(term.Expression())
		for n, families := range t.families {
			for _, f := range families {
				if id == f || strings.HasPrefix(id, f+"-") {
					set |= 1 << n
				}
			}
		}
	}
	return set
}

// own is the block of a license's own notices.
func (t *noticeTable) own(f finding) uint32 {
	b := t.blocks(f.license)
	return b & -b
}

// opens reports whether a notice of some blocks begins at ws[i].
func (t *noticeTable) opens(ws []word, i int, blocks uint32) bool {
	h, ok := openingHash(ws, i)
	return ok && t.openings[h]&blocks != 0
}

// openingHash is the hash of the two runs of words by which a notice is known to
// begin.
func openingHash(ws []word, i int) (uint64, bool) {
	first, _ := runHash(ws, i)
	second, ok := runHash(ws, i+runLength)
	return first*hashBase + second, ok
}

// has reports whether a run of words is a notice's, of some blocks.
func (t *noticeTable) has(h uint64, blocks uint32) bool {
	return t.sieve.may(h) && t.runs[h]&blocks != 0
}
