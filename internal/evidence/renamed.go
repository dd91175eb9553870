package evidence

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// platforms restricts the Microsoft Public License, and nothing else differs
// in its limited form: https://spdx.org/licenses/MS-LPL.html.
var platforms = phrase("platform limitation the licenses granted in sections")

// narrowed tells apart the licenses that differ in one clause, for which a
// pattern may have room.
func narrowed(ws []word, texts []finding) []finding {
	out := slices.Clone(texts)
	for i, f := range out {
		if f.license == "MS-PL" && find(ws, f.from, min(len(ws), f.to+60), platforms) >= 0 {
			out[i].license, out[i].rule = "MS-LPL", "text:MS-LPL"
		}
	}
	return out
}

// stewards are the first words of the names of licenses whose words others
// took for a license of their own, under a name of their own.
var stewards = map[string][]string{
	"MPL-1.0": {"mozilla"}, "MPL-1.1": {"mozilla"}, "EPL-1.0": {"eclipse"}, "CPL-1.0": {"common", "ibm"},
}

// titleReach is how far into a text its title may stand, behind an account of
// what it was made from.
const titleReach = 70

// renamed leaves open a text that stands under another license's name: the
// Zimbra Public License says what the MPL 1.1 says, and more.
func renamed(ws []word, texts []finding) []finding {
	out := slices.Clone(texts)
	for i, f := range out {
		names := stewards[family(f.license)]
		if names == nil {
			continue
		}
		if title := publicLicense(ws, max(0, f.from-40), min(len(ws), f.from+titleReach)); title != "" && !slices.Contains(names, title) {
			out[i].license, out[i].candidates = "", []spdx.Expression{f.license}
			out[i].rule = "renamed:" + strings.TrimPrefix(f.rule, "text:")
		}
	}
	return out
}

// publicLicense is the word before the last "public license" of a stretch.
func publicLicense(ws []word, from, to int) string {
	for i := to - 2; i > from; i-- {
		if ws[i].text == "public" && ws[i+1].text == "license" {
			return ws[i-1].text
		}
	}
	return ""
}
