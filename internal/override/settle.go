package override

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
)

// Unnamed is a notice in a file that no component stands for.
type Unnamed struct {
	File    string
	Holders []string
	Says    string // its first line
	Alone   bool   // the file has no other such notice
	Beside  bool   // the file, or that whose comments it has, holds a library that was recognised
}

// Settles reports whether an entry says what the code of a notice is: a component
// that has the file among its own, or an override by its path that says that it is
// no library. Of several notices in a file a component settles the one that names
// it, or its holder. Where a library stands in the file, such an override is of the
// notice alone.
func (s *Set) Settles(n Unnamed) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	settled := false
	for _, e := range s.entries {
		switch {
		case e.kind == kindOverride && e.noLibrary && e.match.Path != "" && config.PathMatches(e.match.Path, n.File):
			if n.Beside {
				e.notices = append(e.notices, strings.TrimSuffix(n.File, ".LICENSE.txt"))
			}
		case (n.Alone || e.isOf(n)) && e.settleBy(n.File):
		default:
			continue
		}
		e.used, settled = true, true
	}
	return settled
}

// settleBy notes by which of a component's paths a file is its own, and reports whether
// one is.
func (e *entry) settleBy(file string) bool {
	settles := false
	for _, p := range e.paths {
		if !config.PathMatches(p, file) {
			continue
		}
		settles = true
		if !contains(e.settling, p) {
			e.settling = append(e.settling, p)
		}
	}
	return settles
}

// isOf reports whether a component is the one that a notice names, or its holder's.
func (e *entry) isOf(n Unnamed) bool {
	says, holders := strings.ToLower(n.Says), strings.ToLower(strings.Join(n.Holders, "\n"))
	if name := strings.ToLower(e.id.Name); name != "" && strings.Contains(says, name) {
		return true
	}
	if organization := strings.ToLower(e.metadata.Organization); organization != "" && strings.Contains(holders, organization) {
		return true
	}
	claim := strings.ToLower(e.metadata.Copyright)
	return claim != "" && slices.ContainsFunc(n.Holders, func(h string) bool { return strings.Contains(claim, strings.ToLower(h)) })
}

// settlesOnly reports whether an entry settled a notice in a file of the component,
// and says nothing of the component itself.
func (e *entry) settlesOnly(c audit.Component) bool {
	return e.noLibrary && slices.ContainsFunc(c.Occurrences, func(o audit.Occurrence) bool { return slices.Contains(e.notices, o.Found.File) })
}
