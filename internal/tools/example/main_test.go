package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestCommitted says that testdata/example-repository is what the table
// makes, no file more and no byte different.
func TestCommitted(t *testing.T) {
	want, err := repository(artifacts())
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join("..", "..", "..", "testdata", "example-repository")
	known := map[string]bool{}
	for _, f := range want {
		known[f.path] = true
		got, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f.path)))
		if err != nil || !bytes.Equal(got, f.data) {
			t.Errorf("%s differs from the table (%v): run make example", f.path, err)
		}
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if !known[filepath.ToSlash(rel)] {
			t.Errorf("%s is in the folder but not in the table: run make example", rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
