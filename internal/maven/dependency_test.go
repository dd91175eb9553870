package maven

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMergeDependencies holds which of duplicates counts; Maven 3.8.7 was
// observed to choose so.
func TestMergeDependencies(t *testing.T) {
	d := func(id, version string) *dependency {
		return &dependency{groupID: "g", artifactID: id, kind: "jar", version: version}
	}
	tests := []struct {
		name           string
		target, source []*dependency
		dominant       bool
		want           []string
	}{
		{"target's last", []*dependency{d("a", "1"), d("b", "1"), d("a", "2")}, []*dependency{d("c", "1")}, false, []string{"a:2", "b:1", "c:1"}},
		{"source's first", nil, []*dependency{d("a", "1"), d("a", "2")}, false, []string{"a:1"}},
		{"target before source", []*dependency{d("a", "1")}, []*dependency{d("b", "1"), d("a", "2")}, false, []string{"a:1", "b:1"}},
		{"dominant source", []*dependency{d("a", "1"), d("b", "1")}, []*dependency{d("c", "1"), d("a", "2")}, true, []string{"a:2", "b:1", "c:1"}},
		{"empty source", []*dependency{d("a", "1"), d("a", "2")}, nil, false, []string{"a:1", "a:2"}},
	}
	for _, tt := range tests {
		var got []string
		for _, m := range mergeDependencies(tt.target, tt.source, tt.dominant) {
			got = append(got, m.artifactID+":"+m.version)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
