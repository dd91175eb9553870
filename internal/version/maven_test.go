package version

import "testing"

func TestCompareMaven(t *testing.T) {
	// Each row is in ascending order.
	rows := [][]string{
		{"1-alpha", "1-beta", "1-milestone", "1-rc", "1-SNAPSHOT", "1", "1-sp", "1-abc", "1.1"},
		{"1.0-alpha-1", "1.0-alpha-2", "1.0-alpha-10", "1.0"},
		{"2.0.0.M1", "2.0.0.RC1", "2.0.0.RELEASE", "2.0.1"},
		{"1.0.min", "1.0-alpha", "1.0", "1.0.9", "1.0.max"},
		{"20040616", "20040616.1", "99999999999999999999"},
		{"1.9", "1.10", "1.010.1"},
	}
	for _, row := range rows {
		for i, a := range row {
			for j, b := range row {
				got := CompareMaven(a, b)
				if want := i - j; got < 0 != (want < 0) || got > 0 != (want > 0) {
					t.Errorf("CompareMaven(%q, %q) = %d, want the sign of %d", a, b, got, want)
				}
			}
		}
	}
	equal := [][2]string{{"1", "1.0"}, {"1.0", "1-ga"}, {"1.0.0.Final", "1"}, {"1-rc1", "1-cr1"}, {"1a1", "1-alpha-1"}, {"01", "1"}, {"1-1", "1.1"}, {"1_1", "1.1"}, {"", "0"}, {"1.0.RELEASE", "1"}}
	for _, p := range equal {
		if got := CompareMaven(p[0], p[1]); got != 0 {
			t.Errorf("CompareMaven(%q, %q) = %d, want 0", p[0], p[1], got)
		}
	}
}

func TestMavenRangeContains(t *testing.T) {
	tests := []struct {
		spec, version string
		want          bool
	}{
		{"[1.0,2.0)", "1.0", true},
		{"[1.0,2.0)", "2.0", false},
		{"[1.0,2.0)", "2.0-rc1", true},
		{"(,1.0],[1.2,)", "1.1", false},
		{"(,1.0],[1.2,)", "1.2", true},
		{"[1.0]", "1.0.0", true},
		{"[1.2.*]", "1.2.7", true},
		{"[1.2.*]", "1.3", false},
		{"1.0", "1.0", true},
		{"1.0", "1.1", false},
		{"[2.0.7,2.0.8]", "2.0.8", true},
	}
	for _, tt := range tests {
		r, err := ParseMavenRange(tt.spec)
		if err != nil {
			t.Fatalf("ParseMavenRange(%q): %v", tt.spec, err)
		}
		if got := r.Contains(tt.version); got != tt.want {
			t.Errorf("%q contains %q = %v, want %v", tt.spec, tt.version, got, tt.want)
		}
	}
}

func TestParseMavenRangeRejects(t *testing.T) {
	for _, spec := range []string{"[1.0", "(1.0)", "[2.0,1.0]", "[1,2,3]", "[1,2]x"} {
		if r, err := ParseMavenRange(spec); err == nil {
			t.Errorf("ParseMavenRange(%q) = %v, want an error", spec, r)
		}
	}
}

func FuzzCompareMaven(f *testing.F) {
	f.Add("1.0", "1-rc1", "1.0.1")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		ab, ba := CompareMaven(a, b), CompareMaven(b, a)
		if ab < 0 != (ba > 0) || ab > 0 != (ba < 0) {
			t.Errorf("CompareMaven(%q, %q) = %d but reversed %d", a, b, ab, ba)
		}
		_ = CompareMaven(b, c)
	})
}
