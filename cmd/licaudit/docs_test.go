package main

import (
	"bytes"
	"context"
	"crypto/sha1"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDocs runs what the documents show. In a copy of testdata it takes the
// fenced blocks of a page in order: a block with a file's name after its
// language, as in ```yaml overrides.yaml, writes that file; in a console block
// each line "$ licaudit ..." is run and what follows must be what it prints.
// A line "..." stands for any lines. Run with -update to rewrite the pages.
func TestDocs(t *testing.T) {
	for _, name := range []string{"README.md", "docs/overrides.md", "docs/policy.md"} {
		t.Run(name, func(t *testing.T) {
			path, err := filepath.Abs(filepath.Join("../..", name))
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			page := playground(t)
			got := fences.ReplaceAllStringFunc(string(text), func(fence string) string {
				m := fences.FindStringSubmatch(fence)
				info, body := strings.Fields(m[1]), m[2]
				switch {
				case len(info) == 2:
					page.write(info[1], body)
				case len(info) == 1 && info[0] == "console":
					body = page.console(body)
				}
				return "```" + m[1] + "\n" + body + "```\n"
			})
			if got == string(text) {
				return
			}
			if !*update {
				t.Fatalf("%s shows what is not so; -update rewrites it:\n%s", name, firstDifference(string(text), got))
			}
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

var fences = regexp.MustCompile("(?ms)^```([^\n`]*)\n(.*?)^```\n")

// sheet is a page being run, in a folder of its own.
type sheet struct {
	t    *testing.T
	env  []string
	exit int // of the last command
}

// playground copies testdata into a new folder and goes there.
func playground(t *testing.T) *sheet {
	dir := t.TempDir()
	for _, name := range []string{"example", "example-repository"} {
		from := filepath.Join("../../testdata", name)
		if err := os.CopyFS(filepath.Join(dir, "testdata", name), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(filepath.Join(dir, "testdata/example/target")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	home := filepath.Join(dir, ".home")
	return &sheet{t: t, env: []string{"HOME=" + home, "XDG_CACHE_HOME=" + home, "USER=jane", "SOURCE_DATE_EPOCH=1795392000"}}
}

func (s *sheet) write(name, body string) {
	s.t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
		s.t.Fatal(err)
	}
	if _, err := os.Stat(name + ".sha1"); err == nil { // a repository states its checksum
		s.write(name+".sha1", fmt.Sprintf("%x", sha1.Sum([]byte(body))))
	}
}

// console runs a block's commands and returns it as it should read.
func (s *sheet) console(body string) string {
	var b strings.Builder
	for _, part := range strings.Split("\n"+body, "\n$ ")[1:] {
		command, shown, _ := strings.Cut(part, "\n")
		got := s.command(command)
		if abridged(strings.TrimSuffix(shown, "\n"), strings.TrimSuffix(got, "\n")) {
			got = shown
		}
		b.WriteString("$ " + command + "\n" + got)
		if got != "" && !strings.HasSuffix(got, "\n") {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// command runs one line and returns what it prints, both streams together.
func (s *sheet) command(line string) string {
	if line == "echo $?" {
		return fmt.Sprintln(s.exit)
	}
	for _, prefix := range []string{"go run ./cmd/licaudit ", "licaudit "} {
		if words, ok := strings.CutPrefix(line, prefix); ok {
			var out bytes.Buffer
			a := &app{in: strings.NewReader(""), out: &out, err: &out, environ: s.env}
			s.exit = run(context.Background(), a, strings.Fields(words))
			return out.String()
		}
	}
	if name, ok := strings.CutPrefix(line, "cat "); ok {
		text, err := os.ReadFile(name)
		if err != nil {
			s.t.Fatal(err)
		}
		return string(text)
	}
	s.t.Fatalf("a document shows a command that this test cannot run: %s", line)
	return ""
}

// abridged reports whether got is what is shown, where a line "..." stands for
// any lines.
func abridged(shown, got string) bool {
	parts := strings.Split("\n"+shown+"\n", "\n...\n")
	rest := "\n" + got + "\n"
	for i, part := range parts {
		at := strings.Index(rest, part)
		if at < 0 || i == 0 && at > 0 {
			return false
		}
		rest = rest[at+len(part):]
		if i < len(parts)-1 {
			rest = "\n" + rest
		}
	}
	return rest == "" || strings.HasSuffix("\n"+shown, "\n...")
}

// firstDifference shows the first lines where two texts part.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		if i < len(w) && i < len(g) && w[i] == g[i] {
			continue
		}
		return fmt.Sprintf("line %d\n-%s\n+%s", i+1,
			strings.Join(w[min(i, len(w)):min(i+12, len(w))], "\n-"), strings.Join(g[min(i, len(g)):min(i+12, len(g))], "\n+"))
	}
	return ""
}

// TestSnippets says that the README shows the build steps that init prints.
func TestSnippets(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, snippet := range snippets {
		if !strings.Contains(string(readme), snippet) {
			t.Errorf("README.md does not show the build step of init --ci %s", name)
		}
	}
}

func TestAbridged(t *testing.T) {
	tests := []struct {
		shown, got string
		want       bool
	}{
		{"a\nb", "a\nb", true},
		{"a\nb", "a\nc", false},
		{"a\nb", "a\nb\nc", false},
		{"a\n...\nd", "a\nb\nc\nd", true},
		{"a\n...\nd", "a\nb\nd\ne", false},
		{"a\n...", "a\nb\nc", true},
		{"...\nc", "a\nb\nc", true},
		{"b\n...", "a\nb", false},
	}
	for _, tt := range tests {
		if got := abridged(tt.shown, tt.got); got != tt.want {
			t.Errorf("abridged(%q, %q) = %v, want %v", tt.shown, tt.got, got, tt.want)
		}
	}
}
