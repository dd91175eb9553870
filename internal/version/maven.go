// Package version orders versions and decides ranges as Maven and npm do.
package version

import (
	"cmp"
	"strings"
)

// CompareMaven orders two Maven versions as Maven's resolver does
// (org.eclipse.aether.util.version.GenericVersion); it returns a negative
// number, zero or a positive number. Versions that differ only in padding
// ("1", "1.0", "1-ga") are equal.
//
// https://maven.apache.org/pom.html#version-order-specification
func CompareMaven(a, b string) int {
	if a == b {
		return 0
	}
	return compareItems(parseItems(a), parseItems(b))
}

// The kinds of items, in the order in which they sort among each other.
const (
	kindMin       = 0
	kindQualifier = 2
	kindString    = 3
	kindInt       = 4
	kindMax       = 8
)

// item is one token of a version: a number (digits without leading zeros), a
// well-known qualifier with its rank, or another word in lower case.
type item struct {
	kind int
	rank int
	text string
}

// qualifiers holds the ranks of the words that Maven knows; release words have
// the rank of the padding.
var qualifiers = map[string]int{
	"alpha": -5, "beta": -4, "milestone": -3, "rc": -2, "cr": -2, "snapshot": -1,
	"ga": 0, "final": 0, "release": 0, "": 0, "sp": 1,
}

func (i item) isNumber() bool { return i.kind&kindQualifier == 0 }

// comparePad compares with the padding, which is 0 or "ga".
func (i item) comparePad() int {
	switch i.kind {
	case kindMin:
		return -1
	case kindQualifier:
		return i.rank
	case kindInt:
		if i.text == "0" {
			return 0
		}
	}
	return 1
}

func (i item) compare(o item) int {
	if i.kind != o.kind {
		return i.kind - o.kind
	}
	switch i.kind {
	case kindInt:
		return cmp.Or(cmp.Compare(len(i.text), len(o.text)), strings.Compare(i.text, o.text))
	case kindQualifier:
		return i.rank - o.rank
	case kindString:
		return strings.Compare(i.text, o.text)
	}
	return 0
}

func compareItems(these, those []item) int {
	number := true
	for i := 0; ; i++ {
		switch {
		case i >= len(these) && i >= len(those):
			return 0
		case i >= len(these):
			return -comparePadding(those[i:], nil)
		case i >= len(those):
			return comparePadding(these[i:], nil)
		}
		a, b := these[i], those[i]
		if a.isNumber() != b.isNumber() {
			if number == a.isNumber() {
				return comparePadding(these[i:], &number)
			}
			return -comparePadding(those[i:], &number)
		}
		if rel := a.compare(b); rel != 0 {
			return rel
		}
		number = a.isNumber()
	}
}

// comparePadding compares the rest of a version with nothing, as far as its
// items are of the kind that number names.
func comparePadding(items []item, number *bool) int {
	for _, it := range items {
		if number != nil && *number != it.isNumber() {
			break
		}
		if rel := it.comparePad(); rel != 0 {
			return rel
		}
	}
	return 0
}

func parseItems(version string) []item {
	t := tokenizer{version: version}
	if version == "" {
		t.version = "0"
	}
	items := make([]item, 0, 8)
	for t.next() {
		items = append(items, t.item())
	}
	return trimPadding(items)
}

// trimPadding drops the items before a change of kind, and at the end, that
// equal the padding.
func trimPadding(items []item) []item {
	end := len(items) - 1
	number, known := false, false
	for i := end; i > 0; i-- {
		it := items[i]
		if !known || it.isNumber() != number {
			end, number, known = i, it.isNumber(), true
		}
		if end == i && (i == len(items)-1 || items[i-1].isNumber() == it.isNumber()) && it.comparePad() == 0 {
			items = append(items[:i], items[i+1:]...)
			end--
		}
	}
	return items
}

// tokenizer splits a version at dots, hyphens and underscores, and where
// letters turn into digits or digits into letters.
type tokenizer struct {
	version            string
	index              int
	token              string
	number             bool
	terminatedByNumber bool
}

func (t *tokenizer) next() bool {
	n := len(t.version)
	if t.index >= n {
		return false
	}
	const none, word, zeros, digits = -2, -1, 0, 1
	state, start, end := none, t.index, n
	t.terminatedByNumber = false
scan:
	for ; t.index < n; t.index++ {
		c := t.version[t.index]
		switch {
		case c == '.' || c == '-' || c == '_':
			end = t.index
			t.index++
			break scan
		case c >= '0' && c <= '9':
			if state == word {
				end = t.index
				t.terminatedByNumber = true
				break scan
			}
			if state == zeros {
				start++ // leading zeros do not count
			}
			if state == digits || c > '0' {
				state = digits
			} else {
				state = zeros
			}
		default:
			if state >= zeros {
				end = t.index
				break scan
			}
			state = word
		}
	}
	t.token, t.number = "0", true
	if end > start {
		t.token, t.number = t.version[start:end], state >= zeros
	}
	return true
}

func (t *tokenizer) item() item {
	if t.number {
		return item{kind: kindInt, text: t.token}
	}
	token := strings.ToLower(t.token)
	if t.index >= len(t.version) {
		switch token {
		case "min":
			return item{kind: kindMin}
		case "max":
			return item{kind: kindMax}
		}
	}
	if t.terminatedByNumber {
		switch token {
		case "a":
			token = "alpha"
		case "b":
			token = "beta"
		case "m":
			token = "milestone"
		}
	}
	if rank, ok := qualifiers[token]; ok {
		return item{kind: kindQualifier, rank: rank}
	}
	return item{kind: kindString, text: token}
}
