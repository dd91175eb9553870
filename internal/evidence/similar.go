package evidence

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/licaudit/licaudit/internal/spdx"
)

// Thresholds of the third reader: how much of a license must be in the text,
// and how much of the text's part must be the license. What adds conditions
// of its own fails the second.
const (
	minContained = 0.86
	minDense     = 0.80
	minRuns      = 12
)

// maxSimilar bounds how many licenses the third reader finds in one text.
const maxSimilar = 12

// similar is the third reader. The runs of the whole text are looked up once
// if enclosing has done so already.
func similar(ws []word, known []finding, whole textRuns) []finding {
	var found []finding
	for _, gap := range gaps(ws, known, minRuns+runLength) {
		if !speaks(ws[gap[0]:gap[1]], 2) {
			continue
		}
		var runs textRuns
		if whole.hash != nil {
			runs = whole.within(gap[0], gap[1])
		} else {
			runs = similarTexts().runs.runsOf(ws, gap[0], gap[1])
		}
		for range maxSimilar {
			f, ok := similarTexts().best(ws, runs, found)
			if !ok {
				break
			}
			found = append(found, f)
		}
	}
	return found
}

// enclosing asks the third reader about a whole text of which the others know
// only a part: a license that quotes another one is not that other one. It
// gives back the runs of the text, if it looked them up.
func enclosing(ws []word, known []finding) ([]finding, textRuns) {
	covered := 0
	for _, k := range known {
		covered += k.to - k.from
	}
	if left := len(ws) - covered; len(known) == 0 || left < 40 || left*6 < len(ws) || len(ws) > 20_000 {
		return known, textRuns{}
	}
	runs := similarTexts().runs.runsOf(ws, 0, len(ws))
	whole, ok := similarTexts().best(ws, runs, nil)
	if !ok {
		return known, runs
	}
	kept := []finding{whole}
	for _, k := range known {
		inside := whole.from <= k.from && k.to <= whole.to
		if inside && k.to-k.from > (whole.to-whole.from)*9/10 {
			return known, runs // the same text
		}
		if !inside {
			if overlaps(kept[:1], k.from, k.to) {
				return known, runs
			}
			kept = append(kept, k)
		}
	}
	return kept, runs
}

// gaps are the stretches of at least n words that no finding covers.
func gaps(ws []word, known []finding, n int) [][2]int {
	if !slices.IsSortedFunc(known, byPlace) {
		known = slices.Clone(known)
		sortFindings(known)
	}
	var out [][2]int
	from := 0
	for i := range known {
		k := &known[i]
		if k.from-from >= n {
			out = append(out, [2]int{from, k.from})
		}
		from = max(from, k.to)
	}
	if len(ws)-from >= n {
		out = append(out, [2]int{from, len(ws)})
	}
	return out
}

// best is the license that fits a stretch best, if it fits well enough.
func (x *similarIndex) best(ws []word, runs textRuns, taken []finding) (finding, bool) {
	posts := untaken(runs, taken)
	counts := make([]int32, len(x.ids))
	for _, at := range posts {
		for _, n := range x.runs.list(at) {
			counts[n]++
		}
	}
	var options []uint16
	for n, c := range counts {
		if c >= minRuns && float64(c) >= minContained*float64(x.totals[n]) {
			options = append(options, uint16(n))
		}
	}
	slices.SortStableFunc(options, func(a, b uint16) int { return cmp.Compare(counts[b], counts[a]) })
	options = options[:min(len(options), maxOptions)]
	if len(options) == 0 {
		return finding{}, false
	}
	places, before := x.places(runs, posts, options, counts), earlier(posts)
	var chosen finding
	top := -1 << 30
	for k, n := range options {
		if f, score := x.fit(ws, runs, places[k], before, n); score > top {
			chosen, top = f, score
		}
	}
	return chosen, chosen.rule != ""
}

// places are where in the text the runs of each license stand.
func (x *similarIndex) places(runs textRuns, posts []uint32, options []uint16, counts []int32) [maxOptions][]int {
	var places [maxOptions][]int
	nth := make([]uint8, len(x.ids)) // among the options, from 1
	for k, n := range options {
		nth[n] = uint8(k + 1)
		places[k] = make([]int, 0, counts[n])
	}
	for i, at := range posts {
		for _, n := range x.runs.list(at) {
			if k := nth[n]; k > 0 {
				places[k-1] = append(places[k-1], runs.from+i)
			}
		}
	}
	return places
}

// earlier is for each of some runs where the same one stands before it, or -1.
func earlier(posts []uint32) []int {
	out := make([]int, len(posts))
	// The last place of each run, from 1, by open addressing: a look-up in a map
	// takes longer than all else that is done with a run.
	size := 1 << bits.Len(uint(2*len(posts)))
	last := make([]int32, size)
	shift := 33 - bits.Len(uint(size))
	for i, at := range posts {
		k := int(at * 0x9E3779B1 >> shift)
		for last[k] != 0 && posts[last[k]-1] != at {
			k = (k + 1) & (size - 1)
		}
		out[i] = int(last[k]) - 1
		last[k] = int32(i + 1)
	}
	return out
}

// maxOptions bounds the licenses that are looked at closely.
const maxOptions = 12

// untaken are the lists of the runs that no finding has.
func untaken(runs textRuns, taken []finding) []uint32 {
	if len(taken) == 0 {
		return runs.at
	}
	posts := slices.Clone(runs.at)
	for i := range posts {
		if overlaps(taken, runs.from+i, runs.from+i+runLength) {
			posts[i] = 0
		}
	}
	return posts
}

// fit looks closely at one license: the densest cluster of its runs.
func (x *similarIndex) fit(ws []word, runs textRuns, at, before []int, n uint16) (finding, int) {
	at = cluster(at)
	matched, total := 0, x.totals[n] // matched are distinct runs
	for _, i := range at {
		if runs.from+before[i-runs.from] < at[0] {
			matched++
		}
	}
	if matched == 0 {
		return finding{}, -1 << 30
	}
	f := finding{from: at[0], to: at[len(at)-1] + runLength, form: formText, license: x.ids[n], rule: "similar:" + string(x.ids[n])}
	span := 0
	for i := f.from; i+runLength <= f.to; i++ {
		if !x.sparse[n] || runs.hash[i-runs.from]&3 == 0 {
			span++
		}
	}
	contained, dense := float64(matched)/float64(total), float64(len(at))/float64(max(span, 1))
	if total < minRuns || contained < minContained || dense < minDense {
		return finding{}, -1 << 30
	}
	if anotherVersion(ws, f, x.titles[n]) {
		f.license, f.candidates = "", []spdx.Expression{f.license}
	}
	return f, matched - 4*(total-matched) - 4*(span-len(at))
}

// cluster keeps the stretch of positions with the most members, cut where
// none stands for a hundred words.
func cluster(at []int) []int {
	var best []int
	start := 0
	for i := range at {
		if i > 0 && at[i]-at[i-1] > 100 {
			start = i
		}
		if i+1-start > len(best) {
			best = at[start : i+1]
		}
	}
	return best
}
