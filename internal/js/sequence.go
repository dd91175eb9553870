package js

import (
	"iter"
	"math/bits"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/js/digest"
	"github.com/licaudit/licaudit/internal/js/signatures"
	"github.com/licaudit/licaudit/internal/version"
)

// sequence settles the version by the stretch that is the library's whole main
// file, and reports whether there is one.
func (x *file) sequence(c *candidate) bool {
	var best signatures.Stretch
	for _, s := range x.stretches {
		// A package's main file may be a small part of what it publishes.
		if int(s.Library) == c.library && s.Length > best.Length && c.found.Within(s.First, s.Last) {
			best = s
		}
	}
	if best.Length == 0 {
		return false
	}
	x.only(c, x.db.Told(best, x.digest, x.text), best.Found())
	return true
}

// chunked settles the version by the chunks that are the library's, and reports
// whether they are of one version alone. Where the runs are of others, the chunks do
// not say which it is, nor do runs that hardly prefer one.
func (x *file) chunked(c *candidate) bool {
	l := &x.db.Libraries[c.library]
	fit := x.chunks.Fit(x.db, c.library)
	if fit.Versions&c.found.Versions == 0 {
		if f := c.found; fit.Best > 0 && f.Best-f.Second < minLead {
			c.versions |= fit.Versions
		}
		return false
	}
	if fit.Known < minChunked || fit.Known*10 < fit.Length*6 {
		return false
	}
	c.versions = fit.Versions
	if bits.OnesCount64(fit.Versions) != 1 || !explains(fit, c.found.Share, l.IsBounded(fit.Versions)) {
		return false
	}
	if v, ok := x.db.VersionLiteral(c.found, x.digest); ok && fit.Known < fit.Length && l.IsBeside(v) {
		return false // what no version has may be that one's: its chunks alone are not kept
	}
	x.only(c, fit.Versions, fit.Found(c.library, x.digest))
	return true
}

// minChunked is the least length of chunks that say anything, in features of the
// sequence: a helper of a compiler, which a library happens to have, is shorter.
const minChunked = 40

// explains reports whether the best version explains its part of a file so
// well that it is the one. Where unknown versions were published beside it,
// nothing may be left over, and most of the library must be there; else it is enough
// that what it has alone is clearly more, since another minifier may have changed some.
func explains(f signatures.Fit, share float64, bounded bool) bool {
	if bounded {
		return f.IsClear
	}
	return f.Best == f.Length && share >= 0.6
}

// only settles which of some versions it is. What the file states besides may
// not contradict it.
func (x *file) only(c *candidate, versions uint64, found signatures.Found) {
	c.method, c.versions, c.confidence, c.found = MethodSequence, versions, 0.97, found
	x.tell(c)
	x.unlessStated(c)
}

// unlessStated settles for the one version that the code fits, or for another one
// that the file states of the library: between the two lie comments alone. Where the
// file states none, and a version that the database lacks may well have the same code,
// it settles for neither, unless the file's neighbours choose.
func (x *file) unlessStated(c *candidate) {
	if c.stated != "" {
		return
	}
	l := &x.db.Libraries[c.library]
	only := l.Versions[bits.TrailingZeros64(c.versions)]
	found := c.found
	if found.Hits == 0 && x.digest != nil {
		found = signatures.Everywhere(c.library, x.digest)
	}
	v, ok, agreed := x.states(c.library, found)
	if !ok {
		v = x.preface(c, func(v string) bool { return l.Fits(c.versions, v) })
		ok = v != ""
	}
	ok = ok && !signatures.Shortens(v, only)
	canonical, published := l.Canonical(v)
	ok = ok && (published || agreed || l.Plausible(c.versions, canonical) || !x.isOfAnother(c.library, v))
	several := bits.OnesCount64(c.versions) > 1
	// What code and comment give alike, and npm never had, is no slip.
	misstated := l.Misstating(canonical)&c.versions != 0 && (published || !agreed)
	switch {
	case several && (!ok || misstated):
	case !ok && c.method != MethodHash && x.headedOtherwise(found, only):
		if x.chosen(c); c.stated == "" {
			c.versions = 0
		}
	case !ok && (l.IsAlone(c.versions, x.extent(c)) || x.says(c, only)):
		c.stated = only
	case !ok:
		x.chosen(c)
	case version.CompareNPM(canonical, only) == 0, misstated:
		c.stated = only
	case (published || agreed && x.plausible(c, v)) && l.Plausible(c.versions, canonical):
		switch {
		case !l.Knows(canonical): // else its code is another
			c.stated, c.versions = canonical, 0
		case !several && x.says(c, only): // the comment is an older one's, as JSZip 3.4.0's
			c.stated = only
		}
	}
}

