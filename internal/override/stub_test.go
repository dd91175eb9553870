package override

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/audit"
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
	for _, s := range got {
		names = append(names, strings.TrimPrefix(strings.SplitN(s, "\n", 2)[0], "- match: g:"))
	}
	if want := "a c e f"; strings.Join(names, " ") != want {
		t.Errorf("stubs for %v, want %s", names, want)
	}
	data, err := Add(yamlfile.Source{Name: "overrides.yaml"}, got...)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Add(yamlfile.Source{Name: "overrides.yaml", Data: data}, got...)
	if err != nil || string(again) != string(data) {
		t.Errorf("adding again changes the file: %v\n%s", err, cmp.Diff(string(data), string(again)))
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
