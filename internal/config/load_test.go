package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

func TestReadErrors(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"no version", "policy: { allow: [MIT] }\n", `licaudit.yaml:1:1: the file has no version: begin it with "version: 1"`},
		{"version", "version: 2\n", "licaudit.yaml:1:10: version 2 is not known: this licaudit reads version 1"},
		{"unknown key", "version: 1\npolicy:\n  alow: [MIT]\n", `licaudit.yaml:3:3: unknown key "alow" in "policy": did you mean "allow"?`},
		{"category", "version: 1\npolicy:\n  allow: [permisive]\n", `licaudit.yaml:3:11: unknown license or category "permisive": did you mean "permissive"?`},
		{"license", "version: 1\npolicy:\n  allow: [MIT, Apache-2]\n", `licaudit.yaml:3:16: unknown license or category "Apache-2": did you mean "Apache-2.0"?`},
		{"expression", "version: 1\npolicy:\n  allow: [MIT OR ISC]\n", `licaudit.yaml:3:11: "MIT OR ISC" joins licenses: a list names one license in each entry`},
		{"answer", "version: 1\npolicy:\n  unknown: dney\n", `licaudit.yaml:3:12: "dney" is not an answer: did you mean "deny"?`},
		{"scope", "version: 1\npolicy:\n  scopes: { tset: { allow: [any] } }\n", `licaudit.yaml:3:13: unknown scope "tset": did you mean "test"?`},
		{"in two lists", "version: 1\npolicy:\n  allow: [MIT]\n  deny: [mit]\n", `licaudit.yaml:3:11: "MIT" already stands in a list that wins, in line 4`},
		{"module", "version: 1\npolicy:\n  modules: { app: { allow: [any] } }\n", `licaudit.yaml:3:14: the module "app" must be written as g:a; globs may stand in it`},
		{"first-party", "version: 1\npolicy:\n  first-party: [\"*\", \"a:b\"]\n", "licaudit.yaml:3:17: the first-party group \"*\" matches every component: nothing would be judged\nlicaudit.yaml:3:22: the first-party group \"a:b\" must be a groupId such as com.acme or com.acme.*"},
		{"exception", "version: 1\npolicy:\n  exceptions:\n    - match: \"*:*\"\n      expires: 2026-02-30\n", "licaudit.yaml:4:7: the exception for \"*:*\" has no reason\nlicaudit.yaml:4:7: the exception for \"*:*\" allows nothing: list the licenses under allow\nlicaudit.yaml:4:14: the matcher \"*:*\" matches everything: add \"all: true\" if that is meant\nlicaudit.yaml:5:16: \"2026-02-30\" is not a date: write it as 2027-06-30"},
		{"open", "version: 1\nopen: [exeptions]\n", `licaudit.yaml:2:8: "exeptions" cannot be left open: did you mean "exceptions"?`},
		{"maven scope", "version: 1\nmaven: { scopes: [comple] }\n", `licaudit.yaml:2:19: unknown scope "comple": did you mean "compile"?`},
		{"glob", "version: 1\njavascript: { include: [\"a[\"] }\n", `licaudit.yaml:2:25: the path glob "a[" cannot be read`},
		{"holder", "version: 1\njavascript: { own: [\"*\"] }\n", `licaudit.yaml:2:21: the holder "*" is everybody: no script without a name would be told`},
		{"glob that negates", "version: 1\njavascript: { exclude: [\"docs\", \"!docs/js\"] }\n", `licaudit.yaml:2:33: the path glob "!docs/js" begins with !, which takes nothing back here: name what is to be skipped, without it, under exclude`},
		{"glob without a folder", "version: 1\njavascript: { exclude: [\"//docs\"] }\n", `licaudit.yaml:2:25: the path glob "//docs" has an empty folder name: write one slash`},
		{"glob on a drive", "version: 1\njavascript: { exclude: [\"C:/docs\"] }\n", `licaudit.yaml:2:25: the path glob "C:/docs" leads out of the tree: globs are relative to its root`},
		{"glob of the folder itself", "version: 1\njavascript: { include: [docs/.] }\n", `licaudit.yaml:2:25: the path glob "docs/." has a folder named with a dot, which stands for the one before it: leave it out`},
		{"glob of the tree", "version: 1\njavascript: { include: [.] }\n", `licaudit.yaml:2:25: the path glob "." has a folder named with a dot, which stands for the one before it: leave it out`},
		{"glob with a space", "version: 1\njavascript: { exclude: [\" docs\"] }\n", `licaudit.yaml:2:25: the path glob " docs" begins or ends with a space: leave it out, or write [ ] for it`},
		{"glob with an empty range", "version: 1\njavascript: { exclude: [\"[z-a]*.js\"] }\n", `licaudit.yaml:2:25: the path glob "[z-a]*.js" has a range that holds no letter: write [a-z]`},
		{"glob above", "version: 1\njavascript: { exclude: [\"../docs\"] }\n", `licaudit.yaml:2:25: the path glob "../docs" leads out of the tree: globs are relative to its root`},
		{"prefer", "version: 1\npolicy: { prefer: [permissive] }\n", `licaudit.yaml:2:20: "permissive" is a category: prefer takes licenses`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read([]yamlfile.Source{{Name: "licaudit.yaml", Data: []byte(tt.in)}})
			if err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestLoadFiles(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "licaudit.yaml")
	if _, err := Load([]string{file}); err == nil || strings.Contains(err.Error(), dir) || !strings.HasPrefix(err.Error(), "licaudit.yaml: ") {
		t.Errorf("a missing file: %v", err)
	}
	if err := os.WriteFile(file, []byte("version: 1\nmaven: { scopes: [compile] }\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := Load([]string{file})
	if err != nil {
		t.Fatal(err)
	}
	if !c.BuiltIn || !c.Maven.Includes("compile") || c.Maven.Includes("test") || c.Files[0].Name != "licaudit.yaml" || len(c.Files[0].SHA256) != 64 {
		t.Errorf("got %+v", c)
	}
}

// A nearer file may tighten, and every loosening is told with both places.
func TestTighten(t *testing.T) {
	tests := []struct{ name, outer, near, want string }{
		{"narrower", "policy: { allow: [permissive, weak-copyleft] }", "policy: { allow: [permissive, MPL-2.0], deny: [ISC] }", ""},
		{"wider", "policy: { allow: [permissive] }", "policy: { allow: [permissive, GPL-2.0-only] }",
			`licaudit.yaml:2:31: allows GPL-2.0-only, which company.yaml does not (company.yaml:2:9): a nearer file may only tighten; company.yaml would have to list "allow" under open`},
		{"wider category", "policy: { allow: [MIT] }", "policy: { allow: [permissive] }",
			`licaudit.yaml:2:19: allows permissive, which company.yaml does not (company.yaml:2:9): a nearer file may only tighten; company.yaml would have to list "allow" under open`},
		{"open", "policy: { allow: [MIT] }\nopen: [allow]", "policy: { allow: [permissive] }", ""},
		{"setting", "policy: { unknown: review }", "policy: { unknown: allow, ambiguous: deny }",
			`licaudit.yaml:2:20: unknown is looser than in company.yaml (company.yaml:2:20): a nearer file may only tighten; company.yaml would have to list "unknown" under open`},
		{"setting unset further out", "policy: { allow: [MIT] }", "policy: { otherwise: allow }",
			`licaudit.yaml:2:22: otherwise is looser than in company.yaml (company.yaml:2:9): a nearer file may only tighten; company.yaml would have to list "otherwise" under open`},
		{"review of what is denied", "policy: { deny: [GPL-2.0] }", "policy: { review: [GPL-2.0-only] }",
			`licaudit.yaml:2:20: reviews GPL-2.0-only, which company.yaml denies (company.yaml:2:18): a nearer file may only tighten; company.yaml would have to list "review" under open`},
		{"scope", "policy: { allow: [permissive] }", "policy: { scopes: { test: { allow: [any] } } }",
			`licaudit.yaml:2:37: in the scope test allows any, which company.yaml does not (company.yaml:2:9): a nearer file may only tighten; company.yaml would have to list "scopes" under open`},
		{"scope that is free already", "policy: { allow: [permissive], scopes: { test: { allow: [any] } } }", "policy: { scopes: { test: { allow: [any] } } }", ""},
		{"category with a denied member", "policy: { allow: [weak-copyleft], deny: [LGPL-2.1-only] }", "policy: { scopes: { test: { allow: [weak-copyleft] } } }",
			`licaudit.yaml:2:37: in the scope test allows weak-copyleft, which company.yaml does not (company.yaml:2:42): a nearer file may only tighten; company.yaml would have to list "scopes" under open`},
		{"module", "policy: { allow: [permissive] }", "policy: { modules: { \"a:b\": { allow: [GPL-2.0] } } }",
			`licaudit.yaml:2:39: in the modules a:b allows GPL-2.0, which company.yaml does not (company.yaml:2:9): a nearer file may only tighten; company.yaml would have to list "modules" under open`},
		{"exceptions", "policy: { allow: [permissive] }", "policy: { exceptions: [{ match: a:b, allow: [any], reason: x }] }",
			`licaudit.yaml:2:24: an exception for "a:b" is not permitted: a nearer file may only tighten; company.yaml would have to list "exceptions" under open`},
		{"exceptions open", "policy: { allow: [permissive] }\nopen: [exceptions]", "policy: { exceptions: [{ match: a:b, allow: [any], reason: x }] }", ""},
		{"first-party", "policy: { first-party: [\"com.acme.*\"] }", "policy: { first-party: [com.acme.x, org.y] }",
			`licaudit.yaml:2:37: "org.y" is first-party here and not in company.yaml: a nearer file may only tighten; company.yaml would have to list "first-party" under open`},
		{"maven", "maven: { scopes: [compile, runtime] }", "maven: { scopes: [compile] }",
			`licaudit.yaml: maven leaves out the scope "runtime", which company.yaml audits: a nearer file may only tighten; company.yaml would have to list "maven" under open`},
		{"javascript", "javascript: { exclude: [a] }", "javascript: { exclude: [a, b] }",
			`licaudit.yaml: javascript excludes "b", which company.yaml does not: a nearer file may only tighten; company.yaml would have to list "javascript" under open`},
		{"holders", "javascript: { own: [Acme] }", "javascript: { own: [Acme Labs] }", ""},
		{"settings alone", "policy: { allow: [permissive] }", "maven: { scopes: [compile] }", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read([]yamlfile.Source{{Name: "company.yaml", Data: []byte("version: 1\n" + tt.outer + "\n")}, {Name: "licaudit.yaml", Data: []byte("version: 1\n" + tt.near + "\n")}})
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// Whatever a nearer file says without an error, no license gets a better
// verdict than from the outer file alone.
func TestTightenNeverLoosens(t *testing.T) {
	blocks := []string{"allow: [permissive]", "allow: [any]", "allow: [weak-copyleft, MIT]", "deny: [GPL-2.0]", "deny: [LGPL-2.1-only]", "review: [MIT]", "review: [weak-copyleft]", "otherwise: allow", "otherwise: review", "allow: [GPL-2.0-only, permissive]", "deny: [network-copyleft]"}
	var files []string
	for i, a := range blocks {
		files = append(files, a, "scopes: { test: { "+a+" } }", "modules: { \"a:*\": { "+a+" } }")
		for _, b := range blocks[i+1:] {
			if a[:4] != b[:4] {
				files = append(files, a+", "+b, a+", scopes: { test: { "+b+" } }", b+", modules: { \"a:*\": { "+a+" } }")
			}
		}
	}
	read := func(name, s string) yamlfile.Source {
		return yamlfile.Source{Name: name, Data: []byte("version: 1\npolicy: { " + s + " }\n")}
	}
	var terms []spdx.Term
	for _, id := range []string{"MIT", "LGPL-2.1-only", "LGPL-2.1-or-later", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-2.0-only WITH Classpath-exception-2.0", "AGPL-3.0-only", "LicenseRef-x"} {
		e, err := spdx.Parse(id)
		if err != nil {
			t.Fatal(err)
		}
		terms = append(terms, e.Terms()...)
	}
	accepted := 0
	for i, outer := range files {
		alone, err := Read([]yamlfile.Source{read("outer.yaml", outer)})
		if err != nil {
			continue
		}
		for k, near := range files {
			if (i+k)%17 != 0 {
				continue // a sample of all pairs
			}
			both, err := Read([]yamlfile.Source{read("outer.yaml", outer), read("near.yaml", near)})
			if err != nil {
				continue
			}
			accepted++
			for _, module := range []string{"a:b", "c:d"} {
				for _, scope := range []string{"compile", "test"} {
					lo, lb := alone.Policy.Layers(module, scope), both.Policy.Layers(module, scope)
					for _, term := range terms {
						if was, is := lo.Decide(term), lb.Decide(term); was.Verdict.Worse(is.Verdict) {
							t.Fatalf("%s in %s of %s: %s alone is %s, with the nearer %s %s", term.Expression(), scope, module, outer, was.Verdict, near, is.Verdict)
						}
					}
					if was, is := lo.Unknown(), lb.Unknown(); was.Verdict.Worse(is.Verdict) {
						t.Fatalf("unknown in %s of %s: %s alone is %s, with the nearer %s %s", scope, module, outer, was.Verdict, near, is.Verdict)
					}
				}
			}
		}
	}
	if accepted < 200 {
		t.Errorf("only %d pairs were accepted", accepted)
	}
}

func TestShow(t *testing.T) {
	in := "version: 1\npolicy:\n  allow: [permissive]\n  deny:\n    - AGPL-3.0\n  scopes: { test: { allow: [any] } }\n  exceptions:\n    - { match: \"a:*\", allow: [GPL-2.0-only], reason: 'it''s: ours' }\nmaven: { scopes: [compile] }\n"
	c, err := Read([]yamlfile.Source{{Name: "licaudit.yaml", Data: []byte(in)}})
	if err != nil {
		t.Fatal(err)
	}
	again, err := Read([]yamlfile.Source{{Name: "licaudit.yaml", Data: []byte(Show(c, true))}})
	if err != nil {
		t.Fatalf("%v in\n%s", err, Show(c, true))
	}
	if diff := cmp.Diff(Show(c, false), Show(again, false)); diff != "" {
		t.Error(diff)
	}
	if got := Show(c, true); !strings.Contains(got, "    - AGPL-3.0                                   # licaudit.yaml:5\n") {
		t.Errorf("no origin in\n%s", got)
	}
	if got := Show(BuiltIn(), true); !strings.Contains(got, "  unknown: deny                                  # built-in policy\n") {
		t.Errorf("no origin in\n%s", got)
	}
}

func TestMatchers(t *testing.T) {
	lib := audit.Component{ID: audit.Maven("com.acme", "lib", "jar", "tests", "1.2")}
	for text, want := range map[string]bool{"com.acme:lib": true, "com.*:l?b": true, "com.acme:lib:1.2": true, "com.acme:lib:1.3": false, "com:lib": false,
		"pkg:maven/com.acme/lib": true, "pkg:maven/com.acme/lib@1.2": true, "pkg:maven/com.acme/lib?classifier=tests": true, "pkg:maven/com.acme/lib?classifier=x": false,
		"pkg:npm/lib": false, "com.acme:*": true, "**/lib.jar": false} {
		m, err := ParseMatcher(text)
		if err != nil || m.Match(lib) != want {
			t.Errorf("%q: %v, %v", text, m.Match(lib), err)
		}
	}
	for text, want := range map[string]string{"": "the matcher is empty", " ": "the matcher is empty", "a:": "has an empty part", "a:b:c:d": "too many parts", `a\b`: "with slashes",
		"jquery": "write pkg:npm/jquery", "../x": "within the project", "a[": "cannot be read", "pkg:gem/x": "must be maven", "a:b:[1,2)": "goes into versions", "a :b": "white space"} {
		if _, err := ParseMatcher(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseMatcher(%q) = %v, want %s", text, err, want)
		}
	}
	for text, want := range map[string]bool{"*:*": true, "**:*": true, "**": true, "**/*": true, "pkg:npm/*": true, "a:*": false, "**/*.js": false, "*:a": false} {
		if m, err := ParseMatcher(text); err != nil || m.Everything() != want {
			t.Errorf("%q: everything %v, %v", text, m.Everything(), err)
		}
	}
}

func FuzzGlob(f *testing.F) {
	f.Add("a*b?c", "axxbyc")
	f.Fuzz(func(t *testing.T, pattern, s string) {
		if Glob(pattern, s) && !Glob("*"+pattern+"*", "x"+s+"y") {
			t.Errorf("%q matches %q, and not within", pattern, s)
		}
	})
}

// No bytes make the reader panic, and what it accepts it can show again.
func FuzzRead(f *testing.F) {
	f.Add("version: 1\npolicy:\n  allow: [permissive, \"GPL-2.0 WITH Classpath-exception-2.0\"]\n  modules: { \"a:*\": { scopes: { test: { deny: [any] } } } }\n  prefer: [MIT]\n  first-party: [a]\n  exceptions:\n    - { match: a:b, allow: [MIT], reason: x, expires: 2027-01-01 }\njavascript: { include: [a], exclude: [\"b/**\"], own: [Acme] }\nmaven: { scopes: [test] }\nopen: [allow]\n")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := Read([]yamlfile.Source{{Name: "x.yaml", Data: []byte(s)}})
		if err != nil {
			return
		}
		shown := Show(c, true)
		again, err := Read([]yamlfile.Source{{Name: "x.yaml", Data: []byte(shown)}})
		if err != nil {
			t.Fatalf("%v\n%q\n%s", err, s, shown)
		}
		if got := Show(again, false); got != Show(c, false) {
			t.Fatalf("%s\nbecomes\n%s", Show(c, false), got)
		}
	})
}
