//go:build figures

package evidence

import (
	"fmt"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/spdx"
)

// distortions are what happens to license texts on their way into files.
var distortions = []struct {
	name string
	of   func(string) string
}{
	{"as it stands", func(s string) string { return s }},
	{"reflowed to 60", func(s string) string { return reflowed(s, 60) }},
	{"one line", func(s string) string { return strings.Join(strings.Fields(s), " ") }},
	{"under a copyright line", func(s string) string { return "Copyright (c) 2011-2020 Jane Doe\nAll rights reserved.\n\n" + s }},
	{"under a product's name", func(s string) string { return "Foo 1.2\n\nFoo is distributed under the following license:\n\n" + s }},
	{"comment", func(s string) string { return "/*\n * " + strings.ReplaceAll(s, "\n", "\n * ") + "\n */" }},
	{"hashes", func(s string) string { return "# " + strings.ReplaceAll(s, "\n", "\n# ") }},
	{"HTML", func(s string) string {
		s = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
		return "<html><body><p>" + strings.ReplaceAll(s, "\n\n", "</p>\n<p>") + "</p></body></html>"
	}},
	{"CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
	{"typographic quotes", func(s string) string { return strings.NewReplacer("\"", "”", "'", "’").Replace(s) }},
	{"upper case", strings.ToUpper},
	{"without title", func(s string) string {
		if i := strings.Index(s, "\n\n"); i > 0 && i < 120 && len(s) > 600 {
			return s[i+2:]
		}
		return s
	}},
	{"before a notice", func(s string) string {
		return s + "\n\nNOTICE\n\nThis product includes software developed at Example Foundation (http://www.example.org/).\n"
	}},
	{"bullets for numbers", func(s string) string {
		return strings.NewReplacer("\n1. ", "\n* ", "\n2. ", "\n* ", "\n3. ", "\n* ").Replace(s)
	}},
	{"page numbers", func(s string) string {
		var out []string
		for i, line := range strings.Split(s, "\n") {
			if out = append(out, line); i%50 == 49 {
				out = append(out, "", fmt.Sprintf("Page %d of 9", i/50+1), "")
			}
		}
		return strings.Join(out, "\n")
	}},
	{"a typo", func(s string) string {
		ws := strings.Fields(s)
		for k := len(ws) / 2; k < len(ws) && len(ws) > 60; k++ {
			if w := ws[k]; len(w) > 5 {
				ws[k] = w[:2] + w[3:4] + w[2:3] + w[4:]
				break
			}
		}
		return strings.Join(ws, " ")
	}},
}

func reflowed(s string, width int) string {
	var out []string
	for _, paragraph := range strings.Split(s, "\n\n") {
		line := ""
		for _, w := range strings.Fields(paragraph) {
			if line != "" && len(line)+len(w) >= width {
				out = append(out, line)
				line = ""
			}
			line = strings.TrimPrefix(line+" "+w, " ")
		}
		out = append(out, line, "")
	}
	return strings.Join(out, "\n")
}

// TestDistorted prints how many texts of the SPDX list are answered as
// themselves, as another license or not at all, and licensecheck's beside it.
func TestDistorted(t *testing.T) {
	for _, d := range distortions {
		var ours, peer figures
		for _, l := range spdx.Licenses() {
			text, ok := spdx.Text(l.ID)
			if !ok || l.Deprecated || len(strings.Fields(text)) < shortText || strings.HasSuffix(l.ID, "-or-later") {
				continue
			}
			s := []byte(d.of(text))
			ours.count(Classify(s).License, l.ID, text)
			peer.count(scanned(s), l.ID, text)
		}
		t.Logf("%-24s precision %6.2f recall %6.2f, licensecheck %6.2f %6.2f", d.name, ours.precision(), ours.recall(), peer.precision(), peer.recall())
	}
}

func (f *figures) count(got spdx.Expression, id, text string) {
	f.total++
	if got == "" {
		return
	}
	f.definite++
	if same, _ := spdx.Text(string(got)); got == listed(spdx.Expression(id)) || listedHash(same) == listedHash(text) {
		f.right++
	}
}

// scanned joins what licensecheck finds.
func scanned(text []byte) spdx.Expression {
	var all []spdx.Expression
	for _, f := range scanPart(text, 0, words(text)) {
		all = append(all, f.license)
	}
	return spdx.And(all...)
}
