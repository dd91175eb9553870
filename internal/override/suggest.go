package override

import (
	"cmp"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// Suggestion is what a report leaves for a person to say: entries of two lists
// of a file, ready to be completed.
type Suggestion struct {
	Overrides  []string // for what has no clear license, in the order of the findings
	Components []string // for unnamed scripts, in the order of the report
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
	for _, u := range r.Unnamed {
		out.Components = append(out.Components, ScriptStubs(u, o)...)
	}
	return out
}

// Len is the number of its entries.
func (s Suggestion) Len() int { return len(s.Overrides) + len(s.Components) }

// Fresh leaves out the entries that AddTo would leave out.
func (s Suggestion) Fresh(file yamlfile.Source) Suggestion {
	return Suggestion{fresh(file, "overrides", s.Overrides), fresh(file, "components", s.Components)}
}

// AddTo appends the entries to a file, as Add and AddComponents do.
func (s Suggestion) AddTo(file yamlfile.Source) ([]byte, error) {
	data, err := Add(file, s.Overrides...)
	if err != nil {
		return nil, err
	}
	return AddComponents(yamlfile.Source{Name: file.Name, Data: data}, s.Components...)
}

// ScriptStubs are entries under components that settle an unnamed script: one
// for all files that have no other notice, and one for each first line of the
// notice in those that have. Such a file can be several components, and an entry
// is the one whose name its notice says, or whose organization is its holder.
func ScriptStubs(u audit.Unnamed, o Options) []string {
	var names []string // in the order of the notices
	of := make(map[string][]audit.Notice)
	for _, n := range u.Notices {
		name := FillIn
		if n.Several {
			name = cmp.Or(n.Says, FillIn)
		}
		if of[name] == nil {
			names = append(names, name)
		}
		of[name] = append(of[name], n)
	}
	var out []string
	for _, name := range names {
		out = append(out, scriptStub(name, u, of[name], o))
	}
	return out
}

// shownNotices is how many notices a stub shows.
const shownNotices = 4

func scriptStub(name string, u audit.Unnamed, notices []audit.Notice, o Options) string {
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
	if slices.ContainsFunc(notices, func(n audit.Notice) bool { return n.Several }) {
		s.comment("the file has several notices: keep words of this one in the name, or its holder as organization")
	}
	s.paths(notices)
	if u.License != "" {
		s.line("license: %s  # the notice says %s", FillIn, u.License)
	} else {
		s.license(audit.Conclusion{Candidates: u.Candidates})
	}
	if len(u.Holders) > 0 {
		s.line("metadata: { organization: %s }", yamlfile.Quote(u.Holders[0]))
	}
	s.rest(o)
	return s.String()
}

func (s *stub) paths(notices []audit.Notice) {
	var all []string
	for _, n := range notices {
		all = append(all, yamlfile.Quote(escapeGlob(n.At.File)))
	}
	all = slices.Compact(all)
	if len(all) == 1 {
		s.line("path: %s", all[0])
		return
	}
	s.line("path:")
	for _, p := range all {
		s.line("  - %s", p)
	}
}
