package evidence

import (
	"bytes"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// qualifying are the words of a title by which a text is another license than
// the one whose words it has, or is only for some: "MIT License (non-commercial)".
var qualifying = wordSet("noncommercial commercial military academic educational education student students research evaluation trial demo" +
	" personal internal restricted restrictive nonprofit restriction restrictions" +
	" modified amended customized adapted variant ethical plus addendum rider")

// qualified reports whether a text that speaks for a file stands under a title
// that takes something from it: a license's name, or "license", with a word beside
// it that is no name.
func qualified(text []byte, ws []word, found, main []finding) bool {
	if copyrightFormat.within(ws, 0, min(len(ws), titleLength)) { // whose fields are no titles
		return false
	}
	end := 0
	for _, f := range textsOf(found) {
		if f.third || f.license == "" || !slices.ContainsFunc(main, func(m finding) bool { return m.license == f.license }) {
			continue
		}
		from, to := max(end, f.from-headLength), textOf(f.license).begins(ws, f.from, min(f.to, f.from+headLength))
		for from > 0 && from < to && ws[from-1].line == ws[from].line { // in the midst of a line
			from++
		}
		for i := from; i < to; {
			j := titleEnd(text, ws, i, to)
			if j-i <= longestTitle && !stopsAt(text, ws, j-1) && codeStart(text, ws, i, i+1) > i && qualifies(text, ws, i, j, f) {
				return true
			}
			i = j
		}
		end = f.to
	}
	return false
}

// copyrightFormat is at the head of Debian's machine-readable copyright files.
var copyrightFormat = phraseSet("copyright format 1.0", "dep 5", "dep5")

// titleEnd is the end of the line at ws[i], or of its sentence.
func titleEnd(text []byte, ws []word, i, limit int) int {
	j := i + 1
	for j < limit && ws[j].line == ws[i].line && !sentenceEnds(text, ws, j-1) && !bytes.Contains(text[ws[j-1].end:ws[j].start], []byte(": ")) {
		j++
	}
	return j
}

// qualifies reports whether ws[from:to] is a title with a qualifying word that
// neither a license's name nor the listed text's own head has. A license for pay
// beside a GNU license is an offer.
func qualifies(text []byte, ws []word, from, to int, f finding) bool {
	titled, named, marked, end := false, false, false, from
	for i := from; i < to; i++ {
		if n, ok := nameAt(ws[:to], i); ok {
			named, end = true, n.to
			i = n.to - 1
			continue
		}
		titled = titled || ws[i].text == "license" || ws[i].text == "licence"
		marked = marked || qualifying.has(ws[i]) && !ownHead(f.license, ws[i].text)
	}
	if named && standsAlone(text, ws, from, to) && attaches(text, ws, end, to, f) {
		return true
	}
	return marked && (named || titled && !strings.Contains(string(f.license), "GPL-"))
}

// standsAlone reports whether ws[from:to] is a paragraph of its own, as a title is.
func standsAlone(text []byte, ws []word, from, to int) bool {
	return (from == 0 || bytes.Count(text[ws[from-1].end:ws[from].start], []byte("\n")) > 1) &&
		to < len(ws) && bytes.Count(text[ws[to-1].end:ws[to].start], []byte("\n")) > 1
}

// attaches reports whether ws[from:to], behind a license's name, is attached to it, in
// brackets or by a word, and says what nobody can tell: "MIT License (no AI
// training)". What is written large may be a name, and a permission takes nothing.
func attaches(text []byte, ws []word, from, to int, f finding) bool {
	for from < to && legalTitles.has(ws[from]) {
		from++
	}
	if from == 0 || from >= to || conditions().frees.within(ws, from, to) {
		return false
	}
	if !attaching.has(ws[from]) && !bytes.ContainsAny(text[ws[from-1].end:ws[from].start], "([") {
		return false
	}
	return slices.ContainsFunc(ws[from:to], func(w word) bool {
		return len(w.text) > 1 && isLetter(w.text[0]) && text[w.start] == w.text[0] && !understood.has(w) && !inAddress(text, w) && !ownHead(f.license, w.text)
	})
}

var (
	attaching  = wordSet("with without minus except excepting excluding limited")
	understood = wordSet("the an of and or as is this license licence licenses licensed text file files terms version under see below full open source simplified new revised modified original style clause also known no restrictions restriction free use commercial allowed copyright by to at com org http https www")
)

// ownHead reports whether a word is in the head of a listed text.
func ownHead(license spdx.Expression, text string) bool {
	head := textOf(license).words
	return slices.ContainsFunc(head[:min(len(head), headLength)], func(w word) bool { return w.text == text })
}
