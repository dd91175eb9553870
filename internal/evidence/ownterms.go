package evidence

import (
	"bytes"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// parametric is the license whose terms every licensor completes.
const parametric spdx.Expression = "BUSL-1.1"

const (
	nearText       = 120 // how far from a license's text, in words, a sentence may add to it
	headTerms      = 300 // how many words a file's own terms before a text may take
	minCondition   = 4   // how many words a condition has at least
	shortCondition = 2   // how many it has where it stands alone: "Evaluation only."
)

// ownTerms reports whether a file states conditions of its own around the
// license texts that speak for it. Where it only names its license, one such
// sentence may sum that license up, and more are a license of their own; what
// limits it is one by itself.
func ownTerms(text []byte, ws []word, found, main []finding) bool {
	// Eclipse's user agreement is conditions about conditions, and is read on its
	// own; the Business Source License is made to be completed.
	if hasAgreement(ws) || slices.ContainsFunc(main, func(f finding) bool { return f.license == parametric }) {
		return false
	}
	texts, allowed, least := textsOf(found), 0, 1
	spoken := func(f finding) bool { // a tag or a title may speak for a text below it
		return !f.third && slices.ContainsFunc(main, func(m finding) bool { return m.license == f.license })
	}
	if len(ofForm(main, formText)) == 0 && !slices.ContainsFunc(texts, spoken) {
		// A page that names its license in passing speaks of other things that must
		// not be done, and so does a source file under its tag, or a page whose title
		// it is: in those only what weighs counts.
		if slices.ContainsFunc(main, entitled) {
			least = 3
		} else if !legalHead(ws) {
			return false
		}
		texts, allowed = nil, 1
	}
	paid := slices.ContainsFunc(main, func(f finding) bool { return strings.Contains(string(f.license), "GPL-") })
	for _, s := range ownStretches(text, ws, found, main) {
		for i := s[0]; i < s[1]; {
			j := sentenceEnd(text, ws, i, s[1])
			n := weight(text, ws[i:j], j-i, paid)
			if n == 0 && texts != nil && near(texts, i, j) && (shortLimit(text, ws, i, j) || goesOn(text, ws, texts, i, s[1])) {
				n = 2
			}
			if n >= least && (near(texts, i, j) || n > 1 && conditions().itself(ws[i:j])) {
				if allowed -= n; allowed < 0 {
					return true
				}
			}
			i = j
		}
	}
	return false
}

// ownStretches are the words of a file that no reader knows, up to where it
// speaks of others' work, without program code and forms to fill in.
func ownStretches(text []byte, ws []word, found, main []finding) [][2]int {
	end, last := len(ws), 0
	for _, f := range found {
		if f.third && !slices.ContainsFunc(main, func(m finding) bool { return m.license == f.license }) {
			end = min(end, f.from)
		}
		last = max(last, f.from)
	}
	exhibits := func() bool {
		return slices.ContainsFunc(found, func(f finding) bool { return f.license != "" && textOf(f.license).has(exhibit) })
	}
	var out [][2]int
	for _, gap := range gaps(ws, withoutHolders(ws, found), shortCondition) {
		from, to := gap[0], min(gap[1], end)
		// A heading that no license follows brings in nobody's work.
		if h := headingIn(ws, from, to); h >= 0 && h < last {
			end, to = h, h
		}
		if e := find(ws, from, to, exhibit); e >= 0 && exhibits() {
			to = e
		}
		if to = codeStart(text, ws, from, to); from < to {
			out = append(out, [2]int{from, to})
		}
	}
	return out
}

// headLength is how many words at the head of a license's text its title and
// copyright lines may take.
const headLength = 60

// withoutHolders begins each text where its own words begin, behind its
// copyright lines: before and in them a pattern allows any words.
func withoutHolders(ws []word, found []finding) []finding {
	out := slices.Clone(found)
	for i, f := range out {
		if f.form != formText {
			continue
		}
		from := f.from
		for k := min(f.to, f.from+headLength) - 1; k >= f.from; k-- {
			if namesHolder(ws, k) {
				from = k + 1
				break
			}
		}
		if begin := textOf(f.license).begins(ws, from, f.to); begin < f.to {
			out[i].from = begin
		}
	}
	return out
}

// namesHolder reports whether ws[k] begins a copyright line: "copyright c 2020
// Foo", and not "copyright notice" at the start of a line.
func namesHolder(ws []word, k int) bool {
	return ws[k].text == "copyright" && (k == 0 || ws[k-1].line != ws[k].line) && k+1 < len(ws) && (ws[k+1].text == "c" || isDigit(ws[k+1].text[0]) || ws[k+1].text == "by")
}

var exhibit = phrase("exhibit")

// near reports whether [from, to) stands at the head of a file, or close to
// one of its texts.
func near(texts []finding, from, to int) bool {
	return texts == nil || from < headTerms || overlaps(texts, from-nearText, to+nearText)
}

// legalHead tells a license file from a page that names its license.
func legalHead(ws []word) bool {
	return slices.ContainsFunc(ws[:min(len(ws), titleLength)], legalTitles.has)
}

var legalTitles = wordSet("license licence agreement eula terms licensing copyright")

// codeStart is the index of the first word in ws[from:to] on a line of program
// code, or to: behind a source file's header there are other things that must
// not be used.
func codeStart(text []byte, ws []word, from, to int) int {
	for i := from; i < to; i++ {
		if i > 0 && ws[i].line == ws[i-1].line {
			continue
		}
		start := bytes.LastIndexByte(text[:ws[i].start], '\n') + 1
		end := len(text)
		if n := bytes.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		if isCode(bytes.TrimSpace(text[start:end])) {
			return i
		}
	}
	return to
}

func isCode(line []byte) bool {
	return bytes.ContainsAny(line, "{}=") && !isSentence(line) || bytes.HasSuffix(line, []byte(");")) || bytes.HasPrefix(line, []byte("#include")) || bytes.HasPrefix(line, []byte("#define")) || bytes.HasPrefix(line, []byte("#if")) ||
		bytes.HasSuffix(line, []byte(";")) && (bytes.HasPrefix(line, []byte("import ")) || bytes.HasPrefix(line, []byte("package ")))
}

// isSentence reports whether a line is words, for all the braces and rules
// around it: "{ You may not sell it. }", "==== Terms ====", "{name}".
func isSentence(line []byte) bool {
	line = bytes.Trim(line, "{}=[]*# \t")
	return !bytes.ContainsAny(line, "{}=;()<>") && !bytes.HasSuffix(line, []byte(","))
}
