package evidence

// longestLimit is how many words a limit has that is no sentence.
const longestLimit = 8

// shortLimit reports whether a line is a limit without a verb, as files set it
// over or under a license: "Internal use only.", "Not for production use."
func shortLimit(ws []word) bool {
	if len(ws) < 2 || len(ws) > longestLimit {
		return false
	}
	if ws[len(ws)-1].text == "only" {
		return true
	}
	for i := 0; i+1 < len(ws); i++ {
		if ws[i].text == "not" && ws[i+1].text == "for" {
			return true
		}
	}
	return false
}
