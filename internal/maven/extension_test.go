package maven

import (
	"context"
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
)

// TestMissingExtension: an extension that cannot be had ends the run, or makes
// the result incomplete where the other modules are wanted nevertheless; but
// offline it may only be missing at hand.
func TestMissingExtension(t *testing.T) {
	for name, want := range map[string]struct {
		extension string
		kind      Kind
		severity  audit.Severity
	}{
		"missing":  {"<groupId>none</groupId><artifactId>none</artifactId><version>1</version>", 0, audit.SeverityWarning},
		"no value": {"<groupId>none</groupId><artifactId>none</artifactId><version>${none}</version>", Unresolved, audit.SeverityIncomplete},
	} {
		t.Run(name, func(t *testing.T) {
			dir := writeProject(t, map[string]string{"pom.xml": head + "<build><extensions><extension>" + want.extension + "</extension></extensions></build></project>"})
			r, err := open(t, dir, nil).Resolve(context.Background())
			if KindOf(err) != want.kind {
				t.Fatalf("got %v, want an error of kind %d", err, want.kind)
			}
			if err != nil {
				r, err = open(t, dir, func(o *Options) { o.KeepGoing = true }).Resolve(context.Background())
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Modules) != 1 || len(r.Problems) != 1 || r.Problems[0].Code != audit.CodeMavenExtension || r.Problems[0].Severity != want.severity {
				t.Errorf("got %d modules, %v; want one, and a problem of severity %s", len(r.Modules), r.Problems, want.severity)
			}
		})
	}
}
