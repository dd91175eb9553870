package report

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// rich is a report in which everything occurs once: every verdict and basis,
// overrides in every state, a near version, a choice, texts, problems. It is
// what testdata/rich/result.json holds.
func rich() audit.Report {
	apache, bsd := "Apache License\nVersion 2.0, January 2004\n\n(the whole text)\n", bob
	r := audit.Report{
		Version: audit.ReportVersion,
		Tool:    audit.Tool{Name: "licaudit", Version: "v0.1.0", Data: map[string]string{"spdx": "3.27.0", "curations": "2026-11-20", "signatures": "2026-11-18"}},
		Project: audit.Project{Name: "Example Shop", ID: audit.Maven("com.example.shop", "shop", "pom", "", "1.0.0"), Revision: "4f2c9e1", Time: "2026-11-20T09:30:00Z",
			Labels: map[string]string{"build": "1742"}},
		Verdict: audit.Denied, Exit: 1,
		Settings: audit.Settings{FailOn: audit.Denied, AsOf: "2026-11-22", Evidence: "needed",
			Policy: audit.Policy{Files: []audit.File{{Name: "licaudit.yaml", SHA256: sum("policy")}},
				Rules:  []string{"allow: permissive, public-domain, weak-copyleft", "review: EPL-1.0", "deny: network-copyleft", "otherwise: deny", "test: allow any"},
				Unused: []string{"public-domain"}},
			Overrides: []audit.File{{Name: "overrides.yaml", SHA256: sum("overrides")}},
			Baseline:  &audit.File{Name: "baseline.json", SHA256: sum("baseline")}},
		Modules:  richModules(),
		Problems: richProblems(), Overrides: richOverrides(), Exceptions: richExceptions(),
		Obligations: map[string]string{"include-text": "Include the text of the license with every copy.", "notice": "Keep the copyright notices and the NOTICE file.",
			"source": "Offer the source of the library, with your changes to it."},
		Texts: map[string]string{sum(apache): apache, sum(bsd): bsd},
	}
	r.Findings = richFindings(sum(apache), sum(bsd))
	return r
}

const bob = "Bob's Open Source License\n\nCopyright (c) 2009 Bob Example\n\nRedistribution and use in source and binary forms, with or without\nmodification, are permitted provided that the following conditions are met:\n\n1. Redistributions of source code must retain the above copyright notice.\n2. Redistributions in binary form must reproduce the above copyright notice.\n"

func sum(s string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(s))) }

func maven(gav string) audit.ID {
	p := strings.Split(gav, ":")
	return audit.Maven(p[0], p[1], "jar", "", p[2])
}

// used is an occurrence in a module, through the given path.
func used(module, scope string, line int, path ...string) audit.Occurrence {
	o := audit.Occurrence{Module: "com.example.shop:shop-" + module, Scope: scope, Found: audit.Position{File: module + "/pom.xml", Line: line, Column: 5}}
	for _, p := range path {
		o.Path = append(o.Path, maven(p))
	}
	return o
}

func pom(id, name, url string, license spdx.Expression, rule string, candidates ...spdx.Expression) audit.Claim {
	return audit.Claim{Evidence: audit.Evidence{Kind: audit.KindPOM, Name: name, URL: url, Found: audit.Position{File: id + ".pom", Line: 12}},
		License: license, Candidates: candidates, Rule: rule}
}

func finding(id audit.ID, con audit.Conclusion, j audit.Judgement, os ...audit.Occurrence) audit.Finding {
	f := audit.Finding{Component: audit.Component{ID: id, Occurrences: os}, Conclusion: con, Judgement: j}
	for range os {
		f.Judgements = append(f.Judgements, j)
	}
	return f
}

func allowed(by string) audit.Judgement {
	return audit.Judgement{Verdict: audit.Allowed, Why: "permissive is allowed", By: by}
}

func denied(code, why string) audit.Judgement {
	return audit.Judgement{Verdict: audit.Denied, Code: code, Why: why, By: "licaudit.yaml:4"}
}

