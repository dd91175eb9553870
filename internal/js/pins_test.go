package js

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/js/signatures"
)

func TestPins(t *testing.T) {
	tests := []struct{ name, text string }{
		{"package-lock.json", `{"lockfileVersion": 3, "packages": {"": {"name": "app", "version": "1.0.0"},
			"node_modules/react": {"version": "18.2.0"}, "node_modules/@lit/x": {"version": "2.0.0"}, "node_modules/a/node_modules/react": {"version": "17.0.2"}}}`},
		{"npm-shrinkwrap.json", `{"lockfileVersion": 1, "dependencies": {"react": {"version": "18.2.0"}, "@lit/x": {"version": "2.0.0"},
			"a": {"version": "1.0.0", "dependencies": {"react": {"version": "17.0.2"}}}}}`},
		{"yarn.lock", "# yarn lockfile v1\n\n\"@lit/x@^2.0.0\":\n  version \"2.0.0\"\n\nreact@^18.0.0, react@^18.2.0:\n  version \"18.2.0\"\n  resolved \"x\"\n\nreact@^17.0.0:\n  version \"17.0.2\"\n"},
		{"yarn.lock", "__metadata:\n  version: 6\n\n\"@lit/x@npm:^2.0.0\":\n  version: 2.0.0\n\n\"react@npm:^18.0.0, react@npm:^18.2.0\":\n  version: 18.2.0\n\n\"react@npm:^17.0.0\":\n  version: 17.0.2\n"},
		{"pnpm-lock.yaml", "lockfileVersion: 5.4\ndependencies:\n  react: 18.2.0\npackages:\n\n  /@lit/x/2.0.0:\n    dev: true\n\n  /react/18.2.0_peer@1.0.0:\n    dev: false\n\n  /react/17.0.2:\n    dev: false\n"},
		{"pnpm-lock.yaml", "lockfileVersion: '9.0'\n\npackages:\n\n  '@lit/x@2.0.0':\n    engines: {}\n\n  react@18.2.0:\n    engines: {}\n\n  react@17.0.2(peer@1.0.0):\n    x: y\n\nsnapshots:\n\n  react@1.0.0: {}\n"},
		{"importmap.json", `{"imports": {"react": "https://cdn.example/npm:react@18.2.0/index.js", "@lit/x/": "/vendor/@lit/x@2.0.0/"}, "scopes": {"/old/": {"react": "/vendor/react@17.0.2/react.js"}}}`},
		{"index.html", `<html><script type="importmap">{"imports": {"react": "/v/react@18.2.0/r.js", "@lit/x": "/v/@lit/x@2.0.0/x.js", "react/jsx": "/v/react@17.0.2/jsx.js"}}</script>`},
	}
	for _, tt := range tests {
		p := make(pins)
		read, _ := pinReaderOf(tt.name)
		if err := read(p, []byte(tt.text)); err != nil || len(p["react"]) != 2 || cmp.Diff([]string{"2.0.0"}, p["@lit/x"]) != "" || p["app"] != nil {
			t.Errorf("%s %.40q: %v", tt.name, tt.text, p)
		}
	}
}

func TestPinned(t *testing.T) {
	root := tree(t, map[string]string{
		"web/package-lock.json":        `{"packages": {"node_modules/acme-widget": {"version": "1.2.3"}, "node_modules/b": {"version": "1.0.0"}, "x/node_modules/b": {"version": "2.0.0"}}}`,
		"web/js/deep/all.js":           "var a;",
		"web/js/deep/page.html":        `<script type=importmap>{"imports": {"c": "c@3.0.0"}}</script>`,
		"elsewhere/not-the-same.js":    "var a;",
		"web/broken/yarn.lock":         "",
		"web/broken/package-lock.json": `{"packages": <<<<<<< ours`,
	})
	w := walker{Options: Options{Root: root}}
	if err := w.list(t.Context()); err != nil {
		t.Fatal(err)
	}
	f := newFolder(w.entries)
	for _, tt := range []struct{ file, pkg, want string }{
		{"web/js/deep/all.js", "acme-widget", "1.2.3"}, {"web/js/deep/all.js", "c", "3.0.0"},
		{"web/js/deep/all.js", "b", ""}, {"elsewhere/not-the-same.js", "acme-widget", ""},
	} {
		got, _ := f.pinned(tt.file, tt.pkg)
		if got.version != tt.want {
			t.Errorf("%s in %s: %q, want %q", tt.pkg, tt.file, got.version, tt.want)
		}
	}
	if p, problems := f.pinned("web/broken/x.js", "acme-widget"); p.version != "" || len(problems) != 1 {
		t.Errorf("beside a lockfile that cannot be read: %q, problems %v", p.version, problems)
	}
}

