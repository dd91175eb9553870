package compare

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

func finding(a, v string, license spdx.Expression, verdict audit.Verdict, hash string) audit.Finding {
	f := audit.Finding{Component: audit.Component{ID: audit.Maven("g", a, "", "", v), Occurrences: []audit.Occurrence{{Module: "m:" + v, Scope: "compile"}}},
		Conclusion: audit.Conclusion{License: license, Basis: audit.Declared}, Judgement: audit.Judgement{Verdict: verdict, Why: "because"}}
	if license == "" {
		f.Conclusion.Basis = audit.None
	}
	if hash != "" {
		f.Conclusion.Claims = []audit.Claim{{Evidence: audit.Evidence{Kind: audit.KindLicenseFile, SHA256: hash}}}
	}
	f.Judgements = []audit.Judgement{f.Judgement}
	return f
}

func report(findings ...audit.Finding) audit.Report {
	return audit.Report{Version: 1, Complete: true, Verdict: audit.Allowed, Findings: findings}
}

func TestDiff(t *testing.T) {
	before := report(finding("same", "1", "MIT", audit.Allowed, "aa"), finding("gone", "1", "MIT", audit.Allowed, ""), finding("up", "1", "MIT", audit.Allowed, "aa"),
		finding("relicensed", "1", "Apache-2.0", audit.Allowed, ""), finding("silent", "1", "MIT", audit.Allowed, strings.Repeat("a", 64)), finding("same-version", "2", "MIT", audit.Allowed, ""),
		finding("better", "1", "", audit.Denied, ""), finding("two", "1", "MIT", audit.Allowed, ""), finding("two", "2", "MIT", audit.Allowed, ""))
	after := report(finding("same", "1", "MIT", audit.Allowed, "aa"), finding("new", "1", "GPL-3.0-only", audit.Denied, ""), finding("up", "2", "MIT", audit.Allowed, "bb"),
		finding("relicensed", "2", "SSPL-1.0", audit.Denied, ""), finding("silent", "1", "MIT", audit.Allowed, strings.Repeat("b", 64)), finding("same-version", "2", "ISC", audit.Review, ""),
		finding("better", "1", "MIT", audit.Excepted, ""), finding("two", "2", "MIT", audit.Allowed, ""), finding("two", "3", "MIT", audit.Allowed, ""))
	got, err := Diff(before, after).Render("text")
	want := `Newly denied (2)
  g:new 1: because
  g:relicensed 1 -> 2: because
Newly under review (1)
  g:same-version 2: because
License changed (3)
  g:better 1: none -> MIT
  g:relicensed 1 -> 2: Apache-2.0 -> SSPL-1.0
  g:same-version 2: MIT -> ISC
Same version, text changed (1)
  g:silent 1: aaaaaaaaaaaa -> bbbbbbbbbbbb
Added (1)
  g:new 1: GPL-3.0-only
Removed (1)
  g:gone 1: MIT
Version changed (3)
  g:relicensed 1 -> 2
  g:two 1 -> 3
  g:up 1 -> 2
Newly allowed (1)
  g:better 1: because
`
	if diff := cmp.Diff(want, string(got)); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if none := Diff(before, before); len(none.Changes) != 0 {
		t.Errorf("a result differs from itself: %+v", none)
	}
	js, err := Diff(before, before).Render("json")
	if err != nil || string(js) != "{\n  \"changes\": []\n}\n" {
		t.Errorf("%v %s", err, js)
	}
	if _, err := Diff(before, after).Render("xml"); err == nil {
		t.Error("an unknown format is accepted")
	}
}

func TestMarkdownIsTame(t *testing.T) {
	f := finding("a|b\n##teamcity[x", "1<script>", "MIT", audit.Allowed, "")
	got, err := Diff(report(), report(f)).Render("md")
	want := "| g:a\\|b \\#\\#teamcity\\[x | 1\\<script\\> | MIT |\n"
	if err != nil || !strings.HasSuffix(string(got), want) {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestMerge(t *testing.T) {
	a := report(finding("x", "1", "MIT", audit.Allowed, ""), finding("y", "1", "MIT", audit.Allowed, ""))
	a.Project.Name = "a"
	y := finding("y", "1", "GPL-3.0-only", audit.Denied, "")
	y.Component.Occurrences[0].Module = "other:m"
	b := report(y, finding("z", "1", "MIT", audit.Allowed, ""))
	b.Project.Name, b.Verdict, b.Complete, b.Exit = "b", audit.Denied, false, 1
	got, err := Merge([]audit.Report{a, b})
	if err != nil {
		t.Fatal(err)
	}
	if got.Project.Name != "a + b" || got.Verdict != audit.Denied || got.Complete || got.Exit != 1 || len(got.Findings) != 3 {
		t.Errorf("got %+v", got)
	}
	if f := got.Findings[1]; f.Verdict != audit.Denied || len(f.Component.Occurrences) != 2 || len(f.Judgements) != 2 {
		t.Errorf("joined %+v", f)
	}
	if len(got.Problems) != 1 || got.Problems[0].Subject != "g:y:1" {
		t.Errorf("problems %+v", got.Problems)
	}
	if len(a.Findings[1].Component.Occurrences) != 1 {
		t.Error("the input was changed")
	}
	unnamed := func(file string) audit.Unnamed {
		return audit.Unnamed{License: "MIT", Notices: []audit.Notice{{At: audit.Position{File: file, Line: 1}}}}
	}
	a.Unnamed, b.Unnamed = []audit.Unnamed{unnamed("b.js")}, []audit.Unnamed{unnamed("a.js"), unnamed("b.js")}
	if got, err = Merge([]audit.Report{a, b}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]audit.Unnamed{unnamed("a.js"), unnamed("b.js")}, got.Unnamed); diff != "" {
		t.Errorf("unnamed scripts (-want +got):\n%s", diff)
	}
	b.Version = 2
	if _, err := Merge([]audit.Report{a, b}); err == nil {
		t.Error("two versions of results are joined")
	}
}
