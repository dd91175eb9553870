package report

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCycloneDXLicenses says in words what each kind of conclusion becomes.
func TestCycloneDXLicenses(t *testing.T) {
	want := map[string]string{
		"itextpdf":        "id AGPL-3.0-only declared",
		"oldtools-dates":  "id MIT concluded",
		"bobs-parser":     "id BSD-2-Clause concluded",
		"commons-logging": "id Apache-1.1 concluded",
		"dual-mail":       "expression CDDL-1.1 OR GPL-2.0-only WITH Classpath-exception-2.0 declared",
		"two-elements":    "id Apache-2.0 declared; id LGPL-2.1-only declared", // no OR: nothing confirms it
		"rule-engine":     "name BSD declared",
		"strange":         "name The Beer | Pizza License declared",
		"corp-cache":      "id CC0-1.0 declared",
		"undeclared":      "",
		"broken":          "",
		"chart":           "name LicenseRef-chart-commercial concluded",
	}
	r := rich()
	got := make(map[string]string)
	for _, f := range r.Findings {
		name := f.Component.ID.Name
		if _, ok := want[name]; !ok {
			continue // another kind of the same
		}
		var words []string
		for _, l := range cdxLicenses(source{Report: r}, f.Conclusion) {
			switch {
			case l.Expression != "":
				words = append(words, "expression "+l.Expression+" "+l.Acknowledgement)
			case l.License.ID != "":
				words = append(words, "id "+l.License.ID+" "+l.License.Acknowledgement)
			default:
				words = append(words, "name "+l.License.Name+" "+l.License.Acknowledgement)
			}
		}
		got[name] = strings.Join(words, "; ")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSPDXLicenses says which license is declared and which concluded.
func TestSPDXLicenses(t *testing.T) {
	want := map[string][2]string{
		"com.itextpdf:itextpdf":           {"AGPL-3.0-only", "AGPL-3.0-only"},
		"oldtools:oldtools-dates":         {spdxNone, "MIT"},
		"org.bobsoft:bobs-parser":         {"LicenseRef-declared", "BSD-2-Clause"},
		"org.example.multi:two-elements":  {spdxNoAssertion, spdxNoAssertion},
		"org.example.rules:rule-engine":   {"LicenseRef-declared", spdxNoAssertion},
		"org.example.corp:corp-cache":     {"CC0-1.0", spdxNoAssertion},
		"org.example:undeclared":          {spdxNone, spdxNoAssertion},
		"org.example:broken":              {spdxNoAssertion, spdxNoAssertion},
		"@scope/chart":                    {spdxNone, "LicenseRef-chart-commercial"},
		"commons-logging:commons-logging": {spdxNone, "Apache-1.1"},
	}
	files, err := Render(rich(), "spdx")
	if err != nil {
		t.Fatal(err)
	}
	var doc spdxDoc
	if err := json.Unmarshal(files[0].Data, &doc); err != nil {
		t.Fatal(err)
	}
	got := make(map[string][2]string)
	ids := make(map[string]bool)
	for _, p := range doc.Packages {
		if ids[p.ID] {
			t.Errorf("%s stands twice", p.ID)
		}
		ids[p.ID] = true
		if _, ok := want[p.Name]; ok {
			declared, _, _ := strings.Cut(p.Declared, "-"+strings.TrimPrefix(p.Declared, "LicenseRef-declared-"))
			if !strings.HasPrefix(p.Declared, "LicenseRef-declared-") {
				declared = p.Declared
			}
			got[p.Name] = [2]string{declared, p.Concluded}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("declared, concluded (-want +got):\n%s", diff)
	}
	extracted := make(map[string]bool)
	for _, x := range doc.Extracted {
		extracted[x.ID] = true
	}
	for _, p := range doc.Packages {
		for _, word := range strings.Fields(p.Declared + " " + p.Concluded) {
			if strings.HasPrefix(word, "LicenseRef-") && !extracted[word] {
				t.Errorf("%s has no text", word)
			}
		}
	}
	for _, rel := range doc.Relationships {
		if !ids[rel.To] || rel.From != doc.ID && !ids[rel.From] {
			t.Errorf("%v leads nowhere", rel)
		}
	}
}
