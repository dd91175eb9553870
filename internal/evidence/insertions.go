package evidence

import (
	"bytes"
	"slices"
)

// inserts reports whether a text says in the midst of a license what no known
// text of it says. Whatever words that takes, they are not the license's: only
// names, which stand in its blanks, and the wordings of data/wordings.txt are
// let pass.
func inserts(text []byte, ws []word, f finding) bool {
	if f.license == parametric {
		return false
	}
	return insertsIn(text, ws, textOf(f.license), f.from, f.to, worded(f))
}

// insertsIn reports whether ws[from:to], behind its first words that are of a
// license, has a stretch that is not.
func insertsIn(text []byte, ws []word, listed *listedText, from, to int, blank bool) bool {
	from = listed.begins(ws, from, to)
	own := ws[from:to]
	foreign := false
	var s stretch
	strangers(own, listed.wordings(), func(a, b int) bool {
		if a == 0 || b == len(own) {
			return false
		}
		if a, b = from+a, from+b; s.to > 0 && a-s.to <= runLength {
			s.chance = append(s.chance, [2]int{s.to, a})
		} else {
			s = stretch{from: a}
		}
		s.to = b
		foreign = s.foreign(text, ws, blank)
		return foreign
	})
	return foreign
}

// stretch is words [from, to) that no text of a license has, but for those that
// are in it by chance: a run of four that has unknown words on both sides.
type stretch struct {
	from, to int
	chance   [][2]int
}

func (s stretch) byChance(k int) bool {
	return slices.ContainsFunc(s.chance, func(c [2]int) bool { return c[0] <= k && k < c[1] })
}

// foreign reports whether a stretch, which stands in the midst of a
// license's words, is neither a name nor a known wording. In a text that a
// pattern has it stands in one of the pattern's blanks. What offers another
// license ("Alternatively, ...") takes nothing.
func (s stretch) foreign(text []byte, ws []word, blank bool) bool {
	if ws[s.from].text == "alternatively" || belongsAround(text, ws, s.from, s.to) {
		return clausesWeigh(text, ws, s.from, s.to)
	}
	for _, part := range unknownParts(ws, s.from, s.to) {
		if s.isClause(text, ws, part[0], part[1], blank) {
			return true
		}
	}
	return false
}

// clausesWeigh reports whether one of the sentences of ws[from:to] is a
// condition.
func clausesWeigh(text []byte, ws []word, from, to int) bool {
	for i := from; i < to; {
		j := sentenceEnd(text, ws, i, to)
		if weight(text, ws[i:j], j-i, false) > 0 {
			return true
		}
		i = j
	}
	return false
}

// belongsAround reports whether a stretch has what stands around licenses, where
// several are found as one: a copyright line, a field of Debian's copyright
// files, the heading of others' work.
func belongsAround(text []byte, ws []word, from, to int) bool {
	if headingIn(ws, from, to) >= 0 {
		return true
	}
	for k := from; k < to; k++ {
		if ws[k].text == "copyright" && (ws[k+1].text == "c" || isDigit(ws[k+1].text[0])) {
			return true
		}
	}
	first := from
	for first > 0 && from-first < lineHead && ws[first-1].line == ws[from].line {
		first--
	}
	for k := first; k < to; k++ {
		if k > 0 && ws[k-1].line == ws[k].line {
			continue
		}
		if namesHolder(ws, k) || holderLine(text, ws[k]) && ws[k].text != "copyright" || fields.has(ws[k]) && text[ws[k].end] == ':' {
			return true
		}
	}
	return false
}

// lineHead is how many words a copyright line may have before a stretch of it.
const lineHead = 12

// fields are those of https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/.
var fields = wordSet("license files copyright comment source upstream disclaimer")

