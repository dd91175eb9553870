package override

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

const day = "2026-11-23"

// load reads files, the last being the nearest.
func load(t *testing.T, files ...string) *Set {
	t.Helper()
	s, err := read(t, files...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func read(t *testing.T, files ...string) (*Set, error) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "licenses/bob.txt", "Bob lets you.\n")
	write(t, dir, "src/main/webapp/icons/a.png", "x")
	var sources []yamlfile.Source
	for i, f := range files {
		name := "overrides.yaml"
		if i < len(files)-1 {
			name = "company.yaml"
		}
		sources = append(sources, yamlfile.Source{Name: name, Data: []byte("version: 1\n" + f)})
	}
	return Read(dir, sources, day)
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func maven(g, a, v string) audit.Component {
	return audit.Component{ID: audit.Maven(g, a, "jar", "", v), Occurrences: []audit.Occurrence{{Scope: "compile", Path: []audit.ID{audit.Maven(g, a, "jar", "", v)}, Found: audit.Position{File: "pom.xml", Line: 9}}}}
}

func file(name, v string, paths ...string) audit.Component {
	c := audit.Component{ID: audit.NPM(name, v)}
	for _, p := range paths {
		c.Occurrences = append(c.Occurrences, audit.Occurrence{Scope: "runtime", Found: audit.Position{File: p}})
	}
	return c
}

var none = audit.Conclusion{Basis: audit.None}

// declares is what upstream concludes from license elements.
func declares(basis audit.Basis, license spdx.Expression, names ...string) audit.Conclusion {
	c := audit.Conclusion{Basis: basis, License: license}
	for _, n := range names {
		claim := audit.Claim{Evidence: audit.Evidence{Kind: audit.KindPOM, Name: n}}
		if len(names) == 1 {
			claim.License = license
		}
		c.Claims = append(c.Claims, claim)
	}
	return c
}

func TestApply(t *testing.T) {
	oro := maven("oro", "oro", "2.0.8")
	tests := []struct {
		name, file string
		c          audit.Component
		upstream   audit.Conclusion
		license    spdx.Expression // in the end
		states     string          // of the entries, in order
		detail     string          // of the first entry
	}{
		{"none declared", "overrides:\n  - { match: oro:oro, license: Apache-1.1, reason: x }\n", oro, none, "Apache-1.1", Applied, ""},
		{"guard holds", "overrides:\n  - { match: oro:oro, when: { declared: none }, license: Apache-1.1, reason: x }\n", oro, none, "Apache-1.1", Applied, ""},
		{"guard of none fails", "overrides:\n  - { match: oro:oro, when: { declared: none }, license: Apache-1.1, reason: x }\n", oro, declares(audit.Declared, "MIT", "The MIT"), "MIT", Contradicted,
			`oro:oro:2.0.8: the entry expects that upstream declares none, and it declares "The MIT"`},
		{"guard by name", "overrides:\n  - { match: oro:oro, when: { declared: \"Bob's\" }, license: MIT, reason: x }\n", oro, declares(audit.Unrecognised, "", "Bob's"), "MIT", Applied, ""},
		{"guard by name, white space", "overrides:\n  - { match: oro:oro, when: { declared: The Bob }, license: MIT, reason: x }\n", oro, declares(audit.Unrecognised, "", " The\n  Bob "), "MIT", Applied, ""},
		{"guard by expression", "overrides:\n  - { match: oro:oro, when: { declared: mit }, license: ISC, reason: x }\n", oro, declares(audit.Declared, "MIT", "MIT License"), "ISC", Applied, ""},
		{"guard by another name", "overrides:\n  - { match: oro:oro, when: { declared: Bob }, license: MIT, reason: x }\n", oro, declares(audit.Unrecognised, "", "Eve"), "", Contradicted,
			`oro:oro:2.0.8: the entry expects that upstream declares "Bob", and it declares "Eve"`},
		{"guard of a name, now none", "overrides:\n  - { match: oro:oro, when: { declared: Bob }, license: MIT, reason: x }\n", oro, none, "", Contradicted,
			`oro:oro:2.0.8: the entry expects that upstream declares "Bob", and it declares none`},
		{"guard of two names", "overrides:\n  - { match: oro:oro, when: { declared: [B, A] }, license: MIT, reason: x }\n", oro, declares(audit.AmbiguousB, "", "A", "B"), "MIT", Applied, ""},
		{"guard of one of two", "overrides:\n  - { match: oro:oro, when: { declared: A }, license: MIT, reason: x }\n", oro, declares(audit.AmbiguousB, "", "A", "B"), "", Contradicted,
			`oro:oro:2.0.8: the entry expects that upstream declares "A", and it declares "A" and "B"`},
		{"unguarded", "overrides:\n  - { match: oro:oro, license: ISC, reason: x }\n", oro, declares(audit.Declared, "MIT", "MIT License"), "MIT", Unguarded,
			`oro:oro:2.0.8: upstream says MIT, and the entry ISC; add when: { declared: "MIT License" }`},
		{"ambiguous needs no guard", "overrides:\n  - { match: oro:oro, license: BSD-3-Clause, reason: x }\n", oro, declares(audit.AmbiguousB, "", "BSD"), "BSD-3-Clause", Applied, ""},
		{"superseded", "overrides:\n  - { match: oro:oro, when: { declared: none }, license: MIT, reason: x }\n", oro, declares(audit.Declared, "MIT", "MIT License"), "MIT", Superseded,
			"oro:oro:2.0.8: upstream now says MIT itself (declared)"},
		{"superseded, other order", "overrides:\n  - { match: oro:oro, license: ISC OR MIT, reason: x }\n", oro, declares(audit.Declared, "MIT OR ISC", "x"), "MIT OR ISC", Superseded, "oro:oro:2.0.8: upstream now says MIT OR ISC itself (declared)"},
		{"expired", "overrides:\n  - { match: oro:oro, license: MIT, reason: x, expires: 2026-11-22 }\n", oro, none, "MIT", Expired, "it expired on 2026-11-22 and is still applied"},
		{"last day", "overrides:\n  - { match: oro:oro, license: MIT, reason: x, expires: 2026-11-23 }\n", oro, none, "MIT", Applied, ""},
		{"unmatched", "overrides:\n  - { match: oro:orro, license: MIT, reason: x }\n", oro, none, "", Unmatched, `no component matches; did you mean "oro:oro"?`},
		{"versions", "overrides:\n  - { match: oro:oro, versions: \"[2.0.7,2.0.8]\", license: MIT, reason: x }\n", oro, none, "MIT", Applied, ""},
		{"other versions", "overrides:\n  - { match: oro:oro, versions: \"[2.0.7]\", license: MIT, reason: x }\n", oro, none, "", Unmatched, `the version in use is 2.0.8, which is not in "[2.0.7]"`},
		{"a version", "overrides:\n  - { match: oro:oro, versions: 2.0.8, license: MIT, reason: x }\n", oro, none, "MIT", Applied, ""},
		{"g:a:v", "overrides:\n  - { match: \"oro:*:2.0.*\", license: MIT, reason: x }\n", oro, none, "MIT", Applied, ""},
		{"exact before glob", "overrides:\n  - { match: \"oro:*\", license: ISC, reason: x }\n  - { match: oro:oro, license: MIT, reason: x }\n", oro, none, "MIT", Shadowed + " " + Applied, "oro:oro:2.0.8: a nearer entry decides"},
		{"choose", "overrides:\n  - { match: oro:oro, choose: MIT, reason: x }\n", oro, declares(audit.Declared, "GPL-2.0-only OR MIT", "x"), "MIT", Applied, ""},
		{"choose what upstream chose", "overrides:\n  - { match: oro:oro, when: { declared: GPL-2.0-only OR MIT }, choose: MIT, reason: x }\n", oro, declares(audit.Declared, "MIT", "x"), "MIT", Superseded, "oro:oro:2.0.8: upstream now says MIT itself (declared)"},
		{"choose of several elements", "overrides:\n  - { match: oro:oro, choose: MIT, reason: x }\n", oro, audit.Conclusion{Basis: audit.Declared, License: "MIT OR ISC", AssumedOr: true}, "MIT", Applied, ""},
		{"choose what is not offered", "overrides:\n  - { match: oro:oro, choose: MIT, reason: x }\n", oro, declares(audit.Declared, "GPL-2.0-only OR ISC", "x"), "GPL-2.0-only OR ISC", Contradicted,
			"oro:oro:2.0.8: the entry chooses MIT, which upstream does not offer: it says GPL-2.0-only OR ISC"},
		{"choose one of what all apply", "overrides:\n  - { match: oro:oro, choose: MIT, reason: x }\n", oro, declares(audit.Declared, "GPL-2.0-only AND MIT", "x"), "GPL-2.0-only AND MIT", Contradicted,
			"oro:oro:2.0.8: the entry chooses MIT, which upstream does not offer: it says GPL-2.0-only AND MIT"},
		{"choose a later version", "overrides:\n  - { match: oro:oro, choose: GPL-3.0-only, reason: x }\n", oro, declares(audit.Declared, "GPL-2.0-or-later", "x"), "GPL-3.0-only", Applied, ""},
		{"npm range", "overrides:\n  - { match: pkg:npm/jquery, versions: ^3.1.0, license: MIT, reason: x }\n", file("jquery", "3.6.0", "a/jquery.js"), none, "MIT", Applied, ""},
		{"path", "overrides:\n  - { match: a/**, license: MIT, reason: x }\n", file("jquery", "3.6.0", "a/jquery.js"), none, "MIT", Applied, ""},
		{"path covers one of two", "overrides:\n  - { match: a/**, license: MIT, reason: x }\n", file("jquery", "3.6.0", "a/jquery.js", "b/jquery.js"), none, "", Unmatched, `jquery@3.6.0 also stands in a file that "a/**" does not cover`},
		{"path and a Maven artifact", "overrides:\n  - { match: pom.xml, license: MIT, reason: x }\n", oro, none, "", Unmatched, "no component matches"},
		{"sha256", "overrides:\n  - { match: oro:oro, when: { sha256: " + strings.Repeat("ab", 32) + " }, license: MIT, reason: x }\n", oro,
			audit.Conclusion{Basis: audit.None, Claims: []audit.Claim{{Evidence: audit.Evidence{Kind: audit.KindLicenseFile, SHA256: strings.Repeat("ab", 32)}}}}, "MIT", Applied, ""},
		{"sha256 of no text", "overrides:\n  - { match: oro:oro, when: { sha256: " + strings.Repeat("ab", 32) + " }, license: MIT, reason: x }\n", oro, none, "", Contradicted,
			"oro:oro:2.0.8: the entry expects a license text with the SHA-256 " + strings.Repeat("ab", 32) + ", and no text was found"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := load(t, tt.file)
			_, con, ok := s.Apply(tt.c, tt.upstream)
			var states []string
			for _, st := range s.States() {
				states = append(states, st.State)
			}
			if got := strings.Join(states, " "); got != tt.states || s.States()[0].Detail != tt.detail {
				t.Errorf("states %s (%s), want %s (%s)", got, s.States()[0].Detail, tt.states, tt.detail)
			}
			if con.License != tt.license || !ok {
				t.Errorf("license %q, %v; want %q", con.License, ok, tt.license)
			}
			if (con.Basis == audit.Overridden) != (strings.HasSuffix(tt.states, Applied) || tt.states == Expired) {
				t.Errorf("basis %s in the state %s", con.Basis, tt.states)
			}
		})
	}
}

