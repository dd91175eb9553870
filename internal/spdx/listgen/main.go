// Listgen writes the tables under internal/spdx/data from the sources of the
// field; run it at the root of the module:
//
//	go run ./internal/spdx/listgen
//
// It needs go, npm and pip on the path, which fetch the pinned packages into a
// folder of their own. The reviewed tables beside this file add what the
// sources lack or have otherwise.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// The sources, pinned.
const (
	listModule  = "github.com/github/go-spdx/v2"  // carries licenses.json and exceptions.json of the SPDX list as published
	textPackage = "spdx-license-list@6.12.0"      // CC0-1.0: texts of list 3.28.0
	scanPackage = "scancode-toolkit-mini==32.5.0" // license data CC-BY-4.0: categories, exception texts
	ratePackage = "@blueoak/list@15.0.0"          // CC0-1.0: ratings of permissive licenses
	dataDir     = "internal/spdx/data"
	reviewedDir = "internal/spdx/listgen"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "listgen:", err)
		os.Exit(1)
	}
}

func run() error {
	work := filepath.Join(os.TempDir(), "licaudit-listgen")
	if len(os.Args) > 1 {
		work = os.Args[1]
	}
	src, err := load(work)
	if err != nil {
		return err
	}
	licenses, err := src.licenseTable()
	if err != nil {
		return err
	}
	exceptions, err := src.exceptionTable()
	if err != nil {
		return err
	}
	texts, err := src.textTable()
	if err != nil {
		return err
	}
	for name, data := range map[string][]byte{"licenses.tsv": licenses, "exceptions.tsv": exceptions, "texts.zst": texts} {
		if err := os.WriteFile(filepath.Join(dataDir, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
