package normalize

import (
	_ "embed"
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

// link finds a cleaned URL by halving its table, which is sorted.
func link(key string) (candidates string, ok bool) {
	lo, hi := 0, len(linkData)
	for lo < hi {
		start := lo
		if i := strings.LastIndexByte(linkData[lo:(lo+hi)/2], '\n'); i >= 0 {
			start = lo + i + 1
		}
		end := start + strings.IndexByte(linkData[start:], '\n')
		k, rest, _ := strings.Cut(linkData[start:end], "\t")
		switch {
		case k == key:
			candidates, _, _ = strings.Cut(rest, "\t")
			return candidates, true
		case k < key:
			lo = end + 1
		default:
			hi = start
		}
	}
	return "", false
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
