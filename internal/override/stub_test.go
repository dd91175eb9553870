package override

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

var options = Options{By: "jane", Date: "2026-11-22", Remembered: func(id audit.ID) (spdx.Expression, bool) { return "Apache-1.1", id.Name == "oro" }}

func TestStub(t *testing.T) {
	at := audit.Position{File: "g:bob:1.0.pom", Line: 7}
	tests := []struct {
		name string
		f    audit.Finding
		want string
	}{
		{"none", audit.Finding{Component: maven("oro", "oro", "2.0.8"), Conclusion: none}, `- match: oro:oro
  # oro:oro:2.0.8: nothing declares a license
  # remembered, not read: Apache-1.1 (check it before you rely on it)
  versions: "[2.0.8]"
  when: { declared: none }
  license: FILL-IN  # an SPDX expression
  reason: FILL-IN  # where it says so; Markdown
  by: jane
  date: 2026-11-22
`},
		{"unrecognised", audit.Finding{Component: maven("g", "bob", "1.0"), Conclusion: audit.Conclusion{Basis: audit.Unrecognised, Claims: []audit.Claim{
			{Evidence: audit.Evidence{Kind: audit.KindPOM, Name: "Bob's Open\n Source License", URL: "http://bob", Found: at}},
			{Evidence: audit.Evidence{Kind: audit.KindLicenseFile, SHA256: "abc", Found: audit.Position{File: "g:bob:1.0.jar!/LICENSE"}}, Candidates: []spdx.Expression{"BSD-2-Clause", "BSD-3-Clause"}},
		}}}, `- match: g:bob
  # g:bob:1.0: a license is declared in words that no rule knows
  # pom in "g:bob:1.0.pom":7: "Bob's Open\n Source License", "http://bob": not recognised
  # license-file in "g:bob:1.0.jar!/LICENSE": text with the SHA-256 abc: one of BSD-2-Clause, BSD-3-Clause
  versions: "[1.0]"
  when: { declared: "Bob's Open Source License" }
  license: FILL-IN  # an SPDX expression
  reason: FILL-IN  # where it says so; Markdown
  by: jane
  date: 2026-11-22
`},
		{"a file without a version", audit.Finding{Component: file("jquery", "", "src/[x]/jquery.js"), Conclusion: audit.Conclusion{Basis: audit.AmbiguousB, Candidates: []spdx.Expression{"MIT", "GPL-2.0-only"}}}, `- match: "src/[[]x]/jquery.js"
  # jquery: several licenses are possible
  when: { declared: none }
  license: FILL-IN  # one of MIT, GPL-2.0-only
  reason: FILL-IN  # where it says so; Markdown
  by: jane
  date: 2026-11-22
`},
		{"npm", audit.Finding{Component: file("@babel/core", "7.0.0", "a.js", "b.js"), Conclusion: none}, `- match: "pkg:npm/%40babel/core"
  # @babel/core@7.0.0: nothing declares a license
  versions: "7.0.0"
  when: { declared: none }
  license: FILL-IN  # an SPDX expression
  reason: FILL-IN  # where it says so; Markdown
  by: jane
  date: 2026-11-22
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Stub(tt.f, options)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			data, err := Add(yamlfile.Source{Name: "overrides.yaml"}, got)
			if err != nil {
				t.Fatal(err)
			}
			_, err = Read(t.TempDir(), []yamlfile.Source{{Name: "overrides.yaml", Data: data}}, day)
			if err == nil || !strings.Contains(err.Error(), ": fill in the license of ") || !strings.Contains(err.Error(), ": fill in the reason of ") || strings.Count(err.Error(), "\n") != 1 {
				t.Errorf("left as it is: %v", err)
			}
			filled := strings.NewReplacer("license: FILL-IN", "license: MIT", "reason: FILL-IN", "reason: x").Replace(string(data))
			s, err := Read(t.TempDir(), []yamlfile.Source{{Name: "overrides.yaml", Data: []byte(filled)}}, day)
			if err != nil {
				t.Fatal(err)
			}
			if _, con, _ := s.Apply(tt.f.Component, tt.f.Conclusion); con.License != "MIT" || s.States()[0].State != Applied {
				t.Errorf("filled in, it does not apply: %+v", s.States())
			}
		})
	}
}

func TestSuggest(t *testing.T) {
	finding := func(a string, c audit.Conclusion) audit.Finding {
		return audit.Finding{Component: maven("g", a, "1"), Conclusion: c, Judgement: audit.Judgement{Verdict: audit.Allowed}}
	}
	own := finding("own", none)
	own.Component.FirstParty = true
	r := audit.Report{Findings: []audit.Finding{finding("a", none), finding("b", audit.Conclusion{Basis: audit.Declared, License: "MIT"}), finding("c", audit.Conclusion{Basis: audit.Conflicting}), own,
		finding("d", audit.Conclusion{Basis: audit.Unreadable}), finding("e", audit.Conclusion{Basis: audit.Unrecognised}), finding("f", audit.Conclusion{Basis: audit.AmbiguousB})}}
	got := Suggest(r, Options{})
	var names []string
	for _, s := range got.Overrides {
		names = append(names, strings.TrimPrefix(strings.SplitN(s, "\n", 2)[0], "- match: g:"))
	}
	if want := "a c e f"; strings.Join(names, " ") != want {
		t.Errorf("stubs for %v, want %s", names, want)
	}
	data, err := got.AddTo(yamlfile.Source{Name: "overrides.yaml"})
	if err != nil {
		t.Fatal(err)
	}
	again, err := got.AddTo(yamlfile.Source{Name: "overrides.yaml", Data: data})
	if err != nil || string(again) != string(data) {
		t.Errorf("adding again changes the file: %v\n%s", err, cmp.Diff(string(data), string(again)))
	}
}

func noticeIn(file string, line int, says string, several bool) audit.Notice {
	return audit.Notice{At: audit.Position{File: file, Line: line}, Says: says, Several: several}
}

func TestScriptStubs(t *testing.T) {
	tests := []struct {
		name string
		u    audit.Unnamed
		want string
	}{
		{"closed", audit.Unnamed{Licensed: true, Closed: true, Holders: []string{"Foo: Ltd"}, Notices: []audit.Notice{
			noticeIn("js/[x]/{foo}.js", 1, "FooGrid 2.1 (c) Foo: Ltd. \"Commercial\" license", false)}}, `- name: FILL-IN
  # code that is no library known: "a closed notice of Foo: Ltd under a license that is not recognised"
  # "js/[x]/{foo}.js":1: "FooGrid 2.1 (c) Foo: Ltd. \"Commercial\" license"
  path: "js/[[]x]/?foo?.js"
  license: FILL-IN  # an SPDX expression
  metadata: { organization: "Foo: Ltd" }
  reason: FILL-IN  # where it says so; Markdown
  by: jane
  date: 2026-11-22
`},
		{"many files", audit.Unnamed{License: "MIT", Notices: []audit.Notice{
			noticeIn("a.js", 2, "MIT licensed", false), noticeIn("a.war!/b.js.LICENSE.txt", 0, "MIT", false), noticeIn("src/test/c.js", 1, "x", false), noticeIn("d.js", 1, "", false), noticeIn("e.js", 1, "x", false)}}, `- name: FILL-IN
  # code that is no library known: "a notice under MIT"
  # "a.js":2: "MIT licensed"
  # "a.war!/b.js.LICENSE.txt": "MIT"
  # "src/test/c.js":1: "x"
  # "d.js":1: ""
  # and 1 more
  path:
    - a.js
    - "a.war!/b.js.LICENSE.txt"
    - src/test/c.js
    - d.js
    - e.js
  license: FILL-IN  # the notice says MIT
  reason: FILL-IN  # where it says so; Markdown
  by: jane
  date: 2026-11-22
`},
		{"files with several notices", audit.Unnamed{Candidates: []spdx.Expression{"BSD-2-Clause", "BSD-3-Clause"}, Licensed: true, Holders: []string{"Bar Ltd", "Foo"}, Notices: []audit.Notice{
			noticeIn("a.js", 1, "BarChart", true), noticeIn("b.js", 1, "Bar, BSD", false), noticeIn("c.js", 9, "BarChart", true), noticeIn("d.js", 1, "none", true)}}, `- name: BarChart
  # code that is no library known: "a notice of Bar Ltd, Foo under one of BSD-2-Clause, BSD-3-Clause"
  # "a.js":1: "BarChart"
  # "c.js":9: "BarChart"
  # the file has several notices: keep words of this one in the name, or its holder as organization
  path:
    - a.js
    - c.js
  license: FILL-IN  # one of BSD-2-Clause, BSD-3-Clause
  metadata: { organization: Bar Ltd }
  reason: FILL-IN  # where it says so; Markdown
  by: jane
  date: 2026-11-22
- name: FILL-IN
  # code that is no library known: "a notice of Bar Ltd, Foo under one of BSD-2-Clause, BSD-3-Clause"
  # "b.js":1: "Bar, BSD"
  path: b.js
  license: FILL-IN  # one of BSD-2-Clause, BSD-3-Clause
  metadata: { organization: Bar Ltd }
  reason: FILL-IN  # where it says so; Markdown
  by: jane
  date: 2026-11-22
- name: none
  # code that is no library known: "a notice of Bar Ltd, Foo under one of BSD-2-Clause, BSD-3-Clause"
  # "d.js":1: "none"
  # the file has several notices: keep words of this one in the name, or its holder as organization
  path: d.js
  license: FILL-IN  # one of BSD-2-Clause, BSD-3-Clause
  metadata: { organization: Bar Ltd }
  reason: FILL-IN  # where it says so; Markdown
  by: jane
  date: 2026-11-22
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			stubs := Suggest(audit.Report{Unnamed: []audit.Unnamed{tt.u}}, options).Components
			var text strings.Builder
			for _, s := range stubs {
				text.WriteString(s.Text)
			}
			if diff := cmp.Diff(tt.want, text.String()); diff != "" {
				t.Error(diff)
			}
			data, err := AddComponents(yamlfile.Source{Name: "overrides.yaml"}, stubs...)
			if err != nil {
				t.Fatal(err)
			}
			_, err = Read(t.TempDir(), []yamlfile.Source{{Name: "overrides.yaml", Data: data}}, day)
			for what, n := range map[string]int{"license": len(stubs), "reason": len(stubs), "name": strings.Count(string(data), "name: FILL-IN")} {
				if err == nil || strings.Count(err.Error(), ": fill in the "+what+" of the component ") != n {
					t.Errorf("left as it is: %v", err)
				}
			}
			settles(t, data, tt.u)
		})
	}
}

