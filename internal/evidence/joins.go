package evidence

import (
	"bytes"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

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
