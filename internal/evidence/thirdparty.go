package evidence

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// headings begin the part of a file that speaks of other people's work.
var headings = phraseSet(
	"subcomponents", "third party content", "third party licenses", "third party licences", "third party notices", "third party software", "third party components", "third party libraries",
	"third party dependencies", "third party code", "third party attributions", "third party copyright", "third party materials",
	"bundled libraries", "bundled components", "bundled software", "bundled dependencies", "licenses for included components", "external libraries", "included software",
	"this product bundles", "this project bundles", "this product includes", "this software includes", "this project includes", "this distribution includes", "this library includes", "this package includes", "this program includes", "this jar includes", "this artifact includes", "the software includes",
	"this product contains", "this software contains", "this project contains", "this distribution contains", "this library contains", "this package contains", "this program contains",
	"this product uses", "this software uses", "this project uses", "this library uses", "this distribution bundles", "this distribution also includes", "this product also includes",
	"includes the following", "contains the following", "uses the following", "makes use of the following", "incorporates the following", "bundles the following",
	"licenses of included", "licenses of bundled", "licenses of third party", "licenses of dependencies", "dependency licenses", "license notices for third party",
	"includes a number of", "contains a number of", "portions of this software", "portions of this product", "parts of this software", "portions of this code", "includes code from", "contains code from", "includes software from", "includes code derived from", "contains code derived from",
	"incorporated components", "intellectual property included", "the following licenses apply to", "externally maintained libraries", "includes software developed",
)

// subjects in a sentence say that it speaks of something contained.
var subjects = []string{"bundles", "bundled", "includes", "included", "contains", "incorporates", "incorporated", "portions", "parts", "dependency", "dependencies", "derived", "subcomponents", "subcomponent", "embeds", "repackages", "shaded", "inspired", "ported", "excerpted", "borrowed"}

// leadIn is how far before a license's text a sentence may stand that says
// whose it is.
const leadIn = 60

// markThirdParty marks what belongs to others: what stands behind a heading,
// statements whose sentence is about something contained, and texts that such
// a sentence brings in.
func markThirdParty(text []byte, ws []word, found []finding) []finding {
	own := false // something speaks for the file itself
	boundary := len(ws)
	if startsThird(ws, found) || enumerated(text, ws) {
		boundary = 0
	}
	covered, notice := 0, startsNotice(ws, found)
	for i := range found {
		f := &found[i]
		if h := headingIn(ws, covered, f.from); own && h >= 0 {
			boundary = min(boundary, h)
		}
		switch {
		case f.form == formTag:
			own = true
			continue
		case f.from >= boundary:
			f.third = true
		case f.form == formText:
			lead := ws[max(covered, f.from-leadIn):f.from]
			f.third = own && slices.ContainsFunc(lead, aboutContents) || notice && slices.ContainsFunc(lead, aboutBundle)
			if f.third && !own { // a NOTICE speaks of nothing but others
				boundary = min(boundary, f.from)
			}
		default:
			f.third = aboutOthers(text, ws, f.from)
		}
		own = own || !f.third && f.form <= formStatement
		if f.form == formText {
			covered = f.to
		}
	}
	markUserAgreement(ws, found)
	begin := noticeBegins(ws, found)
	for i, f := range found {
		found[i].third = f.third || f.from >= begin && f.form != formTag
	}
	return found
}

func aboutContents(w word) bool { return slices.Contains(subjects, w.text) }

// aboutBundle is aboutContents for a file that begins with what it "includes",
// which may be the project's own name for itself.
func aboutBundle(w word) bool {
	return aboutContents(w) && w.text != "includes" && w.text != "included"
}

var thirdParties = phraseSet("third party", "third parties")

// startsThird reports whether the first words say that the whole file is about
// third parties, as THIRD-PARTY.txt does.
func startsThird(ws []word, found []finding) bool {
	for i := range min(len(ws), 24) {
		if thirdParties.at(ws, i) {
			return !overlaps(found, i, i+1)
		}
	}
	return false
}

// enumerated reports whether a file is a list of works by numbers that stand
// alone on their lines, "(1)" first, as itext's NOTICE is: none of them is the
// file's own.
func enumerated(text []byte, ws []word) bool {
	if len(ws) == 0 || !alone(text, ws, 0, "1") {
		return false
	}
	for i := range ws {
		if alone(text, ws, i, "2") {
			return true
		}
	}
	return false
}

// alone reports whether ws[i] is a number in parentheses, and all of its line.
func alone(text []byte, ws []word, i int, number string) bool {
	if ws[i].text != number || i > 0 && ws[i-1].line == ws[i].line || i+1 < len(ws) && ws[i+1].line == ws[i].line {
		return false
	}
	from, to := ws[i].start, ws[i].end
	return from > 0 && to < len(text) && text[from-1] == '(' && text[to] == ')'
}

// noticeHead is how many words at the head of a NOTICE may name the product.
const noticeHead = 40

// startsNotice reports whether a file begins as a NOTICE does, with what the
// product includes, before any license.
func startsNotice(ws []word, found []finding) bool {
	for i := range min(len(ws), noticeHead) {
		if overlaps(found, i, i+1) {
			return false
		}
		if inclusions.at(ws, i) {
			return true
		}
	}
	return false
}

// noticeBegins is the first "This product includes software" of a file without
// any license text: what follows in such a NOTICE is about others.
func noticeBegins(ws []word, found []finding) int {
	if slices.ContainsFunc(found, func(f finding) bool { return f.form == formText && !f.third }) {
		return len(ws)
	}
	return inclusions.firstIn(ws, 0, len(ws))
}

var inclusions = phraseSet("this product includes", "this software includes", "this project includes", "includes software developed", "includes code", "contains software")

// headingIn is the first heading in ws[from:to], or -1.
func headingIn(ws []word, from, to int) int {
	for i := from; i < to; i++ {
		if headings.at(ws[:to], i) {
			return i
		}
	}
	return -1
}

// aboutOthers looks at the words of the sentence before a name.
func aboutOthers(text []byte, ws []word, from int) bool {
	for k := from - 1; k >= max(0, from-40); k-- {
		if k+1 < len(ws) && sentenceEnds(text, ws, k) {
			return false
		}
		if slices.Contains(subjects, ws[k].text) {
			return true
		}
	}
	return false
}

// sentenceEnds reports whether a sentence ends between ws[k] and ws[k+1].
func sentenceEnds(text []byte, ws []word, k int) bool {
	return bytes.Count(text[ws[k].end:ws[k+1].start], []byte("\n")) > 1 || stops(text, ws, k)
}

// stops reports whether a full stop stands behind ws[k].
func stops(text []byte, ws []word, k int) bool {
	gap := text[ws[k].end:ws[k+1].start]
	dot := bytes.IndexByte(gap, '.')
	if dot != 0 || len(gap) < 2 || len(ws[k].text) < 2 || slices.Contains([]string{"inc", "corp", "ver", "no", "ltd", "co", "vs", "dr"}, ws[k].text) {
		return false
	}
	r, _ := utf8.DecodeRune(text[ws[k+1].start:])
	return unicode.IsUpper(r)
}
