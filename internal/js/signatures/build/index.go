package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/js/digest"
	"github.com/licaudit/licaudit/internal/js/signatures"
	"github.com/licaudit/licaudit/internal/version"
)

// index is what one library's packages hold.
type index struct {
	cache   string
	foreign map[[sha256.Size]byte]bool
	library signatures.Library
	files   map[uint64]place
	tokens  map[uint64]place
	runs    map[uint32]place
	// sequences and chunks are those of the main files and of their minified
	// forms.
	sequences, chunks map[uint64]place
	places            map[signatures.Place]bool
	// inner are, by the sequences of the main files, the hashes of the tokens within.
	inner map[uint64]map[uint64]place
	// versionRuns are the runs of the main files, by version; tells those of runs that
	// tell a version from the ones beside it.
	versionRuns []versionRuns
	tells       map[uint32]bool
	// mains are the runs of each main file, from which the sizes of the
	// library's script and style sheet are counted once its own runs are known.
	mains    []mainFile
	literals map[uint32]*score
	banners  map[uint32]*bannerScore
	seen     map[[sha256.Size]byte]content
	// forms are what minifiers make of main scripts, by the sources' tokens and by
	// their paths.
	forms       map[uint64][]marks
	formsByPath map[string][]formMarks
	// minified are these forms of one source, by its tokens; mainSums are the main
	// files, which in another version may be where a main file is not looked for.
	minified map[uint64][]form
	mainSums map[[sha256.Size]byte]bool
}

// source is a main file: what is read of it, the digest of that, and its runs.
type source struct {
	file
	sum    [sha256.Size]byte
	named  bool // it has the library's name
	text   []byte
	digest *digest.Digest
	runs   []uint32
}

func (s source) marks() marks { return marksOf(s.text, s.digest) }

// content is what was found in a file, for the versions that hold it too.
type content struct {
	tokens uint64
	runs   []uint32
}

// place says in which versions something stands.
type place struct {
	versions uint64
	main     bool
	named    bool // the file has the library's name
}

type mainFile struct {
	version int
	css     bool
	runs    []uint32
}

// score counts in how many files a key led to the version, and to another.
type score struct{ right, wrong int }

type bannerScore struct {
	score
	words []string
}

// indexLibrary indexes the packages of a library, without the files that are
// foreign to it.
func indexLibrary(name string, packs []pack, all []string, cache string, foreign map[[sha256.Size]byte]bool) (*index, error) {
	ix := &index{
		cache: cache, foreign: foreign,
		library: signatures.Library{Name: name, Published: all},
		files:   make(map[uint64]place), tokens: make(map[uint64]place), runs: make(map[uint32]place),
		sequences: make(map[uint64]place), chunks: make(map[uint64]place), places: make(map[signatures.Place]bool),
		inner: make(map[uint64]map[uint64]place), tells: make(map[uint32]bool),
		literals: make(map[uint32]*score), banners: make(map[uint32]*bannerScore), seen: make(map[[sha256.Size]byte]content),
		forms: make(map[uint64][]marks), formsByPath: make(map[string][]formMarks),
		minified: make(map[uint64][]form), mainSums: make(map[[sha256.Size]byte]bool),
	}
	packs = ix.number(packs)
	for range ix.library.Versions {
		ix.versionRuns = append(ix.versionRuns, versionRuns{make(map[uint32]bool), make(map[uint32]bool)})
	}
	for _, p := range packs {
		v, _ := slices.BinarySearchFunc(ix.library.Versions, p.version, version.CompareNPM)
		published, err := readPack(p.file)
		if err != nil {
			return nil, err
		}
		if published.manifest.License != "" {
			ix.library.Licenses[v] = published.manifest.License
		}
		if p.beside {
			if err := ix.addBeside(v, published); err != nil {
				return nil, err
			}
			continue
		}
		ix.library.Home = cmp.Or(published.manifest.Homepage, ix.library.Home)
		if err := ix.add(v, published); err != nil {
			return nil, err
		}
	}
	ix.keepInner()
	ix.tellApart()
	ix.seen, ix.forms, ix.formsByPath, ix.minified, ix.mainSums = nil, nil, nil, nil, nil
	return ix, nil
}

