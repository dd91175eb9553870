package normalize

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

func TestBundleLicense(t *testing.T) {
	for _, tt := range []struct{ header, want string }{
		{"https://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"},
		{"Apache License, Version 2.0", "Apache-2.0"},
		{"http://www.apache.org/licenses/LICENSE-2.0.txt, http://www.eclipse.org/legal/epl-v10.html", "Apache-2.0 OR EPL-1.0"},
		{"Apache-2.0,EPL-2.0", "Apache-2.0 OR EPL-2.0"},
		{`"(Apache-2.0 OR EPL-2.0)";description="a, b; c";link="https://opensource.org/licenses/Apache-2.0,https://opensource.org/licenses/EPL-2.0"`, "Apache-2.0 OR EPL-2.0"},
		{"BSD-3-Clause;link=https://asm.ow2.io/LICENSE.txt", "BSD-3-Clause"},
		{`MIT; link=https://example.com/;description="text, and more"`, "MIT"},
		{"Apache License, Version 2.0, MIT", "Apache-2.0 OR MIT"},
		{"<<EXTERNAL>>", "unknown"},
		{"Apache-2.0, Bob's License", "unknown"},
		{"BSD, MIT", "ambiguous: BSD-2-Clause OR MIT | BSD-3-Clause OR MIT | BSD-4-Clause OR MIT"},
		{"", "unknown"},
		{`";";link=,`, "unknown"},
	} {
		if got := BundleLicense(tt.header); describe(got) != tt.want {
			t.Errorf("BundleLicense(%q) = %s [%s], want %s", tt.header, describe(got), got.Rule, tt.want)
		}
	}
}

func TestNPMLicense(t *testing.T) {
	for _, tt := range []struct{ license, licenses, want string }{
		{`"MIT"`, ``, "MIT"},
		{`"(MIT OR Apache-2.0)"`, ``, "MIT OR Apache-2.0"},
		{`{"type":"BSD","url":"https://opensource.org/licenses/BSD-2-Clause"}`, ``, "BSD-2-Clause"},
		{``, `[{"type":"MIT"},{"type":"GPL-2.0"}]`, "MIT OR GPL-2.0-only"},
		{``, `["MIT","ISC"]`, "MIT OR ISC"},
		{`["MIT"]`, ``, "MIT"},
		{`""`, `[{"type":"MIT"}]`, "MIT"},
		{`"BSD"`, ``, "ambiguous: BSD-2-Clause | BSD-3-Clause | BSD-4-Clause"},
		{`"SEE LICENSE IN LICENSE"`, ``, "unknown"},
		{`"UNLICENSED"`, ``, "unknown"},
		{``, `[["MIT"]]`, "unknown"},
		{``, `[{"type":"MIT"},17]`, "unknown"},
		{`17`, ``, "unknown"},
		{``, ``, "unknown"},
	} {
		if got := NPMLicense(json.RawMessage(tt.license), json.RawMessage(tt.licenses)); describe(got) != tt.want {
			t.Errorf("NPMLicense(%s, %s) = %s [%s], want %s", tt.license, tt.licenses, describe(got), got.Rule, tt.want)
		}
	}
}

func TestClaim(t *testing.T) {
	for _, tt := range []struct {
		name    string
		ev      audit.Evidence
		matches []audit.Match
		want    audit.Claim
	}{
		{"a name", audit.Evidence{Kind: audit.KindPOM, Name: "MIT License"}, nil, audit.Claim{License: "MIT", Rule: "tokens:mit"}},
		{"a manifest", audit.Evidence{Kind: audit.KindManifest, Name: "MIT,ISC"}, nil, audit.Claim{License: "MIT OR ISC", Rule: "spdx, spdx"}},
		{"a contradiction", audit.Evidence{Kind: audit.KindPOM, Name: "MIT", URL: "https://spdx.org/licenses/ISC"}, nil,
			audit.Claim{Candidates: []spdx.Expression{"ISC", "MIT"}, Rule: "spdx <> url:spdx.org/licenses/isc", Clash: true}},
		{"two texts in one file", audit.Evidence{Kind: audit.KindLicenseFile}, []audit.Match{
			{License: "MIT", Rule: "text:MIT"}, {License: "Apache-2.0", Rule: "text:Apache-2.0"}, {License: "GPL-2.0-only", Rule: "text:x", ThirdParty: true}},
			audit.Claim{License: "MIT AND Apache-2.0", Rule: "text:MIT, text:Apache-2.0"}},
		{"an open text", audit.Evidence{Kind: audit.KindLicenseFile}, []audit.Match{{Candidates: []spdx.Expression{"MIT", "ISC"}, Rule: "r"}},
			audit.Claim{Candidates: []spdx.Expression{"ISC", "MIT"}, Rule: "r"}},
		{"third parties only", audit.Evidence{Kind: audit.KindNoticeFile}, []audit.Match{{License: "MIT", ThirdParty: true}}, audit.Claim{Rule: "empty"}},
	} {
		tt.want.Evidence = tt.ev
		if d := cmp.Diff(tt.want, Claim(tt.ev, tt.matches)); d != "" {
			t.Errorf("%s: (-want +got)\n%s", tt.name, d)
		}
	}
}

