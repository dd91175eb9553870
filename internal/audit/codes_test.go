package audit_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/licaudit/licaudit/internal/audit"
)

// TestProblemPage says that docs/problems.md has a heading with a text for
// each code, in order, and for nothing else.
func TestProblemPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/problems.md")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, section := range regexp.MustCompile(`(?m)^## `).Split(string(page), -1) {
		if i == 0 {
			continue // what stands before the first heading
		}
		code, text, _ := strings.Cut(section, "\n")
		got = append(got, code)
		if len(strings.TrimSpace(text)) < 80 {
			t.Errorf("docs/problems.md says too little about %s", code)
		}
	}
	if d := cmp.Diff(audit.Codes(), got); d != "" {
		t.Errorf("codes and headings of docs/problems.md (-codes +headings):\n%s", d)
	}
}

func TestMeanings(t *testing.T) {
	for _, code := range audit.Codes() {
		if audit.Meaning(code) == "" {
			t.Errorf("%s has no meaning", code)
		}
	}
}
