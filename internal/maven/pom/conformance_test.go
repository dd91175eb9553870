//go:build conformance

package pom

import (
	"os"
	"path/filepath"
	"testing"
)

// TestDecodersAgreeLocally compares the two decoders on every POM in Maven's
// local repository.
func TestDecodersAgreeLocally(t *testing.T) {
	home, err := os.UserHomeDir()
	if err != nil {
		t.Skip(err)
	}
	t.Logf("%d POMs", compareFolder(t, filepath.Join(home, ".m2", "repository")))
}
