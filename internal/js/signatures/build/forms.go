package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/js/digest"
)

// minifiers are those whose output minify.mjs keeps of main scripts.
var minifiers = []string{"terser", "esbuild"}

// maxForm bounds the scripts that are minified.
const maxForm = 1 << 20

// export writes the main scripts of all packages, each once, to the cache's
// folder forms, and forms/list.txt, which says in which order minify.mjs goes
// through them: first what people copy of the libraries of which most versions
// are kept, and is not long.
func export(list, cache string) error {
	names, err := readList(list)
	if err != nil {
		return err
	}
	packages, _, err := readChoice(cache)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(cache, "forms"), 0o755); err != nil {
		return err
	}
	scripts := make([][]script, len(names))
	err = each(names, func(i int, name string) (err error) {
		scripts[i], err = exportLibrary(name, packages[name], cache)
		return err
	})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(cache, "forms", "list.txt"), []byte(order(slices.Concat(scripts...))), 0o644)
}

// script is a main script: how many versions of its library are kept, whether
// people copy it, its size and its name in the cache.
type script struct {
	versions, rank, size int
	name                 string
}

// exportLibrary writes the main scripts of a library's packages, without those beside
// the chosen ones whose tokens a chosen one has: minifiers hardly make anything else
// of them.
func exportLibrary(library string, packs []pack, cache string) ([]script, error) {
	versions := len(whole(packs))
	known := make(map[uint64]bool) // tokens of the chosen packages' scripts
	var scripts []script
	for _, p := range inOrder(packs) {
		published, err := readPack(p.file)
		if err != nil {
			return nil, err
		}
		mains := mainFiles(library, published)
		for _, f := range published.files {
			if ext := path.Ext(f.path); mains[f.path] == other || ext != ".js" && ext != ".mjs" && ext != ".cjs" || len(f.data) > maxForm {
				continue
			}
			_, d := digestOf(f)
			if p.beside && known[d.Tokens] {
				continue
			}
			known[d.Tokens] = known[d.Tokens] || !p.beside
			name := formFile(cache, sha256.Sum256(f.data), "in")
			if err := os.WriteFile(name, f.data, 0o644); err != nil {
				return nil, err
			}
			scripts = append(scripts, script{versions, copied(f.path), len(f.data), filepath.Base(name)})
		}
	}
	return scripts, nil
}

// copied ranks a script by how likely people copy it: minified ones of a
// distribution first, sources of modules last.
func copied(name string) int {
	rank := 0
	if first, _, inside := strings.Cut(name, "/"); inside && !isDistributed(name) && first != "js" {
		rank = 2
	}
	if !strings.Contains(path.Base(name), "min") && !strings.Contains(path.Base(name), "prod") {
		rank++
	}
	return rank
}

// longScript is the size, in bytes, of scripts that are left for the end: they take
// most of the time, and need their minified forms least, being long enough to tell
// versions apart by what is left of them.
const longScript = 150 << 10

// order lists the scripts, each once.
func order(scripts []script) string {
	slices.SortFunc(scripts, func(a, b script) int {
		return cmp.Or(cmp.Compare(min(1, a.size/longScript), min(1, b.size/longScript)), cmp.Compare(a.rank/2, b.rank/2), cmp.Compare(min(b.versions, 20), min(a.versions, 20)), cmp.Compare(a.rank, b.rank), cmp.Compare(a.size, b.size), strings.Compare(a.name, b.name))
	})
	var b strings.Builder
	seen := make(map[string]bool)
	for _, s := range scripts {
		if !seen[s.name] {
			b.WriteString(s.name + "\n")
		}
		seen[s.name] = true
	}
	return b.String()
}

func formFile(cache string, sum [sha256.Size]byte, kind string) string {
	return filepath.Join(cache, "forms", hex.EncodeToString(sum[:12])+"."+kind+".js")
}

// form is what a main file is known by once a minifier made it anew.
type form struct {
	minifier string
	marks    marks
	runs     []uint32 // sorted
	features []uint32 // of its sequence, sorted
}

// formsOf returns what the minifiers make of a script, without what is the script
// itself, and which of them did not try, did not understand it or gave up: how long a
// script takes depends on the machine.
func formsOf(cache string, s source) (out []form, untried []string, err error) {
	for _, kind := range minifiers {
		made, err := os.ReadFile(formFile(cache, s.sum, kind))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			untried = append(untried, kind)
		case err != nil:
			return nil, nil, err
		case len(made) == 0:
			untried = append(untried, kind)
		case !bytes.Equal(made, s.data):
			text, d := digest.Script(made)
			out = append(out, form{kind, marksOf(text, d), runsOf(d), featuresOf(d)})
		}
	}
	return out, untried, nil
}

// featuresOf returns the hashes of a script's sequence, sorted, each once.
func featuresOf(d *digest.Digest) []uint32 {
	out := make([]uint32, len(d.Sequence))
	for i, f := range d.Sequence {
		out[i] = f.Hash
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// both returns what two sorted lists have in common.
func both(a, b []uint32) []uint32 {
	var out []uint32
	for _, h := range a {
		if _, ok := slices.BinarySearch(b, h); ok {
			out = append(out, h)
		}
	}
	return out
}
