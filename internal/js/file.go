package js

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/js/digest"
	"github.com/licaudit/licaudit/internal/js/signatures"
	"github.com/licaudit/licaudit/internal/version"
)

// file is one script, style sheet or font that is being identified.
type file struct {
	*scanner
	db     *signatures.DB
	folder *folder
	entry  entry
	data   []byte
	// digest and mentions are empty for fonts.
	digest   *digest.Digest
	mentions []digest.Mention
	// notices is the text of the *.LICENSE.txt beside a bundle.
	notices []byte
	matched []signatures.Found
	// stretches are the parts known in order and without a gap.
	stretches []signatures.Stretch
	out       []Library
}

// candidate is a library recognised in a file, before its version, license
// and evidence are settled.
type candidate struct {
	library    int
	versions   uint64 // of the database, that fit
	method     string
	confidence float64
	stated     string // a version stated as fact
	statedBy   string
	found      signatures.Found
}

func (s *scanner) file(f *folder, e entry) ([]Library, error) {
	db, err := s.signatures()
	if err != nil {
		return nil, err
	}
	data, err := e.read(maxScript)
	if err != nil {
		s.add(nil, []audit.Problem{readProblem(e.path, err)})
		return nil, nil
	}
	x := &file{scanner: s, db: db, folder: f, entry: e, data: data}
	x.identify()
	return x.out, nil
}

// minTokens is the least number of tokens whose hash says something.
const minTokens = 24

func (x *file) identify() {
	sum := sha256.Sum256(x.data)
	if refs := x.db.File(binary.BigEndian.Uint64(sum[:]) >> (64 - signatures.HashBits)); len(refs) > 0 {
		x.whole(refs, MethodHash, 1)
		return
	}
	if kindOf(x.entry.path) == kindFont || isBinary(x.data) {
		return
	}
	x.read()
	if x.digest.Count >= minTokens {
		if refs := x.db.Tokens(x.digest.Tokens); len(refs) > 0 {
			x.whole(refs, MethodTokens, 0.99)
			return
		}
	}
	x.parts()
}

// isBinary reports whether the data are no text: a zero byte near their start.
func isBinary(data []byte) bool {
	return bytes.IndexByte(data[:min(len(data), 1024)], 0) >= 0
}

func (x *file) css() bool { return kindOf(x.entry.path) == kindSheet }

func (x *file) read() {
	if x.css() {
		x.digest = digest.CSS(x.data)
	} else {
		x.digest = digest.JS(evaluated(x.data))
	}
	x.mentions = x.digest.Mentions(x.data)
}

// whole identifies a file that is known as a whole.
func (x *file) whole(refs []signatures.Ref, method string, confidence float64) {
	ref := x.choose(refs)
	c := candidate{library: int(ref.Library), versions: ref.Versions, method: method, confidence: confidence}
	l := &x.db.Libraries[c.library]
	x.tell(&c)
	// A style sheet is often the same in a version that the database lacks.
	if c.stated == "" && bits.OnesCount64(ref.Versions) == 1 && !(x.css() && method == MethodTokens && l.HasGap(ref.Versions)) {
		c.stated, c.statedBy = l.Versions[bits.TrailingZeros64(ref.Versions)], method
	}
	x.out = append(x.out, x.settle(c))
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
		if v, ok := x.db.VersionLiteral(found, x.digest); ok && fits(v) {
			c.stated, c.statedBy = v, "literal"
			return
		}
		if v, ok := x.mention(c.library); ok && fits(v) {
			c.stated, c.statedBy = v, MethodBanner
			return
		}
	}
	if v, by := x.manifestVersion(c.library); v != "" && fits(v) {
		c.stated, c.statedBy = v, by
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
		c.stated, c.statedBy = in, "path"
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

// choose takes of several libraries that hold a file the one that its place
// names, or else the one whose main file it is.
func (x *file) choose(refs []signatures.Ref) signatures.Ref {
	m, _ := x.folder.manifest(x.entry.path)
	claim := func(r signatures.Ref) int {
		name := signatures.Plain(x.db.Libraries[r.Library].Name)
		switch {
		case m != nil && signatures.Plain(m.Name) == name:
			return 3
		case strings.Contains(plainPath(x.entry.path), name):
			return 2
		case r.Main:
			return 1
		}
		return 0
	}
	best := refs[0]
	for _, r := range refs[1:] {
		if claim(r) > claim(best) {
			best = r
		}
	}
	return best
}

func plainPath(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '/' {
			return r
		}
		return -1
	}, strings.ToLower(name))
}

// parts identifies the libraries that a file holds in parts.
func (x *file) parts() {
	x.notices, _ = x.folder.read(x.entry.path+".LICENSE.txt", maxText)
	if len(x.notices) > 0 {
		x.mentions = append(x.mentions, digest.JS(x.notices).Mentions(x.notices)...)
	}
	x.matched = x.db.Match(x.digest, x.css())
	x.stretches = x.db.Stretches(x.digest)
	x.missed()
	x.matched = slices.DeleteFunc(x.matched, x.published)
	named := make(map[string]bool)
	for _, m := range x.matched {
		c := candidate{library: m.Library, versions: m.Versions, method: MethodFingerprint, found: m}
		c.confidence = 0.6 + 0.35*max(m.Share, m.Coverage)
		x.version(&c)
		l := x.settle(c)
		named[signatures.Plain(x.db.Libraries[c.library].Name)] = true
		x.out = append(x.out, l)
	}
	for _, more := range []func(map[string]bool) []Library{x.mapped, x.bundled, x.noticed, x.bannered} {
		for _, l := range more(named) {
			named[signatures.Plain(l.ID.Name)] = true
			x.out = append(x.out, l)
		}
	}
}

