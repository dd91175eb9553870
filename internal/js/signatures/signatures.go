// Package signatures holds what is known of published JavaScript, CSS and font
// libraries: the hashes of their files, the runs of strings and names that
// tell them from each other, where they keep their version, their licenses.
//
// The built-in database is the file signatures.zst. The program in build makes
// it from npm packages; docs/javascript.md says how and from which.
package signatures

import (
	_ "embed"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/version"
)

//go:embed signatures.zst
var builtIn []byte

// licenses are the reviewed licenses: name, npm range, license, source.
//
//go:embed licenses.tsv
var licenses string

// DB is a database of signatures. It is not changed once it is made, so that
// many goroutines may use it.
type DB struct {
	Made      string // the date of its making, YYYY-MM-DD
	Libraries []Library
	// files and tokens hold the hashes of whole files, runs those of three
	// successive features.
	files, tokens table[uint64]
	runs          table[uint32]
	// sequences holds the hashes of main files' sequences, chunks those of
	// their chunks; lengths, by how they begin, how long sequences are.
	sequences, chunks table[uint64]
	lengths           map[uint32][]int
	// fileSets are those of files, tokens, sequences and chunks.
	fileSets [][]Ref
	runSets  [][]Ref
}

// Library is one library of the database.
type Library struct {
	Name string // as npm names it
	Home string
	// Versions are those whose files are in the database, among them those of Beside;
	// Published are all that were published when it was made; both in version order.
	Versions, Published []string
	// Beside are the versions, as the bits of a Ref, of which the database has the main
	// files as a whole, and else what they share with the others: those published right
	// before or after one, which say whether a file is of that one alone.
	Beside uint64
	// Licenses stand beside Versions; empty where unknown.
	Licenses []string
	// Rules are reviewed licenses by version range; they go before Licenses.
	Rules []Rule
	// Sampling: of the runs only those are kept whose hashes lack these bits, the
	// lowest ones; MainSampling is the same for runs of main files, of which some are
	// kept besides that tell versions apart; ChunkSampling is the same for chunks.
	MainSampling, Sampling, ChunkSampling uint32
	// Scripts and Sheets hold per version how many runs its main script and
	// its main style sheet have.
	Scripts, Sheets []uint32
	// Holds are the libraries of whose main files this one publishes a part,
	// sorted by library.
	Holds []Held
	// Misstated are the versions whose main file gives another one as its own.
	Misstated []Misstated
	// Literals and Banners are the keys of the places where the library's
	// version stands; Named are those of Banners that hold its name. Sorted.
	Literals, Banners, Named []uint32
}

// Held says that a library publishes a part of another one's main file, in
// percent of the version of which it has most.
type Held struct {
	Library uint16
	Part    uint8
}

// Misstated says that the main file of Versions[Version] gives Says.
type Misstated struct {
	Version int
	Says    string
}

// Rule is a reviewed license for a range of versions.
type Rule struct{ Range, License, Source string }

// Ref says that something belongs to some versions of a library.
type Ref struct {
	Library uint16
	// Main marks what is of the library's main file, Shipped what the library
	// ships of another one.
	Main, Shipped bool
	// Versions has bit i set for Library.Versions[i].
	Versions uint64
}

// table maps sorted hashes to sets of Refs.
type table[T uint32 | uint64] struct {
	hashes []T
	sets   []uint32
	index  []uint32 // by the high bits of a hash, for a quick look-up
	shift  uint
}

// indexBits is the number of high bits that a table's index goes by.
const indexBits = 16

func (t *table[T]) makeIndex(width uint) {
	t.shift = width - indexBits
	t.index = make([]uint32, 1<<indexBits+1)
	i := 0
	for b := range t.index {
		for i < len(t.hashes) && uint64(t.hashes[i])>>t.shift < uint64(b) {
			i++
		}
		t.index[b] = uint32(i)
	}
}

