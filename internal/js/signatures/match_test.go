package signatures

import (
	"testing"

	"github.com/licaudit/licaudit/internal/js/digest"
)

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
		{"the months of a main file", Found{Hits: 9, mains: 9, runs: 9, Share: 0.02, Coverage: 0.8, Block: 9}, false},
		{"a module of a main file", Found{Hits: 9, mains: 9, runs: 144, Share: 0.02, Coverage: 0.8, Block: 9}, true},
		{"a file beside the main one", Found{Hits: 9, runs: 9, Coverage: 0.8, Block: 9}, true},
		{"scattered, and most of the file", Found{Hits: 34, Share: 0.10, Coverage: 0.26, Block: 9}, true},
	} {
		if got := test.f.accepted(); got != test.want {
			t.Errorf("%s: accepted is %v, want %v", test.name, got, test.want)
		}
	}
}

// TestHolds: what a library publishes of another is not the other, unless more of
// it is there.
func TestHolds(t *testing.T) {
	db := &DB{Libraries: []Library{{Holds: []Held{{Library: 1, Part: 30}, {Library: 2, Part: 90}}}, {}, {Holds: []Held{{Library: 0, Part: 95}}}}}
	large := Found{Library: 0, Share: 0.9, runs: 1000, at: []int{500}}
	for _, test := range []struct {
		name string
		f    Found
		want bool
	}{
		{"the part that it holds", Found{Library: 1, Share: 0.31, runs: 100}, true},
		{"more of it", Found{Library: 1, Share: 0.9, runs: 100}, false},
		{"two that hold each other", Found{Library: 2, Share: 0.9, runs: 100}, false},
		{"a larger one", Found{Library: 1, Share: 0.31, runs: 2000}, false},
	} {
		if got := db.holds(large, test.f); got != test.want {
			t.Errorf("%s: held is %v, want %v", test.name, got, test.want)
		}
	}
}

// TestBrought: amid another library a bundler may have put one that neither's packages
// have; what they may have, or is little, came with the other.
func TestBrought(t *testing.T) {
	db := &DB{Libraries: []Library{{Holds: []Held{{Library: 2, Part: 12}, {Library: 3, Part: 95}}}, {}, {}, {Holds: []Held{{Library: 0, Part: 98}}}, {Holds: []Held{{Library: 0, Part: 97}}}}}
	around := Found{Library: 0, Share: 1, Coverage: 0.4, runs: 2000, at: []int{0, 100, 900, 1000}}
	amid := func(library, hits int, share float64) Found {
		return Found{Library: library, Share: share, Hits: hits, runs: hits, at: []int{400, 500, 600}}
	}
	most := around
	most.Coverage = 0.6
	for _, test := range []struct {
		name string
		f, o Found
		want bool
	}{
		{"another library", amid(1, 60, 0.9), around, false},
		{"a few runs", amid(1, 20, 0.9), around, true},
		{"a little of it", amid(1, 60, 0.1), around, true},
		{"one that the other may have brought", amid(2, 60, 0.9), around, true},
		{"a fork of it", Found{Library: 3, Share: 0.8, Hits: 1500, runs: 1500, at: []int{400, 500, 600}}, around, true},
		{"as much that is no fork", Found{Library: 2, Share: 0.8, Hits: 1500, runs: 1500, at: []int{400, 500, 600}}, around, false},
		{"one that ships the other", Found{Library: 4, Share: 0.9, Hits: 37, runs: 300, at: []int{400, 500, 600}}, around, false},
		{"a little, scattered, of a file that is another", amid(1, 60, 0.25), most, true},
		{"a little in one stretch", Found{Library: 1, Share: 0.25, Hits: 60, Block: 26, runs: 60, at: []int{400, 500}}, most, false},
	} {
		if got := db.brought(test.f, test.o); got != test.want {
			t.Errorf("%s: brought is %v, want %v", test.name, got, test.want)
		}
	}
}

func TestCore(t *testing.T) {
	f := Found{First: 500, Last: 900, at: []int{500, 501, 502, 503, 504, 505, 506, 507, 508, 900}}
	if first, last := f.Core(); first != 501 || last != 508 {
		t.Errorf("the core is %d to %d, want 501 to 508", first, last)
	}
}

