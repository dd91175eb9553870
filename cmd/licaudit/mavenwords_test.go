package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRewrite(t *testing.T) {
	for _, tt := range []struct{ in, want []string }{
		{[]string{"tree", "-am", "-pl", "a,b", "-gs", "x.xml"}, []string{"tree", "--also-make", "--projects", "a,b", "--global-settings", "x.xml"}},
		{[]string{"tree", "-pl=a"}, []string{"tree", "--projects=a"}},
		{[]string{"tree", "-Da=b,c", "-Dx"}, []string{"tree", "--define=a=b,c", "--define=x"}},
		{[]string{"tree", "-D", "a=b"}, []string{"tree", "-D", "a=b"}},
		{[]string{"tree", "-ntp", "-amd", "-rf", ":a"}, []string{"tree", "--no-transfer-progress", "--also-make-dependents", "--resume-from", ":a"}},
		{[]string{"tree", "-P", "a,!b", "-Pc"}, []string{"tree", "-P", "a,!b", "-Pc"}},
		{[]string{"normalize", "--", "-am"}, []string{"normalize", "--", "-am"}},
	} {
		if diff := cmp.Diff(tt.want, rewrite(tt.in)); diff != "" {
			t.Errorf("rewrite(%q): -want +got:\n%s", tt.in, diff)
		}
	}
}

func TestExpandReadsMavenConfigAndArgs(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, ".mvn"), 0o755); err != nil {
		t.Fatal(err)
	}
	config := "-T1C\n-Drevision=1.2\n--fail-at-end\n-fae\n-s.mvn/settings.xml\n-P release\n"
	if err := os.WriteFile(filepath.Join(dir, ".mvn", "maven.config"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	a := &app{environ: []string{"MAVEN_ARGS=-o -e -T 4"}}
	for _, tt := range []struct{ in, want []string }{
		{[]string{"tree", dir, "-Drevision=3"}, []string{"tree", "--define=revision=1.2", "-s.mvn/settings.xml", "-P", "release", "-o", dir, "--define=revision=3"}},
		{[]string{"normalize", "MIT"}, []string{"normalize", "MIT"}},
		{nil, []string{}},
	} {
		if diff := cmp.Diff(tt.want, a.expand(newRoot(a), tt.in)); diff != "" {
			t.Errorf("expand(%q): -want +got:\n%s", tt.in, diff)
		}
	}
}

// TestCheckConfig: what Maven 3.8.7 said of each.
func TestCheckConfig(t *testing.T) {
	for text, ok := range map[string]bool{
		"-T1C -Dx=y -P a,b -am --color never -s.mvn/settings.xml": true,
		"-T 3 -D a=b --threads=4 -offline":                        true,
		"clean":                                                   false,
		"-o verify":                                               false,
		"-Da=b c":                                                 false,
		"# -o":                                                    false,
		"--bogus":                                                 false,
		"-zz":                                                     false,
		"-o -P":                                                   false,
		"-- x":                                                    false,
		"-T x":                                                    false,
		"-T 0":                                                    false,
		"-T -1":                                                   false,
		"-T0C":                                                    false,
		"--threads=1.5":                                           false,
		"-T 2c":                                                   false,
		"-T 9999999999":                                           false,
		"-T 1.5C --threads +2":                                    true,
		"--color x":                                               false,
		"--color -o":                                              true,
		"-Dstyle.color=Always":                                    false,
		"-b x":                                                    false,
		"-b multithreaded":                                        true,
		"-t none.xml":                                             false,
		"-C -c":                                                   true,
		"":                                                        true,
	} {
		if err := checkConfig(".", strings.Fields(text)); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestProjectDir: the folder of .mvn is the project's, whatever other folders
// the command line names.
func TestProjectDir(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, dir := range []string{"proj", "out"} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	root := newRoot(&app{})
	tests := []struct {
		args []string
		file string
		want string
	}{
		{[]string{"report", "proj"}, "", "proj"},
		{[]string{"report", "proj", "-o", "--output", "out"}, "", "proj"},
		{[]string{"tree", "-o", "-f", "proj/pom.xml"}, "", "proj"},
		{[]string{"tree", "-fproj/pom.xml"}, "", "proj"},
		{[]string{"tree", "-f=proj/pom.xml"}, "", "proj"},
		{[]string{"tree", "-fae", "proj"}, "", "proj"},
		{[]string{"tree", "-o"}, "proj/pom.xml", "proj"},
		{[]string{"tree"}, "", "."},
	}
	for _, tt := range tests {
		if got := projectDir(rewrite(tt.args[1:]), tt.file, valueFlags(root, tt.args)); got != tt.want {
			t.Errorf("%q with %q: %q, want %q", tt.args, tt.file, got, tt.want)
		}
	}
}
