package override

import (
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
)

// Telling is what an entry must have, besides the file's path, to be the component that
// a notice is about.
type Telling int

// They are sorted by what they ask.
const (
	ByPath   Telling = iota // nothing: the notice is the only one of its file
	ByEither                // words of the notice in its name, or its holder as organization
	ByWords                 // words of the notice that no other of the file says in its name
	ByHolder                // its holder as organization
	Together                // words or holder, which others have, too: each of them needs an entry
	Untold                  // what no entry can have: the notice has no words and no holder
)

// Tell says what tells each notice of each unnamed script from the others of its file.
func Tell(unnamed []audit.Unnamed) [][]Telling {
	files := map[string][]Notice{}
	for _, u := range unnamed {
		for _, n := range u.Notices {
			files[n.At.File] = append(files[n.At.File], Notice{Holders: u.Holders, Says: n.Says})
		}
	}
	next := map[string]int{} // in its file
	var out [][]Telling
	for _, u := range unnamed {
		var tellings []Telling
		for _, n := range u.Notices {
			file := n.At.File
			t := ByPath
			if n.Several {
				t = tellingOf(files[file], next[file])
			}
			next[file]++
			tellings = append(tellings, t)
		}
		out = append(out, tellings)
	}
	return out
}

func tellingOf(notices []Notice, i int) Telling {
	all := make([]int, len(notices))
	for j := range all {
		all[j] = j
	}
	name, organization := nameIn(notices[i].Says), organizationIn(notices[i].Holders)
	words, holder := marks{name: name}.of(notices, all), marks{organization: organization}.of(notices, all)
	only := []int{i}
	switch {
	case slices.Equal(words, only) && slices.Equal(holder, only):
		return ByEither
	case slices.Equal(words, only):
		return ByWords
	case slices.Equal(holder, only):
		return ByHolder
	case slices.Contains(words, i) || slices.Contains(holder, i):
		return Together
	}
	return Untold
}

// nameIn is what a notice says, if it can be a component's name.
func nameIn(says string) string {
	if says == FillIn || len(audit.Words(says)) == 0 {
		return ""
	}
	return says
}

// organizationIn is the first holder, if there is one with a name.
func organizationIn(holders []string) string {
	if len(holders) == 0 || audit.HolderKey(holders[0]) == "" {
		return ""
	}
	return holders[0]
}
