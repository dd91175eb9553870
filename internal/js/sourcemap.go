package js

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"math/bits"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

// sourceMap is what is read of a source map
// (https://tc39.es/ecma426/#sec-source-map-format).
type sourceMap struct {
	Sources        []string
	SourcesContent []*string
}

// mapped returns the libraries that the file's source map lists and that were
// not recognised by their code. A map may be another file's: it is believed
// only if the code bears it out.
func (x *file) mapped(named map[string]bool) []Library {
	m := x.sourceMap()
	if m == nil {
		return nil
	}
	type member struct {
		version string
		votes   map[string]int
	}
	members := make(map[string]*member)
	var order []string
	for i, source := range m.Sources {
		name, v := packageOf(source)
		if name == "" {
			continue
		}
		if members[name] == nil {
			members[name] = &member{votes: make(map[string]int)}
			order = append(order, name)
		}
		if v != "" {
			members[name].version = v
		}
		if i < len(m.SourcesContent) && m.SourcesContent[i] != nil {
			if v := x.versionOf(name, *m.SourcesContent[i]); v != "" {
				members[name].votes[v]++
			}
		}
	}
	if !x.bornOut(order) {
		return nil
	}
	slices.Sort(order)
	var out []Library
	for _, name := range order {
		v := members[name].version
		if v == "" && len(members[name].votes) == 1 {
			for only := range members[name].votes {
				v = only
			}
		}
		if named[signatures.Plain(name)] {
			x.refine(name, v)
			continue
		}
		out = append(out, x.member(name, v, MethodSourceMap, 0.85))
	}
	return out
}

// refine gives a library that was recognised by its code the version that its
// source, as the map holds it, has.
func (x *file) refine(name, v string) {
	for i := range x.out {
		l := &x.out[i]
		if v != "" && l.ID.Version == "" && l.Metadata.Name == name {
			l.ID.Version, l.Near, l.Candidates = v, "", nil
		}
	}
}

// versionOf returns the version of the library to which a source belongs, if
// it belongs to one alone.
func (x *file) versionOf(name, content string) string {
	sum := sha256.Sum256([]byte(content))
	refs := x.db.File(binary.BigEndian.Uint64(sum[:]) >> (64 - signatures.HashBits))
	for _, r := range refs {
		l := &x.db.Libraries[r.Library]
		if l.Name == name && bits.OnesCount64(r.Versions) == 1 {
			return l.Versions[bits.TrailingZeros64(r.Versions)]
		}
	}
	return ""
}

// enoughRuns is the number of runs from which a library must leave a trace in
// a file that holds it.
const enoughRuns = 60

// bornOut reports whether the file's code has traces of at least half of the
// libraries that a map names and the database knows.
func (x *file) bornOut(names []string) bool {
	traces := x.traces()
	known, traced := 0, 0
	for _, name := range names {
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
