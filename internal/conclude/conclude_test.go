package conclude

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// says makes a claim of a kind; one license is definite, several are
// candidates, none is unrecognised.
func says(kind audit.Kind, file string, licenses ...spdx.Expression) audit.Claim {
	c := audit.Claim{Evidence: audit.Evidence{Kind: kind, Found: audit.Position{File: file}}, Rule: "test"}
	if len(licenses) == 1 {
		c.License = licenses[0]
	} else {
		c.Candidates = licenses
	}
	return c
}

func pom(licenses ...spdx.Expression) audit.Claim {
	return says(audit.KindPOM, "a:b:1.pom", licenses...)
}

func text(licenses ...spdx.Expression) audit.Claim {
	return says(audit.KindLicenseFile, "a:b:1.jar!/META-INF/LICENSE", licenses...)
}

func part(licenses ...spdx.Expression) audit.Claim {
	return says(audit.KindLicenseFile, "a:b:1.jar!/META-INF/licenses/other/LICENSE", licenses...)
}

func clash(licenses ...spdx.Expression) audit.Claim {
	c := pom(licenses...)
	c.Clash = true
	return c
}

func TestConclude(t *testing.T) {
	type list = []spdx.Expression
	for _, tt := range []struct {
		name   string
		claims []audit.Claim
		unread bool
		want   audit.Conclusion
	}{
		{name: "nothing at all", want: audit.Conclusion{Basis: audit.None}},
		{name: "nothing, and the jar could not be read", unread: true, want: audit.Conclusion{Basis: audit.Unreadable}},
		{name: "declared", claims: []audit.Claim{pom("MIT")}, want: audit.Conclusion{License: "MIT", Basis: audit.Declared}},
		{name: "declared stays where the jar could not be read", unread: true, claims: []audit.Claim{pom("MIT")},
			want: audit.Conclusion{License: "MIT", Basis: audit.Declared}},
		{name: "declared twice the same", claims: []audit.Claim{pom("MIT"), pom("MIT")},
			want: audit.Conclusion{License: "MIT", Basis: audit.Declared}},
		{name: "words that no rule knows", claims: []audit.Claim{pom()}, want: audit.Conclusion{Basis: audit.Unrecognised}},
		{name: "Bob's license is a BSD text", claims: []audit.Claim{pom(), text("BSD-2-Clause")},
			want: audit.Conclusion{License: "BSD-2-Clause", Basis: audit.Detected}},
		{name: "one known and one unknown element", claims: []audit.Claim{pom("MIT"), pom()},
			want: audit.Conclusion{Basis: audit.Unrecognised}},
		{name: "ambiguous", claims: []audit.Claim{pom("BSD-2-Clause", "BSD-3-Clause")},
			want: audit.Conclusion{Basis: audit.AmbiguousB, Candidates: list{"BSD-2-Clause", "BSD-3-Clause"}}},
		{name: "ambiguous, the text decides", claims: []audit.Claim{pom("BSD-2-Clause", "BSD-3-Clause"), text("BSD-3-Clause")},
			want: audit.Conclusion{License: "BSD-3-Clause", Basis: audit.Detected}},
		{name: "ambiguous, the text is something else", claims: []audit.Claim{pom("BSD-2-Clause", "BSD-3-Clause"), text("MIT")},
			want: audit.Conclusion{Basis: audit.Conflicting, Candidates: list{"BSD-2-Clause", "BSD-3-Clause", "MIT"}}},
		{name: "the text has the declared license with other terms", claims: []audit.Claim{pom("MIT"), text("MIT AND LicenseRef-Other-Terms", "MIT AND LicenseRef-Other-Terms")},
			want: audit.Conclusion{Basis: audit.AmbiguousB, Candidates: list{"MIT", "MIT AND LicenseRef-Other-Terms"}}},
		{name: "a corporate parent's CC0 over an Apache jar", claims: []audit.Claim{says(audit.KindParentPOM, "p", "CC0-1.0"), text("Apache-2.0")},
			want: audit.Conclusion{Basis: audit.Conflicting, Candidates: list{"Apache-2.0", "CC0-1.0"}}},
		{name: "name and URL contradict each other", claims: []audit.Claim{clash("Apache-2.0", "MIT")},
			want: audit.Conclusion{Basis: audit.Conflicting, Candidates: list{"Apache-2.0", "MIT"}}},
		{name: "name and URL contradict, the text decides", claims: []audit.Claim{clash("Apache-2.0", "MIT"), text("MIT")},
			want: audit.Conclusion{License: "MIT", Basis: audit.Detected}},
		{name: "several elements are read both ways", claims: []audit.Claim{pom("EPL-2.0"), pom("Apache-2.0")},
			want: audit.Conclusion{License: "EPL-2.0 OR Apache-2.0", Basis: audit.Declared, AssumedOr: true,
				Candidates: list{"EPL-2.0 OR Apache-2.0", "EPL-2.0 AND Apache-2.0"}}},
		{name: "a text says that both apply", claims: []audit.Claim{pom("EPL-2.0"), pom("Apache-2.0"), text("EPL-2.0 AND Apache-2.0")},
			want: audit.Conclusion{License: "EPL-2.0 AND Apache-2.0", Basis: audit.Detected}},
		{name: "the text of one element leaves the relation open", claims: []audit.Claim{pom("EPL-2.0"), pom("Apache-2.0"), text("EPL-2.0")},
			want: audit.Conclusion{License: "EPL-2.0 OR Apache-2.0", Basis: audit.Declared, AssumedOr: true,
				Candidates: list{"EPL-2.0 OR Apache-2.0", "EPL-2.0 AND Apache-2.0"}}},
		{name: "the GPL's text does not say or-later", claims: []audit.Claim{pom("GPL-2.0-or-later"), text("GPL-2.0-only")},
			want: audit.Conclusion{License: "GPL-2.0-or-later", Basis: audit.Declared}},
		{name: "the exception is not in the text", claims: []audit.Claim{pom("GPL-2.0-only WITH Classpath-exception-2.0"), text("GPL-2.0-only")},
			want: audit.Conclusion{License: "GPL-2.0-only WITH Classpath-exception-2.0", Basis: audit.Declared}},
		{name: "the exception is only in the text", claims: []audit.Claim{pom("GPL-2.0-only"), text("GPL-2.0-only WITH Classpath-exception-2.0")},
			want: audit.Conclusion{License: "GPL-2.0-only WITH Classpath-exception-2.0", Basis: audit.Detected}},
		{name: "another exception", claims: []audit.Claim{pom("GPL-2.0-only WITH Classpath-exception-2.0"), text("GPL-2.0-only WITH Font-exception-2.0")},
			want: audit.Conclusion{Basis: audit.Conflicting, Candidates: list{"GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Font-exception-2.0"}}},
		{name: "the text of a part does not speak for the whole", claims: []audit.Claim{text("Apache-2.0"), part("MIT")},
			want: audit.Conclusion{License: "Apache-2.0", Basis: audit.Detected}},
		{name: "the text of a part does not contradict what is declared", claims: []audit.Claim{pom("MPL-1.1"), part("Apache-2.0")},
			want: audit.Conclusion{License: "MPL-1.1", Basis: audit.Declared}},
		{name: "nor does it add to it", claims: []audit.Claim{pom("LGPL-2.1-only"), part("GPL-2.0-only OR LGPL-2.1-only")},
			want: audit.Conclusion{License: "LGPL-2.1-only", Basis: audit.Declared}},
		{name: "nor is it more than a candidate alone", claims: []audit.Claim{part("Apache-2.0")},
			want: audit.Conclusion{Basis: audit.AmbiguousB, Candidates: list{"Apache-2.0"}}},
		{name: "it may choose among what is declared", claims: []audit.Claim{pom("LGPL-2.1-only", "LGPL-3.0-only"), part("LGPL-3.0-only")},
			want: audit.Conclusion{License: "LGPL-3.0-only", Basis: audit.Detected}},
		{name: "a WebJar's text is its library's", claims: []audit.Claim{pom("Apache-2.0"), says(audit.KindLicenseFile, "a:b:1.jar!/META-INF/resources/webjars/b/1/LICENSE", "MIT")},
			want: audit.Conclusion{Basis: audit.Conflicting, Candidates: list{"Apache-2.0", "MIT"}}},
		{name: "the header of one file does not contradict an open name", claims: []audit.Claim{pom("BSD-2-Clause", "BSD-3-Clause"), says(audit.KindBanner, "", "CC-PDDC")},
			want: audit.Conclusion{Basis: audit.AmbiguousB, Candidates: list{"BSD-2-Clause", "BSD-3-Clause"}}},
		{name: "headers grant later versions, which the text cannot", claims: []audit.Claim{text("LGPL-2.1-only"), says(audit.KindBanner, "", "LGPL-2.1-or-later")},
			want: audit.Conclusion{License: "LGPL-2.1-or-later", Basis: audit.Detected}},
		{name: "headers that differ grant nothing", claims: []audit.Claim{text("LGPL-2.1-only"), says(audit.KindBanner, "", "LGPL-2.1-or-later"), says(audit.KindBanner, "", "MIT")},
			want: audit.Conclusion{License: "LGPL-2.1-only", Basis: audit.Detected}},
		{name: "a manifest repeats the elements and confirms nothing", claims: []audit.Claim{pom("EPL-1.0"), pom("LGPL-2.1-only"), says(audit.KindManifest, "", "EPL-1.0 OR LGPL-2.1-only")},
			want: audit.Conclusion{License: "EPL-1.0 OR LGPL-2.1-only", Basis: audit.Declared, AssumedOr: true,
				Candidates: list{"EPL-1.0 OR LGPL-2.1-only", "EPL-1.0 AND LGPL-2.1-only"}}},
		{name: "the header of the POM confirms", claims: []audit.Claim{pom("EPL-1.0"), pom("BSD-3-Clause"), says(audit.KindManifest, "", "EPL-1.0 OR BSD-3-Clause"), says(audit.KindPOMComment, "", "EPL-1.0 OR BSD-3-Clause")},
			want: audit.Conclusion{License: "EPL-1.0 OR BSD-3-Clause", Basis: audit.Detected}},
		{name: "an open element of the embedded POM is not lost", claims: []audit.Claim{says(audit.KindManifest, "", "BSD-2-Clause", "BSD-3-Clause"), says(audit.KindManifest, "", "CC-BY-SA-3.0")},
			want: audit.Conclusion{Basis: audit.AmbiguousB, Candidates: list{"BSD-2-Clause AND CC-BY-SA-3.0", "BSD-2-Clause OR CC-BY-SA-3.0", "BSD-3-Clause AND CC-BY-SA-3.0", "BSD-3-Clause OR CC-BY-SA-3.0"}}},
		{name: "two texts side by side", claims: []audit.Claim{text("Apache-2.0"), text("MIT")},
			want: audit.Conclusion{Basis: audit.AmbiguousB, Candidates: list{"Apache-2.0 OR MIT", "Apache-2.0 AND MIT"}}},
		{name: "a curation answers what is open", claims: []audit.Claim{says(audit.KindCuration, "", "Apache-1.1")},
			want: audit.Conclusion{License: "Apache-1.1", Basis: audit.Curated}},
		{name: "a curation does not replace what is declared", claims: []audit.Claim{pom("MIT"), says(audit.KindCuration, "", "Apache-1.1")},
			want: audit.Conclusion{License: "MIT", Basis: audit.Declared}},
		{name: "a manifest answers where no text does", claims: []audit.Claim{says(audit.KindManifest, "", "EPL-1.0")},
			want: audit.Conclusion{License: "EPL-1.0", Basis: audit.Detected}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Conclude(tt.claims, tt.unread)
			if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreFields(audit.Conclusion{}, "Claims", "By"), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if len(got.Claims) != len(tt.claims) {
				t.Errorf("%d of %d claims are kept", len(got.Claims), len(tt.claims))
			}
		})
	}
}

