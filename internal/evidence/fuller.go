package evidence

import (
	"cmp"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// onceEach joins findings of one license. A statement says more than a text
// does: it may grant later versions, or an exception.
func onceEach(own []finding) []finding {
	var out []finding
	for _, f := range own {
		k := slices.IndexFunc(out, func(o finding) bool { return o.license != "" && family(o.license) == family(f.license) })
		if k < 0 || f.license == "" {
			out = append(out, f)
			continue
		}
		out[k] = fuller(out[k], f)
	}
	return out
}

func fuller(a, b finding) finding {
	_, withA, _ := strings.Cut(string(a.license), " WITH ")
	_, withB, _ := strings.Cut(string(b.license), " WITH ")
	kept := a
	if a.form != formTag && (b.form == formTag || grantsLater(b) && !instructs(a, b)) {
		kept.license = b.license
	}
	kept.form = min(a.form, b.form)
	if with := cmp.Or(withA, withB); with != "" && !strings.Contains(string(kept.license), " WITH ") {
		kept.license += spdx.Expression(" WITH " + with)
	}
	return kept
}

func grantsLater(f finding) bool {
	return strings.Contains(string(f.license), "-or-later") || strings.Contains(string(f.license), "+")
}

// instructs reports whether b is the sample header that follows the GNU
// licenses' texts ("How to Apply These Terms").
func instructs(a, b finding) bool {
	return a.to-a.from > 1000 && b.from >= a.to && b.from-a.to < 200
}
