package main

import (
	"bufio"
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/version"
)

// pack is one package of the cache; beside says that it is there to tell what it
// shares with the others of its library, and by its main files.
type pack struct {
	name, version, file string
	beside              bool
}

// inOrder returns packages by version, those beside the chosen ones last.
func inOrder(packs []pack) []pack {
	last := func(p pack) int {
		if p.beside {
			return 1
		}
		return 0
	}
	return slices.SortedFunc(slices.Values(packs), func(a, b pack) int {
		return cmp.Or(last(a)-last(b), version.CompareNPM(a.version, b.version), strings.Compare(a.name, b.name))
	})
}

// readLines returns the lines of a file that are neither empty nor comments.
func readLines(file string) ([]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var lines []string
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, 1<<22)
	for scanner.Scan() {
		if line := strings.TrimRight(scanner.Text(), " \t\r"); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines, scanner.Err()
}

// readList returns the names of the libraries, sorted.
func readList(file string) ([]string, error) {
	lines, err := readLines(file)
	var names []string
	for _, line := range lines {
		names = append(names, strings.Fields(line)[0])
	}
	slices.Sort(names)
	return slices.Compact(names), err
}

// readChoice reads what fetch.mjs wrote: the packages, those beside them after
// the others, and all versions that were published, by library.
func readChoice(cache string) (map[string][]pack, map[string][]string, error) {
	packages := make(map[string][]pack)
	for _, list := range []string{"packages.txt", "beside.txt"} {
		lines, err := readLines(filepath.Join(cache, list))
		if err != nil {
			return nil, nil, err
		}
		for _, line := range lines {
			f := strings.Split(line, "\t")
			flat := strings.ReplaceAll(strings.TrimPrefix(f[1], "@"), "/", "-")
			packages[f[0]] = append(packages[f[0]], pack{f[1], f[2], filepath.Join(cache, "tarballs", flat+"-"+f[2]+".tgz"), list == "beside.txt"})
		}
	}
	lines, err := readLines(filepath.Join(cache, "published.txt"))
	if err != nil {
		return nil, nil, err
	}
	published := make(map[string][]string)
	for _, line := range lines {
		f := strings.Split(line, "\t")
		published[f[0]] = append(published[f[0]], strings.Fields(f[1])...)
	}
	for name, list := range published {
		slices.SortFunc(list, version.CompareNPM)
		published[name] = slices.CompactFunc(list, func(a, b string) bool { return version.CompareNPM(a, b) == 0 })
	}
	return packages, published, nil
}
