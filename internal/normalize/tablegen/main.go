// Tablegen writes data/phrases.tsv and data/links.tsv from the SPDX list, from
// ScanCode's license data and from the reviewed tables data/aliases.tsv and
// data/urls.tsv; run it at the root of the module, after listgen, with the
// folder that listgen unpacked:
//
//	go run ./internal/normalize/tablegen [FOLDER]
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

const dataDir = "internal/normalize/data"

func main() {
	work := filepath.Join(os.TempDir(), "licaudit-listgen")
	if len(os.Args) > 1 {
		work = os.Args[1]
	}
	if err := run(filepath.Join(work, "scan", "licensedcode", "data", "licenses")); err != nil {
		fmt.Fprintln(os.Stderr, "tablegen:", err)
		os.Exit(1)
	}
}

func run(scanDir string) error {
	scanned, err := loadScan(scanDir)
	if err != nil {
		return err
	}
	phrases, err := phraseTable(scanned)
	if err != nil {
		return err
	}
	links, err := linkTable(scanned)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dataDir, "phrases.tsv"), phrases, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dataDir, "links.tsv"), links, 0o644)
}
