package evidence

import (
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// clause is a part that texts of the BSD family are put together from. The
// holder's name and small words vary, so that each is told by its fixed words.
type clause int

const (
	source clause = 1 << iota
	inBinary
	endorse
	advertise
	attribute
	acknowledge
	rename
	patents
	grant
	views
	nuclear
	request
	credit
	disclose
	similarly
	foreignClause
)

var clauseNames = []string{"source", "binary", "non-endorsement", "advertising", "attribution", "acknowledgment", "naming", "no-patent", "patent-grant", "views", "nuclear", "request", "credit", "source-disclosure", "similar-disclaimer", "other"}

// signs are the words by which a clause is known. The longest span that a
// clause may have around its sign keeps foreign conditions from hiding in it.
var signs = []struct {
	clause clause
	words  []string
	span   int
}{
	{source, phrase("of source code must retain"), 26},
	{source, phrase("of source code must preserve"), 26},
	{source, phrase("of source code must contain"), 26},
	{inBinary, phrase("in binary form must reproduce"), 38},
	{inBinary, phrase("in binary form must contain"), 38},
	{inBinary, phrase("binary form must reproduce"), 38},
	{inBinary, phrase("in binary form must include"), 38},
	{endorse, phrase("to endorse or promote"), 50},
	{advertise, phrase("all advertising materials mentioning"), 45},
	{attribute, phrase("redistributions of any form whatsoever must retain"), 45},
	{acknowledge, phrase("end user documentation included with the redistribution"), 60},
	{rename, phrase("derived from this software may not be called"), 40},
	{patents, phrase("no express or implied licenses to any party s patent rights"), 30},
	{grant, phrase("hereby grants to those receiving rights under this license"), 200},
	{views, phrase("the views and conclusions contained in the software"), 60},
	{nuclear, phrase("nuclear facility"), 60},
	{request, phrase("we request but do not require"), 60},
	{credit, phrase("due credit should be given"), 30},
	{disclose, phrase("must be accompanied by information on how to obtain complete source code"), 140},
	{similarly, phrase("substantially similar disclaimer requirement"), 45},
	{foreignClause, phrase("derived from this software may not use"), 40}, // Indiana University's, which is xpp
	{foreignClause, phrase("military"), 30},
	{foreignClause, phrase("modified files"), 30},
	{foreignClause, phrase("modified versions"), 30},
	{foreignClause, phrase("list of authors"), 30},
	{foreignClause, phrase("must be marked"), 30},
	{foreignClause, phrase("a fee"), 30},
	{foreignClause, phrase("any fee"), 30},
	{foreignClause, phrase("no fee"), 30},
	{foreignClause, phrase("license fee"), 30},
}

var signStarts = func() *starts {
	set := new(starts)
	for _, s := range signs {
		set.add(s.words)
	}
	return set
}()

// combinations are the licenses by their clauses, after the SPDX texts. A
// request that is not required adds no condition, but those texts are other
// licenses on paper: they are not here.
var combinations = map[clause]spdx.Expression{
	source:                                                       "BSD-1-Clause",
	source | endorse:                                             "BSD-Source-Code",
	source | inBinary:                                            "BSD-2-Clause",
	source | inBinary | views:                                    "BSD-2-Clause-Views",
	source | inBinary | grant:                                    "BSD-2-Clause-Patent",
	source | inBinary | disclose:                                 "Sleepycat",
	source | inBinary | endorse:                                  "BSD-3-Clause",
	source | inBinary | endorse | views:                          "BSD-3-Clause",
	source | inBinary | endorse | similarly:                      "BSD-3-Clause-acpica",
	source | inBinary | endorse | patents:                        "BSD-3-Clause-Clear",
	source | inBinary | endorse | attribute:                      "BSD-3-Clause-Attribution",
	source | inBinary | endorse | advertise:                      "BSD-4-Clause",
	source | inBinary | endorse | acknowledge | rename:           "Apache-1.1",
	source | inBinary | endorse | rename | credit:                "Plexus",
	source | inBinary | acknowledge | rename:                     "Apache-1.1",
	source | inBinary | endorse | advertise | rename | attribute: "Apache-1.0",
}

var (
	openings = phraseSet("redistribution and use", "redistribution and or use", "redistributions and use", "redistribution use and modification")
	endings  = phraseSet("possibility of such damage", "possibility of such damages", "possibility thereof")
)

// maxClauses bounds a text of the BSD family, in words.
const maxClauses = 900

// clauses is the second reader: texts of the BSD and Apache 1 families that no
// pattern fits word for word, told by their clauses.
func clauses(ws []word, known []finding) []finding {
	var found []finding
	for i := openings.firstIn(ws, 0, len(ws)); i < len(ws); i = openings.firstIn(ws, i+1, len(ws)) {
		if overlaps(known, i, i+1) {
			continue
		}
		end := conditionsEnd(ws, i, known)
		if end < 0 {
			continue
		}
		set, spread := clauseSet(ws, i, end)
		f := finding{from: i, to: end, form: formText}
		if set == 0 {
			continue
		}
		f.rule = "clauses:" + set.String()
		if license, ok := combinations[set]; ok && plausible(set, spread) && (license != "Apache-1.0" || find(ws, i, end, []string{"apache"}) >= 0) {
			f.license = license // OpenSSL's has the same clauses as the Apache License 1.0
		}
		found = append(found, f)
		i = end
	}
	return found
}

// conditionsEnd is the index behind the disclaimer.
func conditionsEnd(ws []word, i int, known []finding) int {
	limit := min(len(ws), i+maxClauses)
	for _, k := range known {
		if k.from > i {
			limit = min(limit, k.from)
		}
	}
	for j := i + 1; j < limit; j++ {
		if openings.at(ws, j) && j > i+40 {
			return -1 // the next text begins before this one ends
		}
		if n := endings.length(ws, j); n > 0 {
			return min(j+n, len(ws))
		}
	}
	return -1
}

// disclaimerStarts are first words of the disclaimer.
var disclaimerStarts = [][]string{phrase("provided as is"), phrase("is provided by"), phrase("as is and any express")}

// clauseSet tells the clauses and how many words stand between the opening
// and the disclaimer.
func clauseSet(ws []word, from, to int) (set clause, spread int) {
	for i := from; i < to; i++ {
		if !signStarts.may(ws, i) {
			continue
		}
		for _, s := range signs {
			if hasAt(ws, i, s.words) {
				set |= s.clause
			}
		}
	}
	body := to
	for _, mark := range disclaimerStarts {
		if k := find(ws, from, to, mark); k >= 0 {
			body = min(body, k)
		}
	}
	return set, body - from
}

// plausible holds the conditions' length against what their clauses account
// for: longer ones hold a condition that no sign knows.
func plausible(set clause, spread int) bool {
	budget := 28
	seen := clause(0)
	for _, s := range signs {
		if set&s.clause != 0 && seen&s.clause == 0 {
			budget += s.span
			seen |= s.clause
		}
	}
	return spread <= budget
}

func (c clause) String() string {
	var names []string
	for i, n := range clauseNames {
		if c&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return strings.Join(names, "+")
}
