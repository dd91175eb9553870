package evidence

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/spdx"
)

//go:embed data/names.txt
var namesData string

// call is one way to call a license.
type call struct {
	words   [][]string // alternatives per place; "" means that it may be missing
	license spdx.Expression
	open    []spdx.Expression
	family  *versioned
}

type versioned struct {
	versions map[string]spdx.Expression
	all      []spdx.Expression
}

// naming is where a text calls a license by name: words [from, to).
type naming struct {
	from, to   int
	license    spdx.Expression
	candidates []spdx.Expression // instead, where the name leaves it open
}

// callTable has the calls by each word that they can start with.
type callTable struct {
	sieve
	byFirst map[string][]call
}

var calls = sync.OnceValue(func() *callTable {
	index := make(map[string][]call)
	families := make(map[string]*versioned)
	for line := range strings.Lines(namesData) {
		f := strings.Fields(line)
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		c := call{}
		switch f[0] {
		case "family":
			families[f[1]] = newVersioned(f[2:])
			continue
		case "call":
			c.family = families[f[1]]
		case "name":
			c.license = spdx.Expression(f[1])
		case "open":
			for id := range strings.SplitSeq(f[1], "|") {
				c.open = append(c.open, spdx.Expression(id))
			}
		}
		for _, w := range f[2:] {
			c.words = append(c.words, place(w))
		}
		index = addCall(index, c)
	}
	table := &callTable{byFirst: index}
	for w := range index {
		table.add(hashOf(w))
	}
	return table
})

func newVersioned(versions []string) *versioned {
	f := &versioned{versions: make(map[string]spdx.Expression)}
	for _, v := range versions {
		number, id, _ := strings.Cut(v, "=")
		f.versions[number] = spdx.Expression(id)
		f.all = append(f.all, spdx.Expression(id))
	}
	return f
}

func place(w string) []string {
	w, optional := strings.CutSuffix(w, "?")
	alternatives := strings.Split(w, "|")
	if w == "L" {
		alternatives = []string{"license", "licence", "licenses", "licences", "licensing"}
	}
	if optional {
		alternatives = append(alternatives, "")
	}
	return alternatives
}

// addCall files a call under each word it can start with.
func addCall(index map[string][]call, c call) map[string][]call {
	for _, p := range c.words {
		for _, w := range p {
			if w != "" {
				index[w] = append(index[w], c)
			}
		}
		if !slices.Contains(p, "") {
			break
		}
	}
	return index
}

// nameAt reads the name that starts at ws[i], the longest there is.
func nameAt(ws []word, i int) (naming, bool) {
	table := calls()
	if !table.may(ws[i].hash) {
		return naming{}, false
	}
	var best *call
	end := -1
	list := table.byFirst[ws[i].text]
	for k := range list {
		if n := list[k].match(ws, i, 0); n > end {
			best, end = &list[k], n
		}
	}
	if end <= i {
		return naming{}, false
	}
	n := naming{from: i, to: end, license: best.license, candidates: best.open}
	if best.family != nil {
		n = best.family.version(ws, n)
	}
	return withException(ws, n), true
}

// match returns the index behind the call, or -1.
func (c *call) match(ws []word, i, at int) int {
	if at == len(c.words) {
		return i
	}
	best := -1
	for _, w := range c.words[at] {
		switch {
		case w == "":
			best = max(best, c.match(ws, i, at+1))
		case i < len(ws) && ws[i].text == w:
			best = max(best, c.match(ws, i+1, at+1))
		}
	}
	return best
}
