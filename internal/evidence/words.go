package evidence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a word of a text: lower-case letters, or a number such as "2.1".
// Letters and digits part company ("GPLv2" is "gplv" and "2"), punctuation
// only separates, so that reflowed and decorated texts read the same.
type word struct {
	text       string
	hash       uint64
	start, end int
	line       int // number of the line, from 0
}

// words splits a text. A "+" right behind a word or number stays with it as a
// word of its own, since "GPL-2.0+" is not "GPL-2.0".
func words(text []byte) []word {
	low := string(lower(text))
	out := make([]word, 0, len(text)/6+8)
	line := 0
	for i := 0; i < len(low); {
		c := low[i]
		j := i
		switch {
		case c >= 'a' && c <= 'z' || c >= utf8.RuneSelf && letterAt(low, i):
			for j < len(low) && (low[j] >= 'a' && low[j] <= 'z' || low[j] >= utf8.RuneSelf && letterAt(low, j)) {
				if low[j] < utf8.RuneSelf {
					j++
					continue
				}
				_, n := utf8.DecodeRuneInString(low[j:])
				j += n
			}
		case isDigit(c):
			for j < len(low) && (isDigit(low[j]) || low[j] == '.' && j+1 < len(low) && isDigit(low[j+1])) {
				j++
			}
		case c == '+' && i > 0 && isWordByte(low[i-1]) && (i+1 == len(low) || !isWordByte(low[i+1])):
			j++
		default:
			if c == '\n' {
				line++
			}
			if c < utf8.RuneSelf {
				i++
				continue
			}
			_, n := utf8.DecodeRuneInString(low[i:])
			i += n
			continue
		}
		out = append(out, word{low[i:j], hashOf(low[i:j]), i, j, line})
		i = j
	}
	return out
}

// hashOf takes eight bytes at a time, so that most words cost one product.
func hashOf(s string) uint64 {
	h, part := uint64(len(s)), uint64(0)
	for i := range len(s) {
		part = part<<8 | uint64(s[i])
		if i&7 == 7 {
			h = (h ^ part) * hashBase
			part = 0
		}
	}
	return (h ^ part) * hashBase
}

// lower is ASCII lower case, byte for byte, so that offsets stay.
func lower(text []byte) []byte {
	out := make([]byte, len(text))
	for i, c := range text {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		out[i] = c
	}
	return out
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r != utf8.RuneError && unicode.IsLetter(r)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isWordByte(c byte) bool { return c >= 'a' && c <= 'z' || isDigit(c) }

// phrase is a sequence of words, made once from a pattern's own words.
func phrase(s string) []string {
	var out []string
	for _, w := range words([]byte(s)) {
		out = append(out, w.text)
	}
	return out
}

// starts is a sieve before a look-up by word, which most words do not pass: by
// a word's first byte, the lengths that words with it have.
type starts [256]uint32

func (s *starts) add(word string) { s[word[0]] |= 1 << min(len(word), 31) }

func (s *starts) may(word string) bool { return s[word[0]]&(1<<min(len(word), 31)) != 0 }

// phrases are many phrases by their first word.
type phrases struct {
	starts
	byFirst map[string][][]string
}

func phraseSet(list ...string) *phrases {
	set := &phrases{byFirst: make(map[string][][]string)}
	for _, s := range list {
		p := phrase(s)
		set.add(p[0])
		set.byFirst[p[0]] = append(set.byFirst[p[0]], p)
	}
	return set
}

// at reports whether one of the phrases stands at ws[i].
func (set *phrases) at(ws []word, i int) bool { return set.length(ws, i) > 0 }

// length is how many words the first phrase that stands at ws[i] has.
func (set *phrases) length(ws []word, i int) int {
	if !set.may(ws[i].text) {
		return 0
	}
	for _, p := range set.byFirst[ws[i].text] {
		if hasAt(ws, i, p) {
			return len(p)
		}
	}
	return 0
}

// hasAt reports whether p stands at ws[i].
func hasAt(ws []word, i int, p []string) bool {
	if i < 0 || i+len(p) > len(ws) {
		return false
	}
	for k, w := range p {
		if ws[i+k].text != w {
			return false
		}
	}
	return true
}

// find returns the index of the first p in ws[from:to], or -1.
func find(ws []word, from, to int, p []string) int {
	for i := from; i+len(p) <= to; i++ {
		if ws[i].text == p[0] && hasAt(ws, i, p) {
			return i
		}
	}
	return -1
}

// wordAt returns the index of the first word that starts at or behind offset.
func wordAt(ws []word, offset int) int {
	lo, hi := 0, len(ws)
	for lo < hi {
		if m := (lo + hi) / 2; ws[m].start < offset {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// wordSet is the set of the words of a list.
func wordSet(list string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}
