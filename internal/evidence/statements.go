package evidence

import (
	"bytes"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// leads bring a license's name in: "licensed under the ...", "License: ...".
var leads = []string{"under", "choose", "license", "licence", "licensed", "licenced", "licenses", "licences", "uses", "via", "governed", "covered", "accordance", "subject", "pursuant", "lizenz"}

// fillers may stand between a lead and the name.
var fillers = []string{"the", "between", "among", "terms", "term", "of", "a", "an", "and", "conditions", "condition", "either", "both", "following", "by", "to", "with", "in",
	"is", "are", "be", "as", "this", "its", "permissive", "open", "source", "standard", "version", "v", "2", "2.0", "2.1", "3", "3.0", "1.1", "or", "later",
	"dual", "provisions", "same", "your", "choice", "option", "at", "gnu", "popular", "so", "called", "license", "licence", "one", "two", "any", "licenses", "well", "known", "liberal", "simple"}

// negations before a lead turn it round; "was" tells of former times.
var negations = []string{"not", "never", "cannot", "unlike", "previously", "formerly", "was", "were", "isn", "instead", "compatible", "longer"}

// titleWords may stand beside the name on a line that is only its title.
var titleWords = []string{"the", "license", "licence", "licensed", "version", "v", "software", "text", "of", "and", "or", "full", "mit", "bsd", "apache", "gpl", "lgpl",
	"dual", "licenses", "terms", "conditions", "is", "international", "unported", "public", "universal", "1.0", "2.0", "3.0", "4.0", "for", "this", "project", "file"}

// statements reads names of licenses outside the license texts.
func statements(text []byte, ws []word, texts []finding) []finding {
	var found []finding
	for _, gap := range gaps(ws, texts, 1) {
		last := -1           // the end of the name before, where its lead still holds
		var mentioned naming // the last name that nothing brought in
		prev, ok := continued(texts, gap[0])
		if ok {
			last = prev.to
		}
		for i := gap[0]; i < gap[1]; {
			if end := addressEnd(text, ws[:gap[1]], i); end > i {
				i = end
				continue
			}
			if end := behindParentheses(text, ws, i, gap[1]); i == last && end > i && bytes.IndexByte(text[ws[i].start:ws[end-1].end], '/') >= 0 {
				i = end // its address, without a scheme
				continue
			}
			n, ok := nameAt(ws[:gap[1]], i)
			if !ok {
				i++
				continue
			}
			if sectionOf(ws, gap[0], n.from) {
				i = n.to
				continue
			}
			f := finding{from: n.from, to: n.to, license: n.license, candidates: n.candidates}
			switch joined, or := joins(text, ws, last, n.from); {
			case joined:
				f.form, f.rule, f.or = max(prev.form, formStatement), "statement", or
			case n.license == commonsClause: // a restriction is never only mentioned
				f.form, f.rule = formText, "statement"
			case led(text, ws, gap[0], n):
				f.form, f.rule, f.or = formStatement, "statement", alternative(text, ws, gap[0], n.from)
				if p, ok := joinedTo(text, ws, mentioned, n.from); ok { // "MIT/GPL2 licensed"
					found = append(found, p)
					f.or = f.or || p.or
				}
			case titled(text, ws, n):
				f.form, f.rule = formTitle, "title"
			default:
				if last >= 0 && n.from-last <= 4 && abbreviates(prev, n) {
					last = n.to // (the "GPL")
				}
				mentioned = n
				i = n.to
				continue
			}
			f.rule += ":" + firstOf(f.options())
			found = append(found, f)
			prev, last, i = f, n.to, n.to
		}
	}
	return found
}

// alternative reports whether the sentence of a name begins with an offer:
// "Alternatively, this software may be distributed under the BSD license".
func alternative(text []byte, ws []word, limit, from int) bool {
	for k := from - 1; k >= max(limit, from-20); k-- {
		if stops(text, ws, k) {
			return false
		}
		if ws[k].text == "alternatively" {
			return true
		}
	}
	return false
}

// joinedTo makes a finding of the name that stands right before another one,
// with a slash or a conjunction between them.
func joinedTo(text []byte, ws []word, n naming, from int) (finding, bool) {
	if n.to == 0 || n.to > from || from-n.to > 1 {
		return finding{}, false
	}
	between := string(text[ws[n.to-1].end:ws[from].start])
	slash := strings.TrimSpace(between) == "/"
	or := strings.TrimSpace(between) == "or"
	if !slash && !or && strings.TrimSpace(between) != "and" {
		return finding{}, false
	}
	f := finding{from: n.from, to: n.to, form: formStatement, license: n.license, candidates: n.candidates, or: slash || or}
	f.rule = "statement:" + firstOf(f.options())
	return f, true
}

// sectionOf reports whether a name is that of the license of which a section is
// spoken of: "NOTICE file corresponding to section 4(d) of the Apache License".
func sectionOf(ws []word, limit, from int) bool {
	k := from - 1
	for k >= limit && slices.Contains([]string{"the", "of", "d", "4"}, ws[k].text) {
		k--
	}
	return k >= limit && k < from-1 && ws[k].text == "section"
}

// addressEnd is the index behind the words of an address that starts at ws[i],
// or i: "epl-2.0" in a path is no name in the sentence.
func addressEnd(text []byte, ws []word, i int) int {
	if w := ws[i].text; w != "http" && w != "https" && w != "www" {
		return i
	}
	for i++; i < len(ws) && !bytes.ContainsAny(text[ws[i-1].end:ws[i].start], " \t\r\n\"'<>()[]|"); i++ {
	}
	return i
}

// abbreviates reports whether n is another name of the license before it.
func abbreviates(f finding, n naming) bool {
	return f.license != "" && slices.ContainsFunc(n.candidates, func(c spdx.Expression) bool { return family(c) == family(f.license) }) ||
		n.license != "" && n.license == f.license
}

func firstOf(list []spdx.Expression) string {
	if len(list) == 1 {
		return string(list[0])
	}
	return "open"
}

// joins reports whether a name continues a list: "MIT, BSD or the GPL", with
// or without addresses behind the names.
func joins(text []byte, ws []word, last, from int) (joined, or bool) {
	if last < 0 || from < last || from-last > 40 {
		return false, false
	}
	n, seen := 0, false
	for k := behindParentheses(text, ws, last, from); k < from; k++ {
		if end := addressEnd(text, ws[:from], k); end > k {
			k = end - 1
			continue
		}
		n++
		switch ws[k].text {
		case "or":
			seen, or = true, true
		case "and", "plus":
			seen = true
		case "the", "of", "license", "licence", "licenses", "version", "v", "terms", "under", "either", "both", "a", "an", "2.0", "at", "your", "option", "gnu", "as", "published", "by":
		default:
			return joinsFar(text, ws, last, from)
		}
	}
	if n > 7 {
		return joinsFar(text, ws, last, from)
	}
	return seen || n == 0, or
}

// behindParentheses is the index behind what is in parentheses right behind a
// name: "the MIT (example.org/mit.txt) and GPL licenses".
func behindParentheses(text []byte, ws []word, last, from int) int {
	if last < 1 || last >= from || strings.TrimSpace(string(text[ws[last-1].end:ws[last].start])) != "(" {
		return last
	}
	for k := last; k+1 < len(ws) && k < from; k++ {
		if bytes.IndexByte(text[ws[k].end:ws[k+1].start], ')') >= 0 {
			return k + 1
		}
	}
	return last
}

// joinsFar reads "..., which is available at ADDRESS, or the Apache License":
// a conjunction right before the name, in the sentence of the one before.
func joinsFar(text []byte, ws []word, last, from int) (joined, or bool) {
	k := from - 1
	for k > last && slices.Contains([]string{"the", "under", "terms", "of", "a", "gnu"}, ws[k].text) {
		k--
	}
	if ws[k].text != "or" {
		return false, false
	}
	for i := last; i < k; i++ {
		if sentenceEnds(text, ws, i) || ws[i].text == "copyright" {
			return false, false
		}
	}
	return true, true
}

// led looks for the lead before a name.
func led(text []byte, ws []word, limit int, n naming) bool {
	if n.to < len(ws) && (ws[n.to].text == "licensed" || ws[n.to].text == "licenced" || ws[n.to].text == "applies") {
		return true
	}
	if isDedication(ws, n) {
		return true
	}
	for k := n.from - 1; k >= max(limit, n.from-14); k-- {
		if stops(text, ws, k) {
			return false
		}
		if slices.Contains(leads, ws[k].text) && !(ws[k].text == "license" || ws[k].text == "licence") {
			return !negated(ws, max(limit, k-4), k)
		}
		if !slices.Contains(fillers, ws[k].text) {
			return false
		}
		if (ws[k].text == "license" || ws[k].text == "licence") && n.from-k <= 3 {
			return !negated(ws, max(limit, k-3), k)
		}
	}
	return false
}

func negated(ws []word, from, to int) bool {
	return slices.ContainsFunc(ws[from:to], func(w word) bool { return slices.Contains(negations, w.text) })
}

// isDedication tells "is in the public domain" from a mere mention.
func isDedication(ws []word, n naming) bool {
	if len(n.candidates) == 0 || !slices.Contains(n.candidates, publicDomain) {
		return false
	}
	for k := n.from - 1; k >= max(0, n.from-4); k-- {
		switch ws[k].text {
		case "in", "into", "to", "is":
			return !negated(ws, max(0, k-6), k)
		}
	}
	return false
}

// titled reports whether a name stands alone on its line, or between the
// separators of a one-line banner.
func titled(text []byte, ws []word, n naming) bool {
	from, to := n.from, n.to
	for from > 0 && ws[from-1].line == ws[n.from].line {
		from--
	}
	for to < len(ws) && ws[to].line == ws[n.to-1].line {
		to++
	}
	alone := to-from < 16
	for k := from; k < to; k++ {
		if (k < n.from || k >= n.to) && !slices.Contains(titleWords, ws[k].text) {
			alone = false
		}
	}
	switch {
	case alone && (len(ws) < 120 || named(text, ws, n)):
		return true
	case alone: // one word in a long text, as "zlib" in a list, unless under "License"
		return from > 0 && slices.ContainsFunc(ws[max(0, from-4):from], func(w word) bool { return w.text == "license" || w.text == "licence" || w.text == "licensing" })
	}
	return len(ws) < 90 && named(text, ws, n) && separated(text, ws, n)
}

// named reports whether the name says that it is one of a license.
func named(text []byte, ws []word, n naming) bool {
	return slices.Contains([]string{"license", "licence", "licensed"}, ws[n.to-1].text) ||
		n.to < len(ws) && slices.Contains([]string{"license", "licence", "licensed"}, ws[n.to].text) ||
		n.to-n.from > 1 || n.license != "" && slices.Contains([]string{"(", "[", "|"}, before(text, ws, n.from)) && slices.Contains([]string{")", "]", "|"}, behindWord(text, ws, n.to))
}

// before and behindWord are the character next to a name.
func before(text []byte, ws []word, i int) string {
	return string(bytes.TrimSpace(text[max(0, ws[i].start-2):ws[i].start]))
}

func behindWord(text []byte, ws []word, i int) string {
	end := ws[i-1].end
	return string(bytes.TrimSpace(text[end:min(len(text), end+2)]))
}

// separated reports whether a separator stands before and behind the name.
func separated(text []byte, ws []word, n naming) bool {
	before, after := 0, len(text)
	if n.from > 0 {
		before = ws[n.from-1].end
	}
	if n.to < len(ws) {
		after = ws[n.to].start
	}
	const marks = "|;,()[]*/-\n\r:."
	return (n.from == 0 || bytes.ContainsAny(text[before:ws[n.from].start], marks)) &&
		(n.to == len(ws) || bytes.ContainsAny(text[ws[n.to-1].end:after], marks) || ws[n.to].text == "licensed")
}

const commonsClause spdx.Expression = "LicenseRef-Commons-Clause"

const publicDomain spdx.Expression = "LicenseRef-Public-Domain"
