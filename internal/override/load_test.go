package override

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/yamlfile"
)

func TestLoadErrors(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"unknown key", "overrides:\n  - { match: a:b, licence: MIT, reason: x }\n", "overrides.yaml:3:5: the override of \"a:b\" says nothing: give license, choose, library: false, metadata or note\noverrides.yaml:3:19: unknown key \"licence\" in an entry of \"overrides\": did you mean \"license\"?"},
		{"no reason", "overrides:\n  - match: org.json:json\n    license: MIT\n", `overrides.yaml:3:5: the override of "org.json:json" has no reason`},
		{"no match", "overrides:\n  - { license: MIT, reason: x }\n", "overrides.yaml:3:5: the override has no match"},
		{"empty match", "overrides:\n  - { match: \"\", license: MIT, reason: x }\n", `overrides.yaml:3:14: "match" is empty: fill it in or remove the key`},
		{"everything", "overrides:\n  - { match: \"*:*\", license: MIT, reason: x }\n", `overrides.yaml:3:14: the matcher "*:*" matches everything: add "all: true" if that is meant`},
		{"spelling", "overrides:\n  - { match: a:b, license: Apache-2, reason: x }\n", `overrides.yaml:3:28: unknown license id "Apache-2": did you mean "Apache-2.0"?`},
		{"expression", "overrides:\n  - { match: a:b, license: MIT AND, reason: x }\n", `overrides.yaml:3:28: "MIT AND" is not an SPDX expression: `},
		{"fill in", "overrides:\n  - match: a:b\n    license: FILL-IN\n    reason: FILL-IN\n", "overrides.yaml:4:14: fill in the license of \"a:b\"\noverrides.yaml:5:13: fill in the reason of the override of \"a:b\""},
		{"two answers", "overrides:\n  - { match: a:b, license: MIT, choose: MIT, reason: x }\n", `overrides.yaml:3:5: the override of "a:b" has more than one of license, choose and library`},
		{"range", "overrides:\n  - { match: a:b, versions: \"[1,2\", license: MIT, reason: x }\n", `overrides.yaml:3:29: version range "[1,2" is not closed`},
		{"npm range", "overrides:\n  - { match: pkg:npm/a, versions: \">=x y\", license: MIT, reason: x }\n", `overrides.yaml:3:35: version range ">=x y": `},
		{"version twice", "overrides:\n  - { match: a:b:1, versions: \"[1]\", license: MIT, reason: x }\n", `overrides.yaml:3:31: the matcher "a:b:1" already names a version`},
		{"date", "overrides:\n  - { match: a:b, license: MIT, reason: x, expires: 2026-02-30 }\n", `overrides.yaml:3:53: "2026-02-30" is not a date: write it as 2026-11-22`},
		{"sha256", "overrides:\n  - { match: a:b, license: MIT, reason: x, when: { sha256: abc } }\n", `overrides.yaml:3:60: "abc" is not a SHA-256: it must be 64 hexadecimal digits`},
		{"no guard", "overrides:\n  - { match: a:b, license: MIT, reason: x, when: { declared: [] } }\n", "overrides.yaml:3:50: when has no guard: give declared or sha256"},
		{"none and more", "overrides:\n  - { match: a:b, license: MIT, reason: x, when: { declared: [none, MIT] } }\n", `overrides.yaml:3:63: "none" cannot stand beside other licenses`},
		{"library of Maven", "overrides:\n  - { match: a:b, library: false, reason: x }\n", "overrides.yaml:3:28: library: false is for files in the tree"},
		{"unknown text", "overrides:\n  - { match: a:b, license: LicenseRef-X, reason: x }\n", "overrides.yaml:3:28: nothing says what LicenseRef-X is: give its text (text: licenses/x.txt) or a source"},
		{"no such text", "overrides:\n  - { match: a:b, license: MIT, text: no.txt, reason: x }\n", "overrides.yaml:3:39: the text \"no.txt\" does not exist"},
		{"text outside", "overrides:\n  - { match: a:b, license: MIT, text: ../../etc/passwd, reason: x }\n", "overrides.yaml:3:39: the text \"../../etc/passwd\" must lie within the project"},
		{"absolute text", "overrides:\n  - { match: a:b, license: MIT, text: /etc/passwd, reason: x }\n", "overrides.yaml:3:39: the text \"/etc/passwd\" must lie within the project"},
		{"text is a folder", "overrides:\n  - { match: a:b, license: MIT, text: licenses, reason: x }\n", "overrides.yaml:3:39: the text \"licenses\" is not a file"},
		{"name twice", "names:\n  - { is: Bob, license: MIT, reason: x }\n  - { is: \" bob\", license: MIT, reason: x }\n", `overrides.yaml:4:5: the name " bob" is already mended in line 3`},
		{"name without", "names:\n  - { license: MIT, reason: x }\n", "overrides.yaml:3:5: the name has neither is nor url"},
		{"component", "components:\n  - { path: /abs, scope: tset, reason: x }\n", "overrides.yaml:3:5: the component has no name\noverrides.yaml:3:5: the component an entry has no license\noverrides.yaml:3:13: the path \"/abs\" must be a glob within the project, with slashes\noverrides.yaml:3:26: unknown scope \"tset\": it must be one of runtime, compile, provided, test, documentation"},
		{"all at once", "overrides:\n  - { match: a, license: MIT, reason: x }\n  - { match: b:, license: MIT, reason: x }\n", "overrides.yaml:3:14: the matcher \"a\" is neither g:a nor a path"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, tt.in)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestLoadFiles(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	write(t, outside, "secret.txt", "secret")
	write(t, dir, "conf/l/own.txt", "own")
	if err := os.Symlink(filepath.Join(outside, "secret.txt"), filepath.Join(dir, "conf", "l", "link.txt")); err != nil {
		t.Skip(err)
	}
	file := filepath.Join(dir, "conf", "overrides.yaml")
	entry := "version: 1\noverrides:\n  - { match: a:b, license: MIT, text: %s, reason: x }\n"
	write(t, dir, "conf/overrides.yaml", fmt.Sprintf(entry, "l/link.txt"))
	_, err := Load(dir, []string{file}, day)
	if want := "conf/overrides.yaml:3:39: the text \"l/link.txt\" leads out of the project"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	write(t, dir, "conf/overrides.yaml", fmt.Sprintf(entry, "l/own.txt"))
	s, err := Load(dir, []string{file}, day)
	if err != nil {
		t.Fatal(err)
	}
	_, con, _ := s.Apply(maven("a", "b", "1"), none)
	if got := con.Claims[0].Evidence; got.Text != "own" || got.Found.File != "conf/l/own.txt" || con.By != "conf/overrides.yaml:3" {
		t.Errorf("got %+v by %s", got, con.By)
	}
	// An organisation's file lies elsewhere, with its texts beside it.
	write(t, outside, "overrides.yaml", fmt.Sprintf(entry, "secret.txt"))
	write(t, dir, "overrides.yaml", "version: 1\n")
	own := filepath.Join(dir, "overrides.yaml")
	if s, err := Load(dir, []string{filepath.Join(outside, "overrides.yaml"), own}, day); err != nil || s.Files()[0].Name != filepath.Base(outside)+"/overrides.yaml" || s.Files()[1].Name != "overrides.yaml" {
		t.Errorf("two of one name: %v", err)
	}
	if s, err := Load(dir, []string{filepath.Join(outside, "overrides.yaml"), file}, day); err != nil || s.Files()[0].Name != "overrides.yaml" || s.Files()[1].Name != "conf/overrides.yaml" {
		t.Errorf("%v", err)
	}
	if err := os.Chmod(file, 0); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() != 0 {
		if _, err := Load(dir, []string{file}, day); err == nil || strings.Contains(err.Error(), dir) {
			t.Errorf("without permission: %v", err)
		}
	}
	if _, err := Load(dir, []string{filepath.Join(dir, "none.yaml")}, day); err == nil || err.Error() != "none.yaml: no such file or directory" {
		t.Errorf("missing: %v", err)
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

func BenchmarkLoad10000(b *testing.B) {
	src := yamlfile.Source{Name: "overrides.yaml", Data: large(10000)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(".", []yamlfile.Source{src}, day); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkApply10000(b *testing.B) {
	s, err := Read(".", []yamlfile.Source{{Name: "overrides.yaml", Data: large(10000)}}, day)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s.Apply(maven("com.example.g1", "artifact-1", "1.5"), none)
	}
}

// No bytes make the reader panic or hang, and what it accepts applies.
func FuzzLoad(f *testing.F) {
	example, err := os.ReadFile("../../overrides.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(example))
	f.Add("version: 1\noverrides:\n  - { match: a:b, license: MIT, reason: x, when: { declared: [a, b] }, versions: \"[1,2)\" }\n")
	f.Add("version: 1\nnames: [{ is: a, license: MIT, reason: |\n  x }]\n")
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, in string) {
		s, err := Read(dir, []yamlfile.Source{{Name: "overrides.yaml", Data: []byte(in)}}, day)
		if err != nil {
			return
		}
		s.Name("a", "b")
		for _, c := range []struct{ g, a string }{{"a", "b"}, {"oro", "oro"}} {
			s.Apply(maven(c.g, c.a, "1"), declares("declared", "MIT OR GPL-2.0-only", "x"))
		}
		s.Apply(file("jquery", "1.8.0", "src/main/webapp/js/our-charts.js"), none)
		for _, st := range s.States() {
			if st.State == "" || st.Reason == "" || st.At.Line == 0 {
				t.Fatalf("%+v", st)
			}
		}
		s.Problems()
	})
}
