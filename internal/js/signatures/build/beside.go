package main

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/licaudit/licaudit/internal/js/digest"
	"github.com/licaudit/licaudit/internal/js/signatures"
)

// addBeside notes which of the chosen versions' contents a version beside them
// has too: what it alone has is left out.
func (ix *index) addBeside(v int, p published) {
	mains := mainFiles(ix.library.Name, p)
	for _, f := range bounded(mains, p.files) {
		sum := sha256.Sum256(f.data)
		if ix.foreign[sum] {
			continue
		}
		also(ix.files, binary.BigEndian.Uint64(sum[:])>>(64-signatures.HashBits), v)
		main := mains[f.path] != other
		if old, ok := ix.seen[sum]; ok && !main {
			also(ix.tokens, old.tokens, v)
			for _, h := range old.runs {
				also(ix.runs, h, v)
			}
			continue
		}
		d := digestOf(f)
		if d == nil {
			continue
		}
		also(ix.tokens, d.Tokens&(1<<signatures.HashBits-1), v)
		for _, h := range runsOf(d) {
			also(ix.runs, h, v)
		}
		if main {
			ix.alsoMain(v, f, d)
		}
	}
}

// alsoMain does the same for a main file as a whole and in chunks. What minifiers
// make of it is not known, but is the same where the source is the same to them.
func (ix *index) alsoMain(v int, f file, d *digest.Digest) {
	ix.alsoMarks(v, marksOf(d))
	for _, k := range likeness(d) {
		for _, m := range ix.forms[k] {
			ix.alsoMarks(v, m)
		}
	}
	ix.misstate(v, stated(f.data, d))
}

func (ix *index) alsoMarks(v int, m marks) {
	also(ix.tokens, m.tokens, v)
	also(ix.sequences, m.sequence, v)
	for _, c := range m.chunks {
		also(ix.chunks, c, v)
	}
}

// likeness returns the hashes of what is left of a script when comments, or the
// names of local variables too, are gone: minifiers change both.
func likeness(d *digest.Digest) []uint64 {
	keys := []uint64{d.Tokens}
	if s := d.Sum(); s.Length > 0 && s.Hash != d.Tokens {
		keys = append(keys, s.Hash)
	}
	return keys
}

// also adds a version to what is there already.
func also[K comparable](m map[K]place, k K, v int) {
	if p, ok := m[k]; ok {
		p.versions |= 1 << v
		m[k] = p
	}
}
