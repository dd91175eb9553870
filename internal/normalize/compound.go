package normalize

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// maxCandidates bounds the candidates of a compound: more tell nobody anything.
const maxCandidates = 12

// readTokens understands a name by its tokens; name is as written.
func readTokens(ts []token, name string) Result {
	if len(ts) == 0 {
		return unknown("empty")
	}
	if len(ts) >= maxTokens {
		return unknown("too-long")
	}
	its := items(ts, name)
	read := mentions(its)
	if read.strange != "" {
		return unknown("word:" + read.strange).saying(read.mentions)
	}
	merged, ok := merge(read.mentions)
	if !ok || len(merged) == 0 {
		return unknown("no-license").saying(read.mentions)
	}
	rule := "tokens:" + join(ts)
	sets := make([][]spdx.Expression, 0, len(merged))
	// "dual licensed under MIT", "MIT or", and what else? "MIT with terms", and which?
	definite := (!read.dual || len(merged) > 1) && !dangling(its) && !addsTerms(ts) && !strings.HasSuffix(name, "?")
	for _, m := range merged {
		es, ok := m.resolve()
		if len(es) == 0 {
			return unknown("no-license")
		}
		definite = definite && ok
		sets = append(sets, es)
	}
	if len(sets) == 1 {
		if es := sets[0]; !definite || len(es) > 1 {
			return ambiguous(es, rule)
		}
		r := identified(sets[0][0], rule)
		r.loose = merged[0].loose || merged[0].version != "" && !merged[0].number.dotted
		return r
	}
	op, sure := operator(merged, read)
	var readings []spdx.Expression
	for _, combination := range product(sets) {
		if op == spdx.OpOr || !sure {
			readings = append(readings, spdx.Or(combination...))
		}
		if op == spdx.OpAnd || !sure {
			readings = append(readings, spdx.And(combination...))
		}
	}
	slices.Sort(readings)
	readings = slices.Compact(readings)
	if definite && len(readings) == 1 {
		return identified(readings[0], rule)
	}
	return ambiguous(readings[:min(len(readings), maxCandidates)], rule)
}

// dangling reports whether a name begins or ends with a conjunction: a part of
// it was cut off.
func dangling(its []item) bool {
	first, last := its[0].kind, its[len(its)-1].kind
	return first == orItem || first == andItem || last == orItem || last == andItem
}

// addsTerms reports whether a name says that there are terms beside the license.
func addsTerms(ts []token) bool {
	for i := 1; i < len(ts); i++ {
		switch ts[i].text {
		case "terms", "term", "conditions", "condition":
		default:
			continue
		}
		switch ts[i-1].text {
		case "with", "w", "+", "plus", "incl", "including":
			if i+1 == len(ts) || ts[i+1].kind == mark { // else "with the terms of the MIT License"
				return true
			}
		}
	}
	return false
}

// operator is how the mentions are joined: "or" and "/" offer a choice, "and"
// does not, unless the name says that it does; a list or a "+" leaves it open,
// and so does "and" where it is most often an offer, but for those pairs that are only ever offered as a choice.
func operator(ms []mention, read reading) (op spdx.Op, sure bool) {
	if len(ms) < 2 || read.dual || onlyChoice(ms) {
		return spdx.OpOr, true
	}
	var or, and, open bool
	for _, m := range ms[1:] {
		switch m.joint {
		case orItem, slashItem:
			or = true
		case andItem:
			and = true
		default:
			open = true
		}
	}
	switch {
	case or && and || read.grouped && (or || and) && open:
		return spdx.OpOr, false
	case or:
		return spdx.OpOr, true
	case and:
		return spdx.OpAnd, !offered(ms)
	}
	return spdx.OpOr, !open
}

// offered reports whether "and" between the mentions may well be an offer: one
// of GNU's licenses beside another ("MIT and GPL"), or Eclipse's EPL and EDL.
func offered(ms []mention) bool {
	has := func(part string) bool {
		return slices.ContainsFunc(ms, func(m mention) bool { return strings.Contains(m.candidates[0], part) })
	}
	return has("GPL-") || has("EPL-") && has("BSD-")
}

// onlyChoice knows licenses whose copyleft excludes one another, so that both at
// once is not meant: CDDL with GPL (Sun's and Oracle's), MPL with GPL or LGPL
// (Mozilla's tri-license), MPL with EPL (H2's), and two versions of the GPL.
func onlyChoice(ms []mention) bool {
	var families []string
	for _, m := range ms {
		f, _, _ := strings.Cut(m.candidates[0], "-")
		families = append(families, f)
	}
	slices.Sort(families)
	families = slices.Compact(families)
	has := func(f string) bool { return slices.Contains(families, f) }
	if len(families) == 1 {
		return has("GPL") || has("AGPL")
	}
	if has("Apache") || has("MIT") || has("BSD") {
		return false
	}
	weak := 0
	for _, f := range []string{"CDDL", "MPL", "EPL"} {
		if has(f) {
			weak++
		}
	}
	return weak > 1 || weak == 1 && (has("GPL") || has("LGPL"))
}

// product lists the combinations of one of each set.
func product(sets [][]spdx.Expression) [][]spdx.Expression {
	out := [][]spdx.Expression{nil}
	for _, set := range sets {
		var next [][]spdx.Expression
		for _, head := range out {
			for _, e := range set {
				if len(next) < 4*maxCandidates {
					next = append(next, append(slices.Clone(head), e))
				}
			}
		}
		out = next
	}
	return out
}

func join(ts []token) string {
	var b strings.Builder
	for i, t := range ts {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
		if b.Len() > 120 {
			b.WriteString("...")
			break
		}
	}
	return b.String()
}

// saying notes in an unknown result which licenses it mentions.
func (r Result) saying(ms []mention) Result {
	for _, m := range ms {
		if m.like { // "MIT-style" is another license
			continue
		}
		r.later = r.later || m.later
		r.withheld = r.withheld || m.exception != ""
		es, _ := m.resolve()
		if len(es) > 0 {
			r.said = append(r.said, es)
		}
	}
	return r
}
