package evidence

import (
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// combine puts the findings that speak for the file itself together.
func combine(text []byte, ws []word, found []finding) (spdx.Expression, []spdx.Expression, audit.Status) {
	main := excepted(ws, found, mains(listedOffers(ws, found)))
	if len(main) == 0 {
		return "", nil, audit.Unknown
	}
	list := readings(main, choice(ws, found, main))
	if ownAgreement(ws, found, main) || unknownFirst(found) || ownTerms(text, ws, found, main) || interrupted(text, ws, found, main) || qualified(text, ws, found, main) {
		for i, r := range list {
			list[i] = spdx.And(r, spdx.OtherTerms)
		}
		return "", list, audit.Ambiguous
	}
	like := func(f finding) bool { return f.license == "" && len(f.candidates) == 1 }
	if len(list) == 1 && !slices.ContainsFunc(main, like) {
		return list[0], nil, audit.Identified
	}
	return "", list, audit.Ambiguous
}

// readings are the expressions that findings may mean together, sorted.
func readings(main []finding, offered bool) []spdx.Expression {
	list := []spdx.Expression{""}
	for _, f := range main {
		join := spdx.And
		if offered && f.license != commonsClause { // which restricts whatever is chosen
			join = spdx.Or
		}
		var next []spdx.Expression
		for _, r := range list {
			for _, o := range f.options() {
				next = append(next, join(r, o))
			}
		}
		list = next[:min(len(next), maxReadings)]
	}
	for i, r := range list {
		if e, err := spdx.Parse(string(r)); err == nil {
			list[i] = e
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

const maxReadings = 32
