package report

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
)

// large is a report of a thousand components with 26 occurrences each.
func large() audit.Report {
	r := rich()
	base := r.Findings[7] // by its text
	r.Findings = nil
	for i := range 1000 {
		f := base
		f.Component.ID = audit.Maven("org.example.large", fmt.Sprintf("library-%04d", i), "jar", "", "1.0.0")
		f.Component.Occurrences, f.Judgements = nil, nil
		for m := range 26 {
			f.Component.Occurrences = append(f.Component.Occurrences, used(fmt.Sprintf("module-%02d", m), "compile", 10+m,
				"org.example:parent:1.0", "org.example:middle:2.0", f.Component.ID.Namespace+":"+f.Component.ID.Name+":1.0.0"))
			f.Judgements = append(f.Judgements, f.Judgement)
		}
		r.Findings = append(r.Findings, f)
	}
	return r
}

// TestLarge checks that a large report stays a page that can be sent around,
// and that what it leaves out is counted.
func TestLarge(t *testing.T) {
	files, err := Render(large(), "html")
	if err != nil {
		t.Fatal(err)
	}
	page := files[0].Data
	if len(page) > 3<<20 {
		t.Errorf("the page has %d bytes", len(page))
	}
	if n := bytes.Count(page, []byte("and 21 more in result.json")); n != 1000 {
		t.Errorf("%d components count the places that are not shown, want 1000", n)
	}
	summary := stepSummary(large())
	if len(summary) > maxStepSummary {
		t.Errorf("GitHub's summary has %d bytes", len(summary))
	}
}

func BenchmarkRender(b *testing.B) {
	r := large()
	for _, f := range Formats() {
		b.Run(f, func(b *testing.B) {
			for b.Loop() {
				if _, err := Render(r, f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