func TestNearestFileWins(t *testing.T) {
	s := load(t, "overrides:\n  - { match: a:b, license: ISC, reason: outer, metadata: { name: Outer, url: u } }\n",
		"overrides:\n  - { match: \"a:*\", license: MIT, reason: inner, metadata: { name: Inner } }\n")
	c, con, _ := s.Apply(maven("a", "b", "1"), none)
	want := audit.Conclusion{License: "MIT", Basis: audit.Overridden, By: "overrides.yaml:3", Reason: "inner", Upstream: &none}
	if diff := cmp.Diff(want, con); diff != "" {
		t.Error(diff)
	}
	if want := (audit.Metadata{Name: "Inner", URL: "u"}); c.Metadata != want {
		t.Errorf("metadata %+v, want %+v", c.Metadata, want)
	}
}

func TestNotALibrary(t *testing.T) {
	s := load(t, "overrides:\n  - { match: src/main/webapp/our/**, library: false, reason: ours }\n")
	if _, _, ok := s.Apply(file("jquery", "1", "src/main/webapp/our/x.js"), none); ok {
		t.Error("it is still a library")
	}
	if _, _, ok := s.Apply(file("jquery", "1", "src/main/webapp/x.js"), none); !ok {
		t.Error("another is none either")
	}
	if got := s.States()[0]; got.State != Applied || len(got.Applied) != 1 {
		t.Errorf("state %+v", got)
	}
}

