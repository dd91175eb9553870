package maven

import (
	"slices"
	"strings"
)

// selector is the set of exclusions of all ancestors. Equal sets are the same
// pointer.
type selector struct {
	exclusions []exclusion // sorted
	derived    map[string]*selector
}

// selects is the resolver's AndDependencySelector over scope, optional and
// exclusions. What counts is the dependency as declared, before management.
func (lv level) selects(e *edge) bool {
	if lv.depth >= 2 && (e.scope == "test" || e.scope == "provided" || e.optional) {
		return false
	}
	return !lv.selector.excludes(e.groupID, e.artifactID)
}

func (s *selector) excludes(groupID, artifactID string) bool {
	for _, x := range s.exclusions {
		if (x.artifactID == "*" || x.artifactID == artifactID) && (x.groupID == "*" || x.groupID == groupID) {
			return true
		}
	}
	return false
}

// selector returns the one selector for a set of exclusions.
func (c *collector) selector(list []exclusion) *selector {
	k := exclusionKey(list)
	if s := c.selectors[k]; s != nil {
		return s
	}
	s := &selector{exclusions: list, derived: map[string]*selector{}}
	c.selectors[k] = s
	return s
}

// derive adds the exclusions of a dependency.
func (c *collector) derive(s *selector, more []exclusion) *selector {
	if len(more) == 0 {
		return s
	}
	k := exclusionKey(more)
	if d := s.derived[k]; d != nil {
		return d
	}
	d := c.selector(sortedUnion(s.exclusions, more))
	s.derived[k] = d
	return d
}

func sortedUnion(a, b []exclusion) []exclusion {
	all := union(a, b)
	slices.SortFunc(all, func(a, b exclusion) int {
		if r := strings.Compare(a.artifactID, b.artifactID); r != 0 {
			return r
		}
		return strings.Compare(a.groupID, b.groupID)
	})
	return slices.Compact(all)
}

func exclusionKey(list []exclusion) string {
	var b strings.Builder
	for _, e := range list {
		b.WriteString(e.groupID + ":" + e.artifactID + " ")
	}
	return b.String()
}
