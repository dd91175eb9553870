package main

import (
	"cmp"
	"crypto/sha256"
	"path"
	"slices"

	"github.com/licaudit/licaudit/internal/js/digest"
)

// survey is what a library's packages hold, before it is known which of the
// files are the library's own: of those beside the chosen ones, the main files.
type survey struct {
	names []string // the library's, and those of its packages
	files []surveyed
	runs  map[[sha256.Size]byte][]uint32 // of scripts and style sheets, sorted
}

// surveyed is a file of one version.
type surveyed struct {
	path    string
	version string
	sum     [sha256.Size]byte
	main    mainKind
}

func surveyLibrary(name string, packs []pack) (*survey, error) {
	s := &survey{names: []string{name}, runs: make(map[[sha256.Size]byte][]uint32)}
	for _, p := range packs {
		if !slices.Contains(s.names, p.name) {
			s.names = append(s.names, p.name)
		}
		published, err := readPack(p.file)
		if err != nil {
			return nil, err
		}
		mains := mainFiles(name, published)
		for _, f := range bounded(mains, published.files) {
			if p.beside && mains[f.path] == other {
				continue
			}
			sum := sha256.Sum256(f.data)
			s.files = append(s.files, surveyed{f.path, p.version, sum, mains[f.path]})
			if _, ok := s.runs[sum]; ok {
				continue
			}
			if _, d := digestOf(f); d != nil {
				s.runs[sum] = runsOf(d)
			}
		}
	}
	return s, nil
}

// bounded returns the files of a package, of a large one the first ones by rank.
func bounded(mains map[string]mainKind, files []file) []file {
	if len(files) <= maxFiles {
		return files
	}
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(a, b file) int { return cmp.Compare(rank(mains, a), rank(mains, b)) })
	return files[:maxFiles]
}

// digestOf returns what is read of a file, and the digest of that; nil for fonts.
func digestOf(f file) (text []byte, d *digest.Digest) {
	switch path.Ext(f.path) {
	case ".js", ".mjs", ".cjs":
		return digest.Script(f.data)
	case ".css":
		return f.data, digest.CSS(f.data)
	}
	return nil, nil
}

// runsOf returns the hashes of a file's runs, sorted, each once.
func runsOf(d *digest.Digest) []uint32 {
	var runs []uint32
	d.Shingles(func(h uint32, _ int) { runs = append(runs, h) })
	slices.Sort(runs)
	return slices.Clip(slices.Compact(runs))
}