func TestNames(t *testing.T) {
	s := load(t, "names:\n  - is: \"Bob's Open Source License\"\n    license: LicenseRef-Bob\n    text: licenses/bob.txt\n    reason: x\n  - is: Unused\n    license: MIT\n    reason: x\n")
	license, by, ok := s.Name(" bob's  Open Source License\n", "")
	if license != "LicenseRef-Bob" || by != "overrides.yaml:3" || !ok {
		t.Fatalf("Name = %q, %q, %v", license, by, ok)
	}
	upstream := audit.Conclusion{License: license, Basis: audit.Declared, Claims: []audit.Claim{{License: license, Rule: by, Evidence: audit.Evidence{Kind: audit.KindPOM, Name: "Bob's Open Source License"}}}}
	_, con, _ := s.Apply(maven("a", "b", "1"), upstream)
	if len(con.Claims) != 2 || con.Claims[1].Evidence.Text != "Bob lets you.\n" || con.Claims[1].Evidence.Found.File != "licenses/bob.txt" {
		t.Errorf("claims %+v", con.Claims)
	}
	states := s.States()
	if states[0].State != Applied || states[0].Applied[0] != audit.Maven("a", "b", "", "", "1") || states[1].State != Unmatched {
		t.Errorf("states %+v", states)
	}
}

