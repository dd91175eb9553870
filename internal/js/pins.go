package js

import (
	"bytes"
	"encoding/json"
	"errors"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/audit"
)

// pins are the versions that the lockfiles, the manifests and the import maps of a
// folder give to packages, each once.
type pins map[string][]string

// add notes a version. What a lockfile takes from elsewhere (git, a file, a
// fork under another name) tells none.
func (p pins) add(name, version string) {
	if name != "" && exactVersion().MatchString(version) && !slices.Contains(p[name], version) {
		p[name] = append(p[name], version)
	}
}

var exactVersion = pattern(`^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$`)

const (
	maxLockfile = 32 << 20 // bytes
	maxPage     = 1 << 20  // bytes of a page that may hold an import map
	maxPages    = 16       // of a folder
)

type pinReader func(pins, []byte) error

// pinReaders are by base name; pages are read for their import maps alone.
var pinReaders = map[string]pinReader{
	"package-lock.json":   pins.packageLock,
	"npm-shrinkwrap.json": pins.packageLock,
	"yarn.lock":           pins.yarnLock,
	"pnpm-lock.yaml":      pins.pnpmLock,
	"package.json":        pins.manifest,
	"bower.json":          pins.manifest,
	"importmap.json":      pins.importMap,
	"import-map.json":     pins.importMap,
}

// pinReaderOf returns how a file's pins are read, nil if it has none, and
// whether it is a page.
func pinReaderOf(base string) (read pinReader, page bool) {
	if read := pinReaders[base]; read != nil {
		return read, false
	}
	switch path.Ext(base) {
	case ".importmap":
		return pins.importMap, false
	case ".html", ".htm", ".xhtml", ".jsp":
		return pins.page, true
	}
	return nil, false
}

// folderPins are the pins of one folder. Those of a folder of which a file could
// not be read say nothing, and Problems says why.
type folderPins struct {
	pins     pins
	at       map[string]string // by package, the first file that gives it a version
	problems []audit.Problem
}

// pin is the version that a package has, by a lockfile or an import map.
type pin struct{ name, version, at string }

// evidence says who chose the version.
func (p pin) evidence() audit.Evidence {
	return audit.Evidence{Kind: audit.KindLockfile, Name: audit.NPM(p.name, p.version).Label(), Found: audit.Position{File: p.at}}
}

// pinned returns the version that the nearest lockfile or import map in the
// file's folder or above gives to a package; it is empty if that gives none or
// several. Which libraries a file holds is not for them to say.
func (f *folder) pinned(name, pkg string) (pin, []audit.Problem) {
	for dir := parent(name); ; dir = parent(dir) {
		if read := f.pins[dir]; read != nil {
			p := read()
			switch versions := p.pins[pkg]; {
			case len(p.problems) > 0:
				return pin{}, p.problems
			case len(versions) == 1:
				return pin{pkg, versions[0], p.at[pkg]}, nil
			case len(versions) > 1:
				return pin{}, nil
			}
		}
		if dir == "" {
			return pin{}, nil
		}
	}
}

// readPins returns a function that reads the pins of a folder at its first call.
func (f *folder) readPins(entries []int) func() folderPins {
	return sync.OnceValue(func() folderPins {
		p, pages := folderPins{pins: make(pins), at: make(map[string]string)}, 0
		for _, i := range entries {
			e, limit := f.entries[i], int64(maxLockfile)
			read, page := pinReaderOf(path.Base(e.path))
			if page {
				limit = maxPage
				if pages++; pages > maxPages {
					continue
				}
			}
			data, err := e.read(limit)
			if err == nil {
				err = read(p.pins, bytes.TrimPrefix(data, []byte("\ufeff")))
			}
			if err != nil && !page {
				p.problems = append(p.problems, pinProblem(e.path, err))
			}
			for name := range p.pins {
				if p.at[name] == "" {
					p.at[name] = e.path
				}
			}
		}
		return p
	})
}

