package signatures

import "testing"

func TestAccepted(t *testing.T) {
	for _, test := range []struct {
		name string
		f    Found
		want bool
	}{
		{"a helper in a bundle", Found{Hits: 5, Share: 0.35, Block: 5}, false},
		{"a short library in a bundle", Found{Hits: 9, Share: 0.53, Block: 9}, true},
		{"a short library alone", Found{Hits: 5, Share: 0.9, Coverage: 0.8, Block: 5}, true},
		{"a table that many have", Found{Hits: 29, Share: 0.10, Coverage: 0.01, Block: 12}, false},
		{"a part of a large library", Found{Hits: 88, Share: 0.02, Coverage: 0.01, Block: 60}, true},
		{"scattered, and most of the file", Found{Hits: 34, Share: 0.10, Coverage: 0.26, Block: 9}, true},
	} {
		if got := test.f.accepted(); got != test.want {
			t.Errorf("%s: accepted is %v, want %v", test.name, got, test.want)
		}
	}
}
