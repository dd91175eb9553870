package report

import (
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
)

// TestNotes: the clauses that decided a text are named where its claim is
// shown.
func TestNotes(t *testing.T) {
	c := audit.Claim{License: "BSD-2-Clause", Rule: "text:BSD-2-Clause", Notes: []string{"attribution clause"}}
	var b strings.Builder
	explainClaim(&b, c)
	if !strings.Contains(b.String(), "note: attribution clause\n") {
		t.Errorf("explain shows %q", b.String())
	}
	p := claimItem(c)
	if last := p[len(p)-1]; !strings.Contains(last.Text, "; attribution clause") {
		t.Errorf("the report shows %q", last.Text)
	}
}
