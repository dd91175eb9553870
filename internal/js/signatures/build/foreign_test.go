package main

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// madeUp is a file of a made-up package: its runs are from[0] to from[1].
type madeUp struct {
	path  string
	main  mainKind
	spans [][2]uint32
}

func madeUpSurvey(name string, files ...madeUp) *survey {
	s := &survey{names: []string{name}, runs: make(map[[sha256.Size]byte][]uint32)}
	for _, f := range files {
		sum := sha256.Sum256([]byte(fmt.Sprint(name, f)))
		s.files = append(s.files, surveyed{f.path, "1.0.0", sum, f.main})
		if isCode(f.path) {
			var runs []uint32
			for _, span := range f.spans {
				for h := span[0]; h < span[1]; h++ {
					runs = append(runs, h)
				}
			}
			slices.Sort(runs)
			s.runs[sum] = slices.Compact(runs)
		}
	}
	return s
}

// TestForeign: a copy of another library is not the package's own, by whatever
// name; what only has the other's name, or is part of it because the other holds
// this one, is.
func TestForeign(t *testing.T) {
	jquery := [2]uint32{1000, 2000}
	nearly := [][2]uint32{{1000, 1700}, {9000, 9100}} // another version of it
	own := func(n uint32) [2]uint32 { return [2]uint32{n, n + 100} }
	surveys := []*survey{
		madeUpSurvey("jquery", madeUp{"dist/jquery.js", chosen, [][2]uint32{jquery}}, madeUp{"src/core.js", other, [][2]uint32{{1000, 1050}}}),
		madeUpSurvey("grid",
			madeUp{"dist/grid.js", chosen, [][2]uint32{own(3000)}},
			madeUp{"dist/site.js", other, nearly},                                // by content
			madeUp{"lib/jquery-2.1.1.min.js", other, [][2]uint32{{1000, 1100}}},  // by name, and some code
			madeUp{"lib/jquery.tmpl.js", other, [][2]uint32{own(5000)}},          // in its company
			madeUp{"lib/jquery.grid.sort.js", other, [][2]uint32{own(5200)}},     // the same, but own
			madeUp{"adapters/jquery.js", other, [][2]uint32{own(5400)}},          // none of its code
			madeUp{"compat/excanvas.js", other, [][2]uint32{own(5600)}},          // of no library at hand
			madeUp{"themes/a.js", other, [][2]uint32{own(5800)}},                 // own
			madeUp{"jquery/extra.js", other, [][2]uint32{{1000, 1030}, {1, 40}}}, // its folder, and some code
			madeUp{"fonts/jquery-icons.woff", other, nil},                        // has the name of "icons"
			madeUp{"fonts/grid.woff", other, nil},
		),
		// It holds all of the grid, whose files stay the grid's.
		madeUpSurvey("suite", madeUp{"suite.js", chosen, [][2]uint32{own(3000), own(5800), own(7000)}}),
		// A fork of jQuery, and a theme that is nothing else.
		madeUpSurvey("jquery-fork", madeUp{"fork.js", chosen, [][2]uint32{{1000, 1900}}}, madeUp{"slim.js", other, [][2]uint32{{1000, 1900}}}),
		madeUpSurvey("theme", madeUp{"a/jquery.js", other, nearly}, madeUp{"b/jquery.js", other, [][2]uint32{jquery, {9200, 9300}}}),
		madeUpSurvey("icons", madeUp{"fonts/jquery-icons.woff", other, nil}),
	}
	got := make(map[string][]string)
	for i, sums := range foreign(surveys) {
		for _, f := range surveys[i].files {
			if sums[f.sum] {
				got[surveys[i].names[0]] = append(got[surveys[i].names[0]], f.path)
			}
		}
	}
	want := map[string][]string{
		"grid": {"dist/site.js", "lib/jquery-2.1.1.min.js", "lib/jquery.tmpl.js", "compat/excanvas.js", "jquery/extra.js", "fonts/jquery-icons.woff"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