// settles checks that the stubs of a file, once completed, settle every notice but those
// that nothing tells from others.
func settles(t *testing.T, data []byte, unnamed ...audit.Unnamed) {
	t.Helper()
	s := filled(t, data)
	files, tellings := map[string][]Notice{}, map[string][]Telling{}
	for i, list := range Tell(unnamed) {
		for j, n := range unnamed[i].Notices {
			files[n.At.File] = append(files[n.At.File], Notice{Holders: unnamed[i].Holders, Says: n.Says})
			tellings[n.At.File] = append(tellings[n.At.File], list[j])
		}
	}
	for file, notices := range files {
		for i, is := range s.Settle(file, false, notices) {
			if is == (tellings[file][i] == Untold) {
				t.Errorf("completed, it settles %+v: %t\n%s", notices[i], is, data)
			}
		}
	}
	for _, d := range s.Components() {
		if len(d.Component.Occurrences) == 0 {
			t.Errorf("declares %+v", d)
		}
	}
	for _, state := range s.States() {
		if state.State != Applied || state.Detail != "" {
			t.Errorf("completed, it is %+v", state)
		}
	}
}

// filled completes every entry, with a name where that is open, and its own license.
func filled(t *testing.T, data []byte) *Set {
	t.Helper()
	entries := strings.SplitAfter(string(data), "reason: FILL-IN")
	for i, e := range entries {
		entries[i] = strings.NewReplacer("name: FILL-IN", fmt.Sprintf("name: thing%d", i), "license: FILL-IN", "license: "+[]string{"MIT", "ISC", "Zlib", "0BSD"}[i%4], "reason: FILL-IN", "reason: x").Replace(e)
	}
	s, err := Read(t.TempDir(), []yamlfile.Source{{Name: "overrides.yaml", Data: []byte(strings.Join(entries, ""))}}, day)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return s
}

