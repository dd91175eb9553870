package digest

import (
	"strings"
	"testing"
)

// TestEvaluated: what stands beside the modules of a development bundle stays.
func TestEvaluated(t *testing.T) {
	module := `function print() { return \"` + strings.Repeat("x", 64) + `\" }`
	src := `var before = 1; eval("` + module + `//# sourceURL=webpack:///./a.js"); var after = 2`
	got := string(Evaluated([]byte(src)))
	for _, want := range []string{"var before = 1", `function print() { return "xx`, "var after = 2"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is lost in %q", want, got)
		}
	}
}
