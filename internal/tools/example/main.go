// Command example writes the little Maven repository that the example project
// in testdata/example is resolved from:
//
//	go run ./internal/tools/example [-o testdata/example-repository]
//
// Everything in it is made up by table.go. The same table gives the same
// bytes on every machine and with every version of Go: archives hold stored
// entries with one fixed time.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	out := flag.String("o", filepath.FromSlash("testdata/example-repository"), "folder to write; it is emptied first")
	flag.Parse()
	if err := write(*out); err != nil {
		fmt.Fprintln(os.Stderr, "example:", err)
		os.Exit(1)
	}
}

// write replaces the repository in dir.
func write(dir string) error {
	files, err := repository(artifacts())
	if err != nil {
		return err
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// repository returns the files of a Maven repository that holds the given
// artifacts, sorted by path.
func repository(list []artifact) ([]file, error) {
	var files []file
	for _, a := range list {
		pom, err := a.pom()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.gav, err)
		}
		files = append(files, withChecksum(a.path("pom"), pom)...)
		if a.packaging == "pom" {
			continue // no archive belongs to it
		}
		jar, err := a.jar()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.gav, err)
		}
		files = append(files, withChecksum(a.path("jar"), jar)...)
	}
	slices.SortFunc(files, func(x, y file) int { return strings.Compare(x.path, y.path) })
	return files, nil
}
