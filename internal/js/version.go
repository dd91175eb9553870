package js

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/licaudit/licaudit/internal/js/signatures"
	"github.com/licaudit/licaudit/internal/version"
)

// version finds the version that the library states where it stands.
func (x *file) version(c *candidate) {
	if x.sequence(c) || x.chunked(c) {
		return
	}
	literal, inCode := x.db.VersionLiteral(c.found, x.digest)
	comment, inComment := x.mention(c.library)
	// A release that npm never had, as jQuery UI 1.11.4, is one if code and comment
	// agree.
	agreed := inCode && inComment && comment == literal
	if inCode && (x.credible(c, literal) || agreed && x.plausible(c, literal)) {
		x.state(c, literal)
		return
	}
	if inComment && x.credible(c, comment) {
		x.state(c, comment)
		return
	}
	if v, ok := x.db.VersionNearby(c.found, x.digest, x.matched); ok {
		c.stated = v
		return
	}
	if v := x.manifestVersion(c.library); v != "" && x.credible(c, v) {
		c.stated = v
		return
	}
	if !inCode && !inComment && x.leads(c) {
		c.stated = x.db.Libraries[c.library].Versions[bits.TrailingZeros64(c.found.Versions)]
		return
	}
	// A lockfile may be of other code: it only chooses between what fits.
	if p := x.pinned(c.library); c.found.Share >= 0.5 && x.db.Libraries[c.library].Fits(c.versions, p.version) {
		c.stated, c.pin = p.version, p
	}
}

// state takes a version that the file gives for a fact, unless another version
// whose code it may be gives it too: authors forget to raise it. One that npm never had
// may be the author's own, as jQuery UI 1.10.3, which npm's 1.10.5 gives as well.
func (x *file) state(c *candidate, v string) {
	l := &x.db.Libraries[c.library]
	v, published := l.Canonical(v)
	others := l.Misstating(v) & c.versions
	if others == 0 || !published {
		c.stated = v
		return
	}
	c.versions = others
	if i, known := slices.BinarySearchFunc(l.Versions, v, version.CompareNPM); known {
		c.versions |= 1 << i
	}
}

// leads reports whether one version has all that was found of a library, but for
// what an edit or another minifier makes of it, and no other version, nor one beside
// it, has as much. What is little of a file may be a bundler's, which joins the
// modules anew, with other runs between them. Before npm's first version there may
// be others, and the file's head may say that it is one that npm never had.
func (x *file) leads(c *candidate) bool {
	f, l := c.found, &x.db.Libraries[c.library]
	if bits.OnesCount64(f.Versions) != 1 || f.Versions == 1 || !l.IsBounded(f.Versions) {
		return false
	}
	if f.Share < 0.6 || f.Coverage < 0.2 || f.Best-f.Second < minLead || f.Best*100 < f.Votes*98 {
		return false
	}
	v := l.Versions[bits.TrailingZeros64(f.Versions)]
	stated := slices.Collect(fullVersions(x.before(c)))
	return !x.headedOtherwise(f, v) && (len(stated) == 0 || slices.Contains(stated, v))
}

// minLead is by how many runs a version must fit better than all others: what is
// changed in one place changes three runs, of which not all are kept.
const minLead = 2

// credible reports whether a version that a file states may be the library's:
// one that was published, or a prerelease, or one after the database's time,
// and not far from the versions that the code fits best.
func (x *file) credible(c *candidate, v string) bool {
	l := &x.db.Libraries[c.library]
	if !x.plausible(c, v) {
		return false
	}
	if _, published := l.Canonical(v); published || strings.ContainsAny(v, "-abcdefghijklmnopqrstuvwxyz") {
		return true
	}
	return version.CompareNPM(v, l.Newest()) > 0
}

// plausible reports whether a version is not far from those that the code fits
// best, nor of another line altogether, which is another library's.
func (x *file) plausible(c *candidate, v string) bool {
	l := &x.db.Libraries[c.library]
	canonical, published := l.Canonical(v)
	if c.found.Share >= 0.5 && !l.Plausible(c.versions, canonical) {
		return false
	}
	major, _, _ := strings.Cut(l.Newest(), ".")
	return published || version.CompareNPM(v, major) <= 0 || !far(v, major)
}

// far reports whether a version's major number is more than two after another.
func far(v, major string) bool {
	a, _, _ := strings.Cut(v, ".")
	m, errM := strconv.Atoi(a)
	n, errN := strconv.Atoi(major)
	return errM == nil && errN == nil && m > n+2
}

