package evidence

import (
	"slices"
	"strings"
)

// contractual are words of license agreements. Where many of them stand in a
// long stretch that no reader knows, the file has a license of its own, and a
// name in it is only mentioned: an end-user agreement that speaks of the GPL.
var contractual = wordSet("agree agreement breach confidential consequential damages enforceable export governed grants hereby indemnify infringement jurisdiction" +
	" liability licensee licensor nonexclusive exclusive obligations prohibited proprietary provision remedy restrictions severable" +
	" sublicense terminate terminates termination transferable unenforceable waiver warranties warranty")

// How many different words make an agreement, and how long it is at least.
const (
	agreementWords  = 12
	agreementLength = 250
)

// ownAgreement reports whether what speaks for a file stands in, or behind, an
// agreement that no reader knows.
func ownAgreement(ws []word, found, main []finding) bool {
	if len(ws) < agreementLength || slices.ContainsFunc(main, entitled) {
		return false
	}
	first := len(ws)
	for _, f := range main {
		if f.form == formText {
			first = min(first, f.from)
		}
	}
	for _, gap := range gaps(ws, textsOf(found), agreementLength) {
		if gap[0] < first && contract(ws[gap[0]:min(gap[1], first)]) && !hasAgreement(ws) {
			return true
		}
	}
	return false
}

// entitled reports whether a finding is the title of a file, or a tag.
func entitled(f finding) bool {
	return f.form == formTag || f.form == formTitle && f.from < titleLength
}

// unknownFirst reports whether a file begins with conditions of the BSD kind
// that are no listed license: what follows is of others then.
func unknownFirst(found []finding) bool {
	for _, f := range found {
		if f.form == formText && !f.third {
			return len(f.options()) == 0 && strings.HasPrefix(f.rule, "clauses:")
		}
	}
	return false
}

func textsOf(found []finding) []finding {
	return slices.DeleteFunc(slices.Clone(found), func(f finding) bool { return f.form != formText })
}

// contract reports whether a stretch is an agreement.
func contract(ws []word) bool {
	if len(ws) < agreementLength {
		return false
	}
	seen := make(map[string]bool)
	for _, w := range ws {
		if contractual.has(w) && !seen[w.text] {
			seen[w.text] = true
		}
	}
	return len(seen) >= agreementWords
}

// hasAgreement knows Eclipse's user agreement, which is read on its own.
func hasAgreement(ws []word) bool {
	return userAgreement.within(ws, 0, len(ws))
}
