package js

import (
	"maps"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
)

// undetected returns the packages of which no file was recognised, by what
// their manifests say. A package stands for itself where a package manager or
// a WebJar put it; a package.json elsewhere may be the project's own.
func (s *scanner) undetected(f *folder) ([]Library, error) {
	var out []Library
	for _, dir := range slices.Sorted(maps.Keys(f.manifests)) {
		m := f.manifests[dir]
		if f.found[dir] || m.bare || m.Version == "" && m.method != MethodWebJar {
			continue
		}
		at := f.mainFile(dir, m)
		if at == "" {
			if m.method == MethodWebJar || moduleRoot(m.at) == "" {
				continue
			}
			at = m.at
		}
		l := Library{
			Path: at, ID: audit.NPM(m.Name, m.Version), Method: m.method, Confidence: 0.9, License: m.License, Scope: scopeOf(at),
			Metadata: audit.Metadata{Name: m.Name, URL: m.Home}, Evidence: m.evidence(),
		}
		if e, ok := f.pom(at); ok {
			l.Evidence = append(l.Evidence, e.Evidence)
			if l.License == "" {
				l.License = e.license
			}
		}
		db, err := s.signatures()
		if err != nil {
			return nil, err
		}
		if i, ok := db.Find(m.Name); ok {
			x := &file{scanner: s, db: db, folder: f, entry: entry{path: at}}
			l.Evidence = nil
			l.License = ""
			x.license(&l, &db.Libraries[i])
		}
		out = append(out, l)
	}
	return out, nil
}
