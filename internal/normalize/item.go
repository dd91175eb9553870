package normalize

import "strings"

// item is a meaningful part of a name.
type item struct {
	kind itemKind
	// text is the candidates of a family, the version, the id of an exception,
	// the number of clauses, or the word that was not understood.
	text string
	tok  token
	// numbered: the phrase ends in a number, behind which no other may stand.
	numbered bool
	// loose: that number has no point: "LGPL 2".
	loose bool
}

type itemKind byte

const (
	familyItem    itemKind = iota // names a license, or several of one family
	versionItem                   // 2.0
	laterItem                     // or later
	onlyItem                      // only
	exceptionItem                 // with classpath exception
	clauseItem                    // 3-clause, new, simplified
	likeItem                      // -style, -like
	dualItem                      // dual licensed, either
	orItem                        // or, |
	andItem                       // and, &
	slashItem                     // "/"
	plusItem                      // "+", plus
	commaItem                     // , ;
	openItem                      // (
	closeItem                     // )
	strangeItem                   // a word that no table knows
)

// maxPhrase is the length in tokens of the longest phrase of the tables.
const maxPhrase = 20

// items reads the tokens of a name.
func items(ts []token, name string) []item {
	out := make([]item, 0, len(ts))
	r := reader{ts: ts, name: name}
	for r.at < len(ts) {
		if it, ok := r.next(); ok {
			out = append(out, it)
		}
	}
	return out
}

type reader struct {
	ts   []token
	name string
	at   int
	key  []byte // reused
}

// next reads one item; false where the tokens say nothing.
func (r *reader) next() (item, bool) {
	t := r.ts[r.at]
	if n := r.later(); n > 0 {
		r.at += n
		return item{kind: laterItem}, true
	}
	n, candidates := r.phrase()
	if m, c := r.creativeCommons(); m > 0 && m >= n {
		n, candidates = m, c
	}
	if n > 0 {
		r.at += n
		switch {
		case candidates == "-":
			return item{}, false
		case strings.HasPrefix(candidates, "WITH "):
			return item{kind: exceptionItem, text: candidates[len("WITH "):], tok: t}, true
		case strings.HasPrefix(candidates, "clauses "):
			return item{kind: clauseItem, text: candidates[len("clauses "):]}, true
		case strings.HasPrefix(candidates, "exact"):
			exact, id, _ := strings.Cut(strings.TrimPrefix(candidates, "exact "), "=")
			if exact != r.name {
				return item{kind: strangeItem, text: t.text}, true
			}
			candidates = id
		}
		last := r.ts[r.at-1]
		numbered := last.kind == number
		return item{kind: familyItem, text: candidates, tok: t, numbered: numbered, loose: numbered && !last.dotted}, true
	}
	if t.text == "copyright" && r.at > 0 && !r.mentionsMore() {
		r.at = len(r.ts) // "MIT, Copyright 2015 Jane Doe"
		return item{}, false
	}
	if n := r.date(); n > 0 {
		r.at += n
		return item{}, false
	}
	if n, text := r.clause(); n > 0 {
		r.at += n
		return item{kind: clauseItem, text: text}, true
	}
	r.at++
	if t.kind == number {
		return item{kind: versionItem, text: t.text, tok: t}, true
	}
	if t.kind == mark {
		return markItem(t)
	}
	if t.text == "either" && r.at < len(r.ts) && r.ts[r.at].kind == number {
		return item{}, false // "either version 2 of the License, or any later version"
	}
	if k, ok := particles[t.text]; ok {
		return item{kind: k, tok: t}, k != closeItem
	}
	return item{kind: strangeItem, text: t.text}, true
}

func markItem(t token) (item, bool) {
	switch t.text {
	case "/":
		return item{kind: slashItem}, true
	case "&":
		return item{kind: andItem}, true
	case "+":
		return item{kind: plusItem, tok: t}, true
	case "|":
		return item{kind: orItem}, true
	case ",", ";":
		return item{kind: commaItem}, true
	case "(":
		return item{kind: openItem}, true
	case ")":
		return item{kind: closeItem}, true
	}
	return item{}, false // ":" and "=" say nothing
}

// phrase finds the longest phrase of the tables at the reader's place. Marks
// that only group may stand between its words.
func (r *reader) phrase() (n int, candidates string) {
	table := phrases()
	key := r.key[:0]
	for i, words := r.at, 0; i < len(r.ts) && words < maxPhrase; i++ {
		t := r.ts[i]
		if t.kind == mark && i > r.at && strings.Contains("(),", t.text) {
			continue
		}
		if len(key) > 0 {
			key = append(key, ' ')
		}
		key = append(key, t.text...)
		words++
		p, ok := table[string(key)]
		if !ok {
			break
		}
		if p.candidates != "" {
			n, candidates = i+1-r.at, p.candidates
		}
		if !p.more {
			break
		}
	}
	r.key = key
	return n, candidates
}

