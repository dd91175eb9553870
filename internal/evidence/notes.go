package evidence

import "strings"

// duties are conditions that a license's name may hide and a reader must know.
var duties = []struct {
	words []string
	note  string
}{
	{phrase("all advertising materials mentioning"), "advertising clause: advertising must carry the acknowledgement"},
	{phrase("redistributions of any form whatsoever must retain"), "attribution clause: every redistribution must carry the acknowledgement"},
	{phrase("end user documentation included with the redistribution"), "attribution clause: the documentation must carry the acknowledgement"},
	{phrase("endorse or promote"), "non-endorsement clause: the holder's name must not be used to promote"},
	{phrase("must reproduce the above copyright notice"), "attribution clause: binaries must reproduce the copyright notice"},
	{phrase("shall be used for good not evil"), "field of use: for good, not evil"},
	{phrase("commons clause"), "Commons Clause: the right to sell is withheld"},
	{phrase("nuclear facility"), "disclaimer for nuclear facilities"},
}

var dutyStarts = func() *starts {
	s := new(starts)
	for _, d := range duties {
		s.add(d.words)
	}
	return s
}()

// notes names the duties found, and texts of the BSD family that no rule
// knows.
func notes(ws []word, found []finding) []string {
	var out []string
	seen := make([]bool, len(duties))
	for i := range ws {
		if !dutyStarts.may(ws, i) {
			continue
		}
		for k, d := range duties {
			if ws[i].text == d.words[0] && !seen[k] && hasAt(ws, i, d.words) {
				seen[k] = true
			}
		}
	}
	for k, d := range duties {
		if seen[k] {
			out = append(out, d.note)
		}
	}
	for _, f := range found {
		if rule, ok := strings.CutPrefix(f.rule, "clauses:"); ok && f.license == "" {
			out = append(out, "conditions of the BSD kind that are no listed license: "+rule)
		}
	}
	return out
}
