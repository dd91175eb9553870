package override

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// Load reads files, the outermost first: of entries for one component the one
// in the last file wins. root is the project's folder, below which positions
// are named; asOf is the date (YYYY-MM-DD) for which expiry is judged. Errors
// name the position and are joined.
func Load(root string, files []string, asOf string) (*Set, error) {
	return loadInto(newSet(root, asOf), files)
}

// LoadFinished is Load for the commands that write stubs: entries that still
// hold FillIn are passed over, so that one stub does not keep another out.
func LoadFinished(root string, files []string, asOf string) (*Set, error) {
	s := newSet(root, asOf)
	s.drafts = true
	return loadInto(s, files)
}

func loadInto(s *Set, files []string) (*Set, error) {
	root := s.root
	sources, errs := yamlfile.OpenAll(root, files)
	for i, file := range files {
		if errs[i] == nil {
			errs[i] = s.add(sources[i], i, texts{root: textRoot(root, file), dir: filepath.Dir(file)})
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return s, nil
}

// Read is Load for files that have been read already; texts that they name are
// looked for in dir.
func Read(dir string, sources []yamlfile.Source, asOf string) (*Set, error) {
	s := newSet(dir, asOf)
	var errs []error
	for i, src := range sources {
		errs = append(errs, s.add(src, i, texts{root: dir, dir: dir}))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return s, nil
}

func newSet(root, asOf string) *Set {
	return &Set{root: root, asOf: asOf, exact: map[string][]*entry{}, names: map[string]*entry{}, rules: map[string]*entry{}, seen: map[string]bool{}}
}

// textRoot is the tree in which an overrides file's texts must lie: the
// project, or the file's own folder where it is not part of the project.
func textRoot(root, file string) string {
	if rel, err := filepath.Rel(root, file); root != "" && err == nil && filepath.IsLocal(rel) {
		return root
	}
	return filepath.Dir(file)
}

// add reads one file.
func (s *Set) add(src yamlfile.Source, file int, t texts) error {
	errs := &yamlfile.Errors{File: src.Name}
	var w written
	if !yamlfile.Decode(src, &w, errs) {
		return errs.Err()
	}
	switch {
	case !w.Version.Given():
		errs.AddAt(1, 1, "the file has no version: begin it with \"version: 1\"")
	case w.Version.Value != 1 && errs.Err() == nil:
		errs.Add(w.Version, "version %d is not known: this licaudit reads version 1", w.Version.Value)
	}
	r := newReader(errs, src.Name, file, t)
	r.drafts = s.drafts
	var all []*entry
	keep := func(e *entry) {
		if !r.unfinished {
			all = append(all, e)
		}
		r.unfinished = false
	}
	for i := range w.Overrides {
		keep(r.override(&w.Overrides[i]))
	}
	for i := range w.Names {
		keep(r.name(&w.Names[i]))
	}
	for i := range w.Components {
		keep(r.component(&w.Components[i]))
	}
	r.references(all)
	slices.SortStableFunc(all, func(a, b *entry) int { return a.at.Line - b.at.Line })
	for _, e := range all {
		s.index(e)
	}
	sum := sha256.Sum256(src.Data)
	s.files = append(s.files, audit.File{Name: src.Name, SHA256: hex.EncodeToString(sum[:])})
	return errs.Err()
}

func (s *Set) index(e *entry) {
	s.entries = append(s.entries, e)
	switch {
	case e.kind == kindOverride && e.match.Exact():
		key := label(e.match.ID)
		s.exact[key] = append(s.exact[key], e)
	case e.kind == kindOverride:
		s.globs = append(s.globs, e)
	case e.kind == kindName:
		key := nameKey(e.is, e.url)
		if outer := s.names[key]; outer != nil {
			outer.shadowed = outcome{n: 1, detail: "a nearer entry decides: " + e.by()}
		}
		s.names[key] = e
		s.rules[e.by()] = e
	}
}
