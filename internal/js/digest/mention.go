package digest

import "bytes"

// Mention is a version in a comment, with the words before it.
type Mention struct {
	Value string
	// Words are up to four words before the version on its line, in lower
	// case; Key is their hash.
	Words []string
	Key   uint32
	// Text is the comment, as far as it is looked at; Start is where it begins.
	Text  []byte
	Start int
}

const (
	maxMentions = 1 << 10
	maxComment  = 1 << 13 // bytes of a comment that are looked at
)

// Mentions returns the versions that the file's comments state.
func (d *Digest) Mentions(src []byte) []Mention {
	var out []Mention
	for _, c := range d.Comments {
		text := src[c.Start:min(c.End, c.Start+maxComment)]
		for line := range bytes.SplitSeq(text, []byte("\n")) {
			if len(line) > 1<<10 {
				line = line[:1<<10]
			}
			out = lineMentions(out, line, text, c.Start)
			if len(out) > maxMentions {
				return out
			}
		}
	}
	return out
}

func lineMentions(out []Mention, line, comment []byte, at int) []Mention {
	for from := 0; ; {
		start, end := FindVersion(line, from)
		if start < 0 {
			return out
		}
		words := lastWords(line[from:start])
		h := uint64(3)
		for _, w := range words {
			h = mix(h, hashBytes([]byte(w)))
		}
		out = append(out, Mention{Value: string(line[start:end]), Words: words, Key: fold(h), Text: comment, Start: at})
		from = end
	}
}

// lastWords returns the last four words of a text in lower case, without the
// "v" that stands before a version.
func lastWords(s []byte) []string {
	var words []string
	fields := bytes.FieldsFunc(bytes.ToLower(s), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 0x80)
	})
	if n := len(fields); n > 0 && (string(fields[n-1]) == "v" || string(fields[n-1]) == "ver") {
		fields = fields[:n-1]
	}
	for _, f := range fields[max(0, len(fields)-4):] {
		words = append(words, string(f))
	}
	return words
}