func (t *table[T]) find(h T) (uint32, bool) {
	if len(t.index) == 0 {
		return 0, false
	}
	b := uint64(h) >> t.shift
	if b >= 1<<indexBits {
		return 0, false
	}
	lo, hi := t.index[b], t.index[b+1]
	i, ok := slices.BinarySearch(t.hashes[lo:hi], h)
	if !ok {
		return 0, false
	}
	return t.sets[int(lo)+i], true
}

// HashBits is the width of the hashes of files, tokens and sequences that are kept:
// that one of a million is met by chance has odds of one to three hundred million for
// each file. Who wants to can make a file that is taken for another, in minutes; its
// comments can be taken out in less.
const HashBits = 48

// File returns what is known of a file with this hash: the first HashBits of
// its SHA-256.
func (db *DB) File(h uint64) []Ref { return lookUp(&db.files, db.fileSets, h) }

// Tokens returns what is known of a file whose tokens have this hash.
func (db *DB) Tokens(h uint64) []Ref { return lookUp(&db.tokens, db.fileSets, h&(1<<HashBits-1)) }

// Run returns the libraries that have this run of features.
func (db *DB) Run(h uint32) []Ref { return lookUp(&db.runs, db.runSets, h) }

func lookUp[T uint32 | uint64](t *table[T], sets [][]Ref, h T) []Ref {
	set, ok := t.find(h)
	if !ok {
		return nil
	}
	return sets[set]
}

// License returns the license of a version, and the source of the rule where
// it was reviewed. A version that is not in the database has the license of
// the nearest older one that is, or else of the oldest.
func (l *Library) License(v string) (license, source string) {
	for _, rule := range l.Rules {
		r, err := version.ParseNPMRange(rule.Range)
		if err == nil && (rule.Range == "*" || r.Contains(v)) {
			return rule.License, rule.Source
		}
	}
	for i, known := range l.Versions {
		if i > 0 && version.CompareNPM(known, v) > 0 {
			break
		}
		if l.Licenses[i] != "" {
			license = l.Licenses[i]
		}
	}
	if license == "" {
		for _, known := range l.Licenses {
			if known != "" {
				return known, ""
			}
		}
	}
	return license, ""
}

// Canonical returns the published version that v stands for: "1.2" may be
// 1.2.0, and three.js writes 0.149.0 as 149. It reports whether there is one.
func (l *Library) Canonical(v string) (string, bool) {
	if i, ok := slices.BinarySearchFunc(l.Published, v, version.CompareNPM); ok {
		return l.Published[i], true
	}
	i, ok := slices.BinarySearchFunc(l.Published, "0."+v, version.CompareNPM)
	if ok && (i+1 == len(l.Published) || !Shortens(v, l.Published[i+1])) {
		return l.Published[i], true
	}
	return v, false
}

// Shortens reports whether v is how three.js writes a version: 152 is any of
// 0.152.0, 0.152.1 and 0.152.2.
func Shortens(v, full string) bool {
	return !strings.Contains(v, ".") && MinorLine(full) == "0."+v
}

// Misstating returns the versions, as the bits of a Ref, whose main file gives
// this one as its own.
func (l *Library) Misstating(v string) uint64 {
	versions := uint64(0)
	for _, m := range l.Misstated {
		if version.CompareNPM(m.Says, v) == 0 {
			versions |= 1 << m.Version
		}
	}
	return versions
}

// Find returns the index of the library with a name.
func (db *DB) Find(name string) (int, bool) {
	i := slices.IndexFunc(db.Libraries, func(l Library) bool { return l.Name == name })
	return i, i >= 0
}

// Load decodes the built-in database and adds the extra files to it; a library
// of an extra file goes before the built-in one of that name.
func Load(extra ...string) (*DB, error) {
	db, err := Decode(builtIn)
	if err != nil {
		return nil, fmt.Errorf("built-in signatures: %w", err)
	}
	rules := reviewed()
	for i := range db.Libraries {
		db.Libraries[i].Rules = append(db.Libraries[i].Rules, rules[db.Libraries[i].Name]...)
	}
	own := &DB{}
	for _, name := range extra {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		more, err := Decode(data)
		if err != nil {
			return nil, fmt.Errorf("signatures %q: %w", name, err)
		}
		// Each version of a library may have a file of its own: all are kept.
		own = join(own, more, false)
	}
	if len(extra) > 0 {
		db = join(own, db, true)
	}
	return db, nil
}

