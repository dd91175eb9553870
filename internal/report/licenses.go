package report

import (
	"cmp"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// licenseRow is one license in use.
type licenseRow struct {
	License, Category string
	Names             []pair // id and full name of each term
	Count             int
	Class             string // of the worst verdict
	Verdict           string
	Width             int // of the bar, 1 to 100
}

// segment is one part of the bar: a category and its share.
type segment struct {
	Category, Class string
	Count           int
	X, Width        string // in a thousandth of the bar
}

// licenses counts the judged components by license, most used first, and by
// category.
func licenses(r audit.Report) ([]licenseRow, []segment) {
	rows := make(map[string]*licenseRow)
	categories := make(map[string]int)
	total, most := 0, 1
	worst := make(map[string]audit.Finding)
	for _, f := range r.Findings {
		if f.Component.FirstParty {
			continue // not third parties' licenses
		}
		text := licenseGroup(f.Conclusion)
		row := rows[text]
		if row == nil {
			row = &licenseRow{License: text, Category: category(f.Conclusion), Names: names(f.Conclusion.License)}
			rows[text] = row
			worst[text] = f
		}
		row.Count++
		total++
		most = max(most, row.Count)
		categories[row.Category]++
		if shownRank(f) < shownRank(worst[text]) {
			worst[text] = f
		}
	}
	var out []licenseRow
	for text, row := range rows {
		row.Class, row.Verdict = verdictClass(worst[text]), verdictText(worst[text])
		row.Width = max(1, row.Count*100/most)
		out = append(out, *row)
	}
	slices.SortFunc(out, func(a, b licenseRow) int {
		return cmp.Or(b.Count-a.Count, cmp.Compare(a.License, b.License))
	})
	return out, segments(categories, total)
}

// licenseGroup is licenseText without what differs from component to
// component.
func licenseGroup(c audit.Conclusion) string {
	if c.License == "" && c.Basis == audit.Unrecognised {
		return "unrecognised"
	}
	return licenseText(c)
}

// categoryOrder lists the categories from free to restricted; what is not
// known comes last.
var categoryOrder = []string{"public-domain", "permissive", "weak-copyleft", "strong-copyleft", "network-copyleft",
	"source-available", "non-commercial", "proprietary", "mixed", "not categorised", "unknown"}

// category is the one category of all terms of an expression, or says that
// there are several.
func category(c audit.Conclusion) string {
	if c.License == "" {
		return "unknown"
	}
	found := ""
	for _, t := range c.License.Terms() {
		name := "not categorised"
		if cat, ok := spdx.CategoryOf(t); ok {
			name = string(cat)
		}
		switch found {
		case "", name:
			found = name
		default:
			return "mixed"
		}
	}
	return cmp.Or(found, "not categorised")
}

func segments(categories map[string]int, total int) []segment {
	var out []segment
	x := 0
	done := 0
	for _, name := range categoryOrder {
		n := categories[name]
		if n == 0 {
			continue // not in use
		}
		done += n
		end := done * 1000 / total
		out = append(out, segment{name, "cat-" + slug(name), n, permille(x), permille(end - x)})
		x = end
	}
	return out
}

// names gives the full names of the licenses of an expression.
func names(e spdx.Expression) []pair {
	var out []pair
	for _, t := range e.Terms() {
		if l, ok := spdx.Lookup(t.License); ok {
			out = append(out, pair{t.License, l.Name})
		}
	}
	return out
}
