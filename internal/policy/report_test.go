package policy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

func component(name string, scope string) audit.Component {
	c := library(scope)
	c.ID.Name = name
	return c
}

func TestReport(t *testing.T) {
	cfg := policyOf(t, "allow: [permissive, EPL-2.0, LGPL-2.1-only]\nexceptions:\n  - { match: g:a, allow: [GPL-3.0-only], reason: used }\n  - { match: g:b, allow: [GPL-3.0-only], reason: unused }\n  - { match: g:c, allow: [any], reason: over, expires: 2026-01-01 }")
	findings := []audit.Finding{
		Judge(cfg, component("a", "compile"), says("GPL-3.0-only"), day),
		Judge(cfg, component("b", "compile"), says("LGPL-2.1-or-later"), day),
		Judge(cfg, component("c", "compile"), open(audit.None), day),
		Judge(cfg, component("d", "compile"), open(audit.Unreadable), day),
	}
	var got []string
	for _, x := range Exceptions(cfg, findings, day) {
		got = append(got, strings.TrimSpace(x.Match+" "+map[bool]string{true: "used"}[x.Used]+" "+map[bool]string{true: "expired"}[x.Expired]))
	}
	if diff := cmp.Diff([]string{"g:a used", "g:b", "g:c  expired"}, got); diff != "" {
		t.Error(diff)
	}
	if got := Describe(cfg, findings); got.BuiltIn || strings.Join(got.Unused, "; ") != "permissive (licaudit.yaml:3); EPL-2.0 (licaudit.yaml:3)" || got.Rules[0] != "allow: permissive, EPL-2.0, LGPL-2.1-only" {
		t.Errorf("got %+v", got)
	}
	got = nil
	for _, p := range Problems(cfg, findings, day) {
		got = append(got, string(p.Severity)+" "+p.Code+" "+p.Subject)
		if audit.Meaning(p.Code) == "" || p.Hint == "" {
			t.Errorf("%+v", p)
		}
	}
	want := []string{"note exception-unused g:b", "warning exception-expired g:c", "note allow-unused EPL-2.0", "incomplete license-unreadable g:d:1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := Describe(config.BuiltIn(), nil); !got.BuiltIn || len(got.Unused) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestBaseline(t *testing.T) {
	cfg := policyOf(t, "allow: [permissive]\nreview: [EPL-2.0]")
	judge := func(name, version string, con audit.Conclusion) audit.Finding {
		c := component(name, "compile")
		c.ID.Version = version
		return Judge(cfg, c, con, day)
	}
	before := []audit.Finding{judge("b", "1", says("GPL-3.0-only")), judge("a", "1", says("EPL-2.0")), judge("ok", "1", says("MIT")), judge("none", "1", open(audit.None)), judge("unread", "1", open(audit.Unreadable)),
		judge("bob", "1", audit.Conclusion{Basis: audit.Unrecognised, Claims: []audit.Claim{{Evidence: audit.Evidence{Name: "Bob"}}}})}
	data := MakeBaseline(before)
	want := `{
  "version": 1,
  "findings": [
    {
      "component": "pkg:maven/g/a",
      "license": "EPL-2.0",
      "code": "license-review"
    },
    {
      "component": "pkg:maven/g/b",
      "license": "GPL-3.0-only",
      "code": "license-denied"
    },
    {
      "component": "pkg:maven/g/bob",
      "license": "Bob",
      "code": "license-unrecognised"
    },
    {
      "component": "pkg:maven/g/none",
      "license": "none",
      "code": "license-none"
    }
  ]
}
`
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Error(diff)
	}
	b, err := ReadBaseline(yamlfile.Source{Name: "base.json", Data: data})
	if err != nil {
		t.Fatal(err)
	}
	after := []audit.Finding{judge("b", "2", says("GPL-3.0-only")), judge("a", "1", says("GPL-2.0-only")), judge("ok", "1", says("MIT")), judge("new", "1", open(audit.None)), judge("unread", "1", open(audit.Unreadable))}
	var got []string
	for _, f := range Grandfather(after, b) {
		got = append(got, strings.TrimSpace(f.Component.ID.Name+" "+map[bool]string{true: "known"}[f.Baselined]+map[bool]string{true: "new"}[f.New]))
	}
	if diff := cmp.Diff([]string{"b known", "a new", "ok", "new new", "unread"}, got); diff != "" {
		t.Error(diff)
	}
	if after[0].Baselined {
		t.Error("the input was changed")
	}
	got = nil
	for _, p := range Stale(after, b) {
		got = append(got, p.Subject)
	}
	if diff := cmp.Diff([]string{"pkg:maven/g/a", "pkg:maven/g/bob", "pkg:maven/g/none"}, got); diff != "" {
		t.Error(diff)
	}
	if out := Grandfather(after, nil); out[0].Baselined || out[0].New || Stale(after, nil) != nil {
		t.Error("no baseline, and yet")
	}
}

