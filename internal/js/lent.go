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
	name := x.calls()
	if name == "" || bundler().Match(x.data) || slices.ContainsFunc(x.matched, func(f signatures.Found) bool { return x.plain(f) == name }) {
		return func(signatures.Found) bool { return false }
	}
	const little = 0.35 // of the library's main file, and of this one
	return func(f signatures.Found) bool {
		return f.IsPart() && max(f.Share, f.Coverage) < little && !x.listed[f.Library]
	}
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
