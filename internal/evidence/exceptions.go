package evidence

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/spdx"
)

//go:embed data/exceptions.txt
var exceptionsData string

type exception struct {
	id       string
	licenses []string
	words    []string
}

type exceptionTables struct {
	texts, names []exception
	textStarts   starts
	byFirst      map[string][]int // indexes of texts, by their first word
}

// present tells in one pass which exceptions' texts stand in a text.
func (t *exceptionTables) present(ws []word) []bool {
	out := make([]bool, len(t.texts))
	for i := range ws {
		if !t.textStarts.may(ws, i) {
			continue
		}
		for _, n := range t.byFirst[ws[i].text] {
			out[n] = out[n] || hasAt(ws, i, t.texts[n].words)
		}
	}
	return out
}

var exceptions = sync.OnceValue(func() *exceptionTables {
	t := &exceptionTables{byFirst: make(map[string][]int)}
	for line := range strings.Lines(exceptionsData) {
		f := strings.Fields(line)
		if len(f) < 4 || f[0] == "#" {
			continue
		}
		e := exception{f[1], strings.Split(f[2], "|"), phrase(strings.Join(f[3:], " "))}
		if f[0] == "text" {
			t.textStarts.add(e.words)
			t.byFirst[e.words[0]] = append(t.byFirst[e.words[0]], len(t.texts))
			t.texts = append(t.texts, e)
		} else {
			t.names = append(t.names, e)
		}
	}
	return t
})

func (e exception) fits(license spdx.Expression) bool {
	return !strings.Contains(string(license), " ") && slices.ContainsFunc(e.licenses, func(p string) bool { return strings.HasPrefix(string(license), p) })
}

// exceptionWords may stand between a license's name and its exception's.
var exceptionWords = []string{"with", "w", "plus", "and", "including", "the", "gnu", "a", "of", "license", "licence", "version", "v", "gpl", "subject", "to", "extended", "by", "only"}

// withException reads "with (the) classpath exception" behind a name.
func withException(ws []word, n naming) naming {
	if n.license == "" && !slices.Contains(n.candidates, "GPL-2.0-only") {
		return n
	}
	seen := false
	for k := n.to; k < len(ws) && k < n.to+8; k++ {
		for _, e := range exceptions().names {
			if seen && hasAt(ws, k, e.words) {
				return e.attach(ws, n, k)
			}
		}
		if !slices.Contains(exceptionWords, ws[k].text) {
			return n
		}
		seen = seen || slices.Contains([]string{"with", "w", "plus", "including", "subject"}, ws[k].text)
	}
	return n
}

func (e exception) attach(ws []word, n naming, k int) naming {
	with := spdx.Expression(" WITH " + e.id)
	if n.license == "" { // the Classpath exception is written for version 2, but goes with others
		var out []spdx.Expression
		for _, c := range n.candidates {
			if e.fits(c) {
				out = append(out, c+with)
			}
		}
		n.candidates = out
	} else if e.fits(n.license) {
		n.license += with
	}
	n.to = k + len(e.words)
	for n.to < len(ws) && slices.Contains([]string{"exception", "exceptions", "linking", "2.0"}, ws[n.to].text) {
		n.to++
	}
	return n
}

// addExceptions finds the texts of exceptions and gives each to the findings
// of the nearest license before it that it fits, or else the nearest behind.
func addExceptions(ws []word, found []finding) []finding {
	if !slices.ContainsFunc(found, mayExcept) {
		return found
	}
	var present []bool
	for n, e := range exceptions().texts {
		if e.owner(found, len(ws)) < 0 {
			continue // no license here that it belongs to
		}
		if present == nil {
			present = exceptions().present(ws)
		}
		if !present[n] {
			continue
		}
		for at := find(ws, 0, len(ws), e.words); at >= 0; at = find(ws, at+1, len(ws), e.words) {
			if k := e.owner(found, at); k >= 0 {
				license := found[k].license
				for i := range found {
					if family(found[i].license) == family(license) {
						found[i].license += spdx.Expression(" WITH " + e.id)
					}
				}
			}
		}
	}
	return found
}

// mayExcept is a cheap look at whether a license may have an exception.
func mayExcept(f finding) bool {
	return strings.Contains(string(f.license), "GPL-") || f.license == "Apache-2.0" || f.license == "CPL-1.0"
}

func (e exception) owner(found []finding, at int) int {
	best := -1
	for i, f := range found {
		if e.fits(f.license) && (best < 0 || f.from <= at) {
			best = i
		}
	}
	return best
}

// unlisted are the words by which a GNU license is granted with an exception,
// and unlistedException stands for one that the SPDX list has not.
var unlisted = phraseSet("special exception", "special exceptions", "an exception to the", "exception to the gnu", "exception to the gpl", "exceptions to the gnu", "exceptions to the gpl", "linking exception", "foss exception", "floss exception", "floss license exception", "foss license exception",
	"additional permission", "additional permissions", "in addition to the permissions", "permission to link", "permission to combine", "permitted to link")

const unlistedException = " WITH AdditionRef-Unlisted-Exception"

// unlimited is what the files that autotools write grant of themselves, not of
// what they stand beside: "as a special exception the author gives unlimited
// permission to copy and/or distribute it".
var unlimited = phrase("unlimited permission to copy")

const unlimitedWithin = 20 // words

// excepted leaves open the GNU licenses of a file that grants an exception
// which no table knows.
func excepted(ws []word, found, main []finding) []finding {
	bare := func(f finding) bool {
		return strings.Contains(string(f.license), "GPL-") && !strings.ContainsAny(string(f.license), " ")
	}
	if !slices.ContainsFunc(main, bare) || slices.ContainsFunc(found, func(f finding) bool { return strings.Contains(string(f.license), " WITH ") }) {
		return main
	}
	for _, gap := range gaps(ws, textsOf(found), 1) {
		for i := gap[0]; i < gap[1]; i++ {
			if !unlisted.at(ws[:gap[1]], i) || find(ws, i, min(i+unlimitedWithin, gap[1]), unlimited) >= 0 {
				continue
			}
			out := slices.Clone(main)
			for k, f := range out {
				if bare(f) {
					out[k].license, out[k].candidates = "", []spdx.Expression{f.license + unlistedException}
				}
			}
			return out
		}
	}
	return main
}
