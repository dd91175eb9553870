// Package internal_test checks the house: which room may import which, where
// each outside library enters, and where the process is touched. The reasons
// stand in docs/design.md.
package internal_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/licaudit/licaudit"

// arrows lists, for each room, the rooms that it may import. A room is a
// folder below internal with all its sub-packages; "cmd" is the program. What
// has no row may import nothing of ours.
var arrows = map[string][]string{
	"audit":    {"spdx"},
	"spdx":     {},
	"version":  {},
	"yamlfile": {},
	"fetch":    {},

	"maven":     stage(),
	"evidence":  stage(),
	"normalize": stage(),
	"conclude":  stage(),
	"config":    stage(),
	"js":        stage("evidence", "maven"),
	"override":  stage("config"),
	"policy":    stage("config"),

	"report":  {"audit", "spdx"},
	"compare": {"audit", "spdx"},

	"scan": stage("maven", "js", "evidence", "normalize", "conclude", "config", "override", "policy"),
	"cmd": {"audit", "spdx", "scan", "report", "compare",
		"maven", "js", "evidence", "normalize", "config", "override", "policy", "yamlfile"},
}

// stage adds the leaves that every stage may import.
func stage(more ...string) []string {
	return append([]string{"audit", "spdx", "version", "yamlfile", "fetch"}, more...)
}

// doors lists, for each outside library, the rooms whose programs import it.
// A library without a row, such as one for tests, is imported by none.
var doors = map[string][]string{
	"github.com/spf13/cobra":           {"cmd"},
	"github.com/spf13/pflag":           {"cmd"},
	"github.com/vifraa/gopom":          {"maven"},
	"gopkg.in/yaml.v3":                 {"yamlfile"},
	"github.com/google/licensecheck":   {"evidence"},
	"github.com/yuin/goldmark":         {"report"},
	"github.com/tdewolff/parse/v2":     {"js"},
	"github.com/bmatcuk/doublestar/v4": {"config", "js", "override", "scan"},
	"github.com/klauspost/compress":    {"js", "spdx"},
	"golang.org/x/net":                 {"evidence", "fetch", "maven"},
	"golang.org/x/sync":                {"fetch", "js", "maven", "scan"},
	"golang.org/x/text":                {"evidence", "js", "maven"},
	"net/http":                         {"fetch"},
	"net":                              {"fetch"},
	"crypto/tls":                       {"fetch"},
}

// pkg is what this test reads of `go list -json`.
type pkg struct {
	ImportPath string
	Name       string
	Dir        string
	GoFiles    []string
	Imports    []string
}

// room is the package's; a program below internal is a developer's, wherever
// it stands, and counts as one of tools.
func (p pkg) room() string {
	r := room(p.ImportPath)
	if p.Name == "main" && r != "cmd" {
		return "tools"
	}
	return r
}

func TestArrows(t *testing.T) {
	for _, p := range packages(t) {
		from := p.room()
		if from == "" || from == "tools" {
			continue // developers' programs may use everything
		}
		allowed, known := arrows[from]
		if !known {
			t.Errorf("%s: room %q has no row in arrows", p.ImportPath, from)
		}
		for _, imported := range p.Imports {
			to := room(imported)
			if to == "" || to == from || slices.Contains(allowed, to) {
				continue
			}
			t.Errorf("%s imports %s: no arrow leads from %s to %s", p.ImportPath, imported, from, to)
		}
	}
}

func TestDoors(t *testing.T) {
	for _, p := range packages(t) {
		from := p.room()
		if from == "tools" {
			continue
		}
		for _, imported := range p.Imports {
			if room(imported) != "" {
				continue
			}
			library, listed := door(imported)
			if !listed && !strings.Contains(strings.Split(imported, "/")[0], ".") {
				continue // the standard library
			}
			if !slices.Contains(doors[library], from) {
				t.Errorf("%s imports %s, which enters through %q only", p.ImportPath, imported, doors[library])
			}
		}
	}
}

// door finds the row of doors for an import path: the library itself, or for
// a module the row it lies below.
func door(imported string) (string, bool) {
	for library := range doors {
		below := strings.Contains(library, ".") && strings.HasPrefix(imported, library+"/")
		if imported == library || below {
			return library, true
		}
	}
	return imported, false
}

// touches are the names by which a program reads or changes its process.
var touches = map[string][]string{
	"os": {"Args", "Stdin", "Stdout", "Stderr", "Exit", "Environ", "Getenv", "LookupEnv", "ExpandEnv",
		"Setenv", "UserHomeDir", "UserCacheDir", "UserConfigDir", "Chdir"},
	"fmt": {"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"},
	"log": {"Print", "Printf", "Println", "Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln"},
}

// TestProcess says that arguments, environment and streams are the program's
// alone, that nothing runs before main, and that no package is named for
// being useful.
func TestProcess(t *testing.T) {
	for _, p := range packages(t) {
		if slices.Contains([]string{"util", "utils", "common", "types", "model", "helpers", "misc"}, p.Name) {
			t.Errorf("%s: package %s is not named after a noun of the domain", p.ImportPath, p.Name)
		}
		for _, name := range p.GoFiles {
			path := filepath.Join(p.Dir, name)
			for _, fault := range faults(t, path, p.room()) {
				t.Errorf("%s: %s", path, fault)
			}
		}
	}
}

// faults lists what a source file of the given room does that it must not.
func faults(t *testing.T, path, from string) []string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Name.Name == "init" && n.Recv == nil {
				found = append(found, "has an init function")
			}
		case *ast.SelectorExpr:
			x, ok := n.X.(*ast.Ident)
			if ok && from != "cmd" && from != "tools" && slices.Contains(touches[x.Name], n.Sel.Name) {
				found = append(found, fmt.Sprintf("line %d uses %s.%s", fset.Position(n.Pos()).Line, x.Name, n.Sel.Name))
			}
		}
		return true
	})
	return found
}

// room names the room of an import path, or is empty for what is not ours.
func room(path string) string {
	rest, ours := strings.CutPrefix(path, module+"/")
	if !ours {
		return ""
	}
	if inside, ok := strings.CutPrefix(rest, "internal/"); ok {
		return strings.Split(inside, "/")[0]
	}
	return strings.Split(rest, "/")[0]
}

// packages asks the go command for every package of the module that holds
// more than tests.
func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Name,Dir,GoFiles,Imports", "./...")
	cmd.Dir = ".."
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var all []pkg
	for dec := json.NewDecoder(out); ; {
		var p pkg
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(p.GoFiles) > 0 {
			all = append(all, p)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("go list: %v", err)
	}
	if len(all) < 2 {
		t.Fatalf("go list found only %d packages", len(all))
	}
	return all
}
