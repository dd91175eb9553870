package override

import (
	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

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
