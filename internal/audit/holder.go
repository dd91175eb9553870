package audit

import (
	"slices"
	"strings"
	"unicode"
)

// HolderKey reduces a holder's name to what its spellings share: "The Acme Ltd."
// and "ACME" are one.
func HolderKey(s string) string {
	words := Words(s)
	for len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	for len(words) > 1 && slices.Contains(legalForms, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// IsLegalForm reports whether a name is but what may end one: "Ltd", "The Authors".
func IsLegalForm(s string) bool {
	return !slices.ContainsFunc(Words(s), func(w string) bool { return w != "the" && !slices.Contains(legalForms, w) })
}

// Words are the words of a text in lower case: what has letters or digits.
func Words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// legalForms may end a holder's name without being part of it.
var legalForms = []string{"inc", "incorporated", "ltd", "limited", "llc", "llp", "gmbh", "ag", "kg", "co", "corp", "corporation", "company", "sa", "sas", "sarl", "srl", "spa", "bv", "oy", "ab", "as",
	"and", "others", "other", "contributors", "contributor", "authors", "author", "team", "project", "developers", "individual"}
