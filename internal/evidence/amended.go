package evidence

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// amended leaves open the texts that are a listed one but for what they say in
// its midst, and those that are only like it, or have its clauses, and add a
// condition, or lack a right or the disclaimer: no reader can see how much a
// few words matter. The whole are texts that stand word for word.
func amended(text []byte, ws []word, texts, whole []finding) []finding {
	out := slices.Clone(texts)
	for i, f := range out {
		if f.license == "" || overlaps(whole, f.from, f.to) {
			continue
		}
		own, listed := ws[f.from:f.to], textOf(f.license)
		if !worded(f) && (adds(text, withoutExhibit(own), listed) || lacks(own, listed)) || inserts(text, ws, f) {
			out[i] = withOtherTerms(f)
		}
	}
	return out
}

// worded reports whether a finding is of a reader of the very words.
func worded(f finding) bool {
	kind, _, _ := strings.Cut(f.rule, ":")
	return kind != "similar" && kind != "clauses"
}

func withOtherTerms(f finding) finding {
	f.candidates, f.license = []spdx.Expression{spdx.And(f.license, spdx.OtherTerms)}, ""
	f.rule = "amended:" + f.rule
	return f
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
func adds(text []byte, own []word, listed *listedText) bool {
	had := make(map[string]bool)
	more := func(w word) bool {
		if !binding.has(w) && !(listed.free && conditional.has(w)) {
			return false
		}
		if _, ok := had[w.text]; !ok {
			had[w.text] = count(own, w.text) > count(listed.words, w.text)
		}
		return had[w.text]
	}
	return unmodifiedOnly(own) && !unmodifiedOnly(listed.words) || strangers(own, listed.runs, func(from, to int) bool {
		if to-from >= minCondition && weight(text, own[from:min(len(own), to+runLength)], to-from, false) > 0 {
			return true
		}
		for i := from; i < to; i++ {
			if more(own[i]) && !hasAt(own, i+1, nameUnused) {
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
	rights      = []string{"modify", "sell", "distribute", "permit"}
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
	strangers(words, runSetOf(own), func(from, to int) bool {
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
