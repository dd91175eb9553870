package evidence

// How many words a limit has that is no sentence.
const (
	longestLimit = 8
	longestOnly  = 5
)

// shortLimit reports whether ws[from:to] is a limit without a verb, as files set
// it over or under a license: "Internal use only.", "Not for production use."
func shortLimit(ws []word, from, to int) bool {
	if to-from < 2 || to-from > longestLimit {
		return false
	}
	if ws[to-1].text == "only" && to-from <= longestOnly && (to == len(ws) || ws[to].line != ws[to-1].line) {
		return true
	}
	for i := from; i+1 < to; i++ {
		if ws[i].text == "not" && ws[i+1].text == "for" {
			return true
		}
	}
	return false
}
