package yamlfile

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var seeds = []string{
	"version: 1\n", "a: b\nc:\n  - d: e\n    f: [g, 'h', \"i\"]\n  - j: { k: l, m: [n] }\n", "overrides:\n- match: a:b\n  license: X # c\n\n# d\n- match: c:*\nnames:\n",
	"a: |\n  x\n  # y\n\n  z\nb: |-\n  q\n", "a: 'it''s'\n\"b c\": \"d\"\n", "a:\n  b:\n    c: d\n", "- a\n- - b\n  - c\n- d: e\n", "a: b: c\n", "\ta: b\n", "a: &x b\nc: *x\n",
	"a: [b,\n c]\n", "a: b\n  c\n", "---\na: b\n", "a: b\n---\nc: d\n", "a: \"x\\ty\"\n", "é: ü # ö\n", "a: 1\r\nb: 2\r\n", "a:\nb:\n", "a: >\n  x\n", "a: {b: c, d: }\n", "a: [a:b, c]\n",
	"a: b #c\nd: e#f\n", "? a\n: b\n", "a: |\n x\n  y\nb: c\n", "a:   \n  - b\n", "'a': b\n", "a: [ ]\nb: {}\n", "a: -1\nb: - 1\n", "a: [x: y]\n", "a: .x\nb: ~\nc: null\n",
}

// The fast reader reads what it reads exactly as yaml.v3 does.
func FuzzFast(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := parseFast(s)
		if !ok {
			return
		}
		errs := &Errors{File: "x.yaml"}
		want := parseReference([]byte(s), errs)
		if err := errs.Err(); err != nil {
			t.Fatalf("the reference refuses %q: %v", s, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q: -reference +fast\n%s", s, diff)
		}
	})
}

// The usual shapes must not fall back to the slow reader.
func TestFastReads(t *testing.T) {
	for _, s := range []string{seeds[0], seeds[1], seeds[2], seeds[3], seeds[4], seeds[5], seeds[15], seeds[16], seeds[17]} {
		if _, ok := parseFast(s); !ok {
			t.Errorf("parseFast(%q) gives up", s)
		}
	}
}

func TestRefused(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"tab", "a:\n\tb: c\n", "x.yaml:2:1: a tab stands in the indentation: YAML takes spaces only"},
		{"alias", "a: &x [b]\nc: *x\n", "x.yaml:1:4: anchors (&name) are not accepted: write the value out\nx.yaml:2:4: aliases (*name) are not accepted: write the value out, or quote it if the star is meant"},
		{"alias of nothing", "a: b\nc: [*x]\n", "x.yaml:2:5: aliases (*name) are not accepted: write the value out, or quote it if the star is meant"},
		{"alias of itself", "a: &x [*x]\n", "x.yaml:1:4: anchors (&name) are not accepted: write the value out"},
		{"bare glob", "a: *:*\n", "x.yaml:1:4: this is not YAML: did not find expected alphabetic or numeric character: a value that begins with \"*\" or \"&\" must be in quotes"},
		{"tag", "a: !!binary eA==\n", "x.yaml:1:4: tags (!name) are not accepted: quote the value instead"},
		{"documents", "a: b\n---\nc: d\n", "x.yaml:2:1: a second document begins here: a file holds one"},
		{"utf-8", "a: b\nc: \xff\n", "x.yaml:2:4: the file is not UTF-8: save it as UTF-8"},
		{"utf-16", "\xff\xfea\x00", "x.yaml:1:1: the file is UTF-16: save it as UTF-8"},
		{"key", "? [a]\n: b\n", "x.yaml:1:3: a key must be a plain word"},
		{"syntax", "a: b\nc: d: e\n", "x.yaml:2:1: this is not YAML: mapping values are not allowed in this context"},
		{"deep", "a: " + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "\n", "x.yaml:1:35: values nest too deep here"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			errs := &Errors{File: "x.yaml"}
			n := Parse(Source{"x.yaml", []byte(tt.in)}, errs)
			if err := errs.Err(); n != nil || err == nil || err.Error() != tt.want {
				t.Errorf("got %v, %v\nwant %s", n, err, tt.want)
			}
		})
	}
}

// A billion laughs, a wall of brackets and a wall of comments end soon.
func TestHostile(t *testing.T) {
	laughs := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'l'; c++ {
		laughs += fmt.Sprintf("%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	for _, in := range []string{laughs, strings.Repeat("[", 1<<20), strings.Repeat("{", 1<<20), strings.Repeat("#\n", 1<<20), strings.Repeat("- ", 1<<18), strings.Repeat("a: b\n\t#x\n", 1<<17)} {
		errs := &Errors{File: "x.yaml"}
		if n := Parse(Source{"x.yaml", []byte(in)}, errs); n != nil && errs.Err() == nil && n.Kind != Null && n.Kind != Mapping {
			t.Errorf("%.20q... is accepted as %v", in, n.Kind)
		}
	}
}

func TestBOM(t *testing.T) {
	errs := &Errors{}
	n := Parse(Source{"x.yaml", []byte("\ufeffa: b\n")}, errs)
	if n == nil || n.Lookup("a") == nil || n.Kids[0].Column != 1 {
		t.Errorf("got %+v, %v", n, errs.Err())
	}
}

func large(n int) []byte {
	var b bytes.Buffer
	b.WriteString("version: 1\noverrides:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - match: com.example.g%d:artifact-%d\n    versions: \"[1.0,2.0]\"\n    when: { declared: none }\n    license: Apache-2.0\n    reason: META-INF/LICENSE in the jar says so\n    by: jane\n    date: 2026-11-22\n", i%100, i)
	}
	return b.Bytes()
}

func BenchmarkParse(b *testing.B) {
	data := large(10000)
	b.Run("fast", func(b *testing.B) {
		for b.Loop() {
			Parse(Source{"x.yaml", data}, &Errors{})
		}
	})
	b.Run("reference", func(b *testing.B) {
		for b.Loop() {
			parseReference(data, &Errors{})
		}
	})
}
