package maven

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseProfiles(t *testing.T) {
	active, inactive := parseProfiles([]string{"a,!b", " -c , +d", "?e,!?f", ""})
	if diff := cmp.Diff(map[string]bool{"a": true, "d": true, "?e": true}, active); diff != "" {
		t.Errorf("active (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]bool{"b": true, "c": true, "?f": true}, inactive); diff != "" {
		t.Errorf("inactive (-want +got):\n%s", diff)
	}
}
