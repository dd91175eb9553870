package signatures

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/js/digest"
)

// Own describes a version of a library that a team adds by itself.
type Own struct {
	Name, Version, License, Home string
	// Files are the library's files by name; scripts and style sheets are
	// recognised in part too, others as a whole.
	Files map[string][]byte
}

// Make writes a file of signatures for a team's own libraries, to be given to
// Load. Versions of one library may follow each other in any order; made is
// the date, YYYY-MM-DD.
func Make(made string, own []Own) ([]byte, error) {
	own = slices.Clone(own)
	slices.SortStableFunc(own, func(a, b Own) int { return cmp.Compare(a.Name, b.Name) })
	var libraries []Library
	files, tokens, runs := make(map[uint64][]Ref), make(map[uint64][]Ref), make(map[uint32][]Ref)
	sequences, chunks, places := make(map[uint64][]Ref), make(map[uint64][]Ref), make(map[Place]bool)
	for _, o := range own {
		if err := o.check(); err != nil {
			return nil, err
		}
		if n := len(libraries); n == 0 || libraries[n-1].Name != o.Name {
			libraries = append(libraries, Library{Name: o.Name, Home: o.Home})
		}
		l := &libraries[len(libraries)-1]
		if len(l.Versions) == 64 {
			return nil, errors.New("a library has at most 64 versions: " + o.Name)
		}
		ref := Ref{Library: uint16(len(libraries) - 1), Main: true, Versions: 1 << len(l.Versions)}
		l.Versions, l.Licenses = append(l.Versions, o.Version), append(l.Licenses, o.License)
		l.Published = append(l.Published, o.Version)
		scripts, sheets := uint32(0), uint32(0)
		for _, name := range slices.Sorted(maps.Keys(o.Files)) {
			data := o.Files[name]
			sum := sha256.Sum256(data)
			note(files, binary.BigEndian.Uint64(sum[:])>>(64-HashBits), ref)
			var d *digest.Digest
			size := &scripts
			switch strings.ToLower(path.Ext(name)) {
			case ".js", ".mjs", ".cjs":
				data, d = digest.Script(data)
			case ".css":
				d, size = digest.CSS(data), &sheets
			default:
				continue
			}
			if sum := d.Sum(); sum.Length > 0 {
				note(sequences, sum.Hash&(1<<HashBits-1), ref)
				places[Place{sum.Anchor, sum.Length}] = true
				if inner := d.Inner(data, 0, sum.Length); inner != 0 {
					note(tokens, inner&(1<<HashBits-1), ref)
				}
			}
			for _, c := range d.Chunks() {
				note(chunks, c.Hash&(1<<ChunkBits-1), ref)
			}
			note(tokens, d.Tokens&(1<<HashBits-1), ref)
			d.Shingles(func(h uint32, _ int) {
				if note(runs, h, ref) {
					*size++
				}
			})
		}
		l.Scripts, l.Sheets = append(l.Scripts, scripts), append(l.Sheets, sheets)
	}
	return Encode(made, libraries, Entries{Files: sorted(files), Tokens: sorted(tokens), Runs: sorted(runs), Sequences: sorted(sequences), Places: SortedPlaces(places), Chunks: sorted(chunks)})
}

// npmName is the form of a package's name, npmVersion that of a version, or of
// the beginning of one: https://docs.npmjs.com/cli/configuring-npm/package-json#name
var (
	npmName    = regexp.MustCompile(`^(?:@[\w.-]+/)?[\w.-]+$`)
	npmVersion = regexp.MustCompile(`^\d+(?:\.\d+){0,3}(?:[-+.][0-9A-Za-z.+-]+)?$`)
)

func (o Own) check() error {
	switch {
	case !npmName.MatchString(o.Name):
		return fmt.Errorf("%q is no name of a package, such as acme-grid or @acme/grid", o.Name)
	case !npmVersion.MatchString(o.Version):
		return fmt.Errorf("%s: %q is no version, such as 1.2.3", o.Name, o.Version)
	case len(o.Files) == 0:
		return fmt.Errorf("%s: no file was given", o.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(o.Files)) {
		if len(bytes.TrimSpace(o.Files[name])) == 0 {
			return fmt.Errorf("%s: %q is empty, and so are files of others", o.Name, name)
		}
	}
	return nil
}

// note adds a Ref to a hash's set, and reports whether it was not there.
func note[T comparable](m map[T][]Ref, h T, ref Ref) bool {
	for i, r := range m[h] {
		if r.Library == ref.Library {
			fresh := r.Versions&ref.Versions == 0
			m[h][i].Versions |= ref.Versions
			return fresh
		}
	}
	m[h] = append(m[h], ref)
	return true
}

// SortedPlaces returns the places by anchor and length.
func SortedPlaces(places map[Place]bool) []Place {
	return slices.SortedFunc(maps.Keys(places), func(a, b Place) int {
		return cmp.Or(cmp.Compare(a.Anchor, b.Anchor), cmp.Compare(a.Length, b.Length))
	})
}

func sorted[T uint32 | uint64](m map[T][]Ref) []Entry[T] {
	var out []Entry[T]
	for _, h := range slices.Sorted(maps.Keys(m)) {
		out = append(out, Entry[T]{Hash: h, Refs: m[h]})
	}
	return out
}
