package js

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"maps"
	"math/bits"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/js/signatures"
)

// sourceMap is what is read of a source map
// (https://tc39.es/ecma426/#sec-source-map-format).
type sourceMap struct {
	Sources        []string
	SourcesContent []*string
}

// ofMap returns the libraries that the file's source map lists and that were not
// recognised by their code.
func (x *file) ofMap(named map[string]bool) []Library {
	if x.distributed(x.mapped) {
		return nil
	}
	var out []Library
	for _, name := range slices.Sorted(maps.Keys(x.mapped)) {
		if named[signatures.Plain(name)] {
			x.refine(name, x.mapped[name])
			continue
		}
		out = append(out, x.member(name, x.mapped[name], MethodSourceMap, 0.85))
	}
	return out
}

// member is what a bundle tells of a library that it lists.
type member struct {
	version string // as a path, or its package.json, gives it
	// fits are the versions, as the bits of a Ref, that published every source
	// of it that the map holds and the database knows; 0 if there is none.
	fits uint64
}

// members returns the libraries whose sources a map lists.
func (x *file) members(m *sourceMap) map[string]member {
	members := make(map[string]member)
	known := make(map[string]bool)
	for i, source := range m.Sources {
		name, version := packageOf(source)
		if name == "" {
			continue
		}
		of := members[name]
		of.version = cmp.Or(version, of.version)
		if i < len(m.SourcesContent) && m.SourcesContent[i] != nil {
			content := *m.SourcesContent[i]
			if strings.HasSuffix(source, "node_modules/"+name+"/package.json") {
				of.version = cmp.Or(of.version, stated(name, content))
			}
			if fits := x.fits(name, content); fits != 0 && known[name] {
				of.fits &= fits
			} else if fits != 0 {
				of.fits, known[name] = fits, true
			}
		}
		members[name] = of
	}
	return members
}

// stated returns the version that a package.json gives the library, or "".
func stated(name, manifest string) string {
	if m := parseManifest([]byte(manifest)); m != nil && m.Name == name {
		return m.Version
	}
	return ""
}

// fits returns the versions of a library that published this very source.
func (x *file) fits(name, content string) uint64 {
	sum := sha256.Sum256([]byte(content))
	for _, r := range x.db.File(binary.BigEndian.Uint64(sum[:]) >> (64 - signatures.HashBits)) {
		if x.db.Libraries[r.Library].Name == name {
			return r.Versions
		}
	}
	return 0
}

// refine gives a library that was recognised by its code the version that its
// source, as the map holds it, has.
func (x *file) refine(name string, m member) {
	for i := range x.out {
		out := &x.out[i]
		if out.ID.Version != "" || out.Metadata.Name != name || m == (member{}) {
			continue
		}
		library, _ := x.db.Find(name)
		out.License, out.Evidence, out.Sides, out.ByVersion = "", nil, nil, nil
		x.narrow(out, library, m)
		x.license(out, &x.db.Libraries[library])
	}
}

// narrow settles which version a library that a bundle lists is, or which it may
// be. Modules that a package leaves as they were are no proof that it is not a
// version beside the one that is known.
func (x *file) narrow(out *Library, library int, m member) {
	l := &x.db.Libraries[library]
	fits := cmp.Or(m.fits, x.traces()[library].Versions())
	p := x.pinned(library)
	out.Candidates = nil
	switch {
	case m.version != "" && l.MayBe(fits, m.version):
		out.ID = audit.NPM(l.Name, m.version)
	case bits.OnesCount64(m.fits) == 1 && l.IsBounded(m.fits):
		out.ID = audit.NPM(l.Name, l.Versions[bits.TrailingZeros64(m.fits)])
	case p.version != "" && (fits == 0 || l.Fits(fits, p.version)):
		out.Candidates = []string{p.version}
		out.Evidence = append(out.Evidence, p.evidence())
	default:
		out.Candidates = candidates(l, fits)
	}
	out.Near = near(out.Candidates)
}

// enoughRuns is the number of runs from which a library must leave a trace in
// a file that holds it.
const enoughRuns = 60

// bornOut reports whether the file's code has traces of at least half of the
// libraries that a map names and the database knows.
func (x *file) bornOut(members map[string]member) bool {
	traces := x.traces()
	known, traced := 0, 0
	for name := range members {
		i, ok := x.db.Find(name)
		if !ok || slices.Max(append(slices.Clone(x.db.Libraries[i].Scripts), 0)) < enoughRuns {
			continue
		}
		known++
		if traces[i].Hits >= 2 {
			traced++
		}
	}
	return traced*2 >= known
}

var mapMark = []byte("sourceMappingURL=")

// sourceMap reads the file's source map: the one that its last lines name, or
// hold, or the one beside it.
func (x *file) sourceMap() *sourceMap {
	tail := x.data[max(0, len(x.data)-1<<20):]
	name := path.Base(x.entry.path) + ".map"
	if i := bytes.LastIndex(tail, mapMark); i >= 0 {
		ref, _, _ := bytes.Cut(tail[i+len(mapMark):], []byte("\n"))
		text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(string(ref)), "*/"))
		if rest, ok := strings.CutPrefix(text, "data:"); ok {
			return inlineMap(rest)
		}
		if u, err := url.PathUnescape(text); err == nil && !strings.Contains(u, "://") {
			name, _, _ = strings.Cut(u, "?")
		}
	}
	data, ok := x.folder.read(path.Join(parent(x.entry.path), name), maxScript)
	if !ok {
		return nil
	}
	return parseMap(data)
}

func inlineMap(text string) *sourceMap {
	_, encoded, ok := strings.Cut(text, ";base64,")
	if !ok {
		return nil
	}
	data, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil
	}
	return parseMap(data)
}

// parseMap reads a map; one that is none says nothing.
func parseMap(data []byte) *sourceMap {
	data = bytes.TrimPrefix(data, []byte(")]}'")) // https://tc39.es/ecma426/#sec-ecma-426-content-type
	var m sourceMap
	if json.Unmarshal(data, &m) != nil {
		return nil
	}
	return &m
}
