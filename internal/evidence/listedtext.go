package evidence

import (
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/spdx"
)

// listedText is a license's text on the SPDX list, by words and by runs of
// words, and the other wordings of it that we know.
type listedText struct {
	words []word
	runs  *runSet
	free  bool // it asks for nothing
	// wordings are the runs of all texts that are known of the license: the
	// listed one, the first reader's patterns, those of its like.
	wordings func() *runSet
}

// bare is a license without its exception.
func bare(license spdx.Expression) spdx.Expression {
	id, _, _ := strings.Cut(string(license), " WITH ")
	return spdx.Expression(id)
}

var listedTexts sync.Map // of spdx.Expression to *listedText

// textOf is the text of a license. One with an exception has the license's own:
// the list has the exceptions' texts apart.
func textOf(id spdx.Expression) *listedText {
	id = bare(id)
	if t, ok := listedTexts.Load(id); ok {
		return t.(*listedText)
	}
	text, _ := spdx.Text(string(id))
	ws := words([]byte(text))
	t := &listedText{words: ws, runs: runSetOf(ws), free: asksNothing(ws)}
	t.wordings = sync.OnceValue(func() *runSet { return wordingsOf(id) })
	listedTexts.Store(id, t)
	return t
}

func wordingsOf(id spdx.Expression) *runSet {
	set := new(runSet)
	for _, like := range append(variants().like[id], id) {
		text, _ := spdx.Text(string(like))
		set.addAll(words([]byte(text)))
		for _, p := range patternsOf()[like] {
			netOf(p).addRuns(set)
		}
	}
	return set
}

func (t *listedText) has(phrase []string) bool { return find(t.words, 0, len(t.words), phrase) >= 0 }

// begins is the first place in ws[from:to] where the listed text goes on for
// two runs, or to.
func (t *listedText) begins(ws []word, from, to int) int {
	for k := from; k < to; k++ {
		h, ok := runHash(ws, k)
		next, more := runHash(ws, k+runLength)
		if ok && more && t.runs.has(h) && t.runs.has(next) {
			return k
		}
	}
	return to
}

// strangers calls visit with each stretch of words that no run of another text
// covers, until it returns true.
func strangers(ws []word, runs *runSet, visit func(from, to int) bool) bool {
	covered := 0 // the words before it are
	known := func(i int) bool {
		h, ok := runHash(ws, i)
		return ok && runs.has(h)
	}
	for i := 0; i < len(ws); i++ {
		if !known(i) {
			continue
		}
		if i > covered && visit(covered, i) {
			return true
		}
		for known(i + runLength) { // what is between cannot cover more
			i += runLength
		}
		covered = i + runLength
	}
	return covered < len(ws) && visit(covered, len(ws))
}

// runHash is the hash of the run of words at ws[i], made of theirs.
func runHash(ws []word, i int) (uint64, bool) {
	if i+runLength > len(ws) {
		return 0, false
	}
	h := uint64(0)
	for _, w := range ws[i : i+runLength] {
		h = h*hashBase + w.hash
	}
	return h, true
}
