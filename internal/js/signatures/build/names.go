package main

import (
	"path"
	"regexp"
	"strings"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

// mainKind says how a file came to be a main one.
type mainKind int

const (
	other  mainKind = iota
	large           // it is a large file of a distribution
	chosen          // the manifest or its name says so
)

// mainFiles returns the paths of a package's main files: what its manifest
// names, what has the library's name or the package's own, and their minified and
// full forms.
func mainFiles(library string, p published) map[string]mainKind {
	mains := make(map[string]mainKind)
	stems := make(map[string]bool)
	named := func(name string) {
		name = strings.TrimPrefix(path.Clean("/"+name), "/")
		for _, try := range []string{name, name + ".js", name + "/index.js"} {
			for _, f := range p.files {
				if f.path == try {
					mains[try] = chosen
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
		if isCode(f.path) && (stems[stem(f.path)] || isNamed(library, f.path) || p.manifest.Name != "" && isNamed(p.manifest.Name, f.path)) {
			mains[f.path] = chosen
		}
	}
	addDistribution(mains, p.files)
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

// addDistribution adds the large files of a package's distribution where what
// the manifest names is none, or only loads them: it is for Node, and what people
// copy, or what a bundler takes, has another name.
func addDistribution(mains map[string]mainKind, files []file) {
	named, distributed, all := 0, 0, 0
	inside := false
	for _, f := range files {
		if !isCode(f.path) {
			continue
		}
		all = max(all, len(f.data))
		if mains[f.path] != other {
			named, inside = max(named, len(f.data)), inside || isDistributed(f.path)
		}
		if isDistributed(f.path) {
			distributed = max(distributed, len(f.data))
		}
	}
	switch {
	case distributed > 0 && !inside:
		addLarge(mains, files, distributed/5, isDistributed)
	case distributed == 0 && named < all/5:
		addLarge(mains, files, all/5, isModule)
	}
}

// isModule reports whether a file lies where packages keep modules that their
// main file loads.
func isModule(name string) bool {
	first, _, inside := strings.Cut(name, "/")
	return inside && (first == "cjs" || first == "esm" || first == "es")
}

// companion is the name of what packages put beside their own, for old browsers,
// for their tests and for their pages.
var companion = regexp.MustCompile(`(?i)^(?:prettify|qunit|jasmine|mocha|chai|sinon|json2|zeroclipboard|swfobject|excanvas|html5shiv|respond|es5-shim|modernizr|prototype|mootools|dojo)(?:[-.]v?\d[\d.]*)?(?:[.-]min)?\.(?:js|css)$`)

// beside is the name of a library that others put beside their own in a
// distribution.
var beside = regexp.MustCompile(`(?i)^(?:jquery|jquery-ui|zepto|bootstrap|underscore|lodash|angular|react|vue|require|modernizr|moment)(?:[-.]v?\d[\d.]*)?(?:\.slim|\.bundle)?(?:[.-]min)?\.(?:js|css)$`)

// addLarge adds the files of at least size bytes, as far as they are few.
func addLarge(mains map[string]mainKind, files []file, size int, wanted func(string) bool) {
	n := 0
	for _, f := range files {
		if isCode(f.path) && wanted(f.path) && !beside.MatchString(path.Base(f.path)) && !companion.MatchString(path.Base(f.path)) && len(f.data) >= size && n < 12 {
			mains[f.path] = max(mains[f.path], large)
			n++
		}
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