// missed adds the libraries too short to match that are nearly all of a file.
func (x *file) missed() {
	for _, s := range x.stretches {
		if len(x.matched) == 0 && s.Length*10 >= len(x.digest.Sequence)*8 {
			x.matched = append(x.matched, s.Found())
		}
	}
}

// published reports whether a library lies within another's published script,
// which hence shipped it.
func (x *file) published(f signatures.Found) bool {
	return slices.ContainsFunc(x.stretches, func(s signatures.Stretch) bool {
		return int(s.Library) != f.Library && s.Main && f.Hits < s.Length/2 && f.Within(s.First, s.Last) && slices.ContainsFunc(x.matched, func(o signatures.Found) bool {
			return o.Library == int(s.Library)
		})
	})
}

// stretch returns the longest stretch that is of a library.
func (x *file) stretch(library int) (best signatures.Stretch, ok bool) {
	for _, s := range x.stretches {
		if int(s.Library) == library && s.Length > best.Length {
			best, ok = s, true
		}
	}
	return best, ok
}

// sequence settles the version by the stretch that is the library's, and
// reports whether there is one. What the file states besides may not
// contradict it.
func (x *file) sequence(c *candidate) bool {
	s, ok := x.stretch(c.library)
	if !ok {
		return false
	}
	c.method, c.versions, c.confidence = MethodSequence, s.Versions, 0.97
	c.found = s.Found()
	x.tell(c)
	if c.stated != "" || bits.OnesCount64(s.Versions) != 1 {
		return true
	}
	only := x.db.Libraries[c.library].Versions[bits.TrailingZeros64(s.Versions)]
	v, ok := x.db.VersionLiteral(c.found, x.digest)
	if !ok {
		v, ok = x.mention(c.library)
	}
	if canonical, _ := x.db.Libraries[c.library].Canonical(v); !ok || version.CompareNPM(canonical, only) == 0 {
		c.stated, c.statedBy = only, MethodSequence
	}
	return true
}

// version finds the version that the library states where it stands.
func (x *file) version(c *candidate) {
	if x.sequence(c) {
		return
	}
	if v, ok := x.db.VersionLiteral(c.found, x.digest); ok && x.credible(c, v) {
		c.stated, c.statedBy = v, "literal"
		return
	}
	if v, ok := x.mention(c.library); ok && x.credible(c, v) {
		c.stated, c.statedBy = v, MethodBanner
		return
	}
	if v, ok := x.db.VersionNearby(c.found, x.digest, x.matched); ok {
		c.stated, c.statedBy = v, "literal"
		return
	}
	if v, by := x.manifestVersion(c.library); v != "" && x.credible(c, v) {
		c.stated, c.statedBy = v, by
	}
}

// credible reports whether a version that a file states may be the library's:
// one that was published, or a prerelease, or one after the database's time,
// and not far from the versions that the code fits best.
func (x *file) credible(c *candidate, v string) bool {
	l := &x.db.Libraries[c.library]
	canonical, published := l.Canonical(v)
	if c.found.Share >= 0.5 && !l.Plausible(c.versions, canonical) {
		return false
	}
	if !published {
		newest := ""
		if len(l.Published) > 0 {
			newest = l.Published[len(l.Published)-1]
		}
		if version.CompareNPM(v, newest) <= 0 && !strings.ContainsAny(v, "-abcdefghijklmnopqrstuvwxyz") {
			return false
		}
		// Of another line altogether it is another library's.
		if major, _, _ := strings.Cut(newest, "."); version.CompareNPM(v, major) > 0 && far(v, major) {
			return false
		}
	}
	return true
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
func (x *file) manifestVersion(library int) (v, by string) {
	m, _ := x.folder.manifest(x.entry.path)
	if m == nil || m.Version == "" || m.bare || signatures.Plain(m.Name) != signatures.Plain(x.db.Libraries[library].Name) {
		return "", ""
	}
	return m.Version, m.method
}

// settle makes a result of a candidate.
func (x *file) settle(c candidate) Library {
	l := &x.db.Libraries[c.library]
	out := Library{Path: x.entry.path, Method: c.method, Confidence: c.confidence, Scope: scopeOf(x.entry.path)}
	out.Metadata = audit.Metadata{Name: l.Name, URL: l.Home}
	v := ""
	if c.stated != "" {
		v, _ = l.Canonical(c.stated)
	} else {
		out.Candidates = candidates(l, c.versions)
		out.Near = near(out.Candidates)
	}
	out.ID = audit.NPM(l.Name, v)
	x.license(&out, l)
	return out
}

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