func TestBaselineErrors(t *testing.T) {
	for in, want := range map[string]string{
		"": "b.json:1:1: this is not a baseline: EOF", "{": "b.json:1:1: this is not a baseline", "[]": "b.json:1:3: this is not a baseline", `{"version":2}`: "b.json: version 2 of a baseline is not known",
		"{\"version\":1,\n\"x\":1}": "b.json:2:7: this is not a baseline", `{"version":1}{}`: "b.json:1:15: something follows",
		`{"version":1,"findings":[{"component":"g:a","license":"","code":"license-none"}]}`:           "b.json: finding 1: \"g:a\" is not a package URL",
		`{"version":1,"findings":[{"component":"pkg:maven/g/a","license":"","code":"lisense-none"}]}`: `b.json: finding 1: unknown code "lisense-none": did you mean "license-none"?`,
	} {
		if _, err := ReadBaseline(yamlfile.Source{Name: "b.json", Data: []byte(in)}); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
	if b, _, err := LoadBaseline(""); b != nil || err != nil {
		t.Errorf("no file: %v, %v", b, err)
	}
}

func TestRunTests(t *testing.T) {
	cfg := policyOf(t, "allow: [permissive]\nreview: [EPL-2.0]\nscopes: { test: { allow: [any] } }\nexceptions:\n  - { match: g:a, allow: [GPL-3.0-only], reason: x, expires: 2026-12-31 }")
	in := `version: 1
cases:
  - { license: MIT, want: allow }
  - { license: EPL-2.0, want: review }
  - { license: GPL-3.0-only OR MIT, want: allow, choice: MIT }
  - { license: GPL-3.0-only, scope: test, want: allow }
  - { license: GPL-3.0-only, component: "g:a", want: except }
  - { license: GPL-3.0-only, component: "g:a", date: 2027-01-01, want: deny }
  - { license: none, want: deny }
  - { license: ambiguous, either: [MIT, GPL-3.0-only], want: deny }
  - { name: wrong, license: MIT, want: deny }
  - { license: MIT OR ISC, want: allow, choice: ISC }
`
	got, err := RunTests(cfg, yamlfile.Source{Name: "t.yaml", Data: []byte(in)}, day)
	want := Tests{Passed: 8, Failed: 2, Output: `FAIL t.yaml:11: wrong
  got  allowed: MIT is permissive, which the policy allows (licaudit.yaml:3)
  want denied
FAIL t.yaml:12: MIT OR ISC
  got  allowed, choosing MIT: MIT is permissive, which the policy allows (licaudit.yaml:3)
  want allowed, choosing ISC
8 passed, 2 failed
`}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	_, err = RunTests(cfg, yamlfile.Source{Name: "t.yaml", Data: []byte("version: 1\ncases:\n  - { license: MITT }\n  - { want: alow, license: MIT, scope: tets, component: a }\n  - { license: ambiguous, want: deny }\n")}, day)
	for _, want := range []string{"t.yaml:3:5: the case has no want", `t.yaml:3:16: license expression "MITT"`, `t.yaml:4:13: unknown verdict "alow": did you mean "allow"?`, `t.yaml:4:40: unknown scope "tets": did you mean "test"?`, `t.yaml:4:57: "a" is neither g:a`, "t.yaml:5:16: license: ambiguous needs"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s is not in\n%v", want, err)
		}
	}
	if _, err := RunTests(cfg, yamlfile.Source{Name: "t.yaml", Data: []byte("version: 1\n")}, day); err == nil {
		t.Error("a file without cases passes")
	}
}

func BenchmarkJudge(b *testing.B) {
	cfg := config.BuiltIn()
	c := library("compile", "runtime", "test")
	for _, e := range []spdx.Expression{"MIT", "GPL-2.0-or-later", "CDDL-1.0 OR GPL-2.0-only WITH Classpath-exception-2.0"} {
		b.Run(string(e), func(b *testing.B) {
			for b.Loop() {
				Judge(cfg, c, says(e), day)
			}
		})
	}
}
