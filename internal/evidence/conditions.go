package evidence

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed data/conditions.txt
var conditionsData string

// conditionTables are the groups of data/conditions.txt, which says what each
// one is.
type conditionTables struct {
	forbids, demands, limits      *phrases
	about, mark, turns, frees     *phrases
	offer, choice, begins, self   *phrases
	speaks, weighs, asks, narrows *wordList
	clause                        sieve // words that matter to a clause's weight
}

var conditions = sync.OnceValue(func() *conditionTables {
	groups := make(map[string][]string)
	for line := range strings.Lines(conditionsData) {
		if group, rest, ok := strings.Cut(strings.TrimSpace(line), " "); ok && group != "#" {
			groups[group] = append(groups[group], rest)
		}
	}
	set := func(group string) *phrases { return phraseSet(groups[group]...) }
	single := func(group string) *wordList { return wordSet(strings.Join(groups[group], " ")) }
	t := &conditionTables{
		forbids: set("forbids"), demands: set("demands"), limits: set("limits"),
		about: set("about"), mark: set("mark"), turns: set("turns"), frees: set("frees"),
		offer: set("offer"), choice: set("choice"), begins: set("begins"), self: set("self"),
		speaks: single("speaks"), weighs: single("weighs"), asks: single("asks"), narrows: single("narrows"),
	}
	for _, first := range []*sieve{&t.turns.first, &t.mark.first, &t.about.first, &t.frees.first, &t.weighs.sieve, &t.forbids.first, &t.demands.first, &t.limits.first} {
		t.clause.join(first)
	}
	return t
})

// weight is 3 for a sentence that forbids or demands what weighs, 2 for one that
// limits what the license is good for, 1 for another condition, and 0 for what
// is none: what binds must be among its first words. What excuses a clause
// excuses none beside it. Where a license may be paid for, what the sentence says
// of that is an offer.
func weight(text []byte, ws []word, first int, paid bool) int {
	t := conditions()
	speaks, offers, chooses := false, false, false
	for i := range ws {
		speaks = speaks || t.speaks.has(ws[i]) || t.weighs.has(ws[i])
		if paid && i < first {
			offers = offers || t.offer.at(ws, i)
			chooses = chooses || t.choice.at(ws, i)
		}
	}
	heaviest := 0
	for from := 0; from < first; {
		to := clauseEnd(text, ws, from, first)
		w, binds := t.clauseWeight(ws, from, to, speaks)
		if offers && (chooses || !binds) {
			w = 0
		}
		heaviest = max(heaviest, w)
		from = to
	}
	return heaviest
}

// clauseWeight is the weight of one clause, and whether it forbids or demands
// anything.
func (t *conditionTables) clauseWeight(ws []word, from, to int, speaks bool) (weight int, binds bool) {
	limits, excused, marked, weighs, forbids, free := false, false, false, false, false, false
	for i := from; i < to; i++ {
		if !t.clause.may(ws[i].hash) {
			continue
		}
		if t.turns.at(ws, i) {
			return 0, false
		}
		if n := t.mark.length(ws, i); n > 0 && (!binds && !limits || slices.ContainsFunc(ws[max(from, i-markReach):i], uses.has)) {
			marked = marked || i+n >= len(ws) || !owners.has(ws[i+n])
		}
		excused = excused || t.about.at(ws, i)
		free = free || t.frees.at(ws, i)
		weighs = weighs || t.weighs.has(ws[i]) && !(i > 0 && granted.has(ws[i-1]))
		forbids = forbids || t.forbids.at(ws, i)
		binds = binds || forbids || t.demands.at(ws, i)
		limits = limits || t.limits.at(ws, i)
	}
	switch {
	case marked || free && !forbids || excused && !((binds || limits) && weighs):
		return 0, binds
	case speaks && binds && weighs:
		return 3, binds
	case limits:
		return 2, binds
	case speaks && binds:
		return 1, binds
	}
	return 0, binds
}

// markReach is how far behind "use" a mark may be named: "use any of the Foo
// or Bar trademarks".
const markReach = 8

var (
	uses    = wordSet("use using uses")
	granted = wordSet("a no or without") // "without fee or royalty", "may charge a fee"
	owners  = wordSet("owner owners holder holders license licence")
)

// itself reports whether a sentence speaks of the very thing that is licensed.
func (t *conditionTables) itself(ws []word) bool { return t.self.within(ws, 0, len(ws)) }

// clauseEnd is the index behind the clause that begins at from.
func clauseEnd(text []byte, ws []word, from, limit int) int {
	t := conditions()
	for j := from + 1; j < limit; j++ {
		gap := text[ws[j-1].end:ws[j].start]
		switch w := ws[j].text; {
		case bytes.ContainsAny(gap, ";:"):
			return j
		case w == "but", w == "however", w == "although":
			return j
		case (ws[j-1].text == "and" || bytes.IndexByte(gap, ',') >= 0 || bytes.Contains(gap, []byte(" -"))) && t.begins.at(ws, j):
			return j
		}
	}
	return limit
}

// sentenceEnd is the index behind the sentence that begins at from.
func sentenceEnd(text []byte, ws []word, from, limit int) int {
	j := from + 1
	for j < limit && !sentenceEnds(text, ws, j-1) && !closes(text[ws[j-1].end:ws[j].start]) {
		j++
	}
	return j
}

// closes reports whether a full stop stands behind a closing mark: "(see
// https://example.org/)."
func closes(between []byte) bool {
	end := bytes.TrimLeft(between, ")]\"'*_/>")
	return len(end) > 1 && len(end) < len(between) && end[0] == '.'
}