// Findings in the order of their IDs.
func richFindings(apache, bsd string) []audit.Finding {
	var out []audit.Finding
	add := func(f audit.Finding) { out = append(out, f) }

	icons := finding(audit.ID{Type: "generic", Name: "placeholder-icons", Version: "1.0"},
		audit.Conclusion{License: "CC0-1.0", Basis: audit.Overridden, By: "overrides.yaml:24", Reason: "README.txt in the folder"},
		audit.Judgement{Verdict: audit.Allowed, Why: "public-domain is allowed", By: "licaudit.yaml:4"},
		audit.Occurrence{Scope: "runtime", Found: audit.Position{File: "web/src/main/webapp/icons"}})
	add(icons)

	itext := finding(maven("com.itextpdf:itextpdf:5.5.13"),
		audit.Conclusion{License: "AGPL-3.0-only", Basis: audit.Declared, By: "alias:agpl", Claims: []audit.Claim{
			pom("com.itextpdf:itext-parent:5.5.13", "GNU Affero General Public License v3", "http://www.fsf.org/licensing/licenses/agpl-3.0.html", "AGPL-3.0-only", "alias:agpl")}},
		denied(audit.CodeLicenseDenied, "network-copyleft is denied"),
		used("reports", "compile", 41, "org.example.reporting:report-kit:4.2.0", "com.itextpdf:itextpdf:5.5.13"),
		used("web", "compile", 27, "com.example.shop:shop-reports:1.0.0", "org.example.reporting:report-kit:4.2.0", "com.itextpdf:itextpdf:5.5.13"))
	itext.Component.Metadata = audit.Metadata{Name: "iText, a Free Java-PDF library", URL: "http://itextpdf.com", Organization: "iText Software"}
	itext.Obligations = []string{"include-text", "source"}
	itext.New = true
	add(itext)

	mysql := finding(maven("com.mysql:mysql-connector-j:8.4.0"),
		audit.Conclusion{License: "GPL-2.0-only WITH Universal-FOSS-exception-1.0", Basis: audit.Declared, By: "alias:mysql", Claims: []audit.Claim{
			pom("com.mysql:mysql-connector-j:8.4.0", "The GNU General Public License, v2 with Universal FOSS Exception, v1.0", "", "GPL-2.0-only WITH Universal-FOSS-exception-1.0", "alias:mysql")}},
		audit.Judgement{Verdict: audit.Excepted, Why: "an exception allows it", By: "licaudit.yaml:13"},
		used("reports", "provided", 33, "com.mysql:mysql-connector-j:8.4.0"))
	mysql.Exception = &richExceptions()[0]
	add(mysql)

	add(finding(maven("commons-logging:commons-logging:1.0.4"),
		audit.Conclusion{License: "Apache-1.1", Basis: audit.Curated, By: "curations:commons-logging", Reason: "META-INF/LICENSE.txt of the jar, read at its hash", Claims: []audit.Claim{
			{Evidence: audit.Evidence{Kind: audit.KindCuration, Text: "", URL: "https://example.org/commons-logging", Found: audit.Position{File: "curations.tsv", Line: 12}}, License: "Apache-1.1", Rule: "curation"}}},
		allowed("licaudit.yaml:4"), used("core", "compile", 30, "commons-logging:commons-logging:1.0.4")))

	add(finding(maven("javax.mail:dual-mail:1.6.5"),
		audit.Conclusion{License: "CDDL-1.1 OR GPL-2.0-only WITH Classpath-exception-2.0", Basis: audit.Declared, By: "compound", Claims: []audit.Claim{
			pom("javax.mail:dual-mail:1.6.5", "CDDL/GPLv2+CE", "https://javaee.github.io/javamail/LICENSE", "CDDL-1.1 OR GPL-2.0-only WITH Classpath-exception-2.0", "compound")}},
		audit.Judgement{Verdict: audit.Allowed, Choice: "CDDL-1.1", Why: "weak-copyleft is allowed", By: "licaudit.yaml:4"},
		used("web", "runtime", 35, "javax.mail:dual-mail:1.6.5")))

	old := finding(maven("oldtools:oldtools-dates:1.2"),
		audit.Conclusion{License: "MIT", Basis: audit.Overridden, By: "overrides.yaml:5", Reason: "`LICENSE.txt` of the **source archive** is the MIT License; it was never put into the jar, see <https://example.org/oldtools>",
			Note: "asked upstream", Source: "https://example.org/oldtools/oldtools-dates-1.2-src.zip", Upstream: &audit.Conclusion{Basis: audit.None}},
		allowed("licaudit.yaml:4"), used("core", "compile", 22, "oldtools:oldtools-dates:1.2"))
	old.Component.Metadata = audit.Metadata{URL: "https://example.org/oldtools", Copyright: "Copyright 2004 Old Tools"}
	old.Obligations = []string{"include-text"}
	add(old)

	bobs := finding(maven("org.bobsoft:bobs-parser:3.1"),
		audit.Conclusion{License: "BSD-2-Clause", Basis: audit.Detected, By: "text:BSD-2-Clause", Claims: []audit.Claim{
			pom("org.bobsoft:bobs-parser:3.1", "Bob's Open Source License", "", "", ""),
			{Evidence: audit.Evidence{Kind: audit.KindLicenseFile, Found: audit.Position{File: "org.bobsoft:bobs-parser:3.1.jar!/META-INF/LICENSE"}, SHA256: bsd, Copyright: []string{"Copyright (c) 2009 Bob Example"}}, License: "BSD-2-Clause", Rule: "text:BSD-2-Clause"}}},
		allowed("licaudit.yaml:4"), used("core", "compile", 26, "org.bobsoft:bobs-parser:3.1"))
	bobs.Obligations = []string{"include-text", "notice"}
	add(bobs)

	add(finding(maven("org.example:broken:0.9"), audit.Conclusion{Basis: audit.Unreadable},
		denied(audit.CodeLicenseUnreadable, "what cannot be read is denied"), used("web", "compile", 44, "org.example:broken:0.9")))

	add(finding(maven("org.example:undeclared:1.1"), audit.Conclusion{Basis: audit.None},
		denied(audit.CodeLicenseNone, "unknown is denied"), used("core", "compile", 34, "org.example:undeclared:1.1")))

	strange := finding(maven("org.example:strange:2.0"), audit.Conclusion{Basis: audit.Unrecognised, Claims: []audit.Claim{
		pom("org.example:strange:2.0", "The Beer | Pizza License", "mailto:jane@example.org", "", "")}},
		denied(audit.CodeLicenseUnknown, "unknown is denied"), used("core", "compile", 38, "org.example:strange:2.0"))
	strange.Baselined = true
	add(strange)

	add(finding(maven("org.example.corp:corp-cache:2.0"),
		audit.Conclusion{Basis: audit.Conflicting, Candidates: []spdx.Expression{"Apache-2.0", "CC0-1.0"}, Claims: []audit.Claim{
			{Evidence: audit.Evidence{Kind: audit.KindParentPOM, Name: "CC0", URL: "http://creativecommons.org/publicdomain/zero/1.0/", Found: audit.Position{File: "org.example.corp:corp-parent:7.pom", Line: 20}}, License: "CC0-1.0", Rule: "alias:cc0"},
			{Evidence: audit.Evidence{Kind: audit.KindLicenseFile, Found: audit.Position{File: "org.example.corp:corp-cache:2.0.jar!/META-INF/LICENSE"}, SHA256: apache}, License: "Apache-2.0", Rule: "text:Apache-2.0"}}},
		audit.Judgement{Verdict: audit.Review, Code: audit.CodeLicenseConflicting, Why: "conflicting evidence is reviewed", By: "licaudit.yaml:9"},
		used("core", "compile", 30, "org.example.corp:corp-cache:2.0")))

	multi := finding(maven("org.example.multi:two-elements:1.0"),
		audit.Conclusion{License: "Apache-2.0 OR LGPL-2.1-only", Basis: audit.Declared, AssumedOr: true, By: "several license elements",
			Candidates: []spdx.Expression{"Apache-2.0 OR LGPL-2.1-only", "Apache-2.0 AND LGPL-2.1-only"}, Claims: []audit.Claim{
				pom("org.example.multi:two-elements:1.0", "Apache 2", "", "Apache-2.0", "alias:apache-2"),
				pom("org.example.multi:two-elements:1.0", "LGPL 2.1", "", "LGPL-2.1-only", "alias:lgpl-2.1")}},
		audit.Judgement{Verdict: audit.Allowed, Choice: "Apache-2.0", Why: "both readings are allowed", By: "licaudit.yaml:4"},
		used("core", "compile", 50, "org.example.multi:two-elements:1.0"))
	add(multi)

	bsdLike := finding(maven("org.example.rules:rule-engine:3.0"),
		audit.Conclusion{Basis: audit.AmbiguousB, By: "ambiguous:bsd", Candidates: []spdx.Expression{"BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause"}, Claims: []audit.Claim{
			pom("org.example.rules:rule-engine:3.0", "BSD", "", "", "ambiguous:bsd", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause")}},
		audit.Judgement{Verdict: audit.Allowed, Why: "every candidate is allowed: permissive", By: "licaudit.yaml:4"},
		used("web", "compile", 39, "org.example.rules:rule-engine:3.0"))
	add(bsdLike)

	test := finding(maven("org.example.testing:assert-all:3.3"),
		audit.Conclusion{License: "EPL-1.0", Basis: audit.Declared, By: "id", Claims: []audit.Claim{
			pom("org.example.testing:assert-all:3.3", "EPL-1.0", "", "EPL-1.0", "id")}},
		audit.Judgement{Verdict: audit.Review, Code: audit.CodeLicenseReview, Why: "EPL-1.0 is reviewed", By: "licaudit.yaml:5"},
		used("core", "test", 70, "org.example.testing:assert-all:3.3"), used("web", "compile", 71, "org.example.testing:assert-all:3.3"))
	test.Judgements[0] = audit.Judgement{Verdict: audit.Allowed, Why: "any is allowed in test", By: "licaudit.yaml:11"}
	test.Component.Occurrences[1].Managed = audit.Position{File: "pom.xml", Line: 55}
	add(test)

	own := finding(maven("com.example.common:common-web:4.0"), audit.Conclusion{Basis: audit.None}, allowed("licaudit.yaml:12"),
		used("web", "compile", 31, "com.example.common:common-web:4.0"))
	own.Component.FirstParty = true
	out = append(out[:1], append([]audit.Finding{own}, out[1:]...)...)

	jquery := finding(audit.NPM("jquery", "3.7.1"), audit.Conclusion{License: "MIT", Basis: audit.Detected, By: "signature", Claims: []audit.Claim{
		{Evidence: audit.Evidence{Kind: audit.KindBanner, Text: "", Name: "jquery.org/license", Found: audit.Position{File: "web/src/main/webapp/js/jquery-3.7.1.min.js", Line: 1}}, License: "MIT", Rule: "signature:jquery"}}},
		allowed("licaudit.yaml:4"), audit.Occurrence{Scope: "runtime", Found: audit.Position{File: "web/src/main/webapp/js/jquery-3.7.1.min.js"}, Method: "hash", Confidence: 1})
	add(jquery)

	near := finding(audit.NPM("@scope/chart", ""), audit.Conclusion{License: "LicenseRef-chart-commercial", Basis: audit.Detected, By: "signature", Claims: []audit.Claim{
		{Evidence: audit.Evidence{Kind: audit.KindSignature, Found: audit.Position{File: "web/vendor.war!/js/bundle.js"}}, License: "LicenseRef-chart-commercial", Rule: "signature:chart"}}},
		denied(audit.CodeLicenseDenied, "licenses in no list are denied"),
		audit.Occurrence{Scope: "runtime", Found: audit.Position{File: "web/vendor.war!/js/bundle.js"}, Method: "fingerprint", Confidence: 0.87})
	near.Component.Near, near.Component.Candidates = "4.4.x", []string{"4.4.0", "4.4.1", "4.4.2"}
	out = append(out[:len(out)-1], near, jquery)
	return out
}

func richModules() []audit.Module {
	tree := func(ids ...string) []audit.Node {
		var out []audit.Node
		for _, id := range ids {
			out = append(out, audit.Node{ID: maven(id), Scope: "compile", Parent: -1})
		}
		return out
	}
	reports := tree("org.example.reporting:report-kit:4.2.0", "com.itextpdf:itextpdf:5.5.13", "com.mysql:mysql-connector-j:8.4.0")
	reports[1].Parent = 0
	return []audit.Module{
		{ID: audit.Maven("com.example.shop", "shop", "pom", "", "1.0.0"), Packaging: "pom", POM: "pom.xml", Complete: true},
		{ID: maven("com.example.shop:shop-core:1.0.0"), Packaging: "jar", POM: "core/pom.xml", Complete: true,
			Tree: tree("oldtools:oldtools-dates:1.2", "org.bobsoft:bobs-parser:3.1", "org.example.corp:corp-cache:2.0")},
		{ID: maven("com.example.shop:shop-reports:1.0.0"), Packaging: "jar", POM: "reports/pom.xml", Complete: true, Tree: reports},
		{ID: audit.Maven("com.example.shop", "shop-web", "war", "", "1.0.0"), Packaging: "war", POM: "web/pom.xml", Complete: false,
			Tree: tree("com.example.shop:shop-reports:1.0.0", "javax.mail:dual-mail:1.6.5")},
	}
}

func richProblems() []audit.Problem {
	return []audit.Problem{
		{Code: audit.CodeArchiveUnreadable, Severity: audit.SeverityIncomplete, Subject: "org.example:broken:0.9", At: audit.Position{File: "org.example:broken:0.9.jar"}, Message: "the archive ends in the middle of an entry", Hint: "delete it from the local repository, so that it is fetched again"},
		{Code: audit.CodeOverrideUnmatched, Severity: audit.SeverityWarning, Subject: "org.example.gone:old-friend", At: audit.Position{File: "overrides.yaml", Line: 15, Column: 5}, Message: "no component matches", Hint: "remove it: licaudit override prune"},
		{Code: audit.CodePropertyUnresolved, Severity: audit.SeverityWarning, Subject: "org.example:strange:2.0", At: audit.Position{File: "org.example:strange:2.0.pom", Line: 31}, Message: `"${lib.version}" has no value`},
	}
}

func richOverrides() []audit.OverrideState {
	return []audit.OverrideState{
		{Match: "oldtools:oldtools-dates", At: audit.Position{File: "overrides.yaml", Line: 5, Column: 5}, State: "applied", License: "MIT", Kind: "override",
			Reason: "`LICENSE.txt` of the **source archive** is the MIT License; it was never put into the jar, see <https://example.org/oldtools>", Note: "asked upstream",
			Source: "https://example.org/oldtools/oldtools-dates-1.2-src.zip", By: "jane", Date: "2026-11-02", Expires: "2027-11-02", Applied: []audit.ID{maven("oldtools:oldtools-dates:1.2")},
			Metadata: audit.Metadata{URL: "https://example.org/oldtools", Copyright: "Copyright 2004 Old Tools"}},
		{Match: "org.example.gone:old-friend", At: audit.Position{File: "overrides.yaml", Line: 15, Column: 5}, State: "unmatched", License: "Apache-2.0", Kind: "override", Reason: "the license stands on the project's home page", By: "jane", Date: "2025-03-11"},
		{Match: "org.bobsoft:*", At: audit.Position{File: "overrides.yaml", Line: 19, Column: 5}, State: "superseded", License: "BSD-2-Clause", Kind: "override", Reason: "read in the jar", By: "jane", Detail: "upstream now says BSD-2-Clause", Applied: []audit.ID{maven("org.bobsoft:bobs-parser:3.1")}},
		{Match: "org.example:strange", At: audit.Position{File: "overrides.yaml", Line: 28, Column: 5}, State: "contradicted", License: "MIT", Kind: "override", Reason: "read on the wiki", Detail: `the guard expects "none", upstream says "The Beer | Pizza License"`},
		{Match: "placeholder-icons", At: audit.Position{File: "overrides.yaml", Line: 24, Column: 5}, State: "applied", License: "CC0-1.0", Kind: "component", Reason: "README.txt in the folder", Applied: []audit.ID{{Type: "generic", Name: "placeholder-icons", Version: "1.0"}}},
	}
}

func richExceptions() []audit.Exception {
	return []audit.Exception{
		{Match: "com.mysql:mysql-connector-j", Allow: []string{"GPL-2.0-only WITH Universal-FOSS-exception-1.0"}, Reason: "used in the *migration tool* only, not shipped", Expires: "2027-06-30", At: audit.Position{File: "licaudit.yaml", Line: 13}, Used: true},
		{Match: "org.example:forgotten", Allow: []string{"EPL-1.0"}, Reason: "for the pilot", Expires: "2025-01-31", At: audit.Position{File: "licaudit.yaml", Line: 17}, Expired: true},
	}
}