// A path in a stub is found in the project, whatever signs it has, and no other is.
func TestStubPaths(t *testing.T) {
	dir := t.TempDir()
	s := newSet(dir, day)
	for _, name := range []string{"foo {x}[1].js", "a}b.js", "e*f?.js", `a\b.js`, "\xff.js"} {
		glob := escapeGlob(name)
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			continue // not a name on this system
		}
		if !config.PathMatches(glob, name) || !s.exists(glob) {
			t.Errorf("%q does not match %q", glob, name)
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		if s.exists(glob) {
			t.Errorf("%q matches another file", glob)
		}
	}
}

// Two notices of a file with one first line are two entries; what nothing tells from
// another gets none.
func TestScriptStubsOfOneFile(t *testing.T) {
	in := func(u audit.Unnamed, line int, says string) audit.Unnamed {
		u.Notices = []audit.Notice{noticeIn("a.js", line, says, true)}
		return u
	}
	bar := []string{"Bar Ltd"}
	unnamed := []audit.Unnamed{
		in(audit.Unnamed{License: "MIT", Holders: bar}, 1, "Copyright Bar Ltd"),
		in(audit.Unnamed{Closed: true, Holders: bar}, 5, "Copyright Bar Ltd"),
		in(audit.Unnamed{License: "MIT", Holders: bar}, 7, "BarGrid"),
		in(audit.Unnamed{License: "ISC", Holders: []string{"Foo"}}, 9, "Copyright Bar Ltd"),
		in(audit.Unnamed{License: "MIT"}, 11, "Released under"),
		in(audit.Unnamed{License: "ISC"}, 13, "Released under"),
		in(audit.Unnamed{Licensed: true}, 15, ""),
	}
	s := Suggest(audit.Report{Unnamed: unnamed}, Options{})
	if s.Untold != 1 || !s.Nameless() {
		t.Errorf("untold %d, nameless %t", s.Untold, s.Nameless())
	}
	data, err := s.AddTo(yamlfile.Source{Name: "overrides.yaml", Data: []byte("version: 1\n")})
	if err != nil {
		t.Fatal(err)
	}
	alike := `    # the file has several notices, and nothing tells this one from another of its holder: keep the organization,
    # and complete an entry for each, with a name of its own; else all of them stay warnings
    path: a.js
`
	want := `version: 1

components:
  - name: FILL-IN
    # code that is no library known: "a notice of Bar Ltd under MIT"
    # "a.js":1: "Copyright Bar Ltd"
` + alike + `    license: FILL-IN  # the notice says MIT
    metadata: { organization: Bar Ltd }
    reason: FILL-IN  # where it says so; Markdown
  - name: FILL-IN
    # code that is no library known: "a closed notice of Bar Ltd that names no license"
    # "a.js":5: "Copyright Bar Ltd"
` + alike + `    license: FILL-IN  # an SPDX expression
    metadata: { organization: Bar Ltd }
    reason: FILL-IN  # where it says so; Markdown
  - name: BarGrid
    # code that is no library known: "a notice of Bar Ltd under MIT"
    # "a.js":7: "BarGrid"
    # the file has several notices: keep words in the name that only this one has
    path: a.js
    license: FILL-IN  # the notice says MIT
    metadata: { organization: Bar Ltd }
    reason: FILL-IN  # where it says so; Markdown
  - name: FILL-IN
    # code that is no library known: "a notice of Foo under ISC"
    # "a.js":9: "Copyright Bar Ltd"
    # the file has several notices: keep its holder as organization
    path: a.js
    license: FILL-IN  # the notice says ISC
    metadata: { organization: Foo }
    reason: FILL-IN  # where it says so; Markdown
  - name: Released under
    # code that is no library known: "a notice under MIT"
    # "a.js":11: "Released under"
    # the file has several notices, and another says the same: keep words of it in the name,
    # and complete an entry for each, with another license or name; else all of them stay warnings
    path: a.js
    license: FILL-IN  # the notice says MIT
    reason: FILL-IN  # where it says so; Markdown
  - name: Released under
    # code that is no library known: "a notice under ISC"
    # "a.js":13: "Released under"
    # the file has several notices, and another says the same: keep words of it in the name,
    # and complete an entry for each, with another license or name; else all of them stay warnings
    path: a.js
    license: FILL-IN  # the notice says ISC
    reason: FILL-IN  # where it says so; Markdown
`
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Error(diff)
	}
	if n := s.Fresh(yamlfile.Source{Name: "overrides.yaml", Data: data}).Len(); n != 0 {
		t.Errorf("%d are added again", n)
	}
	settles(t, data, unnamed...)
}

