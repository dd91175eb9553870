package main

import (
	"crypto/sha256"
	"encoding/binary"
	"path"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

// addBeside notes which of the chosen versions' contents a version beside them
// has too. What it alone has is left out, but for its main files as a whole.
func (ix *index) addBeside(v int, p published) error {
	mains := mainFiles(ix.library.Name, p)
	for _, f := range bounded(mains, p.files) {
		sum := sha256.Sum256(f.data)
		if ix.foreign[sum] {
			continue
		}
		hash := binary.BigEndian.Uint64(sum[:]) >> (64 - signatures.HashBits)
		main, named := mains[f.path] != other || ix.mainSums[sum], isNamed(ix.library.Name, f.path)
		if main {
			put(ix.files, hash, v, main, named)
		} else {
			also(ix.files, hash, v)
		}
		if old, ok := ix.seen[sum]; ok && !main {
			also(ix.tokens, old.tokens, v)
			for _, h := range old.runs {
				also(ix.runs, h, v)
			}
			continue
		}
		text, d := digestOf(f)
		if d == nil {
			continue
		}
		also(ix.tokens, d.Tokens&(1<<signatures.HashBits-1), v)
		runs := runsOf(d)
		for _, h := range runs {
			also(ix.runs, h, v)
		}
		if main {
			if err := ix.alsoMain(v, source{f, sum, named, text, d, runs}); err != nil {
				return err
			}
		}
	}
	return nil
}

// alsoMain notes a main file as a whole, and what of its chunks the chosen versions
// have, and the same of what minifiers make of it. That is as of a chosen version
// where the source is the same to them; where they did not try, it is taken to be as
// of the chosen versions next to it, unless those have in it what this one has not.
func (ix *index) alsoMain(v int, s source) error {
	ix.addWhole(v, s.named, s.marks())
	ix.misstate(v, s.stated())
	if same := ix.forms[s.digest.Tokens]; len(same) > 0 {
		for _, m := range same {
			ix.alsoMarks(v, m)
		}
		ix.noteRuns(v, s.runs, ix.minified[s.digest.Tokens])
		return nil
	}
	if path.Ext(s.path) == ".css" {
		ix.noteRuns(v, s.runs, nil)
		return nil
	}
	forms, untried, err := formsOf(ix.cache, s)
	if err != nil {
		return err
	}
	for _, form := range forms {
		ix.addWhole(v, s.named, form.marks)
	}
	ix.noteRuns(v, s.runs, forms)
	features := featuresOf(s.digest)
	for _, minifier := range untried {
		for _, m := range ix.formsNextTo(v, s.path, minifier) {
			if len(both(m.kept, features)) == len(m.kept) { // else it kept what this one never had
				ix.alsoMarks(v, m.marks)
			}
		}
	}
	return nil
}

// formsNextTo returns what a minifier makes of a main file in the chosen versions
// right before and after a version, of those that have the file.
func (ix *index) formsNextTo(v int, name, minifier string) []formMarks {
	before, after := -1, len(ix.library.Versions)
	for _, m := range ix.formsByPath[name] {
		if m.version < v {
			before = max(before, m.version)
		} else {
			after = min(after, m.version)
		}
	}
	var out []formMarks
	for _, m := range ix.formsByPath[name] {
		if m.minifier == minifier && (m.version == before || m.version == after) {
			out = append(out, m)
		}
	}
	return out
}

// addWhole notes what a version beside the chosen ones is known by as a whole: its
// sequence, or its tokens where it has none.
func (ix *index) addWhole(v int, named bool, m marks) {
	ix.alsoMarks(v, m)
	if m.sequence != 0 {
		m.tokens = 0
	}
	m.chunks = nil
	ix.addMarks(v, named, m)
}

func (ix *index) alsoMarks(v int, m marks) {
	also(ix.tokens, m.tokens, v)
	also(ix.sequences, m.sequence, v)
	also(ix.inner[m.sequence], m.inner, v)
	for _, c := range m.chunks {
		also(ix.chunks, c, v)
	}
}

// also adds a version to what is there already.
func also[K comparable](m map[K]place, k K, v int) {
	if p, ok := m[k]; ok {
		p.versions |= 1 << v
		m[k] = p
	}
}
