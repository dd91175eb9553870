package main

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

// mainFiles returns the paths of a package's main files: what its manifest
// names, what has the library's name, and their minified and full forms.
func mainFiles(library string, p published) map[string]bool {
	mains := make(map[string]bool)
	stems := make(map[string]bool)
	named := func(name string) {
		name = strings.TrimPrefix(path.Clean("/"+name), "/")
		for _, try := range []string{name, name + ".js", name + "/index.js"} {
			for _, f := range p.files {
				if f.path == try {
					mains[try] = true
					if stem(try) != "index" {
						stems[stem(try)] = true
					}
				}
			}
		}
	}
	for _, name := range []string{p.manifest.Main, p.manifest.Module, p.manifest.Unpkg, p.manifest.Style} {
		if name != "" {
			named(name)
		}
	}
	for _, f := range p.files {
		if isCode(f.path) && (stems[stem(f.path)] || isNamed(library, f.path)) {
			mains[f.path] = true
		}
	}
	if !slices.ContainsFunc(slices.Collect(maps.Keys(mains)), isDistributed) {
		addDistribution(mains, p.files)
	}
	return mains
}

func isCode(name string) bool {
	ext := path.Ext(name)
	return ext == ".js" || ext == ".css" || ext == ".mjs"
}

// isDistributed reports whether a file lies where packages keep what is ready
// to be copied.
func isDistributed(name string) bool {
	first, _, inside := strings.Cut(name, "/")
	switch first {
	case "dist", "build", "umd", "min", "bundles":
		return true
	}
	return !inside && strings.Contains(name, ".min.")
}

// addDistribution adds the large files of a package's distribution: its main
// file is for Node, and what people copy has another name.
func addDistribution(mains map[string]bool, files []file) {
	largest := 0
	for _, f := range files {
		if isDistributed(f.path) && isCode(f.path) {
			largest = max(largest, len(f.data))
		}
	}
	n := 0
	for _, f := range files {
		if isDistributed(f.path) && isCode(f.path) && len(f.data) >= largest/5 && n < 12 {
			mains[f.path] = true
			n++
		}
	}
	if len(mains) == 0 {
		addLargest(mains, files)
	}
}

func addLargest(mains map[string]bool, files []file) {
	largest, size := "", 0
	for _, f := range files {
		if isCode(f.path) && !strings.Contains(f.path, "/") && len(f.data) > size {
			largest, size = f.path, len(f.data)
		}
	}
	if largest != "" {
		mains[largest] = true
	}
}

// stem returns a file's name without what tells its forms apart.
func stem(name string) string {
	s := strings.ToLower(path.Base(name))
	s = strings.TrimSuffix(s, path.Ext(s))
	for _, suffix := range []string{".min", "-min", ".pack", ".umd", ".slim", ".global", ".prod", ".production", ".development", ".full", ".all", ".bundle", ".pkgd", ".es", ".esm"} {
		s = strings.TrimSuffix(s, suffix)
	}
	return s
}

// isNamed reports whether a file has the library's name.
func isNamed(library, name string) bool {
	return signatures.Plain(stem(name)) == signatures.Plain(library)
}