// TestLongestBlock: strays do not move it, and of a single stretch it is all.
func TestLongestBlock(t *testing.T) {
	db := &DB{Libraries: []Library{{Versions: []string{"1"}, Scripts: []uint32{10}}}}
	d := &digest.Digest{Features: make([]digest.Feature, 300)}
	var hits []hit
	for _, at := range []int{3, 4, 90, 200, 201, 202, 290} {
		hits = append(hits, hit{hash: uint32(at), at: at, versions: 1, main: true})
	}
	for _, test := range []struct {
		name        string
		f           Found
		first, last int
	}{
		{"strays around", db.weigh(0, hits, make([]bool, 300), d, false), 200, 202},
		{"one stretch", unbroken(0, 1, 20, 50, 80), 50, 80},
	} {
		if first, last := test.f.LongestBlock(); first != test.first || last != test.last {
			t.Errorf("%s: %d to %d, want %d to %d", test.name, first, last, test.first, test.last)
		}
	}
}

// TestHeart: a file that is what a library holds of another is that other one,
// unless there is more of the library in it, or the two are a fork and its origin.
func TestHeart(t *testing.T) {
	run := func(at int) hit { return hit{hash: uint32(at), at: at, versions: 1, main: true} }
	for _, test := range []struct {
		name    string
		own     int   // runs that the holder alone has
		back    uint8 // what the other has of the holder
		library int
	}{
		{"the part", 0, 40, 1},
		{"the whole", 40, 40, 0},
		{"a fork", 0, 95, 0},
	} {
		db := &DB{Libraries: []Library{
			{Versions: []string{"1"}, Scripts: []uint32{100}, Holds: []Held{{Library: 1, Part: 99}}},
			{Versions: []string{"1"}, Scripts: []uint32{100}, Holds: []Held{{Library: 0, Part: test.back}}},
		}}
		var whole, part []hit
		for at := range 100 {
			part = append(part, run(at))
			whole = append(whole, run(at))
		}
		for at := range test.own {
			whole = append(whole, run(200+at))
		}
		d := &digest.Digest{Features: make([]digest.Feature, 300)}
		hits := map[uint16][]hit{0: whole, 1: part}
		covered := make([]bool, len(d.Features))
		if got := db.heart(db.weigh(0, whole, covered, d, false), hits, covered, d, false); got.Library != test.library {
			t.Errorf("%s: library %d, want %d", test.name, got.Library, test.library)
		}
	}
}

// TestVotes: a run that is kept beyond the sample tells versions apart, and says
// nothing of how much of the library is there.
func TestVotes(t *testing.T) {
	db := &DB{Libraries: []Library{{Versions: []string{"1", "2"}, Scripts: []uint32{100, 100}, MainSampling: 1}}}
	d := &digest.Digest{Features: make([]digest.Feature, 300)}
	covered := make([]bool, len(d.Features))
	var hits []hit
	for at := range 50 {
		hits = append(hits, hit{hash: uint32(2 * at), at: at, versions: 0b11, main: true})
	}
	plain := db.weigh(0, hits, covered, d, false)
	if plain.Versions != 0b11 || plain.Votes != 50 {
		t.Errorf("without one that tells, versions are %b of %d runs", plain.Versions, plain.Votes)
	}
	told := db.weigh(0, append(hits, hit{hash: 201, at: 60, versions: 0b10, main: true}), covered, d, false)
	if told.Versions != 0b10 || told.Votes != 51 || told.Best != 51 || told.Second != 50 {
		t.Errorf("with one, versions are %b, of %d runs %d and %d", told.Versions, told.Votes, told.Best, told.Second)
	}
	if told.Hits != plain.Hits || told.Share != plain.Share || told.Coverage != plain.Coverage || told.Last != plain.Last {
		t.Errorf("with one, %d runs from %d to %d, share %v, coverage %v", told.Hits, told.First, told.Last, told.Share, told.Coverage)
	}
}
