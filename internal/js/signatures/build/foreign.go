package main

import (
	"crypto/sha256"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

// Packages hold copies of other libraries, for their tests and pages or because
// they need them: alasql brought jQuery 2.1.1, of which its own versions lacked.
// Such a file is not the package's, or whoever has it would be told that he has
// alasql.

const (
	minJudged = 12   // runs of a file whose contents can be judged
	minOthers = 0.6  // of a file that is another's main one
	minCopied = 0.4  // of a main file that a copy has
	minNamed  = 0.25 // of a file that is named for another, and
	minShared = 4    // so many runs
	nobody    = -1   // owns the copies of libraries that are not on the list
)

// translated are the folders of translations: much the same in every library.
var translated = regexp.MustCompile(`(?:^|/)(?:locales?|i18n|langs?|l10n|languages?|translations?|messages|localization|nls)(?:/|$)`)

// numbered is the version at the end of a copy's name: jquery-1.7.1, d3.v3.
var numbered = regexp.MustCompile(`[-._]v?\d+(?:\.\d+)*(?:-?(?:alpha|beta|rc)[\d.]*)?(?:\.custom)?$`)

// foreigners decides, of each library, which files are not its own.
type foreigners struct {
	surveys []*survey
	byName  map[string]int // by plain name, the packages' too
	// strong are the runs of chosen main files: hash<<16 | library, sorted.
	strong []uint64
	all    []map[uint32]bool // by library, made when needed
	twins  map[[2]int]bool   // libraries that are much the same
}

// foreign returns the hashes of the files of each library that are others'.
func foreign(surveys []*survey) []map[[sha256.Size]byte]bool {
	f := &foreigners{surveys: surveys, byName: make(map[string]int), all: make([]map[uint32]bool, len(surveys))}
	for i, s := range surveys {
		for _, name := range s.names {
			f.byName[signatures.Plain(name)] = i
		}
		var own []uint32
		for _, file := range s.files {
			if file.main == chosen {
				own = append(own, s.runs[file.sum]...)
			}
		}
		slices.Sort(own)
		for _, h := range slices.Compact(own) {
			f.strong = append(f.strong, uint64(h)<<16|uint64(i))
		}
	}
	slices.Sort(f.strong)
	f.findTwins()
	out := make([]map[[sha256.Size]byte]bool, len(surveys))
	copied := make([]int, len(surveys)) // in how many libraries there are copies
	for i := range surveys {
		var owners map[int]bool
		out[i], owners = f.judge(i)
		for o := range owners {
			copied[o]++
		}
	}
	f.fonts(copied, out)
	return out
}

// findTwins finds the libraries of which either has half of the other: forks,
// and packages of one library under two names. Neither owns the other's files.
func (f *foreigners) findTwins() {
	f.twins = make(map[[2]int]bool)
	sizes := make([]int, len(f.surveys))
	common := make(map[[2]int]int)
	for group := range groups(f.strong) {
		for _, a := range group {
			sizes[a&0xffff]++
			for _, b := range group {
				if a != b && len(group) < commonTo {
					common[[2]int{int(a & 0xffff), int(b & 0xffff)}]++
				}
			}
		}
	}
	for pair, n := range common {
		if 2*n >= sizes[pair[0]] && 2*n >= sizes[pair[1]] {
			f.twins[pair] = true
		}
	}
}

// judge returns the files that are not a library's, and whose they are.
func (f *foreigners) judge(library int) (map[[sha256.Size]byte]bool, map[int]bool) {
	s := f.surveys[library]
	own := make(map[string]bool) // the paths of main files, of any version
	for _, file := range s.files {
		own[file.path] = own[file.path] || file.main == chosen
	}
	verdicts := make(map[[sha256.Size]byte]int)
	for _, file := range s.files {
		if _, ok := verdicts[file.sum]; ok || own[file.path] {
			continue
		}
		if owner, ok := f.owner(library, file); ok {
			verdicts[file.sum] = owner
		}
	}
	out, owners := withoutThemes(verdicts, len(s.runs))
	f.company(s, out)
	for _, file := range s.files {
		if own[file.path] {
			delete(out, file.sum)
		}
	}
	return out, owners
}

// owner returns the library that a file is of, if it is not the one at hand.
func (f *foreigners) owner(library int, file surveyed) (owner int, ok bool) {
	s := f.surveys[library]
	runs := s.runs[file.sum]
	if owner, ok := f.named(library, file.path, runs); ok {
		return owner, true
	}
	if companion.MatchString(path.Base(file.path)) && len(runs) >= minJudged && !f.isOwn(s, numbered.ReplaceAllString(stem(file.path), "")) {
		return nobody, true
	}
	if file.main == other && !translated.MatchString(file.path) && !f.isOwn(s, stem(file.path)) {
		return f.content(library, runs)
	}
	return 0, false
}

// withoutThemes drops the verdicts of a library of whose files nearly all are one
// owner's: a theme is no mere holder of copies. It returns who owns the others.
func withoutThemes(verdicts map[[sha256.Size]byte]int, files int) (out map[[sha256.Size]byte]bool, owners map[int]bool) {
	claims := make(map[int]int)
	for _, o := range verdicts {
		claims[o]++
	}
	out, owners = make(map[[sha256.Size]byte]bool), make(map[int]bool)
	for sum, o := range verdicts {
		if 4*claims[o] < 3*files {
			out[sum] = true
			if o != nobody {
				owners[o] = true
			}
		}
	}
	return out, owners
}

// company makes those foreign that stand among foreigners: the files of a folder
// of which two thirds are, or a quarter where it is named for another library, and
// jQuery's plugins in a folder where there is one.
func (f *foreigners) company(s *survey, out map[[sha256.Size]byte]bool) {
	type count struct {
		foreign, all int
		chosen       bool
	}
	folders := make(map[string]*count)
	for _, file := range s.files {
		for dir := path.Dir(file.path); dir != "."; dir = path.Dir(dir) {
			c := folders[file.version+"/"+dir]
			if c == nil {
				c = &count{}
				folders[file.version+"/"+dir] = c
			}
			c.all++
			c.chosen = c.chosen || file.main == chosen
			if out[file.sum] {
				c.foreign++
			}
		}
	}
	var more [][sha256.Size]byte
	for _, file := range s.files {
		plugin := strings.HasPrefix(path.Base(file.path), "jquery.") && !f.isOwn(s, stem(file.path))
		for dir, nearest := path.Dir(file.path), true; dir != "."; dir, nearest = path.Dir(dir), false {
			c := folders[file.version+"/"+dir]
			if c.chosen || c.foreign == 0 {
				continue
			}
			_, taken := f.byName[signatures.Plain(numbered.ReplaceAllString(path.Base(dir), ""))]
			if c.foreign > 1 && 3*c.foreign >= 2*c.all || taken && 4*c.foreign >= c.all && !f.isOwn(s, path.Base(dir)) || plugin && nearest {
				more = append(more, file.sum)
			}
		}
	}
	for _, sum := range more {
		out[sum] = true
	}
}

// content returns the library whose main file a file is a copy of, if the
// library at hand has not as much of it in its own ones.
func (f *foreigners) content(library int, runs []uint32) (owner int, ok bool) {
	if len(runs) < minJudged {
		return 0, false
	}
	counts := make(map[int]int)
	judged := 0
	for _, h := range runs {
		group := f.holders(h)
		if len(group) >= commonTo {
			continue
		}
		judged++
		for _, o := range group {
			counts[int(o&0xffff)]++
		}
	}
	best := -1
	for id, n := range counts {
		if id != library && !f.twins[[2]int{library, id}] && (best < 0 || n > counts[best] || n == counts[best] && id < best) {
			best = id
		}
	}
	if best < 0 || judged < minJudged || float64(counts[best]) < minOthers*float64(judged) {
		return 0, false
	}
	return best, 5*counts[library] < 4*counts[best] && f.copies(best, runs)
}

// copies reports whether runs are much of one of a library's main files.
func (f *foreigners) copies(library int, runs []uint32) bool {
	s := f.surveys[library]
	seen := make(map[[sha256.Size]byte]bool)
	for _, file := range s.files {
		if file.main != chosen || seen[file.sum] {
			continue
		}
		seen[file.sum] = true
		main := s.runs[file.sum]
		if len(main) >= minJudged && float64(intersection(main, runs)) >= minCopied*float64(len(main)) {
			return true
		}
	}
	return false
}

func intersection(a, b []uint32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// holders returns the libraries that have a run in a main file.
func (f *foreigners) holders(h uint32) []uint64 {
	i, _ := slices.BinarySearch(f.strong, uint64(h)<<16)
	j := i
	for j < len(f.strong) && uint32(f.strong[j]>>16) == h {
		j++
	}
	return f.strong[i:j]
}

// named returns the library that a file, or a folder that it lies in, is named
// for, if the file has some of its code: an adapter to jQuery may be called
// jquery.js.
func (f *foreigners) named(library int, file string, runs []uint32) (owner int, ok bool) {
	s := f.surveys[library]
	for _, word := range append(strings.Split(path.Dir(file), "/"), stem(file)) {
		word = numbered.ReplaceAllString(word, "")
		id, ok := f.byName[signatures.Plain(word)]
		if ok && id != library && !f.isOwn(s, word) && !f.twins[[2]int{library, id}] && f.shares(id, runs) {
			return id, true
		}
	}
	return 0, false
}

// isOwn reports whether a word begins as one of the library's names, or holds
// it, and is no other library's: "jquery.ztree.core" is ztree_v3's, and
// "bootstrap" not bootstrap-slider's.
func (f *foreigners) isOwn(s *survey, word string) bool {
	plain := signatures.Plain(word)
	_, taken := f.byName[plain]
	return slices.ContainsFunc(s.names, func(name string) bool {
		own := signatures.Plain(name)
		n := 0
		for n < len(plain) && n < len(own) && plain[n] == own[n] {
			n++
		}
		return strings.Contains(plain, own) || n >= 4 && n >= len(own)-3 || !taken && len(plain) >= 5 && strings.Contains(own, plain)
	})
}

// shares reports whether a part of the runs is a library's, of any of its files.
func (f *foreigners) shares(library int, runs []uint32) bool {
	if f.all[library] == nil {
		f.all[library] = make(map[uint32]bool)
		for _, list := range f.surveys[library].runs {
			for _, h := range list {
				f.all[library][h] = true
			}
		}
	}
	n := 0
	for _, h := range runs {
		if f.all[library][h] {
			n++
		}
	}
	return n >= minShared && float64(n) >= minNamed*float64(len(runs))
}

// fonts makes the fonts foreign that have the name of a font that a library
// publishes of which others hold more copies: Bootstrap's, Font Awesome's.
func (f *foreigners) fonts(copied []int, out []map[[sha256.Size]byte]bool) {
	owners := make(map[string]int)
	each := func(visit func(library int, file surveyed, base string)) {
		for i, s := range f.surveys {
			for _, file := range s.files {
				if _, ok := s.runs[file.sum]; !ok && !out[i][file.sum] {
					visit(i, file, path.Base(file.path))
				}
			}
		}
	}
	named := func(library int, base string) bool { return f.isOwn(f.surveys[library], stem(base)) }
	each(func(library int, _ surveyed, base string) {
		if o, ok := owners[base]; !ok || named(library, base) || copied[library] > copied[o] && !named(o, base) {
			owners[base] = library
		}
	})
	each(func(library int, file surveyed, base string) {
		if o := owners[base]; o != library && (copied[o] > 2*copied[library] || named(o, base)) {
			out[library][file.sum] = true
		}
	})
}
