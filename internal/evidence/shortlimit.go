package evidence

import "bytes"

// How many words a limit has that is no sentence.
const (
	longestLimit = 8
	longestOnly  = 5
)

// shortLimit reports whether ws[from:to] is a limit without a verb, as files set
// it over or under a license: "Internal use only.", "Not for production use." It
// speaks of a use, or of what licenses forbid: "Declarations only" tells of a file.
func shortLimit(text []byte, ws []word, from, to int) bool {
	if to-from < 2 || to-from > longestLimit {
		return false
	}
	if ws[to-1].text == "only" && to-from <= longestOnly && (to == len(ws) || ws[to].line != ws[to-1].line) && ofUse(ws[from:to-1]) {
		return true
	}
	for i := from; i+1 < to; i++ {
		if ws[i].text == "not" && ws[i+1].text == "for" {
			return bytes.IndexByte(text[ws[i].start:ws[to-1].end], ':') < 0
		}
	}
	return false
}

// ofUse reports whether one of some words is about what a license is good for.
func ofUse(ws []word) bool {
	for _, w := range ws {
		if purposes.has(w) || conditions().narrows.has(w) {
			return true
		}
	}
	return false
}

var purposes = wordSet("use uses using usage purpose purposes testing trial trials demonstration research internal personal private home study teaching members customers subscribers employees students schools universities")