// Names of two files that one matcher stands for are one path.
func TestStubPathsOnce(t *testing.T) {
	u := audit.Unnamed{License: "MIT", Notices: []audit.Notice{noticeIn("a{.js", 1, "x", false), noticeIn("a|.js", 1, "x", false), noticeIn("a}.js", 1, "x", false)}}
	if got := Suggest(audit.Report{Unnamed: []audit.Unnamed{u}}, Options{}).Components[0].Text; !strings.Contains(got, "  path:\n    - \"a?.js\"\n    - \"a|.js\"\n  license") {
		t.Errorf("got\n%s", got)
	}
}

// A stub that waits in the file is not added again, whatever of it a person has
// completed; one for another notice of its file is.
func TestScriptStubsAreAddedOnce(t *testing.T) {
	in := func(line int, says string, holders ...string) audit.Unnamed {
		return audit.Unnamed{License: "MIT", Holders: holders, Notices: []audit.Notice{noticeIn("two.js", line, says, true)}}
	}
	alone := audit.Unnamed{License: "MIT", Notices: []audit.Notice{noticeIn("a.js", 1, "x", false), noticeIn("b.js", 1, "x", false)}}
	all := Suggest(audit.Report{Unnamed: []audit.Unnamed{alone, in(1, "FooGrid (c) Foo", "Foo"), in(5, "BarChart is MIT"), in(9, "Grid"), in(11, "Grid of Bar", "Bar"), in(13, "Grid of Bar", "Bar Ltd")}}, options)
	if all.Len() != 6 {
		t.Fatalf("got %d stubs", all.Len())
	}
	named := []string{"name: FooGrid (c) Foo", "name: foogrid"}
	for name, tt := range map[string]struct {
		replace []string
		want    int
	}{
		"untouched":               {nil, 0},
		"named":                   {append(named, "- name: FILL-IN", "- name: thing"), 0},
		"another license":         {[]string{"license: FILL-IN", "license: MIT"}, 0},
		"a glob":                  {[]string{"path:\n      - a.js\n      - b.js", `path: "*.js"`}, 0},
		"a file less":             {[]string{"      - b.js\n", ""}, 1},
		"another notice's":        {[]string{"name: FooGrid (c) Foo", "name: BarChart", "organization: Foo", "organization: Baz"}, 1},
		"its holder":              {[]string{"name: FooGrid (c) Foo", "name: thing"}, 0},
		"its holder, spelt":       {[]string{"name: FooGrid (c) Foo", "name: thing", "organization: Foo", "organization: FOO Inc."}, 0},
		"another holder":          {[]string{"name: FooGrid (c) Foo", "name: thing", "organization: Foo", "organization: Food"}, 1},
		"half a word":             {[]string{"name: BarChart is MIT", "name: Chart"}, 1},
		"a package URL":           {[]string{"name: BarChart is MIT", "name: x\n    purl: pkg:npm/barchart"}, 0},
		"another's package URL":   {[]string{"name: BarChart is MIT", "name: BarChart\n    purl: pkg:npm/x"}, 1},
		"one of two alike":        {[]string{"organization: Bar Ltd", "organization: Baz"}, 1},
		"a complete one is done":  {[]string{"name: BarChart is MIT", "name: BarChart", "license: FILL-IN", "license: MIT", "reason: FILL-IN", "reason: x", "- name: FILL-IN", "- name: thing"}, 6},
		"a name within another's": {[]string{"name: Grid\n", "name: \"grid!\"\n"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := all.AddTo(yamlfile.Source{Name: "overrides.yaml"})
			if err != nil {
				t.Fatal(err)
			}
			edited := strings.NewReplacer(tt.replace...).Replace(string(data))
			if len(tt.replace) > 0 && edited == string(data) {
				t.Fatalf("nothing to replace in\n%s", data)
			}
			file := yamlfile.Source{Name: "overrides.yaml", Data: []byte(edited)}
			if got := all.Fresh(file).Len(); got != tt.want {
				t.Errorf("%d are added, want %d, to\n%s", got, tt.want, edited)
			}
			again, err := all.AddTo(file)
			if err != nil || tt.want == 0 && string(again) != edited {
				t.Errorf("adding again changes the file: %v\n%s", err, cmp.Diff(edited, string(again)))
			}
		})
	}
}

