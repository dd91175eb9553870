package evidence

import (
	"bytes"
	"slices"

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

func firstOf(list []spdx.Expression) string {
	if len(list) == 1 {
		return string(list[0])
	}
	return "open"
}

// led looks for the lead before a name.
func led(text []byte, ws []word, limit int, n naming) bool {
	if after := behindLicense(ws, n.to); after < len(ws) && (ws[after].text == "licensed" || ws[after].text == "licenced" || ws[after].text == "applies") {
		return true
	}
	if isDedication(ws, n) || ofPart(text, ws, n.from) {
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
			if k > limit && (ws[k-1].text == "change" || ws[k-1].text == "future") {
				return false // what the license will turn into some day
			}
			return !negated(ws, max(limit, k-3), k)
		}
	}
	return false
}

// behindLicense is the index behind the word "license" that may follow a name.
func behindLicense(ws []word, i int) int {
	if i < len(ws) && (ws[i].text == "license" || ws[i].text == "licence") {
		return i + 1
	}
	return i
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

// parts are what a work is made of, each of which may have its own license:
// "Fonts: SIL OFL 1.1 License".
var parts = []string{"code", "software", "icons", "icon", "font", "fonts", "artwork", "images", "graphics", "media", "documentation", "docs", "data", "content", "assets", "sounds", "examples"}

// ofPart reports whether the line of the name at ws[i] begins with a part that
// the name is the license of.
func ofPart(text []byte, ws []word, i int) bool {
	from := i
	for from > 0 && ws[from-1].line == ws[i].line {
		from--
	}
	return i > from && i-from <= 2 && slices.Contains(parts, ws[i-1].text) && text[ws[i-1].end] == ':'
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