// reviewed reads the table of reviewed licenses; a test checks its form.
func reviewed() map[string][]Rule {
	rules := make(map[string][]Rule)
	for line := range strings.Lines(licenses) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) == 4 && !strings.HasPrefix(line, "#") {
			rules[f[0]] = append(rules[f[0]], Rule{Range: f[1], License: f[2], Source: f[3]})
		}
	}
	return rules
}

// join returns a database that holds both. Where both know a library, replace
// leaves out b's.
func join(a, b *DB, replace bool) *DB {
	offset := uint16(len(a.Libraries))
	out := &DB{Made: b.Made, Libraries: slices.Concat(a.Libraries, b.Libraries)}
	known := make(map[uint16]bool)
	for i := range b.Libraries {
		l := &out.Libraries[int(offset)+i]
		l.Holds = slices.Clone(l.Holds)
		for j := range l.Holds {
			l.Holds[j].Library += offset
		}
		if _, ok := a.Find(l.Name); ok && replace {
			known[uint16(i)] = true
		}
	}
	shift := func(sets [][]Ref) [][]Ref {
		moved := make([][]Ref, len(sets))
		for i, refs := range sets {
			for _, r := range refs {
				if !known[r.Library] {
					r.Library += offset
					moved[i] = append(moved[i], r)
				}
			}
		}
		return moved
	}
	out.fileSets, out.runSets = slices.Concat(a.fileSets, shift(b.fileSets)), slices.Concat(a.runSets, shift(b.runSets))
	out.files = joinTables(&a.files, &b.files, &out.fileSets, len(a.fileSets), HashBits)
	out.tokens = joinTables(&a.tokens, &b.tokens, &out.fileSets, len(a.fileSets), HashBits)
	out.sequences = joinTables(&a.sequences, &b.sequences, &out.fileSets, len(a.fileSets), HashBits)
	out.lengths = joinLengths(a.lengths, b.lengths)
	out.chunks = joinTables(&a.chunks, &b.chunks, &out.fileSets, len(a.fileSets), ChunkBits)
	out.runs = joinTables(&a.runs, &b.runs, &out.runSets, len(a.runSets), 32)
	return out
}

// joinTables merges two sorted tables; b's sets are numbered from offset. A
// hash of both gets a new set that holds both's Refs.
func joinTables[T uint32 | uint64](a, b *table[T], sets *[][]Ref, offset int, width uint) table[T] {
	var out table[T]
	for i, j := 0, 0; i < len(a.hashes) || j < len(b.hashes); {
		switch {
		case j == len(b.hashes) || i < len(a.hashes) && a.hashes[i] < b.hashes[j]:
			out.hashes, out.sets = append(out.hashes, a.hashes[i]), append(out.sets, a.sets[i])
			i++
		case i == len(a.hashes) || b.hashes[j] < a.hashes[i]:
			out.hashes, out.sets = append(out.hashes, b.hashes[j]), append(out.sets, b.sets[j]+uint32(offset))
			j++
		default:
			out.hashes, out.sets = append(out.hashes, a.hashes[i]), append(out.sets, uint32(len(*sets)))
			*sets = append(*sets, slices.Concat((*sets)[a.sets[i]], (*sets)[int(b.sets[j])+offset]))
			i, j = i+1, j+1
		}
	}
	out.makeIndex(width)
	return out
}

// Plain reduces a name to what its spellings share: "@scope/Foo.js",
// "jquery.foo" and "foo" are one.
func Plain(s string) string {
	s = strings.ToLower(path.Base(s))
	if rest := strings.TrimPrefix(strings.TrimPrefix(s, "jquery."), "jquery-"); rest != "" && rest != "js" && rest != "ui" {
		s = rest
	}
	s = strings.TrimSuffix(strings.TrimSuffix(s, ".js"), "-js")
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
