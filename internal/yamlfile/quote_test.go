package yamlfile

import (
	"strings"
	"testing"
)

func FuzzQuote(f *testing.F) {
	for _, s := range []string{"", "a", "a: b", "- a", "'", "\"", "\\", "\x00", "\x7f", "\u0085", "\u2028", "a #b", "1.0", "é", "no", "none", "a:b", "x:", "\n", "*:*", "\ufeff", "\U0010ffff", "\ufffe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		errs := &Errors{File: "x"}
		n := Parse(Source{"x", []byte("a: " + Quote(s) + "\n")}, errs)
		if n == nil || n.Lookup("a") == nil {
			t.Fatalf("%q: %v", Quote(s), errs.Err())
		}
		if got, want := n.Lookup("a").Value, strings.ToValidUTF8(s, "\uFFFD"); got != want {
			t.Fatalf("%q is read as %q, want %q", Quote(s), got, want)
		}
	})
}
