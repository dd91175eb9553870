package evidence

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/spdx"
)

var update = flag.Bool("update", false, "rewrite data/exact.tsv")

func hashOf(text string) uint64 {
	body := plain([]byte(text))
	return exactHash(body, words(body))
}

// TestExactData keeps the table equal to the list's texts. Of ids with the
// same words the first stays, and "only" before "or later".
func TestExactData(t *testing.T) {
	byHash := make(map[uint64]string)
	for _, l := range spdx.Licenses() {
		text, ok := spdx.Text(l.ID)
		if l.Deprecated || !ok || strings.HasSuffix(l.ID, "-or-later") || strings.Contains(l.ID, "invariants") || len(strings.Fields(text)) < shortText {
			continue
		}
		h := hashOf(text)
		if old, ok := byHash[h]; !ok || len(l.ID) < len(old) {
			byHash[h] = l.ID
		}
	}
	var lines []string
	for h, id := range byHash {
		lines = append(lines, fmt.Sprintf("%016x\t%s\n", h, listed(spdx.Expression(id))))
	}
	slices.Sort(lines)
	got := strings.Join(lines, "")
	if *update {
		if err := os.WriteFile("data/exact.tsv", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(exactData, got); diff != "" {
		t.Errorf("data/exact.tsv is not of the list's texts (run with -update):\n%s", diff)
	}
}