// laterWords say that later versions may be taken.
var laterWords = map[string]bool{
	"later": true, "latter": true, "newer": true, "above": true, "greater": true, "higher": true, "subsequent": true, "onwards": true, "onward": true,
	"neuer": true, "neuere": true, "spater": true, "spatere": true, "hoher": true, "hohere": true,
	"ulterieure": true, "superieure": true, "posterior": true, "superior": true, "successiva": true, "以降": true, "以上": true,
}

// linkWords may stand between "or" and a word of laterWords.
var linkWords = map[string]bool{
	"or": true, "and": true, "oder": true, "ou": true, "o": true, "at": true, "your": true, "option": true, "any": true, "all": true,
	"jede": true, "toute": true, "cualquier": true, "qualquer": true, "eine": true, "it": true, "in": true, "von": true,
}

// later reads "or (at your option) any later version", ">=" and a "+" that
// ends a version.
func (r *reader) later() int {
	t := r.ts[r.at]
	if t.kind == mark {
		if t.text == ">" && r.at+1 < len(r.ts) && r.ts[r.at+1].text == "=" {
			return 2
		}
		if t.text != "+" || !t.glued || r.at == 0 {
			return 0
		}
		if r.at+1 < len(r.ts) && r.ts[r.at+1].glued && r.ts[r.at+1].kind != mark {
			return 0
		}
		return 1
	}
	afterNumber := r.at > 0 && r.ts[r.at-1].kind == number
	if afterNumber && (t.text == "later" || t.text == "newer" || t.text == "onwards" || t.text == "plus" && r.ends(r.at+1)) {
		return 1
	}
	if !linkWords[t.text] || t.kind != word {
		return 0
	}
	for i := r.at + 1; i < len(r.ts) && i < r.at+10; i++ {
		switch u := r.ts[i]; {
		case u.kind == mark && strings.Contains("(),", u.text), linkWords[u.text]:
		case laterWords[u.text]:
			return i + 1 - r.at
		default:
			return 0
		}
	}
	return 0
}

// ends reports whether nothing that names a license stands at i.
func (r *reader) ends(i int) bool {
	return i >= len(r.ts) || r.ts[i].kind == mark && r.ts[i].text != "(" || r.ts[i].text == "with"
}

var months = map[string]bool{
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true,
	"september": true, "october": true, "november": true, "december": true,
	"jan": true, "feb": true, "apr": true, "jun": true, "jul": true, "aug": true, "sep": true, "oct": true, "nov": true, "dec": true,
}

// date reads "29 June 2007", "February 1999" and a bare year.
func (r *reader) date() int {
	i := r.at
	isNumber := func(i int) bool { return i < len(r.ts) && r.ts[i].kind == number && !r.ts[i].dotted }
	if isNumber(i) && i+1 < len(r.ts) && months[r.ts[i+1].text] {
		i++
	}
	if months[r.ts[i].text] {
		i++
		for n := 0; n < 2 && i < len(r.ts); n++ {
			if r.ts[i].text == "," {
				i++
			}
			if !isNumber(i) {
				break
			}
			i++
		}
		return i - r.at
	}
	if t := r.ts[r.at].text; isNumber(r.at) && len(t) == 4 && (t[:2] == "19" || t[:2] == "20") {
		return 1
	}
	return 0
}

var digits = map[string]string{
	"0": "0", "1": "1", "2": "2", "3": "3", "4": "4", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4",
}

// mentionsMore reports whether a license, or a word that takes one back, stands
// behind the reader's place.
func (r *reader) mentionsMore() bool {
	for i := r.at + 1; i < len(r.ts); i++ {
		ahead := reader{ts: r.ts, at: i}
		if n, _ := ahead.phrase(); n > 0 || reserving(r.ts[i]) {
			return true
		}
	}
	return false
}

// clause reads "3-clause", "three clauses" and the words by which the BSD
// licenses go: https://opensource.org/license/bsd-3-clause names "New" and
// "Modified", https://opensource.org/license/bsd-2-clause "Simplified".
func (r *reader) clause() (n int, clauses string) {
	t := r.ts[r.at].text
	if c := digits[t]; c != "" && r.at+1 < len(r.ts) {
		if u := r.ts[r.at+1].text; u == "clause" || u == "clauses" || u == "cl" {
			return 2, c
		}
	}
	if t == "clause" && r.at+1 < len(r.ts) && strings.Contains("234", r.ts[r.at+1].text) {
		return 2, r.ts[r.at+1].text
	}
	if r.at+1 < len(r.ts) && r.ts[r.at+1].text == ":" { // "Original License: BSD"
		return 0, ""
	}
	switch t {
	case "new", "modified", "revised":
		return 1, "3"
	case "simplified":
		return 1, "2"
	case "original", "old":
		return 1, "4"
	}
	return 0, ""
}
