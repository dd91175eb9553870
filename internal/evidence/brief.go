package evidence

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/licaudit/licaudit/internal/audit"
)

// maxBrief is how many words a text has that is read by its statements alone.
const maxBrief = 80

// beforeName and behindName are how many words around a license's name the words
// that bring it in may stand: "licensed under the terms of either the".
const (
	beforeName = 8
	behindName = 3
)

// Brief is Classify for a few lines, such as a comment in a script, that name their
// license: where tags, statements and addresses explain all legal words of it, no
// table of texts has to be built, which takes longer than all else of a small run.
// Its Matches are those of names alone. ok is false where Classify has to be asked.
func Brief(text []byte) (c Classification, ok bool) {
	decoded, ok := Decode(text)
	if !ok {
		return c, false
	}
	body := plain(decoded)
	list := wordLists.Get().(*[]word)
	defer wordLists.Put(list)
	*list = appendWords((*list)[:0], body)
	ws := *list
	if len(ws) == 0 || len(ws) > maxBrief || len(exact(body, ws)) > 0 || len(cores(body, ws)) > 0 {
		return c, false
	}
	found := surround(decoded, body, ws, nil, nil)
	if !explained(body, ws, found) {
		return c, false
	}
	sum := sha256.Sum256(text)
	c = Classification{Status: audit.Unknown, SHA256: hex.EncodeToString(sum[:])}
	for _, f := range found {
		if len(f.options()) > 0 {
			c.Matches = append(c.Matches, f.match(ws))
		}
	}
	c.License, c.Candidates, c.Status = combine(body, ws, found)
	c.Copyright = copyrightLines(body)
	return c, true
}

// explained reports whether each legal word of a text, but those of a copyright
// line or in an address, stands by a name that was read.
func explained(text []byte, ws []word, found []finding) bool {
	address := 0 // the end of the last one
	for i, w := range ws {
		address = max(address, addressEnd(text, ws, i))
		if i < address || !legal.has(w) || w.text == "copyright" || w.text == "rights" {
			continue
		}
		by := false
		for _, f := range found {
			by = by || len(f.options()) > 0 && f.from-beforeName <= i && i < f.to+behindName
		}
		if !by {
			return false
		}
	}
	return true
}
