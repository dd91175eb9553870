package js

import (
	"cmp"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// Header is one notice with all the places where it stands.
type Header struct {
	Notice
	Notices []Notice // all of it, sorted by path and line; the first is Notice
	Paths   []string // sorted; that of Notice is the first
	Also    []string // what its other comments say first, sorted; at most maxAlso
}

// maxAlso is how many other first lines of one header are kept.
const maxAlso = 8

// identity is what makes two notices one.
type identity struct {
	closed, licensed, others, based          bool
	holder, license, candidates, status, own string
}

func (n Notice) identity() identity {
	var all []string
	for _, e := range n.Candidates {
		all = append(all, string(e))
	}
	return identity{n.Closed, n.Licensed, n.Others, n.Based, audit.HolderKey(n.Holder()), string(n.License), strings.Join(all, "|"), string(n.Status), n.Own}
}

// Fold joins the notices that claim the same for the same holder, whatever their
// words: a project's own header differs in years. Headers are sorted by their first
// path and line.
func Fold(notices []Notice) []Header {
	byIdentity := make(map[identity]int)
	var out []Header
	for _, n := range slices.SortedFunc(slices.Values(notices), compareNotices) {
		i, ok := byIdentity[n.identity()]
		if !ok {
			i = len(out)
			byIdentity[n.identity()] = i
			out = append(out, Header{Notice: n})
		}
		h := &out[i]
		h.Notices = append(h.Notices, n)
		h.Paths = append(h.Paths, n.Path)
		if n.Says != "" && n.Says != h.Says && len(h.Also) < maxAlso && !slices.Contains(h.Also, n.Says) {
			h.Also = append(h.Also, n.Says)
		}
	}
	for i := range out {
		slices.Sort(out[i].Paths)
		out[i].Paths = slices.Compact(out[i].Paths)
		slices.Sort(out[i].Also)
	}
	return out
}

func compareNotices(a, b Notice) int {
	if c := cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Says, b.Says)); c != 0 {
		return c
	}
	return compareIdentities(a.identity(), b.identity())
}

func compareIdentities(a, b identity) int {
	return cmp.Or(compareBools(a.closed, b.closed), compareBools(a.licensed, b.licensed), compareBools(a.others, b.others), compareBools(a.based, b.based), cmp.Compare(a.holder, b.holder),
		cmp.Compare(a.license, b.license), cmp.Compare(a.candidates, b.candidates), cmp.Compare(a.status, b.status), cmp.Compare(a.own, b.own))
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