// Both lists are added to one file, and what is wrong with either changes nothing.
func TestSuggestionAddTo(t *testing.T) {
	s := Suggest(audit.Report{
		Findings: []audit.Finding{{Component: maven("g", "a", "1"), Conclusion: none}},
		Unnamed:  []audit.Unnamed{{License: "MIT", Notices: []audit.Notice{noticeIn("a.js", 1, "x", false)}}},
	}, Options{})
	data, err := s.AddTo(yamlfile.Source{Name: "x.yaml", Data: []byte("version: 1\n")})
	want := `version: 1

overrides:
  - match: g:a
    # g:a:1: nothing declares a license
    versions: "[1]"
    when: { declared: none }
    license: FILL-IN  # an SPDX expression
    reason: FILL-IN  # where it says so; Markdown

components:
  - name: FILL-IN
    # code that is no library known: "a notice under MIT"
    # "a.js":1: "x"
    path: a.js
    license: FILL-IN  # the notice says MIT
    reason: FILL-IN  # where it says so; Markdown
`
	if diff := cmp.Diff(want, string(data)); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if data, err := s.AddTo(yamlfile.Source{Name: "x.yaml", Data: []byte("version: 1\ncomponents: [{ name: a }]\n")}); err == nil {
		t.Errorf("a list in brackets becomes\n%s", data)
	}
}

