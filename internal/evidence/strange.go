package evidence

import (
	"bytes"
	"slices"
)

// strange reports whether ws[from:to], between two parts of a notice, is
// more than a name, an address, or another wording of it.
func (n notice) strange(text []byte, ws []word, found []finding, from, to int) bool {
	if slices.ContainsFunc(found, func(o finding) bool { return o.license == commonsClause && from <= o.from && o.from < to }) {
		return true
	}
	for _, gap := range gapsIn(n.others(found), from, to) {
		for i := gap[0]; i < gap[1]; {
			j := sentenceEnd(text, ws, i, gap[1])
			if n.strangeSentence(text, ws, i, j) {
				return true
			}
			i = j
		}
	}
	return false
}

// others are the findings but for the notice's own, which may reach over what
// stands in a blank of its pattern. A short license is no notice, and has words
// that no notice has.
func (n notice) others(found []finding) []finding {
	if n.form != formText || len(textOf(n.license).words) < noticeLength {
		return found
	}
	return slices.DeleteFunc(slices.Clone(found), func(f finding) bool { return f.from == n.from && f.to == n.to })
}

// strangeSentence is strange for one sentence.
func (n notice) strangeSentence(text []byte, ws []word, from, to int) bool {
	if offers.within(ws, from, to) {
		return clausesWeigh(text, ws, from, to)
	}
	if harmless(text, ws, from, to) {
		return false
	}
	for i := from; i < to; {
		known := n.covers(ws, i, n.all)
		j := i + known
		for known == 0 && j < to && n.covers(ws, j, n.all) == 0 {
			j++
		}
		for _, p := range unknownParts(ws, i, j) {
			a, b := p[0], p[1]
			if known == 0 && !(i == from && isSubject(text, ws, a, b)) && n.isStrange(text, ws, a, b) {
				return true
			}
		}
		i = j
	}
	return false
}

// isStrange reports whether ws[from:to], words that no notice has, say something:
// they are a limit, or more than a few words and no names. A sentence by itself
// takes two, "Pas de vente.", but for Debian's lists, which have names between.
func (n notice) isStrange(text []byte, ws []word, from, to int) bool {
	if shortLimit(text, ws, from, to) {
		return true
	}
	told, narrows := 0, false
	for _, w := range ws[from:to] {
		if len(w.text) > 1 && !isDigit(w.text[0]) && !inAddress(text, w) {
			told++
			narrows = narrows || conditions().narrows.has(w) || conditions().weighs.has(w)
		}
	}
	least := minCondition
	if !n.listed && from > 0 && to < len(ws) && endsPart(text, ws, from-1) && endsPart(text, ws, to-1) {
		least = shortCondition
	}
	return narrows || told >= least && !mostlyNames(text, ws[from:to])
}

// endsPart reports whether a sentence ends behind ws[k], or a part of one.
func endsPart(text []byte, ws []word, k int) bool {
	return sentenceEnds(text, ws, k) || stopsAt(text, ws, k) || bytes.ContainsAny(text[ws[k].end:ws[k+1].start], ";:")
}

// longestSubject is how many words may stand where a notice names its work: "Use of
// this file", "The Debian support files for foo are".
const longestSubject = 12

// isSubject reports whether ws[from:to] is the subject of a sentence that goes on
// as a notice's does, up to the name of its license: "Use of this file is governed
// by the". What binds, limits or denies is more than that.
func isSubject(text []byte, ws []word, from, to int) bool {
	limit := min(to+1, len(ws))
	k := predicates.firstIn(ws, from, limit)
	if k == limit || k == from || k-from > longestSubject || bytes.ContainsAny(text[ws[from].start:ws[k-1].end], ";:()") || forbids(ws, from, k) {
		return false
	}
	rest := ws[min(to, k+predicates.length(ws, k)):to]
	return !slices.ContainsFunc(rest, func(w word) bool {
		return !slices.Contains(fillers, w.text) && !slices.Contains(leads, w.text) && !counting.has(w)
	})
}

