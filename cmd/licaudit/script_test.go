package main

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"licaudit": func() {
			os.Exit(run(context.Background(), &app{
				in: os.Stdin, out: os.Stdout, err: os.Stderr, environ: os.Environ(),
			}, os.Args[1:]))
		},
	})
}

// TestScripts runs whole projects: each testdata/script/*.txtar holds a
// project, its repository, the commands and what they print.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", UpdateScripts: *update, RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			home := filepath.Join(env.WorkDir, ".home")
			env.Setenv("HOME", home)
			env.Setenv("XDG_CACHE_HOME", filepath.Join(home, ".cache"))
			env.Setenv("SOURCE_DATE_EPOCH", "1767225600") // 2026-01-01
			env.Setenv("ROOT", root)                      // of the repository, for its example
			return os.MkdirAll(home, 0o755)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "edit": edit},
	})
}

// exits runs a program and checks its exit status: exits 3 licaudit check.
// Output is left for stdout and stderr, as by exec.
func exits(ts *testscript.TestScript, neg bool, words []string) {
	if neg || len(words) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM [ARG...]")
	}
	want, err := strconv.Atoi(words[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(words[1], words[2:]...); err != nil {
		status, ok := err.(interface{ ExitCode() int })
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = status.ExitCode()
	}
	if got != want {
		ts.Fatalf("%s exits with %d, want %d", strings.Join(words[1:], " "), got, want)
	}
}

// edit replaces a string in a file by another, once, as a person would:
// edit FILE OLD NEW.
func edit(ts *testscript.TestScript, neg bool, words []string) {
	if neg || len(words) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	text := ts.ReadFile(words[0])
	if !strings.Contains(text, words[1]) {
		ts.Fatalf("%s does not contain %q", words[0], words[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(words[0]), []byte(strings.Replace(text, words[1], words[2], 1)), 0o644))
}
