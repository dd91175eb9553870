package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"golang.org/x/sync/errgroup"
)

// minifiers are those whose output minify.mjs keeps of every main script.
var minifiers = []string{"esbuild", "terser"}

// maxForm bounds the scripts that are minified.
const maxForm = 1 << 20

// export writes the main scripts of all packages, each once, to the cache's
// folder forms, for minify.mjs to read.
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
	var group errgroup.Group
	group.SetLimit(2)
	for _, name := range names {
		for _, p := range packages[name] {
			group.Go(func() error { return exportPack(name, p, cache) })
		}
	}
	return group.Wait()
}

func exportPack(library string, p pack, cache string) error {
	published, err := readPack(p.file)
	if err != nil {
		return err
	}
	mains := mainFiles(library, published)
	for _, f := range published.files {
		if ext := path.Ext(f.path); !mains[f.path] || ext != ".js" && ext != ".mjs" && ext != ".cjs" || len(f.data) > maxForm {
			continue
		}
		if err := os.WriteFile(formFile(cache, sha256.Sum256(f.data), "in"), f.data, 0o644); err != nil {
			return err
		}
	}
	return nil
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
