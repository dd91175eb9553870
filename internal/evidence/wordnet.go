package evidence

import (
	"strings"
	"sync"

	"github.com/google/licensecheck"

	"github.com/licaudit/licaudit/internal/spdx"
)

// patternsOf are the first reader's patterns by the license that they are of.
var patternsOf = sync.OnceValue(func() map[spdx.Expression][]string {
	m := make(map[spdx.Expression][]string)
	for _, l := range withoutURLs(licensecheck.BuiltinLicenses()) {
		id := patternLicense(l.ID)
		m[id] = append(m[id], l.LRE)
	}
	return m
})

// wordNet is a pattern of the first reader, of which the package licensecheck
// tells the syntax, as a net of words: which may follow which. It is for the
// runs of words that texts of the pattern have.
type wordNet []netWord

type netWord struct {
	word
	next []int // places in the net; a place without a word leads on
}

func netOf(pattern string) wordNet {
	n := wordNet{{}}
	n.alternatives(0, &pattern)
	return n
}

// add puts a word behind a place, and gives back its own.
func (n *wordNet) add(after int, w word) int {
	*n = append(*n, netWord{word: w})
	n.join(after, len(*n)-1)
	return len(*n) - 1
}

func (n wordNet) join(from, to int) { n[from].next = append(n[from].next, to) }

// alternatives reads "a || b" up to the "))" that closes it, all between two
// places, and gives back the second one.
func (n *wordNet) alternatives(from int, rest *string) int {
	*n = append(*n, netWord{})
	end := len(*n) - 1
	last := from
	for *rest != "" {
		plain := strings.IndexAny(*rest, "(|)_/")
		if plain < 0 {
			plain = len(*rest)
		}
		for _, w := range words([]byte((*rest)[:plain])) {
			last = n.add(last, w)
		}
		*rest = (*rest)[plain:]
		switch {
		case skip(rest, "(("):
			open := last
			last = n.alternatives(open, rest)
			if after := strings.TrimLeft(*rest, " \t\n"); skip(&after, "??") {
				*rest = after
				n.join(open, last)
			}
		case skip(rest, "||"):
			n.join(last, end)
			last = from
		case skip(rest, "))"):
			n.join(last, end)
			return end
		case skip(rest, "//**"): // a comment
			_, *rest, _ = strings.Cut(*rest, "**//")
		case skip(rest, "__"): // a blank, which any few words fill
			_, *rest, _ = strings.Cut(*rest, "__")
			last = n.add(last, word{})
		case *rest != "":
			*rest = (*rest)[1:]
		}
	}
	n.join(last, end)
	return end
}

// skip takes a mark from the front of a text.
func skip(rest *string, mark string) bool {
	after, ok := strings.CutPrefix(*rest, mark)
	*rest = after
	return ok
}

// addRuns adds the runs that go through the net.
func (n wordNet) addRuns(set *runSet) {
	for i := range n {
		if n[i].text != "" {
			n.follow(set, i, 0, runLength)
		}
	}
}

func (n wordNet) follow(set *runSet, at int, h uint64, left int) {
	if n[at].text != "" {
		h = h*hashBase + n[at].hash
		if left--; left == 0 {
			set.add(h)
			return
		}
	}
	for _, k := range n[at].next {
		n.follow(set, k, h, left)
	}
}
