package main

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path"
	"slices"
	"strings"
)

// published is one package as it was published.
type published struct {
	manifest manifest
	files    []file // sorted by path
}

type file struct {
	path string
	data []byte
}

// manifest is what is read of a package.json. Old ones have every shape.
type manifest struct {
	Name, Main, Module, Unpkg, Style, Homepage string
	License                                    string
}

const (
	maxFile  = 12 << 20
	maxFiles = 500
)

// skipped are folders whose files are not the library's own, or are not what
// people copy.
var skipped = []string{
	"node_modules", "bower_components", "jspm_packages", "test", "tests", "spec", "specs", "__tests__", "docs", "doc", "demo", "demos",
	"example", "examples", "sample", "samples", "benchmark", "benchmarks", "external", "vendor", "vendors", "third_party", "third-party",
	"plugins-dev", "site", "website", "build-tools", "tools", "grunt", "task", "tasks", "e2e", "coverage", "perf", "storybook",
	"fixtures", "typings", "flow-typed", "deps", "packages", "speed", "unit_tests", "unit-tests", "reports",
	"dep", "3rd-party", "3rdparty", "thirdparty", "cover_html", "sitesrc", "_site",
}

// skippedFirst are skipped at the root of a package: deeper, as in
// public/assets/scripts, they may hold what it is for. Of bin only the programs are,
// since bin/css and bin/javascripts are a distribution.
var skippedFirst = []string{"scripts"}

func readPack(name string) (published, error) {
	f, err := os.Open(name)
	if err != nil {
		return published{}, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return published{}, err
	}
	var p published
	archive := tar.NewReader(z)
	for {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return p, err
		}
		_, inside, _ := strings.Cut(h.Name, "/")
		if h.Typeflag != tar.TypeReg || h.Size > maxFile || inside != "package.json" && !plausible(inside, h.Size) {
			continue
		}
		data, err := io.ReadAll(archive)
		if err != nil {
			return p, err
		}
		if inside == "package.json" {
			p.manifest = readManifest(data)
			continue
		}
		p.files = append(p.files, file{path.Clean(inside), data})
	}
	slices.SortFunc(p.files, func(a, b file) int { return strings.Compare(a.path, b.path) })
	p.files = slices.CompactFunc(p.files, func(a, b file) bool { return a.path == b.path })
	return p, nil
}

// plausible reports whether people copy a file like this one.
func plausible(name string, size int64) bool {
	if size < 60 {
		return false
	}
	switch path.Ext(name) {
	case ".js", ".mjs", ".cjs", ".css", ".woff", ".woff2", ".ttf", ".eot", ".otf":
	default:
		return false
	}
	folder := path.Dir(strings.ToLower(name))
	if folder == "bin" {
		return false
	}
	for i, dir := range strings.Split(folder, "/") {
		if slices.Contains(skipped, dir) || len(dir) > 1 && dir[0] == '.' || i == 0 && slices.Contains(skippedFirst, dir) {
			return false
		}
	}
	switch base := strings.ToLower(path.Base(name)); {
	case strings.HasPrefix(base, "gruntfile"), strings.HasPrefix(base, "gulpfile"), strings.Contains(base, ".config."), strings.Contains(base, ".conf."),
		strings.HasSuffix(base, ".test.js"), strings.HasSuffix(base, ".spec.js"), strings.HasSuffix(base, ".stories.js"), base == "package.js", base[0] == '.':
		return false
	}
	return true
}

func readManifest(data []byte) manifest {
	var raw map[string]any
	if json.Unmarshal(data, &raw) != nil {
		return manifest{}
	}
	text := func(keys ...string) string {
		for _, k := range keys {
			if s, ok := raw[k].(string); ok {
				return s
			}
		}
		return ""
	}
	return manifest{
		Name: text("name"), Main: text("main"), Module: text("module", "jsnext:main"), Unpkg: text("unpkg", "jsdelivr", "browser"), Style: text("style"),
		Homepage: text("homepage"), License: licenseOf(raw),
	}
}
