package js

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/evidence"
	"github.com/licaudit/licaudit/internal/maven/pom"
	"github.com/licaudit/licaudit/internal/spdx"
)

// folder is a tree or an archive: its files, and what their neighbours say.
type folder struct {
	entries []entry // sorted by path
	archive bool
	byPath  map[string]int
	// manifests holds by folder the package that lives there, licenses the
	// license files, scripts the number of scripts and style sheets in and
	// below a folder of node_modules.
	manifests map[string]*manifest
	licenses  map[string][]int
	scripts   map[string]int
	// pins reads, by folder, the lockfiles and import maps that lie in it.
	pins map[string]func() folderPins

	mu    sync.Mutex
	found map[string]bool // folders of packages of which a file was recognised
}

func newFolder(entries []entry) *folder {
	f := &folder{
		entries: entries, byPath: make(map[string]int, len(entries)), manifests: make(map[string]*manifest),
		licenses: make(map[string][]int), scripts: make(map[string]int), found: make(map[string]bool),
		pins: make(map[string]func() folderPins),
	}
	pinned := make(map[string][]int)
	for i, e := range entries {
		f.byPath[e.path] = i
		dir, base := path.Split(e.path)
		dir = strings.TrimSuffix(dir, "/")
		if m := readManifest(e, base); m != nil {
			if old := f.manifests[dir]; old == nil || m.rank < old.rank {
				f.manifests[dir] = m
			}
		}
		if read, _ := pinReaderOf(base); read != nil {
			pinned[dir] = append(pinned[dir], i)
		}
		if evidence.IsLicenseName(e.path) && !strings.HasSuffix(strings.ToLower(e.path), ".license.txt") {
			f.licenses[dir] = append(f.licenses[dir], i)
		}
		if k := kindOf(e.path); k == kindScript || k == kindSheet {
			if root, m := webJar(e.path); m != nil && f.manifests[root] == nil {
				f.manifests[root] = m
			}
			if root := moduleRoot(e.path); root != "" {
				f.scripts[root]++
			}
		}
	}
	for dir, entries := range pinned {
		f.pins[dir] = f.readPins(entries)
	}
	return f
}

// first returns the index of the first entry at or after a path.
func (f *folder) first(name string) int {
	i, _ := slices.BinarySearchFunc(f.entries, name+"/", func(e entry, name string) int { return strings.Compare(e.path, name) })
	return i
}

// read returns the bytes of the file with this path, if there is one.
func (f *folder) read(name string, limit int64) ([]byte, bool) {
	i, ok := f.byPath[name]
	if !ok {
		return nil, false
	}
	b, err := f.entries[i].read(limit)
	return b, err == nil
}

// manifest returns the nearest package that a file belongs to, and its folder.
func (f *folder) manifest(name string) (*manifest, string) {
	for dir := parent(name); ; dir = parent(dir) {
		if m := f.manifests[dir]; m != nil {
			return m, dir
		}
		if dir == "" {
			return nil, ""
		}
	}
}

func parent(name string) string {
	i := strings.LastIndexByte(name, '/')
	if i < 0 {
		return ""
	}
	return name[:i]
}

// moduleRoot returns the folder of the package of node_modules that a file
// belongs to.
func moduleRoot(name string) string {
	const modules = "node_modules/"
	i := strings.LastIndex(name, modules)
	if i < 0 || i > 0 && name[i-1] != '/' {
		return ""
	}
	parts := strings.SplitN(name[i+len(modules):], "/", 3)
	n := 1
	if strings.HasPrefix(parts[0], "@") {
		n = 2
	}
	if len(parts) <= n {
		return ""
	}
	return name[:i] + modules + strings.Join(parts[:n], "/")
}

// manyScripts is the number of scripts from which a package of node_modules is
// judged by its manifest alone.
const manyScripts = 12

// judgedByManifest reports whether a file is one of many of an installed
// package that says itself what it is.
func (f *folder) judgedByManifest(name string) bool {
	root := moduleRoot(name)
	return root != "" && f.scripts[root] > manyScripts && f.manifests[root] != nil && f.manifests[root].Version != ""
}

// pom returns what the POM of the WebJar that a file stands in says.
func (f *folder) pom(name string) (spoken, bool) {
	jar, rest, ok := strings.Cut(name, "!/META-INF/resources/webjars/")
	if !ok || strings.Contains(rest, "!/") {
		return spoken{}, false
	}
	prefix := jar + "!/META-INF/maven"
	for i := f.first(prefix); i < len(f.entries) && strings.HasPrefix(f.entries[i].path, prefix+"/"); i++ {
		e := f.entries[i]
		if path.Base(e.path) != "pom.xml" {
			continue
		}
		data, err := e.read(maxManifest)
		if err != nil {
			return spoken{}, false
		}
		p, err := pom.Decode(data)
		if err != nil {
			return spoken{}, false
		}
		return pomLicenses(p, e.path)
	}
	return spoken{}, false
}

// pomLicenses returns what a POM says of its license; several are a choice.
func pomLicenses(p *pom.POM, file string) (spoken, bool) {
	if p.Licenses == nil {
		return spoken{}, false
	}
	var names []string
	var read []spdx.Expression
	for _, l := range *p.Licenses {
		if l.Name == nil {
			continue
		}
		names = append(names, *l.Name)
		if e := quickLicense([]byte(*l.Name)); e != "" {
			read = append(read, e)
		}
	}
	s := spoken{Evidence: audit.Evidence{Kind: audit.KindPOM, Name: strings.Join(names, ", "), Found: audit.Position{File: file}}}
	if len(read) == len(names) {
		s.license = spdx.Or(read...)
	}
	return s, len(names) > 0
}

// note remembers of which packages a file was recognised.
func (f *folder) note(libraries []Library) {
	for _, l := range libraries {
		if _, dir := f.manifest(l.Path); dir != "" {
			f.mu.Lock()
			f.found[dir] = true
			f.mu.Unlock()
		}
	}
}
