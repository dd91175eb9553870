package evidence

import (
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/spdx"
)

// The reader of likeness compares what the others left with the texts of the
// SPDX list by runs of four words, of which long texts keep every fourth by
// hash.
const (
	runLength  = 4
	sparseFrom = 800 // words of a text from which only a sample is kept
)

// similarIndex has the texts of the SPDX list by the runs of words in them.
type similarIndex struct {
	ids    []spdx.Expression
	totals []int    // distinct runs kept
	titles []string // the version in the title, "" without
	sparse []bool
	runs   *runTable
}

var similarTexts = sync.OnceValue(func() *similarIndex {
	x := &similarIndex{}
	runs := make(map[uint32][]uint16, 1<<19)
	for _, l := range spdx.Licenses() {
		if l.Deprecated || strings.HasSuffix(l.ID, "-or-later") || strings.Contains(l.ID, "invariants") {
			continue
		}
		if text, ok := spdx.Text(l.ID); ok {
			id := listed(spdx.Expression(l.ID))
			x.add(runs, id, text)
			if part, ok := essential(text); ok {
				x.add(runs, id, part)
			}
		}
	}
	x.runs = newRunTable(runs)
	return x
})

// essential is the part of a listed text that files have without the rest: the
// Unicode licenses begin with a notice to users of the data files, which ICU's
// files leave out, and the Business Source License ends with what licensors
// owe its author.
func essential(text string) (string, bool) {
	if _, after, ok := strings.Cut(text, "COPYRIGHT AND PERMISSION NOTICE"); ok {
		return after, true
	}
	before, _, ok := strings.Cut(text, "MariaDB hereby grants you permission")
	return before, ok
}

func (x *similarIndex) add(runs map[uint32][]uint16, id spdx.Expression, text string) {
	ws := withoutCopyright(text)
	n := len(x.ids)
	sparse := len(ws) >= sparseFrom
	seen := make(map[uint32]bool)
	hashes := make([]uint32, max(0, len(ws)-runLength+1))
	runHashes(ws, hashes)
	for _, h := range hashes {
		if sparse && h&3 != 0 || seen[h] {
			continue
		}
		seen[h] = true
		runs[h] = append(runs[h], uint16(n))
	}
	x.ids = append(x.ids, id)
	x.titles = append(x.titles, listedVersion(id, text))
	x.totals = append(x.totals, len(seen))
	x.sparse = append(x.sparse, sparse)
}

// withoutCopyright leaves out the lines that every holder fills in anew.
func withoutCopyright(text string) []word {
	body := []byte(text)
	var out []word
	line, skip := -1, false
	for _, w := range words(body) {
		if w.line != line {
			line, skip = w.line, holderLine(body, w)
		}
		if !skip {
			out = append(out, w)
		}
	}
	return out
}
