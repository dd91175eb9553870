package report

import (
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
)

// TestLockfileClaim: a lockfile says which version it is, and names no license.
func TestLockfileClaim(t *testing.T) {
	lock := audit.Claim{Evidence: audit.Evidence{Kind: audit.KindLockfile, Name: "acme-grid@2.1.0", Found: audit.Position{File: "yarn.lock"}}}
	if got, want := claimText(lock), "chooses the version"; got != want {
		t.Errorf("the claim is %q, want %q", got, want)
	}
	declared := audit.Claim{Evidence: audit.Evidence{Kind: audit.KindPackageJSON, Name: "Acme"}}
	if got, want := quoteNames([]audit.Claim{lock, declared}), quote("Acme"); got != want {
		t.Errorf("unrecognised names %s, want %s", got, want)
	}
}