// unknownParts are what the known wordings leave of a stretch.
func unknownParts(ws []word, from, to int) [][2]int {
	var out [][2]int
	start := from
	for i := max(0, from-runLength); i < to; i++ {
		if n := variants().parts.length(ws, i); n > 0 && i+n > from {
			if i > start {
				out = append(out, [2]int{start, i})
			}
			start = max(start, i+n)
			i += n - 1
		}
	}
	if start < to {
		out = append(out, [2]int{start, to})
	}
	return out
}

// What leads to a holder's name in a license, and what follows it.
var (
	leadsToName = wordSet("by of the name names shall neither nor a an to from and or c copyright contact http www")
	followsName = wordSet("make makes disclaim disclaims be as nor may must")
)

// longestTitle is how many words the title of a license, or of a part of it,
// may take.
const longestTitle = 10

// isClause reports whether the part ws[from:to] of a stretch sets a condition,
// or may: its words do not look like a name in its blank, or like a title.
func (s stretch) isClause(text []byte, ws []word, from, to int, blank bool) bool {
	t := conditions()
	told, asks, narrows := 0, false, false
	for k, w := range ws[from:to] {
		if len(w.text) > 1 && !isDigit(w.text[0]) && !s.byChance(from+k) && !inAddress(text, w) {
			told++
			asks = asks || t.asks.has(w)
			narrows = narrows || t.narrows.has(w)
		}
	}
	if told < minCondition {
		// "This software is for schools." begins as a license's sentence does.
		return narrows || told > 1 && to-from > 1 && stopsAt(text, ws, to-1) && !breaksAt(text, ws, from-1) && breaksNear(text, ws, from-1, -1) && !leadsToName.has(ws[from-1])
	}
	begins, ends := breaksNear(text, ws, from-1, -1), breaksNear(text, ws, to-1, 1)
	before, named := ws[from-1].text, followsName.has(ws[to])
	switch {
	case asks:
		return true
	case begins && ends:
		return before != "by" && !named && !(to-from <= longestTitle && bytes.IndexByte(text[ws[to-1].end:ws[to].start], '.') < 0 && isTitle(ws[from:to]))
	case begins || ends:
		for k := from; k+1 < to; k++ {
			if stops(text, ws, k) {
				return true
			}
		}
	}
	return !blank && !named && !leadsToName.has(ws[from-1]) && !(len(before) == 4 && isDigit(before[0]))
}

// inAddress reports whether a word is a part of an address of the web or of
// mail.
func inAddress(text []byte, w word) bool {
	from := bytes.LastIndexAny(text[:w.start], " \t\r\n") + 1
	to := len(text)
	if n := bytes.IndexAny(text[w.end:], " \t\r\n"); n >= 0 {
		to = w.end + n
	}
	token := text[from:to]
	return bytes.IndexByte(token, '@') > 0 || bytes.Contains(token, []byte("://")) || bytes.HasPrefix(token, []byte("www.")) || bytes.IndexByte(token, '/') > 0 && bytes.IndexByte(token, '.') > 0
}

func isTitle(ws []word) bool {
	return slices.ContainsFunc(ws, legalTitles.has)
}

// breaksNear is breaksAt for a run's words on, which may be of the license by
// chance.
func breaksNear(text []byte, ws []word, k, step int) bool {
	for range runLength {
		if k < 0 || k+1 >= len(ws) || breaksAt(text, ws, k) {
			return true
		}
		k += step
	}
	return false
}

// stopsAt reports whether a full stop stands right behind ws[k].
func stopsAt(text []byte, ws []word, k int) bool {
	return bytes.HasPrefix(text[ws[k].end:], []byte(". ")) || bytes.HasPrefix(text[ws[k].end:], []byte(".\n"))
}

// breaksAt reports whether a sentence, or an item of a list, ends behind ws[k].
func breaksAt(text []byte, ws []word, k int) bool {
	gap := text[ws[k].end:ws[k+1].start]
	return bytes.ContainsAny(gap, ".;:") || bytes.Count(gap, []byte("\n")) > 1
}
