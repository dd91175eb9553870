package main

import _ "embed"

// The license texts that lie in the made-up jars.
var (
	//go:embed texts/apache-2.0.txt
	apacheText []byte
	//go:embed texts/bob.txt
	bobText []byte
)

const (
	apacheURL = "https://www.apache.org/licenses/LICENSE-2.0.txt"
	mitURL    = "https://opensource.org/licenses/MIT"
)

// artifacts is the whole repository. Each artifact stands for one thing that
// an audit meets in real projects; none of them exists.
func artifacts() []artifact {
	return []artifact{
		{ // a clear license
			gav: "org.example.text:tidy-text:2.4.1", name: "Tidy Text", url: "https://example.org/tidy-text",
			licenses: []license{{"MIT License", mitURL}},
		},
		{ // one of the many spellings of a license
			gav: "org.example.json:quick-json:3.0.2", name: "Quick JSON", url: "https://example.org/quick-json",
			licenses: []license{{Name: "Apache 2"}},
			depends:  []dependency{{gav: "org.example.text:tidy-text:2.3.0"}},
			entries: []file{
				{"META-INF/LICENSE", apacheText},
				{"META-INF/NOTICE", []byte("Quick JSON\nCopyright 2015-2024 The Quick JSON Authors\n")},
			},
		},
		{ // what quick-json asks for, had the project not chosen 2.4.1
			gav: "org.example.text:tidy-text:2.3.0", name: "Tidy Text", url: "https://example.org/tidy-text",
			licenses: []license{{"MIT License", mitURL}},
		},
		{ // no license at all, neither in the POM nor in the jar
			gav: "oldtools:oldtools-dates:1.2", name: "Old Tools Dates",
		},
		{ // an invented name over a well-known text
			gav: "org.bobsoft:bobs-parser:3.1", name: "Bob's Parser",
			licenses: []license{{Name: "Bob's Open Source License"}},
			entries:  []file{{"META-INF/LICENSE.txt", bobText}},
		},
		{ // the same name over nothing at all
			gav: "org.bobsoft:bobs-logger:1.0", name: "Bob's Logger",
			licenses: []license{{Name: "Bob's Open Source License"}},
		},
		{ // two licenses of which the user chooses one
			gav: "org.example.mail:dual-mail:1.6.5", name: "Dual Mail",
			licenses: []license{
				{"CDDL 1.1", "https://glassfish.dev.java.net/public/CDDL+GPL_1_1.html"},
				{"GPL2 w/ CPE", "https://glassfish.dev.java.net/public/CDDL+GPL_1_1.html"},
			},
		},
		{ // an innocent library that pulls in one that is not
			gav: "org.example.reporting:report-kit:4.2.0", name: "Report Kit",
			licenses: []license{{"The Apache Software License, Version 2.0", apacheURL}},
			depends:  []dependency{{gav: "org.example.pdf:pdf-press:5.5.13"}, {gav: "org.example.old:bsd-charts:0.9"}},
		},
		{ // denied
			gav: "org.example.pdf:pdf-press:5.5.13", name: "PDF Press",
			licenses: []license{{"GNU Affero General Public License v3", "https://www.gnu.org/licenses/agpl-3.0.txt"}},
		},
		{ // a name that means several licenses
			gav: "org.example.old:bsd-charts:0.9", name: "BSD Charts",
			licenses: []license{{Name: "BSD"}},
		},
		{ // the license of a corporate parent against the text in the jar
			gav: "org.example.corp:corp-parent:7", packaging: "pom", name: "Corporate Parent",
			licenses: []license{{"CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"}},
		},
		{
			gav: "org.example.corp.cache:corp-cache:2.0", parent: "org.example.corp:corp-parent:7", name: "Corporate Cache",
			entries: []file{{"META-INF/LICENSE", apacheText}},
		},
		{ // a license that the policy wants to see reviewed
			gav: "org.example.rules:rule-engine:1.8", name: "Rule Engine",
			licenses: []license{{"Eclipse Public License - v 1.0", "https://www.eclipse.org/legal/epl-v10.html"}},
		},
		{ // denied in general, but excepted with a reason
			gav: "org.example.db:db-driver:8.4.0", name: "DB Driver",
			licenses: []license{{Name: "GPL-2.0-only WITH Universal-FOSS-exception-1.0"}},
		},
		{ // used by tests only
			gav: "org.example.testing:assert-all:3.3", name: "Assert All",
			licenses: []license{{"GNU General Public License v3.0", "https://www.gnu.org/licenses/gpl-3.0.txt"}},
		},
		{ // the firm's own, and a third party behind it
			gav: "com.example.common:common-web:4.0", name: "Common Web",
			depends: []dependency{{gav: "org.example.net:http-bits:1.1"}},
		},
		{
			gav: "org.example.net:http-bits:1.1", name: "HTTP Bits",
			licenses: []license{{"Apache License 2.0", "http://www.apache.org/licenses/"}},
		},
		{ // a bill of materials that chooses versions
			gav: "org.example.platform:platform-bom:2024.1", packaging: "pom", name: "Platform BOM",
			managed: []dependency{{gav: "org.example.json:quick-json:3.0.2"}, {gav: "org.example.rules:rule-engine:1.8"}},
		},
	}
}
