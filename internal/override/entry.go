package override

import (
	"fmt"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/version"
)

// The kinds of entries.
const (
	kindOverride  = "override"
	kindName      = "name"
	kindComponent = "component"
)

// entry is one entry of a file with what became of it.
type entry struct {
	kind string
	file int // index of the file; a later one is nearer
	at   audit.Position

	match    config.Matcher
	versions versions
	declared []string // guard: "none", or names or expressions
	sha256   string   // guard: of a license text

	license   spdx.Expression
	choose    spdx.Expression
	noLibrary bool
	text      *audit.Evidence
	metadata  audit.Metadata
	note      string

	is, url      string   // of a name
	id           audit.ID // of a component
	paths        []string // of a component
	scope        string   // of a component
	reason       string
	source       string
	author, date string
	expires      string

	// What became of it; guarded by Set.mu.
	used                                          bool            // it mends a name, or settles a file
	notices                                       []string        // files in which it settles a notice beside a library
	standing                                      map[string]bool // paths of a component by which it is, or may be, the code of a notice
	applied                                       []audit.ID
	superseded, contradicted, unguarded, shadowed outcome
	missed                                        string // why it did not match what it nearly matches
	absent                                        string // which path of a component matches nothing
	unclear                                       string // at which file a component may be any of several notices
}

// outcome of an entry at some components; the first by name is told in detail,
// in whatever order they come.
type outcome struct {
	n      int
	detail string
}

func (o *outcome) note(id audit.ID, detail string) {
	o.n++
	keepFirst(&o.detail, id.Label()+": "+detail)
}

func keepFirst(to *string, s string) {
	if *to == "" || s < *to {
		*to = s
	}
}

// by is the entry's position as a conclusion has it.
func (e *entry) by() string { return fmt.Sprintf("%s:%d", e.at.File, e.at.Line) }

// decides reports whether the entry says something about the license.
func (e *entry) decides() bool { return e.license != "" || e.choose != "" || e.noLibrary }

// versions is a range of versions; the zero value holds all.
type versions struct {
	text  string
	exact string
	maven *version.MavenRange
	npm   *version.NPMRange
}

// parseVersions reads a range in the form of an ecosystem; for a file both are
// possible, brackets being Maven's.
func parseVersions(s, ecosystem string) (versions, error) {
	v := versions{text: s}
	if ecosystem == "maven" || s[0] == '[' || s[0] == '(' {
		r, err := version.ParseMavenRange(s)
		if err != nil {
			return v, err
		}
		if !r.IsRange() {
			v.exact = s
		}
		v.maven = &r
		return v, nil
	}
	r, err := version.ParseNPMRange(s)
	if err != nil {
		return v, fmt.Errorf("version range %q: %w", s, err)
	}
	v.npm = &r
	return v, nil
}

// hold reports whether a component's version is in the range. Where only
// candidates of its version are known, all must be.
func (v versions) hold(c audit.Component) bool {
	if v.text == "" {
		return true
	}
	if c.ID.Version != "" {
		return v.contain(c.ID.Version)
	}
	for _, candidate := range c.Candidates {
		if !v.contain(candidate) {
			return false
		}
	}
	return len(c.Candidates) > 0
}

func (v versions) contain(s string) bool {
	switch {
	case v.exact != "":
		return version.CompareMaven(v.exact, s) == 0
	case v.maven != nil:
		return v.maven.Contains(s)
	}
	return v.npm.Contains(s)
}
