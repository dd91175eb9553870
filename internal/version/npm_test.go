package version

import (
	"slices"
	"testing"
)

func TestCompareNPM(t *testing.T) {
	ascending := []string{
		"", "latest", "0.0.0-0", "0.0.1", "0.9.10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2",
		"1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.2.3-pre", "1.2.3", "1.2.3.4", "1.10.0", "2.0.0beta", "2", "10.0.0",
		"99999999999999999999999.0.0",
	}
	for i, a := range ascending {
		for j, b := range ascending {
			got, want := sign(CompareNPM(a, b)), sign(i-j)
			if got != want {
				t.Errorf("CompareNPM(%q, %q) = %d, want %d", a, b, got, want)
			}
		}
	}
	for _, equal := range [][2]string{{"1.2", "1.2.0"}, {"v1.2.3", "1.2.3"}, {"1.2.3+build", "1.2.3"}, {"1.02.3", "1.2.3"}, {"=1.0.0", "1"}} {
		if got := CompareNPM(equal[0], equal[1]); got != 0 {
			t.Errorf("CompareNPM(%q, %q) = %d, want 0", equal[0], equal[1], got)
		}
	}
}

func sign(n int) int {
	return max(-1, min(1, n))
}

// The cases are taken from node-semver's own fixtures
// (https://github.com/npm/node-semver/tree/main/test/fixtures).
func TestNPMRange(t *testing.T) {
	tests := []struct {
		spec   string
		in     []string
		notIn  []string
		broken bool
	}{
		{spec: "", in: []string{"1.0.0", "0.0.0"}, notIn: []string{"1.0.0-beta"}},
		{spec: "*", in: []string{"1.2.3"}},
		{spec: "1.2.3", in: []string{"1.2.3", "v1.2.3"}, notIn: []string{"1.2.4", "1.2.3-beta"}},
		{spec: "1.0.0 - 2.0.0", in: []string{"1.2.3", "2.0.0"}, notIn: []string{"2.0.1", "0.9.9"}},
		{spec: "1 - 2.3", in: []string{"2.3.9"}, notIn: []string{"2.4.0", "2.4.0-0"}},
		{spec: "^1.2.3+build", in: []string{"1.2.3", "1.3.0"}, notIn: []string{"2.0.0", "1.2.2", "2.0.0-alpha"}},
		{spec: "^0.2.3", in: []string{"0.2.4"}, notIn: []string{"0.3.0"}},
		{spec: "^0.0.3", in: []string{"0.0.3"}, notIn: []string{"0.0.4"}},
		{spec: "^0.0", in: []string{"0.0.9"}, notIn: []string{"0.1.0"}},
		{spec: "^0", in: []string{"0.9.0"}, notIn: []string{"1.0.0"}},
		{spec: "^1.2.3-alpha", in: []string{"1.2.3-pre", "1.2.3"}, notIn: []string{"1.2.4-pre"}},
		{spec: "~1.2.3", in: []string{"1.2.9"}, notIn: []string{"1.3.0"}},
		{spec: "~1", in: []string{"1.9.9"}, notIn: []string{"2.0.0"}},
		{spec: "~> 1.2", in: []string{"1.2.0"}, notIn: []string{"1.3.0"}},
		{spec: ">=1.2 <2 || 3.x", in: []string{"1.5.0", "3.9.9"}, notIn: []string{"2.0.0", "4.0.0", "1.1.9"}},
		{spec: ">1.2", in: []string{"1.3.0"}, notIn: []string{"1.2.9"}},
		{spec: "<=1.2", in: []string{"1.2.9"}, notIn: []string{"1.3.0"}},
		{spec: "<1.2", in: []string{"1.1.9"}, notIn: []string{"1.2.0", "1.2.0-beta"}},
		{spec: ">= 1.0.0", in: []string{"1.0.0"}, notIn: []string{"0.9.9"}},
		{spec: "<*", notIn: []string{"0.0.0", "1.0.0"}},
		{spec: "1.2.x", in: []string{"1.2.0"}, notIn: []string{"1.3.0"}},
		{spec: "^99999999999999999999", in: []string{"99999999999999999999.1.0"}, notIn: []string{"100000000000000000000.0.0"}},
		{spec: "latest", broken: true},
		{spec: "^", in: []string{"1.0.0"}},
		{spec: "git+https://example.org/x.git", broken: true},
	}
	for _, tt := range tests {
		r, err := ParseNPMRange(tt.spec)
		if (err != nil) != tt.broken {
			t.Errorf("ParseNPMRange(%q): error %v, want one: %v", tt.spec, err, tt.broken)
			continue
		}
		for _, v := range slices.Concat(tt.in, tt.notIn) {
			if got, want := r.Contains(v), slices.Contains(tt.in, v); got != want {
				t.Errorf("range %q contains %q = %v, want %v", tt.spec, v, got, want)
			}
		}
	}
}

func FuzzNPM(f *testing.F) {
	f.Add("1.2.3", "^1.2 || >3", "1.2.3-beta.1")
	f.Add("v1", "1 - 2", "")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		if CompareNPM(a, b) != -CompareNPM(b, a) {
			t.Errorf("order of %q and %q is not antisymmetric", a, b)
		}
		if CompareNPM(a, b) <= 0 && CompareNPM(b, c) <= 0 && CompareNPM(a, c) > 0 {
			t.Errorf("order of %q, %q, %q is not transitive", a, b, c)
		}
		if r, err := ParseNPMRange(b); err == nil {
			r.Contains(a)
		}
	})
}
