package evidence

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// titleLength is how many words at the head of a license, and before it, may
// be its title.
const titleLength = 16

// idVersion is the version that an id ends with: "CDDL-1.0".
var idVersion = pattern(`-([0-9]+\.[0-9.]+)$`)

// listedVersion is the version in the title of a listed text, or else of its
// id.
func listedVersion(id spdx.Expression, text string) string {
	ws := words([]byte(text))
	if found := titleVersions(ws, 0, min(len(ws), titleLength)); len(found) > 0 {
		return found[0]
	}
	if m := idVersion().FindStringSubmatch(base(id)); m != nil {
		return trimVersion(m[1])
	}
	return ""
}

// anotherVersion reports whether a text that is like a listed one stands under
// the title of another version, which may say other things in the few words
// that differ: Indiana University's license 1.2 is not its 1.1.1.
func anotherVersion(ws []word, f finding, listed string) bool {
	if listed == "" && f.from > titleLength { // what stands before may be another license's
		return false
	}
	found := titleVersions(ws, max(0, f.from-titleLength), min(len(ws), f.from+titleLength))
	return len(found) > 0 && !slices.Contains(found, listed)
}

// titleVersions are the versions that ws[from:to] states as a license's.
func titleVersions(ws []word, from, to int) []string {
	var out []string
	for i := from + 1; i < to; i++ {
		if w := ws[i].text; isDigit(w[0]) && (slices.Contains(versionWords, ws[i-1].text) || ws[i-1].text == "license" || ws[i-1].text == "licence") {
			out = append(out, trimVersion(w))
		}
	}
	return out
}

func trimVersion(v string) string {
	for strings.HasSuffix(v, ".0") {
		v = strings.TrimSuffix(v, ".0")
	}
	return v
}
