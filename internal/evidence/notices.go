package evidence

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/spdx"
)

//go:embed data/notices.txt
var noticesData string

// noticeTable has the runs of words of the notices by which a file says its
// license, each with the blocks of data/notices.txt that have it.
type noticeTable struct {
	families [][]string // of each block
	runs     map[uint64]uint32
	sieve    sieve // of the runs
}

var notices = sync.OnceValue(func() *noticeTable {
	t := &noticeTable{runs: make(map[uint64]uint32)}
	for line := range strings.Lines(noticesData) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			continue
		}
		if families, ok := strings.CutPrefix(line, "== "); ok {
			t.families = append(t.families, strings.Fields(families))
			continue
		}
		ws := words([]byte(line))
		for i := range ws {
			if h, ok := runHash(ws, i); ok {
				t.runs[h] |= 1 << (len(t.families) - 1)
				t.sieve.add(h)
			}
		}
	}
	return t
})

// blocks are those that are for one of the licenses of an expression.
func (t *noticeTable) blocks(license spdx.Expression) uint32 {
	set := uint32(0)
	for _, term := range license.Terms() {
		id := string(term.Expression())
		for n, families := range t.families {
			for _, f := range families {
				if id == f || strings.HasPrefix(id, f+"-") {
					set |= 1 << n
				}
			}
		}
	}
	return set
}

// covers is how many words from ws[i] on are a notice's, of some blocks.
func (n notice) covers(ws []word, i int, blocks uint32) int {
	end := i
	for k := i; k <= end; k++ {
		if h, ok := runHash(ws, k); ok && (n.table.sieve.may(h) && n.table.runs[h]&blocks != 0 || n.more != nil && n.more.has(h)) {
			end = k + runLength
		}
	}
	return end - i
}

const (
	// noticeReach is how far from a part of a notice, in words, the next one may be.
	noticeReach = 120
	// noticePart is how many words tell a part of a notice from words by chance.
	noticePart = 7
	// noticeJoint is how many words may be between a part and the license's name.
	noticeJoint = 3
	// noticeLead is how many words a notice has before the name of its license.
	noticeLead = 60
	// noticeLength is how many words a notice has at most; a longer text is a
	// license's own.
	noticeLength = 500
)

// interrupted reports whether something that is not of the notice stands in the
// midst of one that speaks for a file: between its paragraphs, or in them. Behind
// the terms of a long license its instructions are looked at likewise.
func interrupted(text []byte, ws []word, found, main []finding) bool {
	if hasAgreement(ws) {
		return false
	}
	t := notices()
	var list []notice
	all := uint32(0)
	for _, f := range found {
		if f.third || f.form == formTag || f.form > formStatement || f.license == "" || !spoken(main, f) {
			continue
		}
		n := notice{finding: f, table: t}
		_, exception, excepted := strings.Cut(string(f.license), " WITH ")
		switch {
		case !n.whole():
			n.blocks = t.blocks(f.license)
			all |= n.blocks
			if excepted {
				n.more = textOf(spdx.Expression(exception)).runs
			}
		case !excepted && only(found, f):
			n.more = textOf(f.license).runs
		}
		if n.blocks != 0 || n.more != nil {
			list = append(list, n)
		}
	}
	for _, n := range list {
		n.all = all
		if n.interrupted(text, ws, found) {
			return true
		}
	}
	return false
}

// only reports whether a file has no other license than that of a finding.
func only(found []finding, f finding) bool {
	return !slices.ContainsFunc(found, func(o finding) bool { return o.form <= formText && !sameFamily(f, o) })
}

// notice is what says a license, with the words that may be of it.
type notice struct {
	finding
	table       *noticeTable
	blocks, all uint32  // its own, and those of the other licenses of the file
	more        *runSet // runs of its exception's text, or of the license's own
}

func spoken(main []finding, f finding) bool {
	for _, m := range main {
		if family(m.license) == family(f.license) || strings.Contains(string(m.license), string(f.license)) {
			return true
		}
	}
	return false
}

// interrupted goes from one part of a notice to the next, up to where another
// license is brought in.
func (n notice) interrupted(text []byte, ws []word, found []finding) bool {
	end, begun := 0, false
	first := max(0, n.from-noticeLead)
	if n.whole() {
		first, end, begun = n.to, n.to, true
	}
	for i := first; i < len(ws) && i <= max(end, n.to)+noticeReach; i++ {
		length := n.covers(ws, i, n.blocks)
		// In the midst of a sentence a few words are of prose that names the license.
		if length >= noticePart || length > 0 && (i == 0 || sentenceEnds(text, ws, i-1) || n.form == formText) {
			begun = begun || i <= n.to && n.from <= i+length+noticeJoint
		}
		if length < noticePart {
			length = frame(text, ws, i)
			begun = begun || length > 0 && i < n.from
		}
		if held := n.holderLine(text, ws, i); held > 0 { // what stands before it is about the file
			end, begun = i+held, true
			i += held - 1
			continue
		}
		if length == 0 {
			continue
		}
		if i > n.to { // the name is of the part before
			end = max(end, n.to)
		}
		if end > 0 && i > end {
			switch {
			case !begun, n.elsewhere(text, ws, found, end, i), n.again(found, i, i+length):
				if i > n.to {
					return false
				}
			case n.strange(text, ws, found, end, i):
				return true
			}
		}
		end = max(end, i+length)
		i += length - 1
	}
	return false
}