func TestPrune(t *testing.T) {
	in := `version: 1
# head
overrides:
  # about a
  - match: g:a # gone
    license: MIT
    reason: x

  # about b
  - match: g:b
    license: MIT
    reason: x
names:
  - { is: Unused, license: MIT, reason: x }
`
	want := strings.Replace(in, "  # about b\n  - match: g:b\n    license: MIT\n    reason: x\n", "", 1)
	want = strings.Replace(want, "    reason: x\n\nnames", "    reason: x\n\nnames", 1)
	src := yamlfile.Source{Name: "overrides.yaml", Data: []byte(in)}
	s, err := Read(t.TempDir(), []yamlfile.Source{src}, day)
	if err != nil {
		t.Fatal(err)
	}
	s.Apply(maven("g", "a", "1"), none)
	s.Apply(maven("g", "b", "1"), declares(audit.Declared, "MIT", "MIT"))
	got, n, err := Prune(src, s.States())
	if diff := cmp.Diff(want, string(got)); err != nil || n != 1 || diff != "" {
		t.Errorf("%d, %v\n%s", n, err, diff)
	}
	got, n, err = Prune(src, s.States(), Superseded, Unmatched)
	if err != nil || n != 2 || strings.Contains(string(got), "Unused") {
		t.Errorf("%d, %v\n%s", n, err, got)
	}
}