func TestComponents(t *testing.T) {
	s := load(t, "components:\n  - { name: silk, version: \"1.3\", path: src/main/webapp/icons/**, license: CC-BY-2.5, reason: x }\n  - { name: gone, path: gone/**, license: MIT, reason: x }\n  - { name: word, license: MIT, reason: x }\n")
	var got []string
	for _, d := range s.Components() {
		got = append(got, d.Component.ID.String()+" "+d.Component.Occurrences[0].Scope+" "+d.Component.Occurrences[0].Found.File+" "+string(d.Conclusion.License)+" "+d.Conclusion.By)
	}
	want := []string{"pkg:generic/silk@1.3 runtime src/main/webapp/icons/** CC-BY-2.5 overrides.yaml:3", "pkg:generic/word runtime overrides.yaml MIT overrides.yaml:5"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if st := s.States()[1]; st.State != Unmatched || st.Detail != `no file of the project matches "gone/**"` {
		t.Errorf("state %+v", st)
	}
	if p := s.Problems(); len(p) != 1 || p[0].Code != audit.CodeOverrideUnmatched || p[0].At.Line != 4 {
		t.Errorf("problems %+v", p)
	}
}

// TestSettles: what a file is in which no library was found is said by a component
// with its path, in an archive too, or by an override that says that it is none.
func TestSettles(t *testing.T) {
	s := load(t, `
overrides:
  - { match: "js/own/**", library: false, reason: ours }
  - { match: "js/grid.js", license: MIT, reason: its site }
components:
  - { name: grid, path: "./js/grid*.js", license: MIT, reason: its site }
  - { name: inner, path: "a.war!/js/*.js", license: MIT, reason: its site }
  - { name: gone, path: "js/gone.js", license: MIT, reason: its site }
`)
	for file, want := range map[string]bool{"js/own/a/b.js": true, "js/grid-2.js": true, "a.war!/js/x.js": true, "js/other.js": false} {
		if got := s.Settle(file, false, []Notice{{}})[0]; got != want {
			t.Errorf("%s is settled: %t, want %t", file, got, want)
		}
	}
	var names, states []string
	for _, d := range s.Components() {
		names = append(names, d.Component.ID.Name)
	}
	for _, st := range s.States() {
		states = append(states, st.Match+" "+st.State)
	}
	if diff := cmp.Diff([]string{"grid", "inner"}, names); diff != "" {
		t.Errorf("components (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"js/own/** applied", "js/grid.js unmatched", "grid applied", "inner applied", "gone unmatched"}, states); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
}

// TestComponentPaths: a component stands at each of its paths that matches something,
// with the scope of that place, and another one is told.
func TestComponentPaths(t *testing.T) {
	s := load(t, `
components:
  - { name: grid, path: [js/grid.js, src/test/js/grid.js, js/gone.js], license: MIT, reason: its site }
  - { name: gone, path: [js/gone.js, js/lost.js], license: MIT, reason: its site }
`)
	for _, file := range []string{"js/grid.js", "src/test/js/grid.js"} {
		if !s.Settle(file, false, []Notice{{}})[0] {
			t.Errorf("%s is not settled", file)
		}
	}
	declared := s.Components()
	if len(declared) != 1 {
		t.Fatalf("got %+v", declared)
	}
	var places []string
	for _, o := range declared[0].Component.Occurrences {
		places = append(places, o.Scope+" "+o.Found.File)
	}
	if diff := cmp.Diff([]string{"runtime js/grid.js", "test src/test/js/grid.js"}, places); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
	var states []string
	for _, st := range s.States() {
		states = append(states, st.Match+" "+st.State+": "+st.Detail)
	}
	want := []string{`grid applied: no file of the project matches "js/gone.js"`, `gone unmatched: no file of the project matches "js/gone.js"`}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
}

// TestSettlesOneOfTwo: of two notices in a file a component is one, and a path that
// is no library leaves the library of the file alone. A path is taken as it is told.
func TestSettlesOneOfTwo(t *testing.T) {
	s := load(t, `
overrides:
  - { match: "js/joined.js", library: false, reason: ours }
  - { match: "js/foo x.js", library: false, reason: ours }
  - { match: "js/foo[1].js", library: false, reason: ours }
components:
  - { name: FooGrid, path: "js/two.js", license: MIT, reason: its site }
  - { name: charts, path: "js/two.js", license: MIT, reason: its site, metadata: { organization: Bar } }
`)
	three := []Notice{
		{Says: "foogrid 2.1 (c) Foo", Holders: []string{"Foo"}},
		{Says: "(c) 2010 Bar Ltd", Holders: []string{"Bar Ltd"}},
		{Says: "(c) 2010 Third", Holders: []string{"Third"}},
	}
	if got, want := s.Settle("js/two.js", false, three), []bool{true, true, false}; !slices.Equal(got, want) {
		t.Errorf("settled are %v, want %v", got, want)
	}
	for _, file := range []string{"js/joined.js", "js/foo x.js", "js/foo[1].js"} {
		if got := s.Settle(file, file == "js/joined.js", []Notice{{}, {}}); !got[0] || !got[1] {
			t.Errorf("of %s are settled %v", file, got)
		}
	}
	library := audit.Component{ID: audit.NPM("jquery", "3.7.1"), Occurrences: []audit.Occurrence{{Found: audit.Position{File: "js/joined.js"}}}}
	if _, _, ok := s.Apply(library, audit.Conclusion{}); !ok {
		t.Error("the library beside the notice is lost")
	}
}
