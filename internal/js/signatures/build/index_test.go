package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/js/digest"
	"github.com/licaudit/licaudit/internal/js/signatures"
)

func TestSameVersion(t *testing.T) {
	for _, test := range []struct {
		literal, version string
		want             bool
	}{
		{"1.2.0", "1.2.0", true}, {"1.2", "1.2.0", true}, {"1", "1.0.0", true}, {"1", "1.2.0", false},
		{"149", "0.149.0", true}, {"137", "0.137.5", true}, {"137", "0.138.0", false}, {"5", "0.5.0", false},
	} {
		if got := sameVersion(test.literal, test.version); got != test.want {
			t.Errorf("%q writes %s: %v, want %v", test.literal, test.version, got, test.want)
		}
	}
}

func TestMisstate(t *testing.T) {
	ix := &index{library: signatures.Library{Versions: []string{"1.0.0", "1.0.1"}, Published: []string{"1.0.0", "1.0.1", "2.0.0"}}}
	ix.misstate(1, []string{"1.0.0", "2.0", "9.9.9"})
	ix.misstate(1, []string{"1.0.1", "1.0.0"})
	if diff := cmp.Diff([]signatures.Misstated{{Version: 1, Says: "1.0.0"}}, ix.library.Misstated); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDevelopmentBuild: of a script whose modules are strings for eval, the modules are
// indexed.
func TestDevelopmentBuild(t *testing.T) {
	module := strings.Repeat("widget.open('the door', 'and the window');", 12)
	script := "({a: function () {\nvar b;eval(\"" + module + "//# sourceURL=webpack:///./a.js\");\n}})\n"
	ix, err := indexLibrary("widget", []pack{packed(t, "1.0.0", script, false)}, []string{"1.0.0"}, t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if sequence := marksOf([]byte(module), digest.JS([]byte(module))).sequence; ix.sequences[sequence].versions != 1 {
		t.Errorf("of %d sequences none is that of the module", len(ix.sequences))
	}
}
