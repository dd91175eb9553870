package override

import (
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Notice is a notice in a file, of code that is no library known.
type Notice struct {
	Holders []string
	Says    string // its first line
	Own     bool   // it is taken for the project's own
}

// Settle reports of which of a file's notices the entries say what their code is: an
// override by the file's path, that it is no library; a component that has the file
// among its own, what one of them is. Where a library stands beside, in the file or in
// that whose comments it has, such an override is of the notices alone.
//
// A component settles one notice of a file, so that none is passed over for an entry
// that was written for another: a notice is settled if it has a component however the
// components that fit it are given out, one to each, and as many as can be.
func (s *Set) Settle(file string, beside bool, notices []Notice) []bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	claimants := s.claimants(file, notices)
	settled := covered(fitsOf(claimants), len(notices))
	if s.noLibrary(file, beside) {
		for i := range settled {
			settled[i] = true
		}
	}
	for _, c := range claimants {
		c.note(file, settled)
	}
	return settled
}

// noLibrary reports whether an override says that a file is no library.
func (s *Set) noLibrary(file string, beside bool) bool {
	found := false
	for _, e := range s.entries {
		if e.kind != kindOverride || !e.noLibrary || e.match.Path == "" || !config.PathMatches(e.match.Path, file) {
			continue
		}
		if beside {
			e.notices = append(e.notices, strings.TrimSuffix(file, ".LICENSE.txt"))
		}
		e.used, found = true, true
	}
	return found
}

// claimant is a component with those of a file's notices that it fits.
type claimant struct {
	*entry
	fits []int
}

// claimants are the components that have a file among their own and fit a notice of
// it. Of those with the same ID a nearer file's decide.
func (s *Set) claimants(file string, notices []Notice) []claimant {
	nearest := map[audit.ID]int{}
	var all []claimant
	for _, e := range s.entries {
		paths := e.pathsOf(file)
		if e.kind != kindComponent || len(paths) == 0 {
			continue
		}
		nearest[e.id] = e.file
		if fits := e.fits(notices); len(fits) > 0 {
			e.standAt(paths)
			all = append(all, claimant{e, fits})
		}
	}
	return slices.DeleteFunc(all, func(c claimant) bool { return nearest[c.id] != c.file })
}

// standAt keeps by which of its paths a component stands somewhere.
func (e *entry) standAt(paths []string) {
	if e.standing == nil {
		e.standing = map[string]bool{}
	}
	for _, p := range paths {
		e.standing[p] = true
	}
}

// pathsOf are the paths of a component by which a file is its own.
func (e *entry) pathsOf(file string) []string {
	var out []string
	for _, p := range e.paths {
		if config.PathMatches(p, file) {
			out = append(out, p)
		}
	}
	return out
}

// fits are the notices of a file that a component may be: those that it is told by,
// of others' before the project's own; else the only one.
func (e *entry) fits(notices []Notice) []int {
	var others, own []int
	for i, n := range notices {
		if n.Own {
			own = append(own, i)
		} else {
			others = append(others, i)
		}
	}
	m := marks{e.id.Name, e.metadata.Organization, e.metadata.Copyright}
	if told := m.of(notices, others); len(told) > 0 {
		return told
	}
	if told := m.of(notices, own); len(told) > 0 {
		return told
	}
	switch {
	case len(others) == 1:
		return others
	case len(others) == 0 && len(own) == 1:
		return own
	}
	return nil
}

// marks are what tells the component that a notice is about.
type marks struct{ name, organization, copyright string }

// of are those among a file's notices that have the marks, by whole words: a mark that
// none has, or none that has those before it, says nothing.
func (m marks) of(notices []Notice, among []int) []int {
	name, organization, copyright := audit.Words(m.name), strings.Fields(audit.HolderKey(m.organization)), audit.Words(m.copyright)
	var told []int
	for _, has := range [...]func(Notice) bool{
		func(n Notice) bool { return len(name) > 0 && slices.Equal(audit.Words(n.Says), name) },
		func(n Notice) bool { return within(name, audit.Words(n.Says)) },
		func(n Notice) bool { return within(organization, n.holders()) },
		func(n Notice) bool {
			return slices.ContainsFunc(n.Holders, func(h string) bool { return within(strings.Fields(audit.HolderKey(h)), copyright) })
		},
	} {
		var some []int
		for _, i := range among {
			if has(notices[i]) {
				some = append(some, i)
			}
		}
		if len(some) > 0 {
			told, among = some, some
		}
	}
	return told
}

// holders are the words of the holders, as all spellings share them.
func (n Notice) holders() []string {
	var out []string
	for _, h := range n.Holders {
		out = append(out, strings.Fields(audit.HolderKey(h))...)
	}
	return out
}

// within reports whether words stand in others, one after the other.
func within(words, in []string) bool {
	for i := 0; len(words) > 0 && i+len(words) <= len(in); i++ {
		if slices.Equal(in[i:i+len(words)], words) {
			return true
		}
	}
	return false
}

// fitsOf are the notices that each component fits. Entries that say the same of the
// same component are one.
func fitsOf(claimants []claimant) [][]int {
	type said struct {
		id      audit.ID
		license spdx.Expression
		fits    string
	}
	seen := map[said]bool{}
	var out [][]int
	for _, c := range claimants {
		key := said{c.id, c.license, fmt.Sprint(c.fits)}
		if !seen[key] {
			seen[key] = true
			out = append(out, c.fits)
		}
	}
	return out
}

// covered reports which of n notices are one of the most that can each have a component
// of its own, whichever are chosen.
func covered(fits [][]int, n int) []bool {
	out := make([]bool, n)
	most := matched(fits, n, -1)
	for i := range out {
		out[i] = matched(fits, n, i) < most
	}
	return out
}

// matched is how many of n notices, all but one, can each have a component of its own:
// one component after the other takes a notice, from another that can take a different
// one if need be (https://en.wikipedia.org/wiki/Maximum_cardinality_matching).
func matched(fits [][]int, n, without int) int {
	of := make([]int, n) // the component that has a notice, and 1
	var tried []bool
	var take func(c int) bool
	take = func(c int) bool {
		for _, i := range fits[c] {
			if i == without || tried[i] {
				continue
			}
			tried[i] = true
			if of[i] == 0 || take(of[i]-1) {
				of[i] = c + 1
				return true
			}
		}
		return false
	}
	count := 0
	for c := range fits {
		tried = make([]bool, n)
		if take(c) {
			count++
		}
	}
	return count
}

// note keeps what became of a component at a file.
func (c claimant) note(file string, settled []bool) {
	if slices.ContainsFunc(c.fits, func(i int) bool { return !settled[i] }) {
		keepFirst(&c.unclear, fmt.Sprintf("it may be any of %d notices of %q, and settles none: say more of the one in its name or organization, or declare the others, too", len(c.fits), file))
		return
	}
	c.used = true
}

// settlesOnly reports whether an entry settled a notice in a file of the component,
// and says nothing of the component itself.
func (e *entry) settlesOnly(c audit.Component) bool {
	return e.noLibrary && slices.ContainsFunc(c.Occurrences, func(o audit.Occurrence) bool { return slices.Contains(e.notices, o.Found.File) })
}