func pinProblem(name string, err error) audit.Problem {
	p := readProblem(name, err)
	p.Severity = audit.SeverityWarning
	p.Message = "versions of JavaScript libraries are not taken from it: " + p.Message
	return p
}

// packageLock reads npm's lockfile of any version:
// https://docs.npmjs.com/cli/configuring-npm/package-lock-json
func (p pins) packageLock(data []byte) error {
	var lock struct {
		Packages     map[string]struct{ Name, Version string }
		Dependencies map[string]lockedDependency
	}
	if err := json.Unmarshal(data, &lock); err != nil {
		return err
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
	return nil
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

// manifest reads the exact versions among the dependencies of a package.json or a
// bower.json; most are ranges. It is no error that it cannot be read as one:
// projects have files of these names for other ends.
func (p pins) manifest(data []byte) error {
	var m struct{ Dependencies, DevDependencies map[string]any }
	if json.Unmarshal(data, &m) != nil {
		return nil
	}
	for _, dependencies := range []map[string]any{m.Dependencies, m.DevDependencies} {
		for name, wanted := range dependencies {
			if version, ok := wanted.(string); ok {
				p.add(name, strings.TrimPrefix(version, "="))
			}
		}
	}
	return nil
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

func (p pins) yarnLock(data []byte) error {
	name := ""
	for line := range bytes.Lines(data) {
		if m := yarnEntry().FindSubmatch(line); m != nil {
			name = string(m[1])
			if _, wanted, ok := bytes.Cut(line, []byte("@npm:")); ok && bytes.ContainsRune(bytes.TrimSuffix(wanted, []byte("\n")), '@') && !bytes.Contains(wanted, []byte(", ")) {
				name = "" // another package under this name
			}
		} else if m := yarnVersion().FindSubmatch(line); m != nil {
			p.add(name, string(m[1]))
			name = ""
		}
	}
	return nil
}

// pnpmLock reads the keys of packages: https://github.com/pnpm/spec/tree/master/lockfile
func (p pins) pnpmLock(data []byte) error {
	inside := false
	for line := range bytes.Lines(data) {
		if len(line) > 0 && line[0] > ' ' && line[0] != '#' {
			inside = bytes.HasPrefix(line, []byte("packages:"))
		}
		if m := pnpmKey().FindSubmatch(line); inside && m != nil {
			p.add(string(m[1]), string(m[2]))
		}
	}
	return nil
}

// importMap reads https://html.spec.whatwg.org/multipage/webappapis.html#import-maps
// as far as its addresses tell versions: ".../npm:react@18.2.0/index.js".
func (p pins) importMap(data []byte) error {
	var m struct {
		Imports map[string]any
		Scopes  map[string]map[string]any
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return err
	}
	p.imports(m.Imports)
	for _, imports := range m.Scopes {
		p.imports(imports)
	}
	return nil
}

// imports reads the addresses that are texts, as a browser does.
func (p pins) imports(imports map[string]any) {
	for specifier, value := range imports {
		name, _ := packageOf("node_modules/" + strings.TrimSuffix(specifier, "/") + "/")
		address, _ := value.(string)
		before, rest, ok := strings.Cut(address, name+"@")
		if !ok || before != "" && !strings.HasSuffix(before, "/") && !strings.HasSuffix(before, ":") {
			continue // of a package whose name ends likewise
		}
		p.add(name, addressVersion().FindString(rest))
	}
}

var (
	addressVersion = pattern(`^\d+\.\d+\.\d+(?:-[\w.]+)?`)
	mapElement     = pattern(`(?is)<script[^>]{0,200}\btype\s*=\s*["']?importmap["']?[^>]{0,200}>(.*?)</script`)
)

func (p pins) page(data []byte) error {
	if !bytes.Contains(data, []byte("importmap")) || !bytes.Contains(data, []byte("</script")) {
		return nil
	}
	var errs []error
	for _, m := range mapElement().FindAllSubmatch(data, 4) {
		errs = append(errs, p.importMap(m[1]))
	}
	return errors.Join(errs...)
}
