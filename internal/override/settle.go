package override

import (
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Settles reports whether an entry says what a file is in which no library was
// found: a component that has it among its files, or an override by its path that
// says that it is none.
func (s *Set) Settles(file string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	settled := false
	for _, e := range s.entries {
		glob := e.path
		if e.kind == kindOverride && e.noLibrary {
			glob = e.match.Path
		}
		if glob == "" {
			continue
		}
		if ok, err := doublestar.Match(strings.TrimPrefix(glob, "./"), file); err == nil && ok {
			e.used, settled = true, true
		}
	}
	return settled
}
