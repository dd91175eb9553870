package report

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// maxText is how many bytes of one license text the page shows, maxTexts of
// all together.
const (
	maxText  = 64 << 10
	maxTexts = 4 << 20
)

// textRow is one license, notice or banner text with those who carry it.
type textRow struct {
	Anchor, SHA256, Title string
	Kinds                 string
	Text                  string
	Refs                  []componentRef
	Count                 int
}

// texts lists the texts once each, those that most components carry first.
func texts(r audit.Report) []textRow {
	rows := make(map[string]*textRow)
	for _, f := range r.Findings {
		seen := make(map[string]bool)
		for con := &f.Conclusion; con != nil; con = con.Upstream {
			for _, c := range con.Claims {
				addText(rows, r, f, c, seen)
			}
		}
	}
	order := slices.SortedFunc(maps.Keys(rows), func(a, b string) int {
		if d := rows[b].Count - rows[a].Count; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	var out []textRow
	size := 0
	for _, sha := range order {
		row := rows[sha]
		text := r.Texts[sha]
		row.Title = title(text)
		if size+len(text) > maxTexts {
			row.Text = fmt.Sprintf("This text of %d bytes is not shown here, to keep the page small; it stands in result.json.", len(text))
		} else {
			row.Text = cut(paragraphs(text), maxText)
			size += len(row.Text)
		}
		out = append(out, *row)
	}
	return out
}

// textAnchor is the fragment of a text's place on the page.
func textAnchor(sha string) string { return "t-" + slug(sha[:min(len(sha), 16)]) }

func addText(rows map[string]*textRow, r audit.Report, f audit.Finding, c audit.Claim, seen map[string]bool) {
	sha := c.Evidence.SHA256
	if _, ok := r.Texts[sha]; !ok || sha == "" {
		return // evidence without a text
	}
	row := rows[sha]
	if row == nil {
		row = &textRow{Anchor: textAnchor(sha), SHA256: line(sha)}
		rows[sha] = row
	}
	if kind := kindText(c.Evidence.Kind); !strings.Contains(row.Kinds, kind) {
		row.Kinds = strings.TrimPrefix(row.Kinds+", "+kind, ", ")
	}
	if seen[sha] {
		return // the same component once
	}
	seen[sha] = true
	row.Count++
	if len(row.Refs) < maxRefs {
		row.Refs = append(row.Refs, reference(f))
	}
}

// title is the first line of a text that says something.
func title(text string) string {
	for l := range strings.Lines(text) {
		l = strings.Trim(line(l), "*/#=- !")
		if len(l) > 3 {
			if runes := []rune(l); len(runes) > 80 {
				return string(runes[:80]) + "…"
			}
			return l
		}
	}
	return "a text without words"
}

// slug keeps letters, digits and dashes.
func slug(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '-'
	}, s)
}

// permille prints thousandths as a percentage for an SVG attribute.
func permille(n int) string { return strconv.FormatFloat(float64(n)/10, 'f', -1, 64) + "%" }
