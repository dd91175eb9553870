package js

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/evidence"
	"github.com/licaudit/licaudit/internal/js/digest"
	"github.com/licaudit/licaudit/internal/js/signatures"
)

// file is one script, style sheet or font that is being identified.
type file struct {
	*scanner
	db     *signatures.DB
	folder *folder
	entry  entry
	data   []byte
	// text is what was read of data: of a development bundle, its modules written
	// out. Positions of the digest are in it.
	text []byte
	// digest and mentions are empty for fonts.
	digest   *digest.Digest
	mentions []digest.Mention
	// mapped and modules are the packages that the source map, and the module
	// paths of a bundle, list; listed are the libraries among them.
	mapped, modules map[string]member
	listed          map[int]bool
	// notices is the text of the *.LICENSE.txt beside a bundle.
	notices []byte
	matched []signatures.Found
	// stretches are the parts known in order and without a gap.
	stretches []signatures.Stretch
	chunks    signatures.Chunks
	traces    func() map[int]signatures.Trace
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
	pin        pin    // what chose it, if a lockfile did
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
	x.traces = sync.OnceValue(func() map[int]signatures.Trace { return db.Traces(x.digest, x.matched) })
	x.identify()
	return x.out, nil
}

// minTokens is the least number of tokens whose hash says something.
const minTokens = 24

func (x *file) identify() {
	sum := sha256.Sum256(x.data)
	if refs := x.own(x.db.File(binary.BigEndian.Uint64(sum[:]) >> (64 - signatures.HashBits))); len(refs) > 0 {
		x.whole(refs, MethodHash, 1)
		return
	}
	if kindOf(x.entry.path) == kindFont {
		return
	}
	x.data = asUTF8(x.data)
	if isBinary(x.data) {
		return
	}
	if x.digest == nil {
		x.read()
	}
	if x.digest.Count >= minTokens {
		if refs := x.own(x.db.Tokens(x.digest.Tokens)); len(refs) > 0 {
			x.whole(refs, MethodTokens, 0.99)
			return
		}
	}
	x.parts()
}

// own leaves out the libraries that only hold a copy of the file.
func (x *file) own(refs []signatures.Ref) []signatures.Ref {
	return slices.DeleteFunc(slices.Clone(refs), func(r signatures.Ref) bool { return !r.Main && x.isCopy(int(r.Library)) })
}

// isBinary reports whether the data are no text: a zero byte near their start.
func isBinary(data []byte) bool {
	return bytes.IndexByte(data[:min(len(data), 1024)], 0) >= 0
}

// asUTF8 decodes what a byte order mark says is UTF-16, which browsers run, and
// leaves all else as it is.
func asUTF8(data []byte) []byte {
	if bytes.HasPrefix(data, []byte{0xFE, 0xFF}) || bytes.HasPrefix(data, []byte{0xFF, 0xFE}) {
		if text, ok := evidence.Decode(data); ok {
			return text
		}
	}
	return data
}

func (x *file) css() bool { return kindOf(x.entry.path) == kindSheet }

func (x *file) read() {
	if x.css() {
		x.text = x.data
		x.digest = digest.CSS(x.text)
	} else {
		x.text, x.digest = digest.Script(x.data)
	}
	x.mentions = x.digest.Mentions(x.text)
}

// whole identifies a file that is known as a whole.
func (x *file) whole(refs []signatures.Ref, method string, confidence float64) {
	ref := x.choose(refs)
	c := candidate{library: int(ref.Library), versions: ref.Versions, method: method, confidence: confidence}
	x.tell(&c)
	x.unlessStated(&c)
	x.out = append(x.out, x.settle(c))
}

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
	x.notices, _ = x.folder.read(x.entry.path+licenseTxt, maxText)
	if len(x.notices) > 0 {
		x.mentions = append(x.mentions, digest.JS(x.notices).Mentions(x.notices)...)
	}
	x.list()
	x.matched = x.db.Match(x.digest, x.css(), x.listed)
	x.stretches, x.chunks = x.db.Stretches(x.digest), x.db.Chunks(x.digest)
	x.missed()
	x.matched = slices.DeleteFunc(x.matched, x.published)
	// The comment may be another library's where there are several.
	if len(x.matched) == 1 && x.matched[0].IsPart() && x.isCopy(x.matched[0].Library) {
		x.matched = nil
	}
	x.matched = slices.DeleteFunc(slices.DeleteFunc(x.matched, x.isTable), x.lent())
	named := make(map[string]bool)
	for _, m := range x.matched {
		c := candidate{library: m.Library, versions: m.Versions, method: MethodFingerprint, found: m}
		c.confidence = 0.6 + 0.35*max(m.Share, m.Coverage)
		x.version(&c)
		l := x.settle(c)
		named[signatures.Plain(x.db.Libraries[c.library].Name)] = true
		x.out = append(x.out, l)
	}
	for _, more := range []func(map[string]bool) []Library{x.ofMap, x.ofModules, x.noticed, x.bannered} {
		for _, l := range more(named) {
			named[signatures.Plain(l.ID.Name)] = true
			x.out = append(x.out, l)
		}
	}
	x.tellNotices()
}

// missed adds the libraries too short to match that are nearly all of a file.
func (x *file) missed() {
	for _, s := range x.stretches {
		if len(x.matched) == 0 && s.Length*10 >= len(x.digest.Sequence)*8 {
			x.matched = append(x.matched, s.Found())
		}
	}
}

// published reports whether a library lies within the published main file of
// another one, which hence shipped it.
func (x *file) published(f signatures.Found) bool {
	first, last := f.LongestBlock()
	first, last = x.digest.SequenceAt(first), x.digest.SequenceAt(last)
	return slices.ContainsFunc(x.matched, func(o signatures.Found) bool {
		return o.Library != f.Library && !(x.listed[f.Library] && x.listed[o.Library]) && o.Hits > 2*f.Hits && x.chunks.Enclose(x.db, o.Library, first, last)
	})
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
	if c.pin.version != "" {
		out.Evidence = append(out.Evidence, c.pin.evidence())
	}
	x.license(&out, l)
	return out
}
