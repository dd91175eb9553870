package report

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestFormatsAreDocumented compares docs/formats.md with the formats and the
// build servers, both ways.
func TestFormatsAreDocumented(t *testing.T) {
	data, err := os.ReadFile("../../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	head, tail, _ := strings.Cut(string(data), "\n## Build servers\n")
	var formats, servers []string
	for l := range strings.Lines(head) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(l), "## "); ok {
			formats = append(formats, name)
		}
	}
	for l := range strings.Lines(tail) {
		if name, ok := strings.CutPrefix(l, "| `"); ok {
			name, _, _ = strings.Cut(name, "`")
			servers = append(servers, name)
		}
	}
	if !slices.Equal(formats, Formats()) {
		t.Errorf("docs/formats.md has %v, the program %v", formats, Formats())
	}
	if !slices.Equal(servers, CINames()) {
		t.Errorf("docs/formats.md has the servers %v, the program %v", servers, CINames())
	}
}
