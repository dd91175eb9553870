package policy

import (
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

const day = "2026-11-23"

// policyOf reads the lines of a policy section.
func policyOf(t *testing.T, lines string) *config.Config {
	t.Helper()
	text := "version: 1\npolicy:\n"
	for line := range strings.Lines(lines) {
		text += "  " + line
	}
	cfg, err := config.Read([]yamlfile.Source{{Name: "licaudit.yaml", Data: []byte(text + "\n")}})
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

func library(scopes ...string) audit.Component {
	c := audit.Component{ID: audit.Maven("g", "a", "jar", "", "1")}
	for _, s := range scopes {
		module, scope, ok := strings.Cut(s, " ")
		if !ok {
			module, scope = "com.acme:app", s
		}
		c.Occurrences = append(c.Occurrences, audit.Occurrence{Module: module, Scope: scope, Path: []audit.ID{c.ID}})
	}
	return c
}

func says(license spdx.Expression) audit.Conclusion {
	return audit.Conclusion{Basis: audit.Declared, License: license}
}

func open(basis audit.Basis, candidates ...spdx.Expression) audit.Conclusion {
	return audit.Conclusion{Basis: basis, Candidates: candidates}
}

func TestJudge(t *testing.T) {
	const design = "allow: [permissive, weak-copyleft]\nreview: [EPL-1.0]\ndeny: [network-copyleft]\nconflicting: review\nscopes: { test: { allow: [any] } }\nprefer: [Apache-2.0, MIT]"
	tests := []struct {
		name, policy string
		con          audit.Conclusion
		scopes       string
		want         audit.Verdict
		code, by     string
		choice       spdx.Expression
	}{
		{"permissive", design, says("MIT"), "compile", audit.Allowed, "", "licaudit.yaml:3", ""},
		{"otherwise", design, says("GPL-3.0-only"), "compile", audit.Denied, "license-denied", "licaudit.yaml:3", ""},
		{"otherwise allow", "deny: [AGPL-3.0]\notherwise: allow", says("GPL-3.0-only"), "compile", audit.Allowed, "", "licaudit.yaml:4", ""},
		{"review beats allow", design, says("EPL-1.0"), "compile", audit.Review, "license-review", "licaudit.yaml:4", ""},
		{"deny beats allow", "allow: [permissive]\ndeny: [MIT]", says("MIT"), "compile", audit.Denied, "license-denied", "licaudit.yaml:4", ""},
		{"both forms", "allow: [any]\ndeny: [AGPL-3.0]", says("AGPL-3.0-or-later"), "compile", audit.Denied, "license-denied", "licaudit.yaml:4", ""},
		{"one form", "allow: [any]\ndeny: [AGPL-3.0-or-later]", says("AGPL-3.0-only"), "compile", audit.Allowed, "", "licaudit.yaml:3", ""},
		{"test is free", design, says("AGPL-3.0-only"), "test", audit.Allowed, "", "licaudit.yaml:7", ""},
		{"the worst place", design, says("AGPL-3.0-only"), "test,compile", audit.Denied, "license-denied", "licaudit.yaml:5", ""},
		{"OR is its best", design, says("GPL-2.0-only OR MIT"), "compile", audit.Allowed, "", "licaudit.yaml:3", "MIT"},
		{"AND is its worst", design, says("GPL-2.0-only AND MIT"), "compile", audit.Denied, "license-denied", "licaudit.yaml:3", ""},
		{"nested", design, says("Apache-2.0 AND (GPL-2.0-only OR MIT)"), "compile", audit.Allowed, "", "licaudit.yaml:3", "Apache-2.0 AND MIT"},
		{"preferred", design, says("BSD-3-Clause OR MIT OR Apache-2.0"), "compile", audit.Allowed, "", "licaudit.yaml:3", "Apache-2.0"},
		{"the lighter of equals", "allow: [permissive, weak-copyleft]", says("LGPL-2.1-only OR BSD-2-Clause"), "compile", audit.Allowed, "", "licaudit.yaml:3", "BSD-2-Clause"},
		{"the first of equals", "allow: [permissive]", says("ISC OR BSD-2-Clause"), "compile", audit.Allowed, "", "licaudit.yaml:3", "ISC"},
		{"or later", "allow: [GPL-3.0-only]", says("GPL-2.0-or-later"), "compile", audit.Allowed, "", "licaudit.yaml:3", "GPL-3.0-only"},
		{"only is not later", "allow: [GPL-3.0-only]", says("GPL-2.0-only"), "compile", audit.Denied, "license-denied", "licaudit.yaml:3", ""},
		{"or later, all alike", "allow: [strong-copyleft]", says("GPL-2.0-or-later"), "compile", audit.Allowed, "", "licaudit.yaml:3", ""},
		{"or later by name", "allow: [GPL-3.0-only]\ndeny: [GPL-2.0-or-later]", says("GPL-2.0-or-later"), "compile", audit.Denied, "license-denied", "licaudit.yaml:4", ""},
		{"plus", "allow: [EPL-2.0]", says("EPL-1.0+"), "compile", audit.Allowed, "", "licaudit.yaml:3", "EPL-2.0"},
		{"WITH is weak", design, says("GPL-2.0-only WITH Classpath-exception-2.0"), "compile", audit.Allowed, "", "licaudit.yaml:3", ""},
		{"allowing covers WITH", "allow: [GPL-2.0-only]", says("GPL-2.0-only WITH Classpath-exception-2.0"), "compile", audit.Allowed, "", "licaudit.yaml:3", ""},
		{"denying does not cover what a category allows", "allow: [weak-copyleft]\ndeny: [GPL-2.0]", says("GPL-2.0-only WITH Classpath-exception-2.0"), "compile", audit.Allowed, "", "licaudit.yaml:3", ""},
		{"denying covers what nothing allows", "allow: [permissive]\ndeny: [GPL-2.0]", says("GPL-2.0-only WITH Classpath-exception-2.0"), "compile", audit.Denied, "license-denied", "licaudit.yaml:4", ""},
		{"denying the whole term", "allow: [weak-copyleft]\ndeny: [GPL-2.0 WITH Classpath-exception-2.0]", says("GPL-2.0-only WITH Classpath-exception-2.0"), "compile", audit.Denied, "license-denied", "licaudit.yaml:4", ""},
		{"a reference has no category", design, says("LicenseRef-Bob"), "compile", audit.Denied, "license-denied", "licaudit.yaml:3", ""},
		{"a reference by name", "allow: [LicenseRef-Bob]", says("LicenseRef-Bob"), "compile", audit.Allowed, "", "licaudit.yaml:3", ""},
		{"none", design, open(audit.None), "compile", audit.Denied, "license-none", "licaudit.yaml:3", ""},
		{"none in test", design, open(audit.None), "test", audit.Allowed, "", "licaudit.yaml:7", ""},
		{"unrecognised", "allow: [permissive]\nunknown: review", open(audit.Unrecognised), "compile", audit.Review, "license-unrecognised", "licaudit.yaml:4", ""},
		{"ambiguous, all alike", design, open(audit.AmbiguousB, "BSD-2-Clause", "BSD-3-Clause"), "compile", audit.Allowed, "", "licaudit.yaml:3", ""},
		{"ambiguous, all denied", design, open(audit.AmbiguousB, "GPL-2.0-only", "GPL-3.0-only"), "compile", audit.Denied, "license-denied", "licaudit.yaml:3", ""},
		{"ambiguous", design, open(audit.AmbiguousB, "MIT", "GPL-3.0-only"), "compile", audit.Denied, "license-ambiguous", "licaudit.yaml:3", ""},
		{"ambiguous in test", design, open(audit.AmbiguousB, "MIT", "GPL-3.0-only"), "test", audit.Allowed, "", "licaudit.yaml:7", ""},
		{"ambiguous without candidates", design, open(audit.AmbiguousB), "compile", audit.Denied, "license-ambiguous", "licaudit.yaml:3", ""},
		{"conflicting", design, open(audit.Conflicting, "MIT", "GPL-3.0-only"), "compile", audit.Review, "license-conflicting", "licaudit.yaml:6", ""},
		{"conflicting, all alike", design, open(audit.Conflicting, "MIT", "ISC"), "compile", audit.Allowed, "", "licaudit.yaml:3", ""},
		{"assumed OR, alike", design, audit.Conclusion{Basis: audit.Declared, License: "MIT OR ISC", AssumedOr: true, Candidates: []spdx.Expression{"MIT OR ISC", "MIT AND ISC"}}, "compile", audit.Allowed, "", "licaudit.yaml:3", "MIT"},
		{"assumed OR, not alike", design, audit.Conclusion{Basis: audit.Declared, License: "MIT OR GPL-3.0-only", AssumedOr: true, Candidates: []spdx.Expression{"MIT OR GPL-3.0-only", "MIT AND GPL-3.0-only"}}, "compile", audit.Denied, "license-ambiguous", "licaudit.yaml:3", ""},
		{"unreadable", design, open(audit.Unreadable), "compile", audit.Review, "license-unreadable", "", ""},
		{"unreadable in test", design, open(audit.Unreadable), "test", audit.Allowed, "", "licaudit.yaml:7", ""},
		{"module", "allow: [permissive]\nmodules: { \"com.acme:*-tests\": { allow: [any] } }", says("GPL-3.0-only"), "com.acme:x-tests compile", audit.Allowed, "", "licaudit.yaml:4", ""},
		{"another module", "allow: [permissive]\nmodules: { \"com.acme:*-tests\": { allow: [any] } }", says("GPL-3.0-only"), "com.acme:app compile", audit.Denied, "license-denied", "licaudit.yaml:3", ""},
		{"module and scope", "allow: [permissive]\nmodules: { \"*:app\": { scopes: { provided: { review: [strong-copyleft] } } } }", says("GPL-3.0-only"), "com.acme:app provided", audit.Review, "license-review", "licaudit.yaml:4", ""},
		{"exception", "allow: [permissive]\nexceptions:\n  - { match: g:a, allow: [GPL-3.0-only], reason: x }", says("GPL-3.0-only"), "compile", audit.Excepted, "", "licaudit.yaml:5", ""},
		{"exception for another license", "allow: [permissive]\nexceptions:\n  - { match: g:a, allow: [GPL-2.0-only], reason: x }", says("GPL-3.0-only"), "compile", audit.Denied, "license-denied", "licaudit.yaml:3", ""},
		{"exception for another component", "allow: [permissive]\nexceptions:\n  - { match: g:b, allow: [any], reason: x }", says("GPL-3.0-only"), "compile", audit.Denied, "license-denied", "licaudit.yaml:3", ""},
		{"exception from a denial", "allow: [permissive]\ndeny: [GPL-3.0]\nexceptions:\n  - { match: \"g:*\", allow: [GPL-3.0], reason: x, expires: 2026-11-23 }", says("GPL-3.0-only"), "compile", audit.Excepted, "", "licaudit.yaml:6", ""},
		{"expired exception", "allow: [permissive]\nexceptions:\n  - { match: g:a, allow: [GPL-3.0-only], reason: x, expires: 2026-11-22 }", says("GPL-3.0-only"), "compile", audit.Denied, "license-denied", "licaudit.yaml:3", ""},
		{"exception for no license", "allow: [permissive]\nexceptions:\n  - { match: g:a, allow: [any], reason: x }", open(audit.None), "compile", audit.Excepted, "", "licaudit.yaml:5", ""},
		{"no place known", design, says("AGPL-3.0-only"), "", audit.Denied, "license-denied", "licaudit.yaml:5", ""},
		{"no license in a conclusion", design, audit.Conclusion{}, "compile", audit.Denied, "license-ambiguous", "licaudit.yaml:3", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var scopes []string
			if tt.scopes != "" {
				scopes = strings.Split(tt.scopes, ",")
			}
			f := Judge(policyOf(t, tt.policy), library(scopes...), tt.con, day)
			if f.Verdict != tt.want || f.Code != tt.code || f.By != tt.by || f.Choice != tt.choice {
				t.Errorf("got  %s [%s] by %s choosing %q: %s\nwant %s [%s] by %s choosing %q", f.Verdict, f.Code, f.By, f.Choice, f.Why, tt.want, tt.code, tt.by, tt.choice)
			}
			if f.Why == "" || len(f.Judgements) != len(scopes) {
				t.Errorf("why %q, %d judgements", f.Why, len(f.Judgements))
			}
			if (f.Exception != nil) != (tt.want == audit.Excepted) {
				t.Errorf("exception %+v", f.Exception)
			}
		})
	}
}

func TestBuiltIn(t *testing.T) {
	for license, want := range map[spdx.Expression]audit.Verdict{"MIT": audit.Allowed, "CC0-1.0": audit.Allowed, "LGPL-2.1-only": audit.Allowed,
		"GPL-2.0-only": audit.Denied, "AGPL-3.0-only": audit.Denied, "JSON": audit.Denied, "SSPL-1.0": audit.Denied, "BUSL-1.1": audit.Denied, "CC-BY-NC-4.0": audit.Denied} {
		f := Judge(config.BuiltIn(), library("compile"), says(license), day)
		if f.Verdict != want || f.By != "built-in policy" {
			t.Errorf("%s is %s by %s, want %s", license, f.Verdict, f.By, want)
		}
		if f := Judge(config.BuiltIn(), library("test"), says(license), day); f.Verdict != audit.Allowed {
			t.Errorf("%s is %s in test", license, f.Verdict)
		}
	}
}

func TestFirstParty(t *testing.T) {
	cfg := policyOf(t, "first-party: [com.acme, \"com.acme.*\"]")
	for group, want := range map[string]bool{"com.acme": true, "com.acme.x": true, "com.acmex": false, "org": false, "": false} {
		if got := cfg.Policy.FirstParty(audit.Maven(group, "a", "", "", "1")); got != want {
			t.Errorf("FirstParty(%q) = %v", group, got)
		}
	}
	c := library("compile")
	c.FirstParty = true
	if f := Judge(cfg, c, open(audit.None), day); f.Verdict != audit.Allowed || f.Code != "" || len(f.Obligations) != 0 {
		t.Errorf("got %+v", f.Judgement)
	}
}

func TestObligations(t *testing.T) {
	cfg := policyOf(t, "allow: [any]")
	for _, tt := range []struct {
		con   audit.Conclusion
		scope string
		want  string
	}{
		{says("MIT"), "compile", strings.Join(spdx.Obligations(spdx.Term{License: "MIT"}), " ")},
		{says("MIT"), "provided", strings.Join(spdx.Obligations(spdx.Term{License: "MIT"}), " ")},
		{says("MIT"), "test", ""},
		{says("MIT"), "", strings.Join(spdx.Obligations(spdx.Term{License: "MIT"}), " ")},
		{says("GPL-3.0-only OR MIT"), "compile", strings.Join(spdx.Obligations(spdx.Term{License: "MIT"}), " ")},
	} {
		var scopes []string
		if tt.scope != "" {
			scopes = []string{tt.scope}
		}
		f := Judge(cfg, library(scopes...), tt.con, day)
		if got := strings.Join(f.Obligations, " "); got != tt.want {
			t.Errorf("%s in %q: %q, want %q", tt.con.License, tt.scope, got, tt.want)
		}
	}
	f := Judge(cfg, library("compile"), open(audit.AmbiguousB, "MIT", "GPL-3.0-only"), day)
	if !strings.Contains(strings.Join(f.Obligations, " "), "source") {
		t.Errorf("an ambiguous license lacks the strictest obligations: %q", f.Obligations)
	}
}
