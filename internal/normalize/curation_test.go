package normalize

import (
	"regexp"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/version"
)

func TestCurated(t *testing.T) {
	var jdom string
	for _, c := range curations()["jdom:jdom"] {
		if c.kind == "jar" {
			jdom = c.sha256
		}
	}
	tests := []struct {
		name    string
		id      audit.ID
		sha256s []string
		want    spdx.Expression
	}{
		{"a file at a commit, by version", audit.Maven("commons-collections", "commons-collections", "", "", "2.1"), nil, "Apache-1.1"},
		{"a later license", audit.Maven("commons-collections", "commons-collections", "", "", "3.1"), nil, "Apache-2.0"},
		{"a version that nobody read", audit.Maven("commons-collections", "commons-collections", "", "", "3.1.99"), nil, ""},
		{"a header in the sources", audit.Maven("net.jcip", "jcip-annotations", "", "", "1.0"), nil, "CC-BY-2.5"},
		{"a text in the jar", audit.Maven("jdom", "jdom", "", "", "1.0"), []string{"x", jdom}, "LicenseRef-JDOM"},
		{"without the text", audit.Maven("jdom", "jdom", "", "", "1.0"), []string{"x"}, ""},
		{"another ecosystem", audit.NPM("commons-collections", "2.1"), nil, ""},
		{"only remembered", audit.Maven("aopalliance", "aopalliance", "", "", "1.0"), nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := Curated(tt.id, tt.sha256s)
			if got.License != tt.want || ok != (tt.want != "") {
				t.Errorf("got %q, %v, want %q", got.License, ok, tt.want)
			}
			if ok && (got.Evidence.Kind != audit.KindCuration || got.Evidence.SHA256 == "" || got.Evidence.Text == "") {
				t.Errorf("the claim does not say what was read: %+v", got.Evidence)
			}
		})
	}
}

func TestRemembered(t *testing.T) {
	if got, ok := Remembered(audit.Maven("aopalliance", "aopalliance", "", "", "1.0")); !ok || got != "LicenseRef-Public-Domain" {
		t.Errorf("got %q, %v", got, ok)
	}
	if got, ok := Remembered(audit.Maven("com.example", "none", "", "", "1")); ok {
		t.Errorf("got %q for an artifact that no row names", got)
	}
}

var (
	hash   = regexp.MustCompile(`^[0-9a-f]{64}$`)
	source = regexp.MustCompile(`^[^ /]+/[^ /]+ \S.* [0-9a-f]{40}$`)
)

// TestCurationRows: every row says what was read, and is written canonically.
func TestCurationRows(t *testing.T) {
	n, last := 0, ""
	for line := range strings.Lines(curationsData) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		n++
		if line < last {
			t.Errorf("not sorted at %q", line)
		}
		last = line
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 6 {
			t.Errorf("%d fields in %q, want 6", len(f), line)
			continue
		}
		if _, err := version.ParseMavenRange(f[1]); err != nil || !strings.HasPrefix(f[1], "[") {
			t.Errorf("%s: range %q: %v", f[0], f[1], err)
		}
		if e, err := spdx.Parse(f[2]); err != nil || string(e) != f[2] {
			t.Errorf("%s: license %q: canonical is %q, %v", f[0], f[2], e, err)
		}
		if !hash.MatchString(f[4]) || f[3] == "file" && !source.MatchString(f[5]) || f[3] != "file" && f[3] != "sources" && f[3] != "jar" {
			t.Errorf("%s: %q does not say what was read", f[0], f[3:])
		}
	}
	if n < 150 {
		t.Errorf("%d rows, want 150 or more", n)
	}
}
