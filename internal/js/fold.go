package js

import (
	"cmp"
	"fmt"
	"slices"
)

// Header is one notice with all the places where it stands.
type Header struct {
	Notice
	Paths []string // sorted; that of Notice is the first
}

// key is what makes two notices one.
func (n Notice) key() string {
	return fmt.Sprintf("%t|%t|%s|%s|%v|%s|%s", n.Closed, n.Licensed, sameHolder(n.Holder), n.License, n.Candidates, n.Status, n.Own)
}

// Fold joins the notices that claim the same for the same holder, whatever their
// words: a project's own header differs in years. Headers are sorted by their first
// path and line.
func Fold(notices []Notice) []Header {
	byKey := make(map[string]int)
	var out []Header
	for _, n := range notices {
		i, ok := byKey[n.key()]
		if !ok {
			i = len(out)
			byKey[n.key()] = i
			out = append(out, Header{Notice: n})
		}
		h := &out[i]
		if compareNotices(n, h.Notice) < 0 {
			h.Notice = n
		}
		h.Paths = append(h.Paths, n.Path)
	}
	for i := range out {
		slices.Sort(out[i].Paths)
		out[i].Paths = slices.Compact(out[i].Paths)
	}
	slices.SortFunc(out, func(a, b Header) int { return compareNotices(a.Notice, b.Notice) })
	return out
}

func compareNotices(a, b Notice) int {
	return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Says, b.Says), cmp.Compare(a.key(), b.key()))
}
