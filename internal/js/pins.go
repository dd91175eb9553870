package js

import (
	"bytes"
	"encoding/json"
	"path"
	"slices"
	"strings"
	"sync"
)

// pins are the versions that the lockfiles and import maps of a folder give to
// packages, each once.
type pins map[string][]string

func (p pins) add(name, version string) {
	if name != "" && version != "" && !slices.Contains(p[name], version) {
		p[name] = append(p[name], version)
	}
}

const (
	maxLockfile = 32 << 20 // bytes
	maxPage     = 1 << 20  // bytes of a page that may hold an import map
	maxPages    = 16       // of a folder
)

// pinReaders are by base name; pages are read for their import maps alone.
var pinReaders = map[string]func(pins, []byte){
	"package-lock.json":   pins.packageLock,
	"npm-shrinkwrap.json": pins.packageLock,
	"yarn.lock":           pins.yarnLock,
	"pnpm-lock.yaml":      pins.pnpmLock,
	"importmap.json":      pins.importMap,
	"import-map.json":     pins.importMap,
}

func pinReader(base string) func(pins, []byte) {
	if read := pinReaders[base]; read != nil {
		return read
	}
	switch path.Ext(base) {
	case ".importmap":
		return pins.importMap
	case ".html", ".htm", ".xhtml", ".jsp":
		return pins.page
	}
	return nil
}

// pinned returns the version that the nearest lockfile or import map in the
// file's folder or above gives to a package, if it gives one alone. Which
// libraries a file holds is not for them to say.
func (f *folder) pinned(name, pkg string) (string, bool) {
	for dir := parent(name); ; dir = parent(dir) {
		if read := f.pins[dir]; read != nil {
			if versions := read()[pkg]; len(versions) > 0 {
				return versions[0], len(versions) == 1
			}
		}
		if dir == "" {
			return "", false
		}
	}
}

// readPins returns a function that reads the pins of a folder at its first call.
func (f *folder) readPins(entries []int) func() pins {
	return sync.OnceValue(func() pins {
		p, pages := make(pins), 0
		for _, i := range entries {
			e, limit := f.entries[i], int64(maxLockfile)
			base := path.Base(e.path)
			if pinReaders[base] == nil {
				pages++
				limit = maxPage
			}
			if pages > maxPages {
				break
			}
			if data, err := e.read(limit); err == nil {
				pinReader(base)(p, data)
			}
		}
		return p
	})
}

// packageLock reads npm's lockfile of any version:
// https://docs.npmjs.com/cli/configuring-npm/package-lock-json
func (p pins) packageLock(data []byte) {
	var lock struct {
		Packages     map[string]struct{ Name, Version string }
		Dependencies map[string]lockedDependency
	}
	if json.Unmarshal(data, &lock) != nil {
		return
	}
	for at, l := range lock.Packages {
		if name, _ := packageOf(at + "/"); l.Name != "" && name != "" {
			p.add(l.Name, l.Version)
		} else {
			p.add(name, l.Version)
		}
	}
	if len(lock.Packages) == 0 {
		p.dependencies(lock.Dependencies)
	}
}

type lockedDependency struct {
	Version      string
	Dependencies map[string]lockedDependency
}

func (p pins) dependencies(all map[string]lockedDependency) {
	for name, d := range all {
		p.add(name, d.Version)
		p.dependencies(d.Dependencies)
	}
}

var (
	// An entry of yarn's lockfile begins with what was asked for:
	// "react@^18.0.0, react@^18.2.0:" or "react@npm:^18.2.0":
	yarnEntry   = pattern(`^"?((?:@[^@/"\s]+/)?[^@/"\s]+)@[^:\s].*:\s*$`)
	yarnVersion = pattern(`^  version:? "?([^"\s]+)"?\s*$`)
	// A key of pnpm's packages is /react/18.2.0, /react@18.2.0 or react@18.2.0,
	// and may tell of peers behind that.
	pnpmKey = pattern(`^  '?/?((?:@[^@/\s]+/)?[^@/\s]+)[@/](\d[^:(_'\s]*)[^\s]*:\s*(?:\{.*)?$`)
)

func (p pins) yarnLock(data []byte) {
	name := ""
	for line := range bytes.Lines(data) {
		if m := yarnEntry().FindSubmatch(line); m != nil {
			name = string(m[1])
		} else if m := yarnVersion().FindSubmatch(line); m != nil {
			p.add(name, string(m[1]))
			name = ""
		}
	}
}

// pnpmLock reads the keys of packages: https://github.com/pnpm/spec/tree/master/lockfile
func (p pins) pnpmLock(data []byte) {
	inside := false
	for line := range bytes.Lines(data) {
		if len(line) > 0 && line[0] > ' ' && line[0] != '#' {
			inside = bytes.HasPrefix(line, []byte("packages:"))
		}
		if m := pnpmKey().FindSubmatch(line); inside && m != nil {
			p.add(string(m[1]), string(m[2]))
		}
	}
}

// importMap reads https://html.spec.whatwg.org/multipage/webappapis.html#import-maps
// as far as its addresses tell versions: ".../npm:react@18.2.0/index.js".
func (p pins) importMap(data []byte) {
	var m struct {
		Imports map[string]string
		Scopes  map[string]map[string]string
	}
	if json.Unmarshal(data, &m) != nil {
		return
	}
	p.imports(m.Imports)
	for _, imports := range m.Scopes {
		p.imports(imports)
	}
}

func (p pins) imports(imports map[string]string) {
	for specifier, address := range imports {
		name, _ := packageOf("node_modules/" + strings.TrimSuffix(specifier, "/") + "/")
		_, rest, ok := strings.Cut(address, name+"@")
		if v := addressVersion().FindString(rest); ok && name != "" && v != "" {
			p.add(name, v)
		}
	}
}

var (
	addressVersion = pattern(`^\d+\.\d+\.\d+(?:-[\w.]+)?`)
	mapElement     = pattern(`(?is)<script[^>]{0,200}\btype\s*=\s*["']?importmap["']?[^>]{0,200}>(.*?)</script`)
)

func (p pins) page(data []byte) {
	for _, m := range mapElement().FindAllSubmatch(data, 4) {
		p.importMap(m[1])
	}
}
