package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Classification is what a text says about its license.
type Classification struct {
	// Matches are all licenses that the text names or holds, in its order,
	// those of third parties too. Offsets count in the text as UTF-8.
	Matches []audit.Match `json:"matches,omitempty"`
	// License is the license of what the text belongs to: OR where the text
	// offers a choice, AND where several apply together. Where the text leaves
	// it open it is empty and Candidates, sorted, are what it may be.
	License    spdx.Expression   `json:"license,omitempty"`
	Candidates []spdx.Expression `json:"candidates,omitempty"`
	Status     audit.Status      `json:"status"`
	Copyright  []string          `json:"copyright,omitempty"` // lines, as they stand
	SHA256     string            `json:"sha256"`              // hex, of the bytes as found
	// Notes name the clauses that decided, and what a reader must know beyond
	// the license's name.
	Notes []string `json:"notes,omitempty"`
}

// MaxText is how many bytes of a text are read; Notes tell of a longer one.
const MaxText = 1 << 20

// Classify tells the license of a text in any encoding: a license file, a
// notice, a page, a header or a statement of one line.
func Classify(text []byte) Classification { return classify(text, read) }

// classify tells the license of a text by what the readers given find in it.
func classify(text []byte, readers func(text, body []byte, ws []word) []finding) Classification {
	sum := sha256.Sum256(text)
	c := Classification{Status: audit.Unknown, SHA256: hex.EncodeToString(sum[:])}
	if len(text) > MaxText {
		text = text[:MaxText]
		c.Notes = append(c.Notes, "only the first megabyte was read")
	}
	text, ok := Decode(text)
	if !ok {
		c.Notes = append(c.Notes, "not a text")
		return c
	}
	body := plain(text)
	list := wordLists.Get().(*[]word)
	defer wordLists.Put(list)
	*list = appendWords((*list)[:0], body)
	ws := *list
	if len(ws) == 0 {
		return c
	}
	found := readers(text, body, ws)
	for _, f := range found {
		if len(f.options()) > 0 {
			c.Matches = append(c.Matches, f.match(ws))
		}
	}
	c.License, c.Candidates, c.Status = combine(body, ws, found)
	c.Copyright = copyrightLines(body)
	c.Notes = append(c.Notes, notes(ws, found)...)
	return c
}

// read asks the readers one after another, each for what the ones before it
// left.
func read(text, body []byte, ws []word) []finding {
	texts := exact(body, ws)
	if len(texts) > 0 {
		return surround(text, body, ws, texts, texts) // whose offers are their own
	}
	listed := cores(body, ws)
	if onlyCores(ws, listed) || !speaks(ws, 1) {
		return surround(text, body, ws, amended(body, ws, renamed(ws, narrowed(ws, listed)), listed), listed)
	}
	return surround(text, body, ws, wholly(body, ws, listed), listed)
}

// wholly asks the readers of texts that are not word for word as listed about
// what the listed terms leave.
func wholly(body []byte, ws []word, listed []finding) []finding {
	texts := withCores(inexact(body, ws, long(listed)), listed)
	return amended(body, ws, renamed(ws, narrowed(ws, texts)), listed)
}

// surround adds to the texts of a file what it says around them.
func surround(text, body []byte, ws []word, texts, listed []finding) []finding {
	sortFindings(texts)
	tagged := outside(tags(body, ws), texts)
	known := append(tagged, texts...)
	found := append(known, statements(body, ws, known)...)
	found = append(found, urls(body, ws, known)...)
	found = append(found, references(text, ws, known)...)
	found = append(found, alternatives(ws, without(texts, listed))...)
	sortFindings(found)
	found = addExceptions(ws, found)
	return markThirdParty(body, ws, found)
}

// inexact asks the readers of texts that are not word for word as listed.
func inexact(body []byte, ws []word, known []finding) []finding {
	texts := append(slices.Clone(known), scan(body, ws, known)...)
	sortFindings(texts)
	texts = append(texts, clauses(ws, texts)...)
	texts, whole := enclosing(ws, texts)
	known, open := divide(texts)
	texts = append(known, similar(ws, known, whole)...)
	for _, f := range open { // conditions that no reader knows stay as a note
		if !overlaps(texts, f.from, f.to) {
			texts = append(texts, f)
		}
	}
	return texts
}

// without leaves out the findings at the places of others.
func without(found, others []finding) []finding {
	return slices.DeleteFunc(slices.Clone(found), func(f finding) bool { return overlaps(others, f.from, f.to) })
}

// divide parts the findings that name a license from those that do not.
func divide(texts []finding) (known, open []finding) {
	for _, f := range texts {
		// A license that asks to be thanked by a product's name is that product's
		// own, as JDOM's is, however much it is like another one's.
		if len(f.options()) > 0 || strings.Contains(f.rule, request.String()) {
			known = append(known, f)
		} else {
			open = append(open, f)
		}
	}
	return known, open
}

// legal are words that every license text has some of. A text without any is
// not worth the readers' tables.
var legal = wordSet("license licence licensed licenses licensor licenced copyright permission permitted warranty warranties liability liable redistribution" +
	" redistribute redistributed distribute copy granted grants rights copies lizenz licencia spdx domain gpl lgpl agpl")

// speaks reports whether n different legal words stand in a text.
func speaks(ws []word, n int) bool {
	var seen map[string]bool
	for _, w := range ws {
		if legal.has(w) && !seen[w.text] {
			if n--; n == 0 {
				return true
			}
			if seen == nil {
				seen = make(map[string]bool)
			}
			seen[w.text] = true
		}
	}
	return false
}
