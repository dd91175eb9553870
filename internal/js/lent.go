package js

import (
	"slices"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

// lent returns a test for libraries that are in a file only by what both have of
// somebody else's: the file's first comment gives the name and the version of another
// one, and what was found is little of the library and of the file. Had the other one
// copied the library, more of it would be there. A bundler's output begins with the
// comment of any of its parts, and then leaves most of a library out.
func (x *file) lent() func(signatures.Found) bool {
	no := func(signatures.Found) bool { return false }
	if !slices.ContainsFunc(x.matched, isLittle) {
		return no
	}
	name := x.calls()
	if name == "" || slices.ContainsFunc(x.matched, func(f signatures.Found) bool { return x.plain(f) == name }) || isBundle(x.data) {
		return no
	}
	return func(f signatures.Found) bool { return isLittle(f) && !x.listed[f.Library] }
}

// isLittle reports whether what was found is a part of a library, and little of its
// main file and of this one.
func isLittle(f signatures.Found) bool {
	const little = 0.35
	return f.IsPart() && max(f.Share, f.Coverage) < little
}

// isTable reports whether the little that was found of a library is a list of words,
// such as the names of the months: nearly all strings, where code has names between.
func (x *file) isTable(f signatures.Found) bool {
	if x.css() || !isLittle(f) || x.listed[f.Library] {
		return false
	}
	first, last := f.Core()
	all := x.digest.Features[first:min(last+1, len(x.digest.Features))]
	words := 0
	for _, feature := range all {
		switch x.text[feature.Pos] {
		case '"', '\'', '`':
			words++
		}
	}
	return words*4 >= len(all)*3
}

func (x *file) plain(f signatures.Found) string {
	return signatures.Plain(x.db.Libraries[f.Library].Name)
}

// calls is the name, plain, that the comment at the file's start gives it together
// with a version.
func (x *file) calls() string {
	if len(x.digest.Comments) == 0 {
		return ""
	}
	c := x.digest.Comments[0]
	if x.featureAt(c.Start) > 0 {
		return ""
	}
	name, _ := readBanner(x.text[c.Start:min(c.End, c.Start+maxBanner)])
	return signatures.Plain(name)
}
