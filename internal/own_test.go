package internal_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOwnComponents says that overrides.yaml declares every module that is
// linked into the program, at its version, and no other.
func TestOwnComponents(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}} {{.Version}}{{end}}", "./cmd/licaudit")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var linked []string
	for line := range strings.Lines(string(out)) {
		if f := strings.Fields(line); len(f) == 2 { // the module itself has no version
			linked = append(linked, f[0]+" "+f[1])
		}
	}
	slices.Sort(linked)

	text, err := os.ReadFile("../overrides.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var declared []string
	for _, m := range regexp.MustCompile(`(?m)^  - name: (\S+)\n    version: (\S+)\n    path: go.mod$`).FindAllStringSubmatch(string(text), -1) {
		declared = append(declared, m[1]+" "+m[2])
	}
	slices.Sort(declared)
	if d := cmp.Diff(slices.Compact(linked), declared); d != "" {
		t.Errorf("overrides.yaml and the program's modules (-linked +declared):\n%s", d)
	}
}