// mention returns the version that a comment of the file, or of the notices
// beside it, states of the library.
func (x *file) mention(library int) (string, bool) {
	return x.db.VersionMention(library, x.mentions)
}

// manifestVersion returns the version that the package's manifest states, if
// it is of this library.
func (x *file) manifestVersion(library int) string {
	m, _ := x.folder.manifest(x.entry.path)
	if m == nil || m.Version == "" || m.bare || signatures.Plain(m.Name) != signatures.Plain(x.db.Libraries[library].Name) {
		return ""
	}
	return m.Version
}

// pinned returns the version that a lockfile or an import map gives the library;
// it is empty if none does.
func (x *file) pinned(library int) pin {
	p, problems := x.folder.pinned(x.entry.path, x.db.Libraries[library].Name)
	x.add(nil, problems)
	return p
}

// tell finds out which of several versions that share a file it is.
func (x *file) tell(c *candidate) {
	if x.digest == nil && kindOf(x.entry.path) != kindFont {
		x.read()
	}
	l := &x.db.Libraries[c.library]
	fits := func(v string) bool {
		for m := c.versions; m != 0; m &= m - 1 {
			if version.CompareNPM(l.Versions[bits.TrailingZeros64(m)], v) == 0 {
				return true
			}
		}
		return false
	}
	if x.digest != nil {
		found := c.found
		if found.Hits == 0 {
			found = signatures.Everywhere(c.library, x.digest)
		}
		if v, ok := x.db.VersionLiteral(found, x.digest); ok && fits(v) && l.Misstating(v)&c.versions == 0 {
			c.stated = v
			return
		}
		if v, ok := x.mention(c.library); ok && fits(v) && l.Misstating(v)&c.versions == 0 {
			c.stated = v
			return
		}
		if v := x.preface(c, fits); v != "" && l.Misstating(v)&c.versions == 0 {
			c.stated = v
			return
		}
	}
	if v := x.manifestVersion(c.library); v != "" && fits(v) {
		c.stated = v
		return
	}
	if p := x.pinned(c.library); p.version != "" && fits(p.version) {
		c.stated, c.pin = p.version, p
		return
	}
	// Among versions that share the very file, its path may decide.
	in := ""
	for m := c.versions; m != 0; m &= m - 1 {
		if v := l.Versions[bits.TrailingZeros64(m)]; inPath(x.entry.path, v) {
			if in != "" {
				return
			}
			in = v
		}
	}
	if in != "" {
		c.stated = in
	}
}

// inPath reports whether a path holds a version as a word of its own.
func inPath(name, v string) bool {
	for from := 0; ; {
		i := strings.Index(name[from:], v)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(v)
		if (i == 0 || !isVersionByte(name[i-1])) && (end == len(name) || !isVersionByte(name[end]) || name[end] == '.' && (end+1 == len(name) || name[end+1] > '9' || name[end+1] < '0')) {
			return true
		}
		from = end
	}
}

func isVersionByte(c byte) bool { return c >= '0' && c <= '9' || c == '.' }

// maxCandidates bounds the versions that are listed.
const maxCandidates = 24

// candidates returns the published versions from the first to the last that
// fit, and those up to the next one that is known not to.
func candidates(l *signatures.Library, versions uint64) []string {
	if versions == 0 {
		return nil
	}
	first := l.Versions[bits.TrailingZeros64(versions)]
	last := l.Versions[63-bits.LeadingZeros64(versions)]
	out := slices.Clone(l.Published)
	out = slices.DeleteFunc(out, func(v string) bool {
		return version.CompareNPM(v, first) < 0 || version.CompareNPM(v, last) > 0
	})
	if len(out) > maxCandidates || len(out) == 0 {
		out = nil
		for m := versions; m != 0; m &= m - 1 {
			out = append(out, l.Versions[bits.TrailingZeros64(m)])
		}
	}
	return out
}

// near names the line that versions are of: "3.6.x", "3.x", or nothing.
func near(list []string) string {
	if len(list) == 0 {
		return ""
	}
	a, b := strings.Split(list[0], "."), strings.Split(list[len(list)-1], ".")
	n := 0
	for n < 2 && n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n == 0 {
		return ""
	}
	return strings.Join(a[:n], ".") + ".x"
}
