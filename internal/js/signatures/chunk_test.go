package signatures

import "testing"

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
