package evidence

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// between may stand between a license's name and its version: "GNU General
// Public License (GPL) as published by the Free Software Foundation, either
// version 2".
var between = []string{"license", "licence", "licenses", "software", "the", "either", "of", "public", "international", "unported",
	"gpl", "lgpl", "agpl", "asl", "al", "mpl", "epl", "cddl", "cpl", "gnu", "as", "published", "by", "free", "foundation", "under", "terms", "l", "sil", "ofl", "revision"}

var versionWords = []string{"version", "versions", "v", "ver", "vers", "rev"}

// version reads the version around a family's name: behind it, or before it
// ("version 2 of the GNU General Public License").
func (f *versioned) version(ws []word, n naming) naming {
	if id, end, ok := f.behind(ws, n.to); ok {
		n.license, n.to = id, end
		return later(ws, n)
	}
	if id, from, ok := f.before(ws, n.from); ok {
		n.license, n.from = id, from
		return later(ws, n)
	}
	if len(f.all) == 1 {
		n.license = f.all[0]
		return n
	}
	n.candidates = f.all
	return n
}

func (f *versioned) behind(ws []word, i int) (spdx.Expression, int, bool) {
	marked := i > 0 && strings.HasSuffix(ws[i-1].text, "v")
	for k := i; k < len(ws) && k < i+14; k++ {
		w := ws[k].text
		id, known := f.versions[strings.TrimSuffix(w, ".0")]
		switch {
		case known && (marked || k-i <= 2):
			return f.alternative(ws, id, k+1)
		case slices.Contains(versionWords, w):
			marked = true
		case !slices.Contains(between, w):
			return "", 0, false
		}
	}
	return "", 0, false
}

// alternative reads the second of "version 2 or 3".
func (f *versioned) alternative(ws []word, id spdx.Expression, end int) (spdx.Expression, int, bool) {
	if end+1 >= len(ws) || ws[end].text != "or" {
		return id, end, true
	}
	k := end + 1
	for k < len(ws)-1 && k < end+6 && slices.Contains([]string{"version", "v", "at", "your", "option"}, ws[k].text) {
		k++
	}
	if other, ok := f.versions[strings.TrimSuffix(ws[k].text, ".0")]; ok && other != id {
		return id + " OR " + other, k + 1, true
	}
	return id, end, true
}

func (f *versioned) before(ws []word, i int) (spdx.Expression, int, bool) {
	k := i - 1
	for k > 0 && slices.Contains([]string{"of", "the", "gnu"}, ws[k].text) {
		k--
	}
	if k < 1 || !slices.Contains(versionWords, ws[k-1].text) {
		return "", 0, false
	}
	id, ok := f.versions[strings.TrimSuffix(ws[k].text, ".0")]
	return id, k - 1, ok
}

// laterWords may stand in "or (at your option) any later version".
var laterWords = []string{"at", "your", "option", "any", "a", "the", "of", "license", "licence", "version", "versions", "subsequent", "v", "its", "and"}

// later reads "or later", "+" and "only" behind a version.
func later(ws []word, n naming) naming {
	end := n.to
	for end < len(ws) && end < n.to+4 && slices.Contains([]string{"of", "the", "license", "licence", "gpl", "lgpl", "agpl"}, ws[end].text) {
		end++
	}
	if end >= len(ws) || strings.Contains(string(n.license), " OR ") {
		return n
	}
	switch ws[end].text {
	case "+":
		n.license, n.to = orLater(n.license), end+1
	case "only":
		n.to = end + 1
	case "or", "and":
		for k := end + 1; k < len(ws) && k < end+10; k++ {
			if slices.Contains([]string{"later", "newer", "higher", "above", "greater", "up", "superior"}, ws[k].text) {
				n.license, n.to = orLater(n.license), k+1
				break
			}
			if !slices.Contains(laterWords, ws[k].text) {
				break
			}
		}
	}
	return n
}

func orLater(e spdx.Expression) spdx.Expression {
	if base, ok := strings.CutSuffix(string(e), "-only"); ok {
		return spdx.Expression(base + "-or-later")
	}
	return e + "+"
}
