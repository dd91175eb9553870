package js

import (
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// A header is the project's own by sheer number only if it stands in most of the
// scripts that are no library known, and in enough of them: a few scripts of one
// vendor are soon most of a small tree.
const manyOwn = 10

// ownNotices marks the notices that are the project's own: their holders are, or
// they stand in most of its scripts, those of the tree that are no library known.
// What closes the code, or names a license that may not be the project's, is never
// taken for the project's by its number.
func (s *scanner) ownNotices(p project) {
	notices := s.result.Notices
	root := s.rootLicense(p)
	for i := range notices {
		notices[i].Own = s.why(p, root, notices[i])
	}
	for _, h := range Fold(notices) {
		n := s.unknownIn(h.Paths)
		if h.Own != "" || h.Closed || h.Others || h.Based || n < manyOwn || 2*n <= len(s.unknown) || !mayBeOwn(h.Notice, root) || h.Licensed && h.License == "" {
			continue
		}
		for i := range notices {
			if notices[i].identity() == h.identity() && !inArchive(notices[i].Path) {
				notices[i].Own = fmt.Sprintf("it stands in %d of the %d scripts that are no library known", n, len(s.unknown))
			}
		}
	}
}

func inArchive(path string) bool { return strings.Contains(path, "!/") }

// unknownIn counts the scripts among the paths that are no library known. A bundle
// and the file of comments beside it are one.
func (s *scanner) unknownIn(paths []string) int {
	seen := make(map[string]bool)
	for _, p := range paths {
		if p = strings.TrimSuffix(p, licenseTxt); s.unknown[p] {
			seen[p] = true
		}
	}
	return len(seen)
}

// rootLicense is what the license text at the root is; empty where there is none, or
// where it leaves it open.
func (s *scanner) rootLicense(p project) spdx.Expression {
	if p.text == nil {
		return ""
	}
	return s.texts.Classify(p.text).License
}

// mayBeOwn reports whether the license that a notice names may be the project's: that
// of the text at its root, or where there is none, one that asks little. Others'
// copyleft is what an audit must not pass over.
func mayBeOwn(n Notice, root spdx.Expression) bool {
	says := n.Candidates
	if n.License != "" {
		says = []spdx.Expression{n.License}
	}
	return !slices.ContainsFunc(says, func(e spdx.Expression) bool {
		if root != "" {
			return !agree(e, root)
		}
		return slices.ContainsFunc(e.Terms(), func(t spdx.Term) bool {
			c, _ := spdx.CategoryOf(t)
			return c != spdx.Permissive && c != spdx.PublicDomain
		})
	})
}

// why says why a notice is the project's by its holders, all of whom must be.
func (s *scanner) why(p project, root spdx.Expression, n Notice) string {
	if len(n.Holders) == 0 {
		// A bare tag: libraries name themselves, or somebody, beside it.
		if strings.HasPrefix(n.Says, "SPDX-License-Identifier") && n.License != "" && n.License == root && !n.Closed && !n.Based {
			return "the license text at the tree's root is the same"
		}
		return ""
	}
	if n.Others || n.Based || !mayBeOwn(n, root) {
		return ""
	}
	why := ""
	for _, name := range n.Holders {
		by, ok := s.names(p, name, n.Closed)
		if !ok {
			return ""
		}
		if why == "" {
			why = by + " names its holder"
		}
	}
	return why
}

// names returns what names a holder, or each of several in one line, as the
// project's. What closes the code is the project's only if it says so of itself: a
// license text may be that of what was copied.
func (s *scanner) names(p project, name string, closed bool) (by string, ok bool) {
	one := func(name string) bool {
		if s.Own != nil && s.Own(name) {
			by = "javascript.own"
			return true
		}
		named := p.names[audit.HolderKey(name)]
		if named == "" || closed && named != pomName && named != manifestName {
			return false
		}
		by = named
		return true
	}
	if one(name) {
		return by, true
	}
	parts := slices.DeleteFunc(strings.Split(name, ", "), audit.IsLegalForm)
	return by, len(parts) > 1 && !slices.ContainsFunc(parts, func(part string) bool { return !one(part) })
}
