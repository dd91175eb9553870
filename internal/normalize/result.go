package normalize

import (
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Result is what a name, with its URL, means.
type Result struct {
	Status     audit.Status
	License    spdx.Expression   // set where Status is identified
	Candidates []spdx.Expression // sorted; set where Status is ambiguous
	// Rule says what answered: "spdx", "tokens:apache 2", "url:apache.org/...";
	// for an unknown name what was not understood.
	Rule string
	// Clash: name and URL contradict each other; Candidates holds both.
	Clash bool

	// Of an unknown name: what each license in it may be, and whether it says
	// "or later" or names an exception. A URL must fit that to be believed.
	said            [][]spdx.Expression
	later, withheld bool
	// Of an identified name: its version has no point, as in "LGPL v2", which
	// is said of 2.1 too.
	loose bool
}

func identified(e spdx.Expression, rule string) Result {
	return Result{Status: audit.Identified, License: e, Rule: rule}
}

func unknown(rule string) Result { return Result{Status: audit.Unknown, Rule: rule} }

// ambiguous makes a result of candidates; a single one is still no answer.
func ambiguous(candidates []spdx.Expression, rule string) Result {
	c := slices.Clone(candidates)
	slices.Sort(c)
	return Result{Status: audit.Ambiguous, Candidates: slices.Compact(c), Rule: rule}
}

// claim makes a Claim of a result.
func (r Result) claim(ev audit.Evidence) audit.Claim {
	return audit.Claim{Evidence: ev, License: r.License, Candidates: r.Candidates, Rule: r.Rule, Clash: r.Clash}
}
