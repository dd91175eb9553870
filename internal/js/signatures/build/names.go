package main

import (
	"path"
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
	largest := ""
	size := 0
	for _, f := range p.files {
		ext := path.Ext(f.path)
		if ext != ".js" && ext != ".css" && ext != ".mjs" {
			continue
		}
		if stems[stem(f.path)] || isNamed(library, f.path) {
			mains[f.path] = true
		}
		if first, _, ok := strings.Cut(f.path, "/"); len(f.data) > size && (!ok || first == "dist" || first == "build") {
			largest, size = f.path, len(f.data)
		}
	}
	if len(mains) == 0 && largest != "" {
		mains[largest] = true
	}
	return mains
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
