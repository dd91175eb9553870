package evidence

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// headings begin the part of a file that speaks of other people's work.
var headings = func() [][]string {
	var out [][]string
	for _, h := range []string{
		"subcomponents", "third party content", "third party licenses", "third party licences", "third party notices", "third party software", "third party components", "third party libraries",
		"third party dependencies", "third party code", "third party attributions", "third party copyright", "third party materials",
		"bundled libraries", "bundled components", "bundled software", "bundled dependencies", "licenses for included components", "external libraries", "included software",
		"this product bundles", "this project bundles", "this product includes", "this software includes", "this project includes", "this distribution includes", "this library includes", "this package includes", "this program includes", "this jar includes", "this artifact includes", "the software includes",
		"this product contains", "this software contains", "this project contains", "this distribution contains", "this library contains", "this package contains", "this program contains",
		"this product uses", "this software uses", "this project uses", "this library uses", "this distribution bundles", "this distribution also includes", "this product also includes",
		"includes the following", "contains the following", "uses the following", "makes use of the following", "incorporates the following", "bundles the following",
		"licenses of included", "licenses of bundled", "licenses of third party", "licenses of dependencies", "dependency licenses", "license notices for third party",
		"includes a number of", "contains a number of", "portions of this software", "portions of this product", "parts of this software", "portions of this code", "includes code from", "contains code from", "includes software from", "includes code derived from", "contains code derived from",
		"incorporated components", "the following licenses apply to", "externally maintained libraries", "includes software developed",
	} {
		out = append(out, phrase(h))
	}
	return out
}()

// subjects in a sentence say that it speaks of something contained.
var subjects = []string{"bundles", "bundled", "includes", "contains", "incorporates", "incorporated", "portions", "dependency", "dependencies", "derived", "subcomponents", "subcomponent", "embeds", "repackages", "shaded", "originally", "inspired", "ported", "excerpted", "borrowed"}

// markThirdParty marks what belongs to others: what stands behind a heading,
// and statements whose sentence is about something contained. A heading that
// stands before everything leaves nothing for the file itself.
func markThirdParty(text []byte, ws []word, found []finding) []finding {
	boundary := thirdPartyFrom(ws, found)
	for i := range found {
		f := &found[i]
		switch {
		case f.form == formTag:
		case f.from >= boundary:
			f.third = true
		case f.form != formText:
			f.third = aboutOthers(text, ws, f.from)
		}
	}
	return found
}

// thirdPartyFrom is the first heading outside the texts, by word.
func thirdPartyFrom(ws []word, found []finding) int {
	var texts []finding
	for _, f := range found {
		if f.form == formText {
			texts = append(texts, f)
		}
	}
	for i := range ws {
		if startsAny(ws, i, headings) && !overlaps(texts, i, i+1) {
			return i
		}
	}
	return len(ws)
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
	gap := text[ws[k].end:ws[k+1].start]
	if bytes.Count(gap, []byte("\n")) > 1 {
		return true
	}
	dot := bytes.IndexByte(gap, '.')
	if dot != 0 || len(gap) < 2 || len(ws[k].text) < 2 || slices.Contains([]string{"inc", "corp", "ver", "no", "ltd", "co", "vs", "dr"}, ws[k].text) {
		return false
	}
	r, _ := utf8.DecodeRune(text[ws[k+1].start:])
	return unicode.IsUpper(r)
}
