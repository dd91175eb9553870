package override

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// Suggestion is what a report leaves for a person to say: entries of two lists
// of a file, ready to be completed.
type Suggestion struct {
	Overrides  []string     // for what has no clear license, in the order of the findings
	Components []ScriptStub // for unnamed scripts, in the order of the report
	Untold     int          // notices of scripts for which no entry can be written
}

// Suggest gives stubs for all that is none, ambiguous, conflicting or
// unrecognised, whatever its verdict, and for the scripts that no component
// stands for.
func Suggest(r audit.Report, o Options) Suggestion {
	var out Suggestion
	for _, f := range r.Findings {
		if Open(f) {
			out.Overrides = append(out.Overrides, Stub(f, o))
		}
	}
	for i, tellings := range Tell(r.Unnamed) {
		out.Components = append(out.Components, scriptStubs(r.Unnamed[i], tellings, o)...)
		for _, t := range tellings {
			if t == Untold {
				out.Untold++
			}
		}
	}
	return out
}

// Len is the number of its entries.
func (s Suggestion) Len() int { return len(s.Overrides) + len(s.Components) }

// Nameless reports whether the name of a component is left open.
func (s Suggestion) Nameless() bool {
	return slices.ContainsFunc(s.Components, func(c ScriptStub) bool { return strings.HasPrefix(c.Text, "- name: "+FillIn+"\n") })
}

// Fresh leaves out the entries that AddTo would leave out.
func (s Suggestion) Fresh(file yamlfile.Source) Suggestion {
	return Suggestion{fresh(file, "overrides", s.Overrides), freshScripts(file, s.Components), s.Untold}
}

// AddTo appends the entries to a file, as Add and AddComponents do.
func (s Suggestion) AddTo(file yamlfile.Source) ([]byte, error) {
	data, err := Add(file, s.Overrides...)
	if err != nil {
		return nil, err
	}
	return AddComponents(yamlfile.Source{Name: file.Name, Data: data}, s.Components...)
}

// ScriptStub is one entry under components, ready to be completed, for a notice of
// scripts.
type ScriptStub struct {
	Text    string
	Several bool // its files have other notices, too
}

// scriptStubs are entries under components that settle an unnamed script: one for
// all files that have no other notice, and one for each first line of the notice in
// those that have. Such a file can be several components, and each entry has what
// tells it from the others.
func scriptStubs(u audit.Unnamed, tellings []Telling, o Options) []ScriptStub {
	type group struct {
		name    string
		several bool
	}
	var groups []group // in the order of the notices
	notices := make(map[group][]audit.Notice)
	most := make(map[group]Telling)
	for i, n := range u.Notices {
		t := tellings[i]
		if t == Untold {
			continue
		}
		g := group{FillIn, t != ByPath}
		if t == ByEither || t == ByWords || t == Together && organizationIn(u.Holders) == "" {
			g.name = n.Says
		}
		if notices[g] == nil {
			groups = append(groups, g)
		}
		notices[g], most[g] = append(notices[g], n), max(most[g], t)
	}
	var out []ScriptStub
	for _, g := range groups {
		out = append(out, ScriptStub{scriptStub(g.name, most[g], u, notices[g], o), g.several})
	}
	return out
}

// keeping says what of a stub tells it from those for other notices of its file.
var keeping = map[Telling]string{
	ByEither: "keep words of this one in the name, or its holder as organization",
	ByWords:  "keep words in the name that only this one has",
	ByHolder: "keep its holder as organization",
}

// shownNotices is how many notices a stub shows.
const shownNotices = 4

func scriptStub(name string, t Telling, u audit.Unnamed, notices []audit.Notice, o Options) string {
	s := &stub{}
	s.item("name", name)
	s.comment("code that is no library known: %s", short(u.Claim()))
	for i, n := range notices {
		if i == shownNotices {
			s.comment("and %d more", len(notices)-i)
			break
		}
		s.comment("%s: %s", place(n.At), short(n.Says))
	}
	organization := organizationIn(u.Holders)
	switch {
	case t != ByPath && t != Together:
		s.comment("the file has several notices: %s", keeping[t])
	case t == Together && organization != "":
		s.comment("the file has several notices, and nothing tells this one from another of its holder: keep the organization,")
		s.comment("and complete an entry for each, with a name of its own; else all of them stay warnings")
	case t == Together:
		s.comment("the file has several notices, and another says the same: keep words of it in the name,")
		s.comment("and complete an entry for each, with another license or name; else all of them stay warnings")
	}
	s.paths(notices)
	if u.License != "" {
		s.line("license: %s  # the notice says %s", FillIn, u.License)
	} else {
		s.license(audit.Conclusion{Candidates: u.Candidates})
	}
	if organization != "" {
		s.line("metadata: { organization: %s }", yamlfile.Quote(organization))
	}
	s.rest(o)
	return s.String()
}

// paths writes matchers of the files, each once: those of two can be the same.
func (s *stub) paths(notices []audit.Notice) {
	var all []string
	for _, n := range notices {
		if p := yamlfile.Quote(escapeGlob(n.At.File)); !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	if len(all) == 1 {
		s.line("path: %s", all[0])
		return
	}
	s.line("path:")
	for _, p := range all {
		s.line("  - %s", p)
	}
}
