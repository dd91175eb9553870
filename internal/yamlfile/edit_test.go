package yamlfile

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const item = "- match: new\n  # why\n  license: MIT\n"

func TestAppend(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"last", "v: 1\nl:\n  - a: b # c\n", "v: 1\nl:\n  - a: b # c\n  - match: new\n    # why\n    license: MIT\n"},
		{"before a key", "l:\n  - a: b\n\n# names\nn:\n  - c\n", "l:\n  - a: b\n  - match: new\n    # why\n    license: MIT\n\n# names\nn:\n  - c\n"},
		{"at the key's column", "l:\n- a: b\nn: c\n", "l:\n- a: b\n- match: new\n  # why\n  license: MIT\nn: c\n"},
		{"no list", "v: 1 # x\n", "v: 1 # x\n\nl:\n  - match: new\n    # why\n    license: MIT\n"},
		{"empty list", "l:  # none\nv: 1\n", "l:  # none\n  - match: new\n    # why\n    license: MIT\nv: 1\n"},
		{"brackets", "l: []  # none\nv: 1\n", "l:  # none\n  - match: new\n    # why\n    license: MIT\nv: 1\n"},
		{"no line end", "l:\n  - a: b", "l:\n  - a: b\n  - match: new\n    # why\n    license: MIT\n"},
		{"CRLF", "l:\r\n  - a: b\r\n", "l:\r\n  - a: b\r\n  - match: new\r\n    # why\r\n    license: MIT\r\n"},
		{"BOM", "\ufeffl:\n  - a: b\n", "\ufeffl:\n  - a: b\n  - match: new\n    # why\n    license: MIT\n"},
		{"literal", "l:\n  - a: |\n      # text\n      x\n\n", "l:\n  - a: |\n      # text\n      x\n  - match: new\n    # why\n    license: MIT\n\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Append(Source{"x.yaml", []byte(tt.in)}, "l", item)
			if diff := cmp.Diff(tt.want, string(got)); err != nil || diff != "" {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
}

func TestAppendRefuses(t *testing.T) {
	tests := []struct{ in, item, want string }{
		{"l: [a]\n", item, "x.yaml:1:4: the list of \"l\" is written in brackets"},
		{"l: a\n", item, "x.yaml:1:4: \"l\" must be a list"},
		{"- a\n", item, "x.yaml: the file must be a mapping"},
		{"l:\n", "a: b\n", "new entry: it must be a list item"},
		{"l:\n", "- a: *b\n", "new entry:1:6: aliases"},
		{"l:\n  - a: |+\n      x\n\n", item, "x.yaml: the list of \"l\" is written in a way"},
	}
	for _, tt := range tests {
		if got, err := Append(Source{"x.yaml", []byte(tt.in)}, "l", tt.item); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("Append(%q) = %q, %v; want %s", tt.in, got, err, tt.want)
		}
	}
}

func TestRemove(t *testing.T) {
	in := "# head\nl:\n  # first of all\n  - a: 1\n\n  # about two\n  - a: 2\n    # more\n    b: x\n  # about three\n  - a: 3 # c\n\n# tail\nn: [x]\n"
	tests := []struct {
		name    string
		indexes []int
		want    string
	}{
		{"none", nil, in},
		{"first", []int{0}, "# head\nl:\n  # first of all\n  # about two\n  - a: 2\n    # more\n    b: x\n  # about three\n  - a: 3 # c\n\n# tail\nn: [x]\n"},
		{"second", []int{1}, "# head\nl:\n  # first of all\n  - a: 1\n\n  # about three\n  - a: 3 # c\n\n# tail\nn: [x]\n"},
		{"last", []int{2}, "# head\nl:\n  # first of all\n  - a: 1\n\n  # about two\n  - a: 2\n    # more\n    b: x\n\n# tail\nn: [x]\n"},
		{"all", []int{0, 1, 2}, "# head\nl:\n  # first of all\n\n# tail\nn: [x]\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Remove(Source{"x.yaml", []byte(in)}, "l", tt.indexes)
			if diff := cmp.Diff(tt.want, string(got)); err != nil || diff != "" {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
}

// Whatever the file, an edit either refuses or changes nothing but the list;
// what was appended can be removed, and then the file says what it said.
func FuzzEdit(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, 0)
		f.Add("l:\n  - a\n  # b\n  - c: |\n      # d\n\n"+s, 1)
	}
	f.Fuzz(func(t *testing.T, s string, index int) {
		errs := &Errors{}
		before := Parse(Source{"x", []byte(s)}, errs)
		out, err := Append(Source{"x", []byte(s)}, "l", item)
		if err != nil || before == nil {
			return
		}
		for line := range strings.Lines(strings.ReplaceAll(s, "\r\n", "\n")) {
			line = strings.TrimSpace(line)
			if line != "" && !strings.HasPrefix(line, "l") && !strings.Contains(string(out), line) {
				t.Fatalf("%q: the line %q is lost in %q", s, line, out)
			}
		}
		n := 0
		if l := before.Lookup("l"); l != nil {
			n = len(l.Kids)
		}
		back, err := Remove(Source{"x", out}, "l", []int{n})
		if err != nil {
			t.Fatalf("%q: what was appended cannot be removed from %q: %v", s, out, err)
		}
		after := Parse(Source{"x", back}, errs)
		if after == nil || !unchanged(before, after, "l") || !slices.EqualFunc(kids(before.Lookup("l")), kids(after.Lookup("l")), func(a, b Node) bool { return same(&a, &b) }) {
			t.Fatalf("%q becomes %q", s, back)
		}
	})
}
