// Package override reads overrides.yaml, which holds facts about components
// that upstream does not state, or states wrongly. It matches the facts to
// components, guards them against upstream's changes, and knows for every entry
// what became of it.
package override

import (
	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// Set is what all files together say. Its methods may be called at the same
// time from several goroutines.
type Set struct{}

// Load reads files, the outermost first: of entries for one component the one
// in the last file wins. root is the project's folder, below which positions
// are named; asOf is the date (YYYY-MM-DD) for which expiry is judged. Errors
// name the position and are joined.
func Load(root string, files []string, asOf string) (*Set, error) { return &Set{}, nil }

// Files are the files in force, the outermost first.
func (s *Set) Files() []audit.File { return nil }

// Name mends a declared license string for every component. by is the position
// of the entry, as "overrides.yaml:12".
func (s *Set) Name(name, url string) (license spdx.Expression, by string, ok bool) {
	return "", "", false
}

// NeedsText reports whether an entry for the component has a guard on the hash
// of its license text, so that the text must be read.
func (s *Set) NeedsText(id audit.ID) bool { return false }

// Apply gives the component and conclusion as the overrides have them. ok is
// false for what an entry says is no third-party library.
func (s *Set) Apply(c audit.Component, upstream audit.Conclusion) (audit.Component, audit.Conclusion, bool) {
	return c, upstream, true
}

// Declared is a component that overrides.yaml declares.
type Declared struct {
	Component  audit.Component
	Conclusion audit.Conclusion
}

// Components are the components that the files declare and whose paths match
// something, sorted by ID.
func (s *Set) Components() []Declared { return nil }

// States says what became of every entry, in file order. Call it after the
// last Apply.
func (s *Set) States() []audit.OverrideState { return nil }

// Problems are the entries that deserve a look. Call it after the last Apply.
func (s *Set) Problems() []audit.Problem { return nil }

// Schema is the draft-07 JSON Schema of overrides.yaml.
func Schema() []byte { return nil }

// Options for stubs.
type Options struct {
	// Remembered gives a license that is known of the component by name only,
	// not by a text that was read; it is offered as a candidate. May be nil.
	Remembered func(audit.ID) (spdx.Expression, bool)
	By, Date   string // filled in where not empty
}

// Stub is one entry, ready to be completed, with the evidence in comments: a
// block of YAML lines of which the first starts with "- " after its comments.
func Stub(f audit.Finding, o Options) string { return "" }

// Blank is a stub for a matcher of which nothing is known.
func Blank(match string, o Options) string { return "" }

// Suggest gives stubs for all that is none, ambiguous, conflicting or
// unrecognised, whatever its verdict, in the order of the findings.
func Suggest(r audit.Report, o Options) []string { return nil }

// Starter is an overrides.yaml without entries that explains itself.
func Starter() []byte { return nil }

// Add appends stubs to the overrides of a file. Everything else in it stays as
// it is; an empty file becomes a starter with the stubs.
func Add(file yamlfile.Source, stubs ...string) ([]byte, error) { return nil, nil }

// Prune removes the entries of the file that have one of the given states
// ("superseded" where none is given). It returns the file and how many entries
// were removed.
func Prune(file yamlfile.Source, states []audit.OverrideState, which ...string) ([]byte, int, error) {
	return nil, 0, nil
}

// Import takes over a license-maven-plugin file or a table: kind is
// "third-party" (THIRD-PARTY.properties and override files), "licenses-xml",
// "pom" (licenseMerges) or "csv", or empty to tell from name and content.
func Import(file yamlfile.Source, kind string, o Options) (Imported, error) { return Imported{}, nil }

// Imported is what Import made of a file.
type Imported struct {
	Overrides []string // entries as YAML, for Add
	Names     []string // names entries as YAML, for AddNames
	// Left says what could not be carried over and why, a line each.
	Left []string
}

// AddNames appends entries to the names of a file, as Add does to overrides.
func AddNames(file yamlfile.Source, entries ...string) ([]byte, error) { return nil, nil }
