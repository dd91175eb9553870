package maven

import (
	"context"
	"slices"
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
)

// TestUnreadExtension: an extension that cannot be had is a warning where it
// may say what a type is, and nothing else.
func TestUnreadExtension(t *testing.T) {
	for kind, warned := range map[string]bool{"jar": false, "made-up": true} {
		dir := writeProject(t, map[string]string{"pom.xml": head + `
<build><extensions><extension><groupId>none</groupId><artifactId>none</artifactId><version>1</version></extension></extensions></build>
<dependencies><dependency><groupId>t.l</groupId><artifactId>leaf</artifactId><version>1</version><type>` + kind + `</type></dependency></dependencies></project>`})
		r, err := open(t, dir, nil).Resolve(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		got := slices.ContainsFunc(r.Problems, func(p audit.Problem) bool {
			return p.Code == audit.CodeMavenExtension && p.Subject == "none:none" && p.Severity == audit.SeverityWarning
		})
		if got != warned {
			t.Errorf("type %s: a warning is %v, want %v: %v", kind, got, warned, r.Problems)
		}
	}
}
