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
	"sync"

	"golang.org/x/sync/errgroup"
)

// minifiers are those whose output minify.mjs keeps of main scripts.
var minifiers = []string{"terser", "esbuild"}

// maxForm bounds the scripts that are minified.
const maxForm = 1 << 20

// export writes the main scripts of all packages, each once, to the cache's
// folder forms, and forms/list.txt, which says in which order minify.mjs goes
// through them: first what people copy of the libraries of which most versions
// are kept.
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
	var e exporter
	var group errgroup.Group
	group.SetLimit(2)
	for _, name := range names {
		some := whole(packages[name])
		for _, p := range some {
			group.Go(func() error { return e.pack(name, p, len(some), cache) })
		}
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(cache, "forms", "list.txt"), []byte(e.list()), 0o644)
}

type exporter struct {
	mu      sync.Mutex
	scripts []script
}

// script is a main script: how many versions of its library are kept, whether
// people copy it, its size and its name in the cache.
type script struct {
	versions, rank, size int
	name                 string
}

func (e *exporter) pack(library string, p pack, versions int, cache string) error {
	published, err := readPack(p.file)
	if err != nil {
		return err
	}
	mains := mainFiles(library, published)
	for _, f := range published.files {
		if ext := path.Ext(f.path); mains[f.path] == other || ext != ".js" && ext != ".mjs" && ext != ".cjs" || len(f.data) > maxForm {
			continue
		}
		name := formFile(cache, sha256.Sum256(f.data), "in")
		if err := os.WriteFile(name, f.data, 0o644); err != nil {
			return err
		}
		e.mu.Lock()
		e.scripts = append(e.scripts, script{versions, copied(f.path), len(f.data), filepath.Base(name)})
		e.mu.Unlock()
	}
	return nil
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

func (e *exporter) list() string {
	slices.SortFunc(e.scripts, func(a, b script) int {
		return cmp.Or(cmp.Compare(a.rank/2, b.rank/2), cmp.Compare(min(b.versions, 20), min(a.versions, 20)), cmp.Compare(a.rank, b.rank), cmp.Compare(a.size, b.size), strings.Compare(a.name, b.name))
	})
	var b strings.Builder
	seen := make(map[string]bool)
	for _, s := range e.scripts {
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

// forms returns what the minifiers make of a script; without what they did
// not understand, or what is the script itself.
func forms(cache string, sum [sha256.Size]byte, data []byte) ([][]byte, error) {
	var out [][]byte
	for _, kind := range minifiers {
		form, err := os.ReadFile(formFile(cache, sum, kind))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, err
		case len(form) > 0 && !bytes.Equal(form, data):
			out = append(out, form)
		}
	}
	return out, nil
}
