package evidence

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"sync"
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
func words(text []byte) []word { return appendWords(make([]word, 0, len(text)/6+8), text) }

// wordLists are the words of texts that are answered: of all that a text takes
// they are the most, and no answer has any of them.
var wordLists = sync.Pool{New: func() any { return new([]word) }}

func appendWords(out []word, text []byte) []word {
	low := lowered(text)
	line := 0
	for i := 0; i < len(low); {
		c := low[i]
		j := i + 1
		switch kinds[c] {
		case kindOther:
			i++
			continue
		case kindLineEnd:
			line++
			i++
			continue
		case kindPlus:
			if i == 0 || !isWordByte(low[i-1]) || i+1 < len(low) && isWordByte(low[i+1]) {
				i++
				continue
			}
		case kindDigit:
			for j < len(low) && (kinds[low[j]] == kindDigit || low[j] == '.' && j+1 < len(low) && kinds[low[j+1]] == kindDigit) {
				j++
			}
		case kindLetter:
			if i+8 <= len(low) {
				// Most words are shorter than eight letters, which are looked at at once.
				first := eight(low[i:])
				if n := lettersIn(first); n < 8 && kinds[low[i+n]] != kindWide {
					j = i + n
					part := first >> (64 - 8*uint(n))
					out = append(out, word{low[i:j], (uint64(n) ^ part) * hashBase, i, j, line})
					i = j
					continue
				}
			}
			j = letters(low, j)
		case kindWide:
			r, n := utf8.DecodeRuneInString(low[i:])
			if r == utf8.RuneError || !unicode.IsLetter(r) {
				i += n
				continue
			}
			j = letters(low, i+n)
		}
		out = append(out, word{low[i:j], hashAt(low, i, j), i, j, line})
		i = j
	}
	return out
}

// lettersIn is how many of eight bytes in lower case, the first of them the
// highest, are letters of ASCII before one that is none.
func lettersIn(x uint64) int {
	const each, high = 0x0101010101010101, 0x8080808080808080
	seven := x &^ high
	fromA, beyondZ := seven+(0x80-'a')*each, seven+(0x7F-'z')*each
	return bits.LeadingZeros64((x|^(fromA^beyondZ))&high) / 8
}

// letters is the end of the letters that go on at low[j].
func letters(low string, j int) int {
	for j < len(low) {
		if j+8 <= len(low) {
			n := lettersIn(eight(low[j:]))
			j += n
			if n == 8 {
				continue
			}
		}
		switch kinds[low[j]] {
		case kindLetter:
			j++
		case kindWide:
			r, n := utf8.DecodeRuneInString(low[j:])
			if r == utf8.RuneError || !unicode.IsLetter(r) {
				return j
			}
			j += n
		default:
			return j
		}
	}
	return j
}

// kind is what a byte of a text in lower case may be part of.
type kind uint8

const (
	kindOther kind = iota
	kindLineEnd
	kindPlus
	kindDigit
	kindLetter
	kindWide // of a character beyond ASCII
)

var kinds = func() (table [256]kind) {
	for c := range table {
		switch c := byte(c); {
		case c == '\n':
			table[c] = kindLineEnd
		case c == '+':
			table[c] = kindPlus
		case isDigit(c):
			table[c] = kindDigit
		case c >= 'a' && c <= 'z':
			table[c] = kindLetter
		case c >= utf8.RuneSelf:
			table[c] = kindWide
		}
	}
	return table
}()

// hashOf is the hash of a word.
func hashOf(s string) uint64 { return hashAt(s, 0, len(s)) }

// hashAt is the hash of the word low[i:j]. It takes eight bytes at a time, so
// that most words cost one product.
func hashAt(low string, i, j int) uint64 {
	h := uint64(j - i)
	for ; j-i >= 8; i += 8 {
		h = (h ^ eight(low[i:])) * hashBase
	}
	part := uint64(0)
	if i+8 <= len(low) {
		part = eight(low[i:]) >> 8 >> (56 - 8*uint(j-i)) // none is left of a shift by 64
	} else {
		for _, c := range []byte(low[i:j]) {
			part = part<<8 | uint64(c)
		}
	}
	return (h ^ part) * hashBase
}

// eight are the first eight bytes of s as a number.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0])<<56 | uint64(s[1])<<48 | uint64(s[2])<<40 | uint64(s[3])<<32 | uint64(s[4])<<24 | uint64(s[5])<<16 | uint64(s[6])<<8 | uint64(s[7])
}