// TestManifestPins: of what a manifest depends on, exact versions tell one.
func TestManifestPins(t *testing.T) {
	for name, text := range map[string]string{
		"package.json": `{"name": "app", "version": "9.9.9", "dependencies": {"a": "1.2.3", "b": "^2.0.0", "c": "file:../c"}, "devDependencies": {"d": "=4.5.6"}}`,
		"bower.json":   `{"dependencies": {"a": "1.2.3", "b": "~2.0", "c": "https://example.org/c.zip", "d": "4.5.6"}}`,
	} {
		p := make(pins)
		read, _ := pinReaderOf(name)
		if err := read(p, []byte(text)); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(pins{"a": {"1.2.3"}, "d": {"4.5.6"}}, p); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if err := make(pins).manifest([]byte("{{name}}")); err != nil {
		t.Errorf("a template of a manifest: %v", err)
	}
}

// TestPinIsEvidence: the lockfile that chose between versions which share a file
// is among what speaks of the library.
func TestPinIsEvidence(t *testing.T) {
	var own []signatures.Own
	for _, version := range []string{"1.2.2", "1.2.3"} {
		own = append(own, signatures.Own{Name: "acme-same", Version: version, License: "MIT", Files: map[string][]byte{"same.js": []byte(statements("same", 40))}})
	}
	lock := `{"packages": {"node_modules/acme-same": {"version": "1.2.2"}}}`
	root := tree(t, map[string]string{"web/same.js": statements("same", 40), "package-lock.json": lock})
	result, err := Scan(t.Context(), Options{Root: root, Signatures: []string{signaturesOf(t, own...)}})
	if err != nil || len(result.Libraries) != 1 {
		t.Fatalf("found %v, error %v", result.Libraries, err)
	}
	got, want := result.Libraries[0], audit.Evidence{Kind: audit.KindLockfile, Name: "acme-same@1.2.2", Found: audit.Position{File: "package-lock.json"}}
	if diff := cmp.Diff(want, got.Evidence[0]); got.ID.Version != "1.2.2" || diff != "" {
		t.Errorf("version %q, evidence (-want +got):\n%s", got.ID.Version, diff)
	}
}

// TestPinsFromElsewhere: what is no published version of the package pins nothing.
func TestPinsFromElsewhere(t *testing.T) {
	for name, text := range map[string]string{
		"package-lock.json": `{"dependencies": {"a": {"version": "git+https://example.org/x.git#abc"}, "b": {"version": "npm:@acme/fork@9.9.9"}, "c": {"version": "file:../y"}}}`,
		"yarn.lock":         "\"a@npm:@acme/a@^2\":\n  version: 2.0.1\n",
		"importmap.json":    `{"imports": {"a": "https://cdn.example/acme-a@2.0.1/x.js", "b": null}}`,
	} {
		p := make(pins)
		read, _ := pinReaderOf(name)
		if err := read(p, []byte(text)); err != nil || len(p) > 0 {
			t.Errorf("%s: %v, error %v", name, p, err)
		}
	}
}

func FuzzPins(f *testing.F) {
	f.Add("yarn.lock", []byte("\"a@npm:^1\":\n  version: 1\n"))
	f.Add("pnpm-lock.yaml", []byte("packages:\n  /a@1.0.0:\n"))
	f.Add("package-lock.json", []byte(`{"packages": {"node_modules/a": {"version": "1"}}}`))
	f.Add("a.html", []byte(`<script type="importmap">{"imports": {"": "@1.0.0"}}</script>`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if read, _ := pinReaderOf(name); read != nil {
			_ = read(make(pins), data) // no bytes may make it panic
		}
	})
}
