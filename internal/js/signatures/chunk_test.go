package signatures

import (
	"testing"

	"github.com/licaudit/licaudit/internal/js/digest"
)

// TestIsClear: the best version must have much more alone than each other one has.
func TestIsClear(t *testing.T) {
	for _, test := range []struct {
		name     string
		known    map[uint64]int // lengths by versions
		versions uint64
		clear    bool
	}{
		{"what it has alone", map[uint64]int{0b11: 500, 0b10: 20}, 0b10, true},
		{"a tie", map[uint64]int{0b11: 500}, 0b11, false},
		{"another has little alone", map[uint64]int{0b11: 500, 0b10: 90, 0b01: 10}, 0b10, true},
		{"another has an eighth", map[uint64]int{0b11: 500, 0b10: 80, 0b01: 10}, 0b10, false},
		{"two others have little each", map[uint64]int{0b111: 500, 0b100: 90, 0b001: 10, 0b010: 10}, 0b100, true},
	} {
		var f Fit
		f.rank(test.known)
		if f.Versions != test.versions || f.IsClear != test.clear {
			t.Errorf("%s: versions %b, clear is %v", test.name, f.Versions, f.IsClear)
		}
	}
}

// TestEnclose: a stretch lies in a library that has most of the chunks there; one
// without a chunk of the sample may be another's, put amid the library by a bundler.
func TestEnclose(t *testing.T) {
	db := &DB{Libraries: []Library{{ChunkSampling: 1}}}
	const own, foreign, skipped = 0, 2, 1 // what stands in a file's chunks of 10 each
	for _, test := range []struct {
		name        string
		chunks      []uint64
		first, last int
		want        bool
	}{
		{"amid", []uint64{own, own, own, own}, 12, 28, true},
		{"beside", []uint64{own, own, foreign, foreign}, 22, 38, false},
		{"over the end", []uint64{own, own, foreign, foreign}, 12, 38, false},
		{"little is another's", []uint64{own, own, own, own, foreign}, 2, 48, true},
		{"without a chunk", []uint64{own, skipped, own}, 12, 18, false},
	} {
		var c Chunks
		for i, what := range test.chunks {
			part := chunk{Chunk: digest.Chunk{Start: 10 * i, End: 10 * (i + 1), Hash: what}}
			if what == own {
				part.refs = []Ref{{Library: 0}}
			}
			c = append(c, part)
		}
		if got := c.Enclose(db, 0, test.first, test.last); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