// lowered is lower, as a string.
func lowered(text []byte) string {
	var out strings.Builder
	out.Grow(len(text))
	var part [512]byte
	for len(text) > 0 {
		n := copy(part[:], text)
		for i := 0; i < n; i += 8 { // what is behind the text is not written
			eight := part[i : i+8]
			binary.LittleEndian.PutUint64(eight, lowerEight(binary.LittleEndian.Uint64(eight)))
		}
		out.Write(part[:n])
		text = text[n:]
	}
	return out.String()
}

// lowerEight is lower for eight bytes, in any order.
func lowerEight(x uint64) uint64 {
	const each, high = 0x0101010101010101, 0x8080808080808080
	seven := x &^ high
	fromA, beyondZ := seven+(0x80-'A')*each, seven+(0x7F-'Z')*each
	return x | (fromA^beyondZ)&^x&high>>2
}

// lower is ASCII lower case, byte for byte, so that offsets stay.
func lower(text []byte) []byte {
	out := make([]byte, len(text))
	for i, c := range text {
		out[i] = lowerCase[c]
	}
	return out
}

var lowerCase = func() (table [256]byte) {
	for c := range table {
		table[c] = byte(c)
		if c >= 'A' && c <= 'Z' {
			table[c] += 'a' - 'A'
		}
	}
	return table
}()

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

// sieve is a set of hashes that lets some pass that are not in it: a look ahead
// of a look-up, which most words do not pass.
type sieve [64]uint64

func (s *sieve) add(hash uint64)      { s[hash>>58] |= 1 << (hash >> 52 & 63) }
func (s *sieve) may(hash uint64) bool { return s[hash>>58]&(1<<(hash>>52&63)) != 0 }

// join adds all of another sieve.
func (s *sieve) join(other *sieve) {
	for i, part := range other {
		s[i] |= part
	}
}

// starts is a sieve for phrases, by their first word and by their first two.
type starts struct {
	first, pairs sieve
	single       bool // there are phrases of one word
}

func (s *starts) add(phrase []string) {
	h := hashOf(phrase[0])
	s.first.add(h)
	if len(phrase) == 1 {
		s.single = true
	} else {
		s.pairs.add(h*hashBase + hashOf(phrase[1]))
	}
}

// may reports whether one of the phrases may stand at ws[i].
func (s *starts) may(ws []word, i int) bool {
	h := ws[i].hash
	return s.first.may(h) && (s.single || i+1 < len(ws) && s.pairs.may(h*hashBase+ws[i+1].hash))
}

// phrases are many phrases by their first word.
type phrases struct {
	starts
	byFirst map[string][][]string
}

func phraseSet(list ...string) *phrases {
	set := &phrases{byFirst: make(map[string][][]string)}
	for _, s := range list {
		p := phrase(s)
		set.add(p)
		set.byFirst[p[0]] = append(set.byFirst[p[0]], p)
	}
	return set
}

// at reports whether one of the phrases stands at ws[i].
func (set *phrases) at(ws []word, i int) bool {
	return set.first.may(ws[i].hash) && set.length(ws, i) > 0
}

// within reports whether one of the phrases begins in ws[from:to].
func (set *phrases) within(ws []word, from, to int) bool {
	return set.firstIn(ws, from, to) < to
}

// firstIn is where the first of the phrases begins in ws[from:to], or to.
func (set *phrases) firstIn(ws []word, from, to int) int {
	for i := from; i < to; i++ {
		if set.first.may(ws[i].hash) && set.length(ws, i) > 0 {
			return i
		}
	}
	return to
}

// length is how many words the first phrase that stands at ws[i] has.
func (set *phrases) length(ws []word, i int) int {
	if !set.may(ws, i) {
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
	first := hashOf(p[0])
	for i := from; i+len(p) <= to; i++ {
		if ws[i].hash == first && hasAt(ws, i, p) {
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

// wordList is a set of words.
type wordList struct {
	sieve
	words map[string]bool
}

// wordSet is the set of the words of a list.
func wordSet(list string) *wordList {
	set := &wordList{words: make(map[string]bool)}
	for w := range strings.FieldsSeq(list) {
		set.words[w] = true
		set.add(hashOf(w))
	}
	return set
}

// has reports whether a word is one of the set.
func (set *wordList) has(w word) bool { return set.may(w.hash) && set.words[w.text] }
