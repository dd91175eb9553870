package evidence

import (
	"slices"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/spdx"
)

// amended leaves open the texts that are like a listed one, or have its
// clauses, but add a condition, or lack a right or the disclaimer: a reader of
// likeness cannot see how much a few words matter.
func amended(ws []word, texts []finding) []finding {
	out := slices.Clone(texts)
	for i, f := range out {
		kind, _, _ := strings.Cut(f.rule, ":")
		if f.license == "" || kind != "similar" && kind != "clauses" {
			continue
		}
		own, listed := ws[f.from:f.to], textOf(f.license)
		if adds(withoutExhibit(own), listed) || lacks(own, listed) {
			out[i].license, out[i].candidates = "", []spdx.Expression{spdx.And(f.license, spdx.OtherTerms)}
			out[i].rule = "amended:" + f.rule
		}
	}
	return out
}

// withoutExhibit cuts off the form at the end of a long license, which everyone
// fills in anew.
func withoutExhibit(ws []word) []word {
	for i := len(ws) * 3 / 4; i < len(ws); i++ {
		if ws[i].text == "exhibit" && len(ws) >= sparseFrom {
			return ws[:i]
		}
	}
	return ws
}

// binding are the words by which a text of one family comes to ask for more
// than another one.
var binding = wordSet("must shall only solely exclusively prohibited forbidden required requires commercial commercially noncommercial academic educational evaluation except unless notify notified restricted agree purchase subscription")

// conditional are the words of a grant that asks for something, asking how it
// goes on. Of the licenses that ask for nothing, as 0BSD, a text that has more of
// those words is another one.
var (
	conditional = wordSet("provided condition conditions long")
	asking      = phraseSet("provided that", "condition", "conditions", "as long as")
)

func asksNothing(ws []word) bool {
	for i := range ws {
		if asking.at(ws, i) {
			return false
		}
	}
	return true
}

// adds reports whether what a text has beyond the listed one binds.
func adds(own []word, listed *listedText) bool {
	had := make(map[string]bool)
	more := func(w string) bool {
		if !binding[w] && !(listed.free && conditional[w]) {
			return false
		}
		if _, ok := had[w]; !ok {
			had[w] = count(own, w) > count(listed.words, w)
		}
		return had[w]
	}
	return unmodifiedOnly(own) && !unmodifiedOnly(listed.words) || strangers(own, listed.runs, func(from, to int) bool {
		if to-from >= minCondition && weight(own[from:min(len(own), to+runLength)], to-from, false) > 0 {
			return true
		}
		for i := from; i < to; i++ {
			if more(own[i].text) && !hasAt(own, i+1, nameUnused) {
				return true
			}
		}
		return false
	})
}

// nameUnused goes on with "the names must", as other holders' texts do with
// "neither the names may".
var nameUnused = phrase("not be used to endorse")

// opening is how many words open a text of the BSD family.
const opening = 20

// unmodifiedOnly tells "use without modification", or of unmodified forms,
// from "use with or without modification".
func unmodifiedOnly(ws []word) bool {
	if !openings.at(ws, 0) {
		return false
	}
	for i, w := range ws[:min(len(ws), opening)] {
		if w.text == "modification" || w.text == "modifications" {
			return ws[i-1].text == "without" && ws[i-2].text != "or"
		}
	}
	return true
}

// What a license can hardly do without, if it had it: the rights and the
// disclaimer. minDisclaimer is how many words a disclaimer has at least.
var (
	rights      = []string{"modify", "sell", "distribute"}
	disclaimers = []string{"warranty", "warranties"}
	liabilities = []string{"liable", "liability"}
)

const minDisclaimer = 12

// lacks reports whether a text leaves out what matters of the listed one.
func lacks(own []word, listed *listedText) bool {
	gone := func(list []string) bool {
		return !slices.ContainsFunc(own, func(w word) bool { return slices.Contains(list, w.text) })
	}
	words, missing, found := listed.words, 0, false
	strangers(words, runSet(own), func(from, to int) bool {
		stretch := words[from:to]
		missing += to - from
		has := func(list []string) bool {
			return slices.ContainsFunc(stretch, func(w word) bool { return slices.Contains(list, w.text) })
		}
		for _, r := range rights {
			found = found || has([]string{r}) && gone([]string{r})
		}
		found = found || len(stretch) >= minDisclaimer && (has(disclaimers) && gone(disclaimers) || has(liabilities) && gone(liabilities))
		return false
	})
	return found && 2*missing < len(words) // else it is like another text of that id
}

func count(ws []word, text string) int {
	n := 0
	for _, w := range ws {
		if w.text == text {
			n++
		}
	}
	return n
}

// strangers calls visit with each stretch of words that no run of another text
// covers, until it returns true.
func strangers(ws []word, runs map[uint32]bool, visit func(from, to int) bool) bool {
	covered := 0 // the words before it are
	for i := range ws {
		if h, ok := runAt(ws, i); ok && runs[h] {
			if i > covered && visit(covered, i) {
				return true
			}
			covered = i + runLength
		}
	}
	return covered < len(ws) && visit(covered, len(ws))
}

// listedText is a text of the SPDX list, by words and by runs of words.
type listedText struct {
	words []word
	runs  map[uint32]bool
	free  bool // it asks for nothing
}

var listedTexts sync.Map // of spdx.Expression to *listedText

func textOf(id spdx.Expression) *listedText {
	if t, ok := listedTexts.Load(id); ok {
		return t.(*listedText)
	}
	text, _ := spdx.Text(string(id))
	ws := words([]byte(text))
	t := &listedText{ws, runSet(ws), asksNothing(ws)}
	listedTexts.Store(id, t)
	return t
}

func runSet(ws []word) map[uint32]bool {
	set := make(map[uint32]bool, len(ws))
	for i := range ws {
		if h, ok := runAt(ws, i); ok {
			set[h] = true
		}
	}
	return set
}