// Whatever upstream says, a stub is one entry that can be added, and says
// nothing but what it should.
func FuzzStub(f *testing.F) {
	f.Add("g", "a", "1", "Bob's\n- x: y", "http://x", "f\x00#")
	f.Add("*", "%", "[", "none", "\u2028", "\ufeff")
	f.Fuzz(func(t *testing.T, g, a, v, name, url, where string) {
		c := maven(g, a, v)
		con := audit.Conclusion{Basis: audit.Unrecognised, Claims: []audit.Claim{{Evidence: audit.Evidence{Kind: audit.KindPOM, Name: name, URL: url, Found: audit.Position{File: where}}}}}
		stub := Stub(audit.Finding{Component: c, Conclusion: con}, Options{})
		data, err := Add(yamlfile.Source{Name: "overrides.yaml"}, stub)
		if err != nil {
			t.Fatalf("%v\n%q", err, stub)
		}
		errs := &yamlfile.Errors{}
		var w written
		if !yamlfile.Decode(yamlfile.Source{Data: data}, &w, errs) || errs.Err() != nil && g+a != "" || len(w.Overrides) != 1 {
			t.Fatalf("%v\n%s", errs.Err(), data)
		}
		if o := w.Overrides[0]; o.License.Value != FillIn || o.Reason.Value != FillIn || o.Match.Value != strings.ToValidUTF8(g+":"+a, "\uFFFD") {
			t.Fatalf("%+v", o)
		}
	})
}

// Whatever notices say, and wherever they stand, each has a stub that can be added, is
// refused as it is, and settles the notice once it is completed; but for those that
// nothing tells from the others of their file, which have none.
func FuzzScriptStubs(f *testing.F) {
	f.Add("js/a.js", "FooGrid (c) Foo", "Foo", "", false)
	f.Add("js/[a]{b,}*?.js", "- x: y\n#", "\u2028\ufeff", "Bar", true)
	f.Add("}\\\xff", "FILL-IN", "x: [", "x: y", true)
	f.Add("a.js", "FILL-IN", "", "!", true)
	f.Add("a.js", "Copyright", "Bar", "copyright", true)
	f.Add("0", "0", "", "0", true)
	f.Fuzz(func(t *testing.T, file, says, holder, other string, several bool) {
		if file == "" || strings.HasPrefix(file, "/") || strings.HasPrefix(file, "./") || strings.Contains("/"+file+"/", "/../") {
			return // no path of a file in the tree
		}
		says, holder, other = strings.ToValidUTF8(says, "?"), strings.ToValidUTF8(holder, "?"), strings.ToValidUTF8(other, "?") // as the reader of notices gives them
		u := audit.Unnamed{Holders: []string{holder}, Notices: []audit.Notice{noticeIn(file, 1, says, several)}}
		if holder == "" {
			u.Holders = nil
		}
		r := audit.Report{Unnamed: []audit.Unnamed{u}}
		if several {
			r.Unnamed = append(r.Unnamed, audit.Unnamed{Closed: true, Notices: []audit.Notice{noticeIn(file, 2, other, true)}},
				audit.Unnamed{Closed: true, Holders: u.Holders, Notices: []audit.Notice{noticeIn(file, 3, other, true)}})
		}
		s := Suggest(r, Options{})
		data, err := s.AddTo(yamlfile.Source{Name: "overrides.yaml"})
		if err != nil || s.Len() != len(r.Unnamed)-s.Untold {
			t.Fatalf("%v\n%+v", err, s)
		}
		errs := &yamlfile.Errors{}
		var w written
		if !yamlfile.Decode(yamlfile.Source{Data: data}, &w, errs) || errs.Err() != nil || len(w.Components) != s.Len() {
			t.Fatalf("%v\n%s", errs.Err(), data)
		}
		for _, c := range w.Components {
			if c.License.Value != FillIn || c.Reason.Value != FillIn || len(c.Path) != 1 {
				t.Fatalf("%+v", c)
			}
		}
		if n := s.Fresh(yamlfile.Source{Data: data}).Len(); n != 0 {
			t.Fatalf("%d are added again to\n%s", n, data)
		}
		settles(t, data, r.Unnamed...)
	})
}
