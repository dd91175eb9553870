package evidence

// maxBrief is how many words a text has that is read by its statements alone: a
// little more than the notices of the GPL and of Mozilla.
const maxBrief = 300

// beforeName and behindName are how many words around a license's name the words
// that bring it in may stand: "licensed under the terms of either the".
const (
	beforeName = 8
	behindName = 3
)

// Brief is Classify for a comment in a script. It asks neither licensecheck nor the
// likeness of texts, whose tables take longer to build than all else of a small run:
// listed texts, clauses, tags, statements, addresses and the notice of the license
// named explain nearly all comments. sure is false where legal words are left that
// they do not explain, or where the text is long; Classify may know more then.
func Brief(text []byte) (c Classification, sure bool) {
	c = classify(text, func(text, body []byte, ws []word) []finding {
		texts, listed := exact(body, ws), []finding(nil)
		if len(texts) == 0 {
			listed = cores(body, ws)
			texts = withCores(append(long(listed), clauses(ws, long(listed))...), listed)
			texts = amended(body, ws, renamed(ws, narrowed(ws, texts)), listed)
		}
		found := surround(text, body, ws, texts, listed)
		sure = len(ws) <= maxBrief && len(texts) == 0 && explained(body, ws, found)
		return found
	})
	return c, sure
}

// explained reports whether each legal word of a text, but those of a copyright
// line or in an address, stands by a name that was read, or in the words of that
// license's notice.
func explained(text []byte, ws []word, found []finding) bool {
	t := notices()
	blocks := uint32(0)
	for _, f := range found {
		blocks |= t.blocks(f.license)
	}
	address, noticed := 0, 0 // the ends of the last address, and of the last part of a notice
	for i, w := range ws {
		if blocks != 0 && i >= noticed {
			if n := (notice{table: t}).covers(ws, i, blocks); n >= noticePart {
				noticed = i + n
			}
		}
		address = max(address, addressEnd(text, ws, i))
		if i < max(address, noticed) || !legal.has(w) || w.text == "copyright" || w.text == "rights" {
			continue
		}
		by := false
		for _, f := range found {
			by = by || len(f.options()) > 0 && f.from-beforeName <= i && i < f.to+behindName
		}
		if !by {
			return false
		}
	}
	return true
}