func TestLibrary(t *testing.T) {
	for _, tt := range []struct {
		name            string
		claims          []audit.Claim
		licenses, sides []spdx.Expression
		byVersion       []spdx.Expression
		want            audit.Conclusion
	}{
		{name: "one answer", licenses: []spdx.Expression{"MIT", "", "MIT"}, want: audit.Conclusion{License: "MIT", Basis: audit.Detected}},
		{name: "two files disagree", licenses: []spdx.Expression{"MIT", "ISC"},
			want: audit.Conclusion{Basis: audit.Conflicting, Candidates: []spdx.Expression{"ISC", "MIT"}}},
		{name: "one file contradicts itself", licenses: []spdx.Expression{"MIT"}, sides: []spdx.Expression{"MIT", "Apache-2.0"},
			want: audit.Conclusion{Basis: audit.Conflicting, Candidates: []spdx.Expression{"Apache-2.0", "MIT"}}},
		{name: "another license in each version", byVersion: []spdx.Expression{"MIT", "ISC"},
			want: audit.Conclusion{Basis: audit.AmbiguousB, Candidates: []spdx.Expression{"ISC", "MIT"}}},
		{name: "nothing known", want: audit.Conclusion{Basis: audit.None}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Library(tt.claims, tt.licenses, tt.sides, tt.byVersion)
			if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreFields(audit.Conclusion{}, "Claims", "By"), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
