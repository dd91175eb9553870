package config

import (
	"errors"
	"fmt"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/licaudit/licaudit/internal/audit"
)

// Matcher selects components: by g:a or g:a:v with globs, by package URL, or by
// a glob over the paths of files.
type Matcher struct {
	Text string // as written
	// Path is the glob over files; empty for the other kinds.
	Path string
	// ID holds globs for the other kinds; an empty part matches anything.
	ID audit.ID
}

// ParseMatcher reads a matcher. One that is empty is an error.
func ParseMatcher(s string) (Matcher, error) {
	m := Matcher{Text: s}
	switch {
	case strings.TrimSpace(s) == "":
		return m, errors.New("the matcher is empty")
	case strings.ContainsAny(s, "\t\r\n") || strings.Contains(s, " ") && !mayBePath(s):
		return m, fmt.Errorf("the matcher %q holds white space", s)
	case strings.HasPrefix(s, "pkg:"):
		return m.purl()
	case strings.Contains(s, ":"):
		return m.coordinates()
	case strings.Contains(s, `\`):
		return m, fmt.Errorf("the path %q must be written with slashes", s)
	case strings.HasPrefix(s, "/") || s == ".." || strings.HasPrefix(s, "../"):
		return m, fmt.Errorf("the path %q must lie within the project", s)
	case !strings.ContainsAny(s, "./*?["):
		return m, fmt.Errorf("the matcher %q is neither g:a nor a path: write pkg:npm/%s for a JavaScript library, ./%s for a file", s, s, s)
	}
	m.Path = strings.TrimPrefix(s, "./")
	if !doublestar.ValidatePattern(m.Path) {
		return m, fmt.Errorf("the path glob %q cannot be read", s)
	}
	return m, nil
}

// mayBePath reports whether a matcher with a space in it is a file's path.
func mayBePath(s string) bool {
	return strings.Contains(s, "/") && !strings.Contains(s, ":") && strings.TrimSpace(s) == s
}

// PathMatches reports whether a path is the one written, as messages name it, or
// matches it as a glob: the name of a file may have a glob's signs in it.
func PathMatches(glob, path string) bool {
	glob = strings.TrimPrefix(glob, "./")
	if glob == path {
		return true
	}
	ok, err := doublestar.Match(glob, path)
	return err == nil && ok
}

func (m Matcher) purl() (Matcher, error) {
	id, err := audit.ParseID(m.Text)
	if err != nil {
		return m, err
	}
	switch id.Type {
	case "maven", "npm", "generic":
	default:
		return m, fmt.Errorf("package URL %q is of type %q: it must be maven, npm or generic", m.Text, id.Type)
	}
	m.ID = id
	return m, nil
}

func (m Matcher) coordinates() (Matcher, error) {
	group, rest, _ := strings.Cut(m.Text, ":")
	artifact, version, versioned := strings.Cut(rest, ":")
	if strings.Contains(version, ":") {
		return m, fmt.Errorf("the matcher %q has too many parts: write g:a or g:a:v, or a package URL for a classifier", m.Text)
	}
	if group == "" || artifact == "" || versioned && version == "" {
		return m, fmt.Errorf("the matcher %q has an empty part: write g:a or g:a:v, with * for any", m.Text)
	}
	if i := strings.IndexAny(m.Text, "/\\[](),"); i >= 0 {
		return m, fmt.Errorf("the matcher %q cannot be Maven coordinates because of %q; a version range goes into versions", m.Text, m.Text[i])
	}
	m.ID = audit.ID{Type: "maven", Namespace: group, Name: artifact, Version: version}
	return m, nil
}

// Everything reports whether the matcher selects all of its kind.
func (m Matcher) Everything() bool {
	if m.Path != "" {
		return strings.Trim(m.Path, "*/.") == "" && strings.Contains(m.Path, "*")
	}
	return strings.Trim(m.ID.Namespace, "*") == "" && strings.Trim(m.ID.Name, "*") == ""
}

// Exact reports whether the matcher names one g:a or one package, without
// globs.
func (m Matcher) Exact() bool {
	return m.Path == "" && !strings.ContainsAny(m.ID.Namespace, "*?") && !strings.ContainsAny(m.ID.Name, "*?")
}

// Match reports whether the component is selected. Of a component that stands
// in several files, a path glob must cover every one.
func (m Matcher) Match(c audit.Component) bool {
	if m.Path != "" {
		covered, files := m.files(c)
		return files > 0 && covered == files
	}
	id := c.ID
	return m.ID.Type == id.Type && Glob(m.ID.Namespace, id.Namespace) && Glob(m.ID.Name, id.Name) &&
		optional(m.ID.Version, id.Version) && optional(m.ID.Classifier, id.Classifier) && optional(m.ID.Extension, id.Extension)
}

// Partly reports whether a path glob covers some of the component's files but
// not all.
func (m Matcher) Partly(c audit.Component) bool {
	covered, files := m.files(c)
	return covered > 0 && covered < files
}

func (m Matcher) files(c audit.Component) (covered, files int) {
	if m.Path == "" {
		return 0, 0
	}
	for _, o := range c.Occurrences {
		if len(o.Path) > 0 || o.Found.File == "" {
			files++ // comes through a dependency: no path covers it
			continue
		}
		files++
		if PathMatches(m.Path, o.Found.File) {
			covered++
		}
	}
	return covered, files
}

func optional(pattern, s string) bool { return pattern == "" || Glob(pattern, s) }

// Glob matches s against a pattern in which "*" stands for any characters and
// "?" for one. It takes at most len(pattern)*len(s) steps.
func Glob(pattern, s string) bool {
	p, i, star, mark := 0, 0, -1, 0
	for i < len(s) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, i
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == s[i]):
			p, i = p+1, i+1
		case star >= 0:
			mark++
			p, i = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