// counting are words that say how many licenses follow.
var counting = wordSet("three four several other more")

var predicates = phraseSet("is free software", "are free software", "is distributed", "are distributed", "was distributed", "were distributed",
	"is licensed", "are licensed", "was licensed", "were licensed", "is governed by", "is subject to", "is made available", "are made available",
	"is available", "are available", "was available", "were available", "was released", "were released",
	"licenses this file", "licenses this product", "licenses this software", "licenses this work")

// harmless reports whether a sentence takes nothing from a license: it says where
// the license's text is, what the license is good for, where the file is from, or
// whose a mark is.
func harmless(text []byte, ws []word, from, to int) bool {
	t := conditions()
	switch {
	case weight(text, ws[from:to], to-from, false) > 0:
		return false
	case isKeyword(text, ws[from:to]):
		return true
	case pointers.within(ws, from, to), t.frees.within(ws, from, to):
		return !slices.ContainsFunc(ws[from:to], exceptive.has)
	case provenance.within(ws, from, to), ownership.within(ws, from, to):
		return !forbids(ws, from, to)
	}
	return false
}

// isKeyword reports whether some words are what a version control system writes
// between dollar signs: "$Id: Foo.java 12 jane $".
func isKeyword(text []byte, ws []word) bool {
	from, to := ws[0].start, ws[len(ws)-1].end
	return from > 0 && text[from-1] == '$' && bytes.HasPrefix(bytes.TrimLeft(text[to:], " "), []byte("$"))
}

var (
	exceptive  = wordSet("only solely exclusively unless except excepted excepting excluding excluded exclude excludes not no none but")
	ownership  = phraseSet("trademark of", "trademarks of", "trade mark of", "trade marks of", "registered trademark", "registered trademarks", "refers to")
	provenance = phraseSet("derived from", "based on", "originally", "modified from", "modified by", "adapted from", "ported from", "extracted from", "taken from", "contributed by", "written by", "created by", "developed by", "developed for", "generated by")
)

// forbids reports whether one of ws[from:to] is of those that forbid, demand or
// except.
func forbids(ws []word, from, to int) bool {
	t := conditions()
	return slices.ContainsFunc(ws[from:to], func(w word) bool { return t.asks.has(w) || t.narrows.has(w) })
}

// mostlyNames reports whether words are the names of persons, companies or works,
// which stand in a notice's blanks, with their addresses: hardly one is written
// small, or in capitals, but for those right behind a copyright sign.
func mostlyNames(text []byte, ws []word) bool {
	t := conditions()
	held := false
	for i, w := range ws {
		if i > 0 && bytes.ContainsAny(text[ws[i-1].end:w.start], ",;()") {
			held = false
		}
		if w.text == "copyright" && i+1 < len(ws) && (ws[i+1].text == "c" || isDigit(ws[i+1].text[0])) {
			held = true
		}
		if t.narrows.has(w) || t.weighs.has(w) {
			return false
		}
		if held || len(w.text) < 3 || !isLetter(w.text[0]) || namesBeside.has(w) || legalTitles.has(w) || inAddress(text, w) {
			continue
		}
		if c := text[w.start]; c == w.text[0] || len(w.text) > 4 && text[w.end-1] < 'a' {
			return false
		}
	}
	return true
}

// namesBeside are the words beside names in the blanks of notices.
var namesBeside = wordSet("the and are others von van der den des contributor contributors original code developer author authors corporation foundation initial implementation api part portions all rights reserved created version revision date since file")

// gapsIn are the stretches of [from, to) that no finding covers.
func gapsIn(found []finding, from, to int) [][2]int {
	var out [][2]int
	for _, f := range found { // sorted by where they begin
		if f.to <= from || f.from >= to {
			continue
		}
		if f.from > from {
			out = append(out, [2]int{from, f.from})
		}
		from = max(from, f.to)
	}
	if from < to {
		out = append(out, [2]int{from, to})
	}
	return out
}
