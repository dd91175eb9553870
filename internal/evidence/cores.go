package evidence

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/spdx"
)

// coreData has the terms of the texts of the SPDX list, without title, copyright
// lines, address and the instructions behind them: how many words they are, the
// hash of the first few and of all. The test of exact.go's data writes it, too.
//
//go:embed data/cores.tsv
var coreData string

// core is the terms of a listed license.
type core struct {
	length int
	hash   uint64
	power  uint64 // of the hash's base, by the length
	id     spdx.Expression
}

// anchorLength is how many words are looked at before all are compared.
// coreLength is from how many words on terms are not part of other ones.
const (
	anchorLength = 5
	coreLength   = 400
)

// hashBase is the base of the rolling hash, odd so that no word is lost.
const hashBase = 0x9E3779B97F4A7C15

// coreTable has the cores by their first words.
type coreTable struct {
	once, twice sieve // by other bits of the hash
	byAnchor    map[uint64][]core
}

func (t *coreTable) add(anchor uint64, c core) {
	t.once.add(anchor)
	t.twice.add(anchor << 12)
	t.byAnchor[anchor] = append(t.byAnchor[anchor], c)
}

func (t *coreTable) list(anchor uint64) []core {
	if !t.once.may(anchor) || !t.twice.may(anchor<<12) {
		return nil
	}
	return t.byAnchor[anchor]
}

var coreTexts = sync.OnceValue(func() *coreTable {
	t := &coreTable{byAnchor: make(map[uint64][]core)}
	for line := range strings.Lines(coreData) {
		f := strings.Fields(line)
		anchor, _ := strconv.ParseUint(f[0], 16, 64)
		hash, _ := strconv.ParseUint(f[1], 16, 64)
		n, _ := strconv.Atoi(f[2])
		t.add(anchor, core{n, hash, power(n), spdx.Expression(f[3])})
	}
	return t
})

func power(n int) uint64 {
	p := uint64(1)
	for range n {
		p *= hashBase
	}
	return p
}

// cores finds the terms of listed licenses that stand in a text word for word,
// in one pass by a rolling hash, the longest at each place, so that the slower
// readers have only the rest.
func cores(text []byte, ws []word) []finding {
	if len(ws) < shortText {
		return nil
	}
	list := sumLists.Get().(*[]uint64)
	defer sumLists.Put(list)
	*list = appendSums((*list)[:0], ws)
	sums := *list
	short := power(anchorLength)
	table := coreTexts()
	var found []finding
	for i := 0; i+shortText <= len(ws); i++ {
		best := core{}
		for _, c := range table.list(sums[i+anchorLength] - sums[i]*short) {
			if end := i + c.length; c.length > best.length && end <= len(ws) && sums[end]-sums[i]*c.power == c.hash {
				best = c
			}
		}
		if best.length == 0 {
			continue
		}
		f := finding{from: i, to: i + best.length, form: formText, license: best.id, rule: "text:" + string(best.id)}
		if strings.Contains(string(best.id), "GPL-") {
			f.from, f.to = gnuStart(ws, i), gnuEnd(ws, f.to)
			if around(text, ws, f, i, i+best.length) {
				f = withOtherTerms(f)
			}
		}
		found = append(found, f)
		i = f.to - 1
	}
	return found
}

// onlyCores reports whether a text has nothing that could be of a license but
// the terms found, their titles and copyright lines.
func onlyCores(ws []word, found []finding) bool {
	if len(found) == 0 {
		return false
	}
	for _, gap := range gaps(ws, found, 1) {
		for _, w := range ws[gap[0]:gap[1]] {
			if legal.has(w) && !heading.has(w) {
				return false
			}
		}
	}
	return true
}

// heading are the legal words of titles and copyright lines.
var heading = wordSet("copyright license licence rights")

func long(found []finding) []finding {
	return slices.DeleteFunc(slices.Clone(found), func(f finding) bool { return f.to-f.from < coreLength })
}

// withCores adds the terms that stand word for word where the other readers
// found nothing, or only a part of them. What goes on behind them is another
// license, of which they are a part.
func withCores(texts, cores []finding) []finding {
	for _, c := range cores {
		more := func(f finding) bool {
			return f.from < c.to && c.from < f.to && (f.to > c.to || f.from < c.from-headLength || f.rule == c.rule)
		}
		if slices.ContainsFunc(texts, more) {
			continue
		}
		texts = slices.DeleteFunc(texts, func(f finding) bool { return f.from < c.to && c.from < f.to })
		texts = append(texts, c)
	}
	return texts
}

// gnuStart is where a GNU license begins whose terms begin at i: its preamble,
// which differs from print to print, belongs to it.
func gnuStart(ws []word, i int) int {
	const preamble, head = 1000, 60
	for k := i - 1; k >= max(0, i-preamble); k-- {
		if ws[k].text != "preamble" {
			continue
		}
		for j := k - 1; j >= max(0, k-head); j-- {
			if ws[j].text == "everyone" {
				return j
			}
		}
		return k
	}
	return i
}

// around reports whether a GNU license says more before or behind its terms,
// ws[from:to], than it does in print.
func around(text []byte, ws []word, f finding, from, to int) bool {
	const joint = 2 * runLength // words of the terms, by which the rest is told
	listed := textOf(f.license)
	return f.from < from && insertsIn(text, ws, listed, f.from, from+joint, false) ||
		to < f.to && insertsIn(text, ws, listed, to-joint, f.to, true)
}

var (
	instructions = phrase("how to apply these terms")
	lastWords    = phraseSet("general public license instead of this license", "that s all there is to it", "philosophy why not lgpl html", "follow the gnu agpl see http www gnu org licenses", "follow the gnu agpl see https www gnu org licenses")
)

// gnuEnd is the end of the instructions behind a GNU license's terms, whose
// sample of a notice grants nothing.
func gnuEnd(ws []word, end int) int {
	const near, length = 20, 600
	if find(ws, end, min(len(ws), end+near), instructions) < 0 {
		return end
	}
	for k := end; k < min(len(ws), end+length); k++ {
		if n := lastWords.length(ws, k); n > 0 {
			return k + n
		}
	}
	return end
}

// sumLists are for the sums of texts, which no answer has any of.
var sumLists = sync.Pool{New: func() any { return new([]uint64) }}

// appendSums adds the hash of the words before each place, and behind the last.
func appendSums(sums []uint64, ws []word) []uint64 {
	sums = slices.Grow(sums, len(ws)+1)
	h := uint64(0)
	sums = append(sums, h)
	for i := range ws {
		h = h*hashBase + ws[i].hash
		sums = append(sums, h)
	}
	return sums
}
