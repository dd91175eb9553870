package peer

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const two = "a:a:pom:1\na:b:jar:1\n+- x:x:jar:1:compile\n|  \\- y:y:jar:1:compile\n\\- z:z:jar:1:test\n"

func TestSplit(t *testing.T) {
	tree := Split([]byte(two))
	if len(tree) != 2 || tree.Nodes() != 3 {
		t.Errorf("got %d modules and %d nodes, want 2 and 3", len(tree), tree.Nodes())
	}
}

func TestCompare(t *testing.T) {
	tests := map[string]struct {
		got    string
		equal  int
		differ []Difference
	}{
		"the same":     {two, 2, nil},
		"no module":    {"a:a:pom:1\n", 1, []Difference{{"a:b:jar:1", "- a:b:jar:1\n- +- x:x:jar:1:compile\n- |  \\- y:y:jar:1:compile\n- \\- z:z:jar:1:test\n"}}},
		"another line": {"a:a:pom:2\n" + two[len("a:a:pom:1\n"):], 1, []Difference{{"a:a:pom:2", "- a:a:pom:1\n+ a:a:pom:2\n"}}},
		"nothing":      {"", 0, []Difference{{"a:a:pom:1", "- a:a:pom:1\n"}, {"a:b:jar:1", "- a:b:jar:1\n- +- x:x:jar:1:compile\n- |  \\- y:y:jar:1:compile\n- \\- z:z:jar:1:test\n"}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			equal, differ := Compare(Split([]byte(two)), Split([]byte(tt.got)))
			if equal != tt.equal {
				t.Errorf("got %d equal modules, want %d", equal, tt.equal)
			}
			if d := cmp.Diff(tt.differ, differ); d != "" {
				t.Errorf("differences (-want +got):\n%s", d)
			}
		})
	}
}

func TestProjects(t *testing.T) {
	all, err := Projects("")
	if err != nil {
		t.Fatal(err)
	}
	short, err := Projects("ci")
	if err != nil {
		t.Fatal(err)
	}
	if len(short) < 3 || len(short) >= len(all) {
		t.Errorf("%d projects, %d of them on the short list", len(all), len(short))
	}
	for _, p := range all {
		if p.Artifact != "-" && len(p.SHA256) != 64 {
			t.Errorf("%s: %q is not a SHA-256", p.Name, p.SHA256)
		}
	}
}