// frame is how many words at ws[i] are a mark, among them the heading of Eclipse's
// list of contributors.
func frame(text []byte, ws []word, i int) int {
	if ws[i].text == "contributors" && text[min(ws[i].end, len(text)-1)] == ':' {
		return 1
	}
	return noticeMarks.length(ws, i)
}

// whole reports whether it is a license's own text, and not a notice.
func (n notice) whole() bool { return n.to-n.from > noticeLength }

// holderLine is how many words at ws[i] name a holder, on a line before the notice.
func (n notice) holderLine(text []byte, ws []word, i int) int {
	if i > n.from || !namesHolder(ws, i) {
		return 0
	}
	end := sentenceEnd(text, ws, i, n.to)
	for ws[end-1].line > ws[i].line {
		end--
	}
	return end - i
}

// noticeMarks are the words that frame a notice, or that its blanks stand behind.
var noticeMarks = phraseSet("cddl header start", "cddl header end", "begin license block", "end license block", "contributor s")

// elsewhere reports whether ws[from:to] leads from the notice of one license to
// that of another work, or out of it.
func (n notice) elsewhere(text []byte, ws []word, found []finding, from, to int) bool {
	for _, o := range found {
		if from < o.to && o.from < to && o.form <= formStatement && o.license != commonsClause && (o.third || !sameFamily(n.finding, o)) {
			return true
		}
	}
	for k := from; k < to; k++ {
		if fields.has(ws[k]) && text[ws[k].end] == ':' && (k == 0 || ws[k-1].line != ws[k].line) {
			return true
		}
	}
	return headingIn(ws, from, to) >= 0 || noticeEnds.within(ws, from, to) || codeStart(text, ws, from, to) < to
}

// again reports whether ws[from:to] grants a license of the same block once more,
// as the notice of another work does.
func (n notice) again(found []finding, from, to int) bool {
	return !n.whole() && slices.ContainsFunc(found, func(o finding) bool {
		return o.form <= formStatement && o.form != formTag && from <= o.from && o.from < to && n.table.own(o) == n.table.own(n.finding)
	})
}

// own is the block of a license's own notices.
func (t *noticeTable) own(f finding) uint32 {
	b := t.blocks(f.license)
	return b & -b
}

func sameFamily(f, o finding) bool {
	return o.license != "" && family(o.license) == family(f.license)
}

// noticeEnds are the words by which a file says where its copies of the
// licenses are.
var noticeEnds = phraseSet("on debian", "on a debian", "debian operating system", "debian gnu", "libraries included", "for the full text", "the complete text", "usr share common licenses")

// strange reports whether ws[from:to], between two parts of a notice, is
// more than a name, an address, or another wording of it.
func (n notice) strange(text []byte, ws []word, found []finding, from, to int) bool {
	if slices.ContainsFunc(found, func(o finding) bool { return o.license == commonsClause && from <= o.from && o.from < to }) {
		return true
	}
	for _, gap := range gapsIn(found, from, to) {
		for i := gap[0]; i < gap[1]; {
			j := sentenceEnd(text, ws, i, gap[1])
			if n.strangeSentence(text, ws, i, j) {
				return true
			}
			i = j
		}
	}
	return false
}

func (n notice) strangeSentence(text []byte, ws []word, from, to int) bool {
	if offers.within(ws, from, to) {
		return clausesWeigh(text, ws, from, to)
	}
	for i := from; i < to; {
		known := n.covers(ws, i, n.all)
		j := i + known
		for known == 0 && j < to && n.covers(ws, j, n.all) == 0 {
			j++
		}
		for _, part := range unknownParts(ws, i, j) {
			a, b := part[0], part[1]
			if known == 0 && (shortLimit(ws, a, b) || !mostlyNames(text, ws[a:b]) && (stretch{from: a, to: b}).isClause(text, ws, a, b, false)) {
				return true
			}
		}
		i = j
	}
	return false
}

// mostlyNames reports whether words are the names of persons, companies or works,
// which stand in a notice's blanks, with their addresses: hardly one is written
// small, or in capitals.
func mostlyNames(text []byte, ws []word) bool {
	if commas := bytes.Count(text[ws[0].start:ws[len(ws)-1].end], []byte(",")); commas*2 >= len(ws) {
		return true
	}
	others := 0
	for i, w := range ws {
		if w.text == "copyright" && i+1 < len(ws) && (ws[i+1].text == "c" || isDigit(ws[i+1].text[0])) {
			return true
		}
		if len(w.text) < 3 || !isLetter(w.text[0]) || namesBeside.has(w) || inAddress(text, w) {
			continue
		}
		if c := text[w.start]; c == w.text[0] || len(w.text) > 4 && text[w.end-1] < 'a' {
			others++
		}
	}
	return others == 0
}

// namesBeside are the words beside names in the blanks of notices.
var namesBeside = wordSet("the and von van der den des contributor contributors original code developer author authors corporation foundation initial implementation api part portions all rights reserved created")

// gapsIn are the stretches of [from, to) that no finding covers.
func gapsIn(found []finding, from, to int) [][2]int {
	var out [][2]int
	for _, f := range found { // sorted by where they begin
		if f.to <= from || f.from >= to {
			continue
		}
		if f.from > from {
			out = append(out, [2]int{from, f.from})
		}
		from = max(from, f.to)
	}
	if from < to {
		out = append(out, [2]int{from, to})
	}
	return out
}
