package config

import "github.com/licaudit/licaudit/internal/audit"

// Matcher selects components: by g:a or g:a:v with globs, by package URL, or by
// a glob over the paths of files.
type Matcher struct {
	Text string // as written
}

// ParseMatcher reads a matcher. One that is empty is an error.
func ParseMatcher(s string) (Matcher, error) { return Matcher{Text: s}, nil }

// Match reports whether the component is selected. Of a component that stands
// in several files, a path glob must cover every one.
func (m Matcher) Match(c audit.Component) bool { return false }

// Glob matches s against a pattern in which "*" stands for any characters and
// "?" for one.
func Glob(pattern, s string) bool { return pattern == s }
