package evidence

import (
	"bytes"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

const (
	// noticeReach is how far from a part of a notice, in words, the next one may be.
	noticeReach = 120
	// noticePart is how many words tell a part of a notice from words by chance.
	noticePart = 7
	// noticeJoint is how many words may be between a part and the license's name.
	noticeJoint = 3
	// noticeLead is how many words a notice has before the name of its license.
	noticeLead = 60
	// noticeGrant is how many words of a part may stand before the name of the
	// license that it grants.
	noticeGrant = 24
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
	debian := len(list) > 0 && debianFile(ws)
	for _, n := range list {
		n.all, n.listed = all, debian
		if n.isBroken(text, ws, found) {
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
	listed      bool    // the file is one of Debian's lists of licenses
}

// whole reports whether it is a license's own text, and not a notice.
func (n notice) whole() bool { return n.to-n.from > noticeLength }

// spoken reports whether a finding is one of those that speak for the file, or a
// part of one.
func spoken(main []finding, f finding) bool {
	return slices.ContainsFunc(main, func(m finding) bool {
		return sameFamily(f, m) || strings.Contains(string(m.license), string(f.license))
	})
}

// sameFamily reports whether two findings are of one license, whatever its
// exceptions and later versions.
func sameFamily(f, o finding) bool {
	return o.license != "" && family(o.license) == family(f.license)
}

// covers is how many words from ws[i] on are a notice's, of some blocks.
func (n notice) covers(ws []word, i int, blocks uint32) int {
	end := i
	for k := i; k <= end; k++ {
		if h, ok := runHash(ws, k); ok && (n.table.has(h, blocks) || n.more != nil && n.more.has(h)) {
			end = k + runLength
		}
	}
	return end - i
}

// isBroken goes from one part of a notice to the next, up to where it is over.
// What stands between parts before the one with the license's name counts when
// that one is reached: till then they may be of something else.
func (n notice) isBroken(text []byte, ws []word, found []finding) bool {
	end, begun, broken := 0, false, false
	first := max(0, n.from-noticeLead)
	if n.whole() {
		first, end, begun = n.to, n.to, true
	}
	for i := first; i < len(ws) && i <= max(end, n.to)+noticeReach; i++ {
		if i > n.to { // the name is of the part before
			if !begun {
				return false
			}
			end = max(end, n.to)
		}
		if held := n.holderLine(text, ws, i); held > 0 { // what stands before it is about the file
			end, begun, broken = i+held, true, false
			i += held - 1
			continue
		}
		length, framed := n.part(text, ws, i), frame(text, ws, i)
		named := length > 0 && i <= n.to && n.from <= i+length+noticeJoint
		if !begun && end > 0 && parted(ws, end-1, i) { // it was prose, in the words of notices
			end, broken = 0, false
		}
		begun = begun || named || framed > 0 && i < n.from
		if length < noticePart {
			length = framed
		}
		if length > 0 && end > 0 && i > end {
			until := n.leaves(text, ws, end, i)
			switch {
			case n.over(ws, found, end, i, i+length):
				broken = false
				if i > n.to {
					return false
				}
			case n.strange(text, ws, found, end, until):
				broken = true
			case until < i:
				broken = false
				if i > n.to {
					return false
				}
			}
		}
		if begun && broken {
			return true
		}
		if length > 0 {
			end = max(end, i+length)
			i += length - 1
		}
	}
	return false
}

// onlyNames reports whether words are no more than names of licenses, of which
// prose has several.
func onlyNames(ws []word) bool {
	return !slices.ContainsFunc(ws, func(w word) bool { return !nameWords.has(w) })
}

var nameWords = wordSet("the of a gnu general public lesser library affero license licence licenses version v 1 1.1 2 2.0 2.1 3 3.0 apache mozilla eclipse under terms and or")

// parted reports whether a paragraph ends between two words.
func parted(ws []word, from, to int) bool {
	for k := from + 1; k <= to; k++ {
		if ws[k].line-ws[k-1].line > 1 {
			return true
		}
	}
	return false
}

// part is how many words at ws[i] are a part of the notice. In the midst of a
// sentence a few words are of prose that names the license.
func (n notice) part(text []byte, ws []word, i int) int {
	length := n.covers(ws, i, n.blocks)
	if i > n.to && onlyNames(ws[i:i+length]) {
		return 0
	}
	if length >= noticePart || i == 0 || sentenceEnds(text, ws, i-1) || n.form == formText {
		return length
	}
	return 0
}

// frame is how many words at ws[i] are a mark, among them the heading of Eclipse's
// list of contributors, and "is free software;", which goes on with the grant.
func frame(text []byte, ws []word, i int) int {
	if hasAt(ws, i, freeSoftware) && bytes.IndexByte([]byte(";:"), text[min(ws[i+2].end, len(text)-1)]) >= 0 {
		return len(freeSoftware)
	}
	if ws[i].text == "contributors" && text[min(ws[i].end, len(text)-1)] == ':' {
		return 1
	}
	return noticeMarks.length(ws, i)
}

var freeSoftware = phrase("is free software")

// noticeMarks are the words that frame a notice, or that its blanks stand behind.
var noticeMarks = phraseSet("cddl header start", "cddl header end", "begin license block", "end license block", "contributor s")

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

// over reports whether the part ws[part:to], behind ws[from:part], is not the
// notice's any more: another license, or the same one for another work, is brought
// in between.
func (n notice) over(ws []word, found []finding, from, part, to int) bool {
	for _, o := range found {
		if from < o.to && o.from < part && o.form <= formStatement && o.license != commonsClause && (o.third || !sameFamily(n.finding, o)) {
			return true
		}
	}
	return headingIn(ws, from, part) >= 0 || !n.whole() && n.opensIn(ws, part, to) || part > n.to && n.again(found, from, min(to, part+noticeGrant))
}

// opensIn reports whether a notice begins with the first words of ws[from:to],
// behind the name of a work.
func (n notice) opensIn(ws []word, from, to int) bool {
	for i := from; i < min(to, from+noticeJoint+1); i++ {
		if n.table.opens(ws, i, n.blocks) {
			return true
		}
	}
	return false
}

// again reports whether ws[from:to] grants a license of the same block once more,
// as the notice of another work does.
func (n notice) again(found []finding, from, to int) bool {
	return !n.whole() && slices.ContainsFunc(found, func(o finding) bool {
		return o.form <= formStatement && o.form != formTag && from <= o.from && o.from < to && n.table.own(o) == n.table.own(n.finding)
	})
}

// leaves is where ws[from:to] leads out of the words about a license, or to: to
// program code, and in Debian's copyright files to a field, or to where the copies
// of the licenses are.
func (n notice) leaves(text []byte, ws []word, from, to int) int {
	to = codeStart(text, ws, from, to)
	if !n.listed {
		return to
	}
	for k := from; k < to; k++ {
		if fields.has(ws[k]) && text[ws[k].end] == ':' && (k == 0 || ws[k-1].line != ws[k].line) || pointers.at(ws, k) {
			return k
		}
	}
	return to
}

// debianFile reports whether a file is a copyright file of a package of Debian's
// (https://www.debian.org/doc/debian-policy/ch-docs.html#copyright-information).
func debianFile(ws []word) bool {
	return copyrightFormat.within(ws, 0, min(len(ws), titleLength)) || find(ws, 0, len(ws), commonLicenses) >= 0
}

var (
	commonLicenses = phrase("usr share common licenses")
	// pointers are the words by which a file says where its copies of the licenses are.
	pointers = phraseSet("on debian", "on a debian", "debian operating system", "debian gnu", "libraries included", "for the full text", "full text of the license", "the complete text", "usr share common licenses")
)