// isOfAnother reports whether a version is one of another library in the file.
func (x *file) isOfAnother(library int, v string) bool {
	return slices.ContainsFunc(x.matched, func(o signatures.Found) bool {
		_, published := x.db.Libraries[o.Library].Canonical(v)
		return published && o.Library != library
	})
}

// headedOtherwise reports whether the first comment of a file that is little else
// than what was found gives a version, of three numbers, that is another one: the
// package on npm may be numbered anew, as blockUI 2.70.0 is 1.0.0 there.
func (x *file) headedOtherwise(found signatures.Found, v string) bool {
	if x.digest == nil || len(x.digest.Comments) == 0 || x.digest.Comments[0].Start > maxPreface || found.Hits > 0 && (found.Last-found.First)*10 < len(x.digest.Features)*8 {
		return false
	}
	c := x.digest.Comments[0]
	for says := range fullVersions(x.text[c.Start:min(c.End, c.Start+maxPreface)]) {
		if version.CompareNPM(says, v) != 0 {
			return true
		}
	}
	return false
}

// fullVersions yields the versions of three numbers or more in a text: one of
// fewer may be a license's, or a height of lines.
func fullVersions(text []byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			from, to := digest.FindVersion(text, 0)
			if from < 0 {
				return
			}
			if v := string(text[from:to]); strings.Count(v, ".") > 1 && !yield(v) {
				return
			}
			text = text[to:]
		}
	}
}

// chosen takes the version that the package's manifest or a lockfile gives, where
// the code may be that version's.
func (x *file) chosen(c *candidate) {
	l := &x.db.Libraries[c.library]
	if v := x.manifestVersion(c.library); l.Fits(c.versions, v) {
		c.stated = v
	} else if p := x.pinned(c.library); l.Fits(c.versions, p.version) {
		c.stated, c.pin = p.version, p
	}
}

// states returns the version that the library's own place in the code found, or
// a comment, gives, and whether both give it.
func (x *file) states(library int, found signatures.Found) (v string, ok, agreed bool) {
	if x.digest == nil {
		return "", false, false
	}
	comment, inComment := x.mention(library)
	if v, ok := x.db.VersionLiteral(found, x.digest); ok {
		return v, true, inComment && comment == v
	}
	return comment, inComment, false
}

// maxPreface is how far before the code found its banner is looked for, in bytes.
const maxPreface = 1 << 10

// preface returns the one version that fits of those that stand right before the
// code found, where a banner does, whatever an edit has made of the comment; or "".
func (x *file) preface(c *candidate, fits func(string) bool) string {
	if x.digest == nil {
		return ""
	}
	only := ""
	for v := range fullVersions(x.before(c)) {
		if v != only && fits(v) {
			if only != "" {
				return ""
			}
			only = v
		}
	}
	return only
}

// before is the text right before the code found, where a banner stands.
func (x *file) before(c *candidate) []byte {
	start, end := 0, min(maxPreface, len(x.text))
	if f := x.digest.Features; c.found.Hits > 0 && c.found.First < len(f) {
		end = min(int(f[c.found.First].Pos), len(x.text))
		start = max(0, end-maxPreface)
	}
	return x.text[start:end]
}

// extent is the length of what is known of a candidate without a gap; a style
// sheet or a font counts as short.
func (x *file) extent(c *candidate) int {
	switch {
	case x.digest == nil || x.css():
		return 0
	case c.method == MethodSequence:
		return c.found.Hits
	}
	return len(x.digest.Sequence)
}

// says reports whether the code that a version was found by has it as a literal,
// or the path, or a file that is the library's as a whole, as a word.
func (x *file) says(c *candidate, v string) bool {
	if c.method != MethodSequence {
		return inPath(x.entry.path, v) || inPath(string(x.data), v)
	}
	return inPath(x.entry.path, v) || slices.ContainsFunc(x.digest.Literals, func(l digest.Literal) bool {
		return l.Value == v && l.At >= c.found.First && l.At <= c.found.Last
	})
}
