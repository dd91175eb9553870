package evidence

import (
	"os"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/spdx"
)

// TestConditions adds each condition of testdata/conditions.txt to texts of the
// SPDX list, at the front, in the midst and at the end: none of them is that
// license any more. A new case is a new line.
func TestConditions(t *testing.T) {
	b, err := os.ReadFile("testdata/conditions.txt")
	if err != nil {
		t.Fatal(err)
	}
	holder := strings.NewReplacer("<year>", "2020", "<copyright holders>", "Foo Bar", "<owner>", "Foo Inc.")
	for _, id := range []string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "Zlib", "X11", "BSL-1.0", "Unlicense"} {
		text, _ := spdx.Text(id)
		paragraphs := strings.Split(strings.TrimSpace(holder.Replace(text)), "\n\n")
		for condition := range strings.Lines(string(b)) {
			condition = strings.TrimSpace(condition)
			for _, at := range []int{0, 1, len(paragraphs) / 2, len(paragraphs)} {
				var parts []string
				parts = append(parts, paragraphs[:at]...)
				parts = append(parts, condition)
				parts = append(parts, paragraphs[at:]...)
				c := Classify([]byte(strings.Join(parts, "\n\n")))
				if c.License != "" {
					t.Errorf("%s with %q at paragraph %d of %d: got %s", id, condition, at, len(paragraphs), c.License)
				}
			}
		}
	}
}
