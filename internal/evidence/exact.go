package evidence

import (
	"bytes"
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/spdx"
)

// exactData has the hash of the words of each text of the SPDX list, so that a
// listed text is told from its near relations without building any table. The
// test of this file writes it with -update.
//
//go:embed data/exact.tsv
var exactData string

var exactTexts = sync.OnceValue(func() map[uint64]spdx.Expression {
	m := make(map[uint64]spdx.Expression)
	for line := range strings.Lines(exactData) {
		hash, id, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if h, err := strconv.ParseUint(hash, 16, 64); ok && err == nil {
			m[h] = spdx.Expression(id)
		}
	}
	return m
})

// answeredAs are listed texts that are answered by another id. SAX-PD's text
// quotes the dedication of SAX 2.0, which the list has once more, since its
// version 3.23, as SAX-PD-2.0: most readers of reports know only the first.
var answeredAs = map[spdx.Expression]spdx.Expression{"SAX-PD-2.0": "SAX-PD"}

// listed is the id by which a listed text is answered.
func listed(id spdx.Expression) spdx.Expression {
	if other, ok := answeredAs[id]; ok {
		return other
	}
	return id
}

// exact is the reader before all others: a file that holds one listed text,
// word for word but for its copyright lines.
func exact(body []byte, ws []word) []finding {
	id, ok := exactTexts()[exactHash(body, ws)]
	if !ok {
		return nil
	}
	return []finding{{from: 0, to: len(ws), form: formText, license: id, rule: "text:" + string(id)}}
}

// exactHash is the hash of the words that no holder fills in.
func exactHash(body []byte, ws []word) uint64 {
	h := uint64(0)
	line, skip := -1, false
	for i, w := range ws {
		if w.line != line {
			line, skip = w.line, holderLine(body, w) && !states(body, ws, i)
		}
		if skip {
			continue
		}
		h = h*hashBase + w.hash
	}
	return h
}

// holderLine reports whether a line that begins with w names a holder.
func holderLine(body []byte, w word) bool {
	switch w.text {
	case "copyright":
		return true
	case "c", "year":
		return w.start > 0 && (body[w.start-1] == '(' || body[w.start-1] == '<')
	}
	return false
}

// states reports whether the line at ws[i], which begins as a holder's, says
// something of copyright instead: it goes on with neither a year nor a sign nor a
// blank, nor, at the head of a text, a name; or it asks for something.
func states(body []byte, ws []word, i int) bool {
	w := ws[i]
	if w.text != "copyright" {
		return false
	}
	t := conditions()
	marked := i < headLength && i+1 < len(ws) && (body[ws[i+1].start] != ws[i+1].text[0] || ws[i+1].text == "the")
	for k := i + 1; k < len(ws) && ws[k].line == w.line; k++ {
		if t.asks.has(ws[k]) {
			return true
		}
		marked = marked || k == i+1 && (ws[k].text == "c" || ws[k].text == "by" || isDigit(ws[k].text[0]) || bytes.ContainsAny(body[w.end:ws[k].start], "<[{(©"))
	}
	return !marked
}
