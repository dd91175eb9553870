package digest

import (
	"fmt"
	"strings"
	"testing"
)

// script returns a script of n statements.
func script(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "o.alpha%d(\"text %d\", %d);\n", i, i*7, i*11+2)
	}
	return b.String()
}

func chunkHashes(src string) map[uint64]bool {
	m := make(map[uint64]bool)
	for _, c := range JS([]byte(src)).Chunks() {
		m[c.Hash] = true
	}
	return m
}

func TestChunksSurviveEdits(t *testing.T) {
	text := script(400)
	all := chunkHashes(text)
	if len(all) < 20 {
		t.Fatalf("%d chunks, want 20 or more", len(all))
	}
	tests := []struct {
		name, text string
		lost       int // at most
	}{
		{"before", "first.of(all);\n" + text, 2},
		{"behind", text + "last.of(all);\n", 1},
		{"amid", strings.Replace(text, "o.alpha200(", "mine.added(1); o.alpha200(", 1), 3},
		{"removed", strings.Replace(text, "o.alpha100(\"text 700\", 1102);\n", "", 1), 3},
		{"minified", strings.ReplaceAll(strings.ReplaceAll(text, "\n", ""), "o.", "q."), 0},
	}
	for _, tt := range tests {
		lost := len(all)
		for h := range chunkHashes(tt.text) {
			if all[h] {
				lost--
			}
		}
		if lost > tt.lost {
			t.Errorf("%s: %d of %d chunks are lost, want at most %d", tt.name, lost, len(all), tt.lost)
		}
	}
}

func TestChunksCover(t *testing.T) {
	d := JS([]byte(script(400)))
	at := 0
	for _, c := range d.Chunks() {
		if c.Start != at || c.End <= c.Start || c.End-c.Start > maxChunk {
			t.Fatalf("a chunk from %d to %d after %d", c.Start, c.End, at)
		}
		at = c.End
	}
	if len(d.Sequence)-at >= minChunk {
		t.Errorf("the last %d of %d are in no chunk", len(d.Sequence)-at, len(d.Sequence))
	}
}
