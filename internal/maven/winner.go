package maven

import (
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/version"
)

// choose takes the winner of the current conflict, and gives it its scope and
// optionality.
func (r *conflictResolver) choose() (*conflictItem, error) {
	winner, err := selectVersion(r.items)
	if err != nil {
		return nil, err
	}
	scope := winner.node.scope
	if scope != "system" {
		scope = r.chooseScope(r.items)
	}
	optional := chooseOptional(r.items)
	winner.node.scope = scope
	winner.node.optional = optional
	return winner, nil
}

// unsolvable says that hard version ranges exclude each other.
func unsolvable(items []*conflictItem) error {
	var parts []string
	for _, i := range items {
		if i.node.hard != "" {
			parts = append(parts, i.node.hard)
		} else {
			parts = append(parts, i.node.version)
		}
	}
	n := items[0].node
	slices.Sort(parts)
	return fmt.Errorf("no version of %s:%s meets all of %s", n.groupID, n.artifactID, strings.Join(slices.Compact(parts), ", "))
}

// selectVersion is NearestVersionSelector: the nearest node whose version all
// hard constraints accept; of siblings the highest version.
func selectVersion(items []*conflictItem) (*conflictItem, error) {
	var hard []*version.MavenRange
	var candidates []*conflictItem
	var winner *conflictItem
	acceptable := func(i *conflictItem) bool {
		for _, h := range hard {
			if !h.Contains(i.node.version) {
				return false
			}
		}
		return true
	}
	for _, item := range items {
		backtrack := false
		if item.node.hard != "" {
			hard = append(hard, item.node.spec)
			backtrack = winner != nil && !item.node.spec.Contains(winner.node.version)
		}
		ok := acceptable(item)
		if ok {
			candidates = append(candidates, item)
		}
		switch {
		case backtrack:
			winner = nil
			candidates = slices.DeleteFunc(candidates, func(i *conflictItem) bool { return !acceptable(i) })
			for _, c := range candidates {
				if winner == nil || nearer(c, winner) {
					winner = c
				}
			}
			if winner == nil {
				return nil, unsolvable(items)
			}
		case ok && (winner == nil || nearer(item, winner)):
			winner = item
		}
	}
	if winner == nil {
		return nil, unsolvable(items)
	}
	return winner, nil
}

func nearer(a, b *conflictItem) bool {
	if a.parent == b.parent {
		return version.CompareMaven(a.node.version, b.node.version) > 0
	}
	return a.depth < b.depth
}

// chooseScope is JavaScopeSelector: a direct dependency's scope, else the
// widest.
func (r *conflictResolver) chooseScope(items []*conflictItem) string {
	var set scopeSet
	for _, i := range items {
		if i.depth <= 1 {
			return i.node.scope
		}
		set |= i.scopes
	}
	scopes := r.scopeNames(set)
	if len(scopes) > 1 {
		scopes = slices.DeleteFunc(scopes, func(s string) bool { return s == "system" })
	}
	if len(scopes) == 1 {
		return scopes[0]
	}
	for _, s := range []string{"compile", "runtime", "provided", "test"} {
		if slices.Contains(scopes, s) {
			return s
		}
	}
	return ""
}

// chooseOptional is SimpleOptionalitySelector: a direct dependency's, else
// optional only if every way is.
func chooseOptional(items []*conflictItem) bool {
	optional := true
	for _, i := range items {
		if i.depth <= 1 {
			return i.node.optional
		}
		if i.optionals&optFalse != 0 {
			optional = false
		}
	}
	return optional
}
