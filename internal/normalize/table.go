package normalize

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

var (
	// phraseData are rows of key, candidates joined by "|", source. A key is
	// the tokens of a phrase. Written by tablegen.
	//go:embed data/phrases.tsv
	phraseData string
	// linkData are rows of cleaned URL, candidates, source. Written by tablegen.
	//go:embed data/links.tsv
	linkData string
)

// phrase is what stands in a table: several candidates are a family, "WITH x"
// is an exception, and "-" stands for words that say nothing.
type phrase struct {
	candidates string
	more       bool // a longer phrase begins with this one
}

// phrases holds the phrases and all their beginnings.
var phrases = sync.OnceValue(loadPhrases)

func loadPhrases() map[string]phrase {
	m := make(map[string]phrase, 8192)
	for line := range strings.Lines(phraseData) {
		if line[0] == '#' {
			continue
		}
		key, rest, _ := strings.Cut(line, "\t")
		candidates, _, _ := strings.Cut(rest, "\t")
		p := m[key]
		p.candidates = candidates
		m[key] = p
		for i := strings.LastIndexByte(key, ' '); i > 0; i = strings.LastIndexByte(key[:i], ' ') {
			p := m[key[:i]]
			if p.more {
				break
			}
			p.more = true
			m[key[:i]] = p
		}
	}
	return m
}

// linkLines says where the rows of linkData begin; its end is the last.
var linkLines = sync.OnceValue(func() []int {
	at := make([]int, 0, 2048)
	for i := 0; i < len(linkData); {
		if linkData[i] != '#' {
			at = append(at, i)
		}
		i += strings.IndexByte(linkData[i:], '\n') + 1
	}
	return append(at, len(linkData))
})

// link finds a cleaned URL by halving its table, which is sorted.
func link(key string) (candidates string, ok bool) {
	at := linkLines()
	i, ok := slices.BinarySearchFunc(at[:len(at)-1], key, func(start int, key string) int {
		k, _, _ := strings.Cut(linkData[start:], "\t")
		return strings.Compare(k, key)
	})
	if !ok {
		return "", false
	}
	_, rest, _ := strings.Cut(linkData[at[i]:at[i+1]-1], "\t")
	candidates, _, _ = strings.Cut(rest, "\t")
	return candidates, true
}

// Key is the key under which a phrase stands in the table.
func Key(name string) string {
	var words []string
	for _, t := range tokens(name) {
		if t.kind != mark || !strings.Contains("(),", t.text) {
			words = append(words, t.text)
		}
	}
	return strings.Join(words, " ")
}

// LinkKey is the key under which a URL stands in the table.
func LinkKey(url string) string { return cleanURL(url) }

// ExactKey is the key of a whole URL, with its query and fragment, where the
// table knows just that one.
func ExactKey(url string) string { return exactURL(url) }