func TestMultiple(t *testing.T) {
	claims := func(es ...spdx.Expression) (cs []audit.Claim) {
		for _, e := range es {
			cs = append(cs, audit.Claim{License: e})
		}
		return cs
	}
	for _, tt := range []struct {
		claims  []audit.Claim
		or, and spdx.Expression
	}{
		{claims("MIT", "Apache-2.0", "MIT"), "MIT OR Apache-2.0", "MIT AND Apache-2.0"},
		{claims("MIT", "MIT"), "MIT", "MIT"},
		{claims("GPL-2.0-only", "GPL-2.0-only WITH Classpath-exception-2.0", "CDDL-1.1"), "GPL-2.0-only WITH Classpath-exception-2.0 OR CDDL-1.1", "GPL-2.0-only WITH Classpath-exception-2.0 AND CDDL-1.1"},
		{append(claims("MIT"), audit.Claim{}), "", ""},
		{nil, "", ""},
	} {
		if or, and := Multiple(tt.claims); or != tt.or || and != tt.and {
			t.Errorf("Multiple(%v) = %q, %q, want %q, %q", tt.claims, or, and, tt.or, tt.and)
		}
	}
}

// TestMultiSample reads lists of <license> elements of real POMs.
func TestMultiSample(t *testing.T) {
	for _, f := range rowsOf(t, "testdata/multi.tsv")[1:] {
		var claims []audit.Claim
		for _, element := range strings.Split(f[0], " ;; ") {
			name, url, _ := strings.Cut(element, " <")
			claims = append(claims, Claim(audit.Evidence{Kind: audit.KindPOM, Name: name, URL: strings.TrimSuffix(url, ">")}, nil))
		}
		or, _ := Multiple(claims)
		want, err := spdx.Parse(f[2])
		if f[2] == "AMBIGUOUS-OR-UNKNOWN-PART" {
			want, err = "", nil
		}
		if err != nil || !same(or, want) {
			t.Errorf("%s\n got %q, want %q", f[0], or, want)
		}
	}
}

func TestLines(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	in := "MIT\thttps://opensource.org/licenses/MIT\r\n\nBSD <b>&\t\n" + long + "\nlast"
	var out bytes.Buffer
	if err := Lines(strings.NewReader(in), &out, "jsonl"); err != nil {
		t.Fatal(err)
	}
	var got []Line
	dec := json.NewDecoder(&out)
	for dec.More() {
		var l Line
		if err := dec.Decode(&l); err != nil {
			t.Fatal(err)
		}
		got = append(got, l)
	}
	want := []Line{
		{"MIT", "https://opensource.org/licenses/MIT", audit.Identified, "MIT", []spdx.Expression{}, "spdx"},
		{"", "", audit.Unknown, "", []spdx.Expression{}, "empty"},
		{"BSD <b>&", "", audit.Unknown, "", []spdx.Expression{}, "word:b"},
		{long, "", audit.Unknown, "", []spdx.Expression{}, "too-long"},
		{"last", "", audit.Unknown, "", []spdx.Expression{}, "word:last"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("Lines: (-want +got)\n%s", d)
	}
	if err := Lines(strings.NewReader("MIT"), &out, "xml"); err == nil {
		t.Error("format xml is accepted")
	}
}