// number gives the library its versions, as many as a Ref has bits for, and
// returns the packages of these, those that stand beside the chosen ones last.
func (ix *index) number(packs []pack) []pack {
	whole, all := make(map[string]bool), make(map[string]bool)
	for _, p := range packs {
		if len(all) < 64 || all[p.version] {
			all[p.version] = true
			whole[p.version] = whole[p.version] || !p.beside
		}
	}
	packs = slices.DeleteFunc(slices.Clone(packs), func(p pack) bool { return !all[p.version] || p.beside && whole[p.version] })
	l := &ix.library
	l.Versions = slices.SortedFunc(maps.Keys(all), version.CompareNPM)
	for i, v := range l.Versions {
		if !whole[v] {
			l.Beside |= 1 << i
		}
	}
	l.Licenses = make([]string, len(l.Versions))
	l.Scripts, l.Sheets = make([]uint32, len(l.Versions)), make([]uint32, len(l.Versions))
	return inOrder(packs)
}

func (ix *index) add(v int, p published) error {
	mains := mainFiles(ix.library.Name, p)
	for _, f := range bounded(mains, p.files) {
		sum := sha256.Sum256(f.data)
		if ix.foreign[sum] {
			continue
		}
		main := mains[f.path] != other || ix.mainSums[sum]
		named := isNamed(ix.library.Name, f.path)
		put(ix.files, binary.BigEndian.Uint64(sum[:])>>(64-signatures.HashBits), v, main, named)
		if old, ok := ix.seen[sum]; ok && !main {
			// Most files are the same in many versions.
			if old.tokens != 0 {
				put(ix.tokens, old.tokens, v, main, named)
			}
			for _, h := range old.runs {
				put(ix.runs, h, v, main, false)
			}
			continue
		}
		text, d := digestOf(f)
		if d == nil {
			continue
		}
		reduced := content{}
		if d.Count >= minTokens {
			reduced.tokens = d.Tokens & (1<<signatures.HashBits - 1)
			put(ix.tokens, reduced.tokens, v, main, named)
		}
		reduced.runs = ix.addRuns(v, d, main, path.Ext(f.path) == ".css")
		ix.seen[sum] = reduced
		if main {
			s := source{f, sum, named, text, d, reduced.runs}
			ix.learn(v, s)
			if err := ix.addMain(v, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// addMain notes what a main file is known by as a whole and in chunks, and the
// same of what minifiers make of it.
func (ix *index) addMain(v int, s source) error {
	ix.addMarks(v, s.named, s.marks())
	forms, _, err := formsOf(ix.cache, s)
	if err != nil {
		return err
	}
	features := featuresOf(s.digest)
	for _, form := range forms {
		ix.addMarks(v, s.named, form.marks)
		ix.formsByPath[s.path] = append(ix.formsByPath[s.path], formMarks{v, form.minifier, form.marks, both(form.features, features)})
		ix.forms[s.digest.Tokens] = append(ix.forms[s.digest.Tokens], form.marks)
	}
	if len(forms) == 0 {
		ix.formsByPath[s.path] = append(ix.formsByPath[s.path], formMarks{version: v})
	}
	ix.minified[s.digest.Tokens] = forms
	ix.mainSums[s.sum] = true
	ix.noteRuns(v, s.runs, forms)
	return nil
}

// marks are the hashes of a main file's tokens, of its sequence, of the tokens within
// that, and of its chunks; 0 where there is too little for one.
type marks struct {
	tokens, sequence, inner uint64
	place                   signatures.Place
	chunks                  []uint64
}

// formMarks are the marks of what a minifier makes of a chosen version's file; without
// a minifier, the version has the file, and no form of it.
type formMarks struct {
	version  int
	minifier string
	marks    marks
	kept     []uint32 // of the features of the file
}

func marksOf(text []byte, d *digest.Digest) marks {
	var m marks
	if d.Count >= minTokens {
		m.tokens = d.Tokens & (1<<signatures.HashBits - 1)
	}
	if s := d.Sum(); s.Length > 0 {
		m.sequence, m.place = s.Hash&(1<<signatures.HashBits-1), signatures.Place{Anchor: s.Anchor, Length: s.Length}
		m.inner = d.Inner(text, 0, s.Length) & (1<<signatures.HashBits - 1)
	}
	for _, c := range d.Chunks() {
		m.chunks = append(m.chunks, c.Hash&(1<<signatures.ChunkBits-1))
	}
	return m
}

func (ix *index) addMarks(v int, named bool, m marks) {
	if m.tokens != 0 {
		put(ix.tokens, m.tokens, v, true, named)
	}
	if m.sequence != 0 {
		put(ix.sequences, m.sequence, v, true, named)
		ix.places[m.place] = true
		ix.addInner(v, named, m)
	}
	for _, c := range m.chunks {
		put(ix.chunks, c, v, true, false)
	}
}

// minTokens is the least number of tokens whose hash says something.
const minTokens = 24

// rank orders the files of a large package: main files, then distributions.
func rank(mains map[string]mainKind, f file) int {
	first, _, _ := strings.Cut(f.path, "/")
	switch {
	case mains[f.path] != other:
		return 0
	case first == "dist" || first == "build" || first == "umd" || first == "js" || first == "css" || first == "min" || first == "fonts" || first == "webfonts" || first == f.path:
		return 1
	case first == "lib" || first == "cjs" || first == "es" || first == "esm":
		return 2
	}
	return 3
}

func put[K comparable](m map[K]place, k K, v int, main, named bool) {
	p := m[k]
	p.versions |= 1 << v
	p.main = p.main || main
	p.named = p.named || named
	m[k] = p
}

func (ix *index) addRuns(v int, d *digest.Digest, main, css bool) []uint32 {
	runs := runsOf(d)
	for _, h := range runs {
		put(ix.runs, h, v, main, false)
	}
	if main && len(runs) > 0 {
		ix.mains = append(ix.mains, mainFile{v, css, runs})
	}
	return runs
}

// learn notes what stands around the version in a main file, and what stands
// likewise around something else.
func (ix *index) learn(v int, src source) {
	want := ix.library.Versions[v]
	for _, l := range src.digest.Literals {
		right := sameVersion(l.Value, want)
		for _, k := range l.Keys(src.digest) {
			s := ix.literals[k]
			if s == nil {
				if !right {
					continue
				}
				s = &score{}
				ix.literals[k] = s
			}
			s.count(right)
		}
	}
	for _, m := range src.digest.Mentions(src.text) {
		right := sameVersion(m.Value, want)
		s := ix.banners[m.Key]
		if s == nil {
			if !right {
				continue
			}
			s = &bannerScore{words: m.Words}
			ix.banners[m.Key] = s
		}
		s.count(right)
	}
	ix.misstate(v, src.stated())
}

// stated returns the versions that stand in a file.
func (s source) stated() []string {
	var out []string
	for _, l := range s.digest.Literals {
		out = append(out, l.Value)
	}
	for _, m := range s.digest.Mentions(s.text) {
		out = append(out, m.Value)
	}
	return out
}

// misstate notes which versions of the library a main file states, if its own is
// not among them. A number of two parts may be a license's.
func (ix *index) misstate(v int, stated []string) {
	for _, says := range stated {
		if sameVersion(says, ix.library.Versions[v]) {
			return
		}
	}
	for _, says := range stated {
		// One that npm never had may be its own all the same, if it is of the same line.
		other, ok := ix.library.Canonical(says)
		if (ok || signatures.MinorLine(says) == signatures.MinorLine(ix.library.Versions[v])) && strings.Count(says, ".") > 1 {
			ix.library.Misstated = append(ix.library.Misstated, signatures.Misstated{Version: v, Says: other})
		}
	}
}

func (s *score) count(right bool) {
	if right {
		s.right++
	} else {
		s.wrong++
	}
}

// sameVersion reports whether a literal is how a file writes a version:
// shortened, or in three.js's way.
func sameVersion(literal, v string) bool {
	if version.CompareNPM(literal, v) == 0 {
		return strings.Contains(literal, ".") || !strings.Contains(strings.TrimSuffix(strings.TrimSuffix(v, ".0"), ".0"), ".")
	}
	return len(literal) > 1 && signatures.Shortens(literal, v)
}
