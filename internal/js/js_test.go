package js

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

const widget = `/*! Acme Widget v1.2.3 */
var AcmeWidget = { version: "1.2.3", createRoot: function (host) { host.setAttribute("data-acme-root", "yes"); return host.attachShadow({ acmeMode: "open-shadow" }); },
	dispose: function (host) { host.removeAttribute("data-acme-root"); this.registry.releaseAll("acme-dispose-pass"); this.registry.compactSlots(16); } };
`

// signed writes signatures that know the widget, and returns their file.
func signed(t testing.TB) string {
	t.Helper()
	return signaturesOf(t, signatures.Own{Name: "acme-widget", Version: "1.2.3", License: "MIT", Files: map[string][]byte{"widget.js": []byte(widget)}})
}

// signaturesOf writes signatures that know some libraries, and returns their file.
func signaturesOf(t testing.TB, own ...signatures.Own) string {
	t.Helper()
	data, err := signatures.Make("2026-11-23", own)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "own.zst")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// tree writes files, a slash-separated name each, and returns their folder.
func tree(t testing.TB, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		full := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func zipOf(t testing.TB, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// found lists the libraries of a scan as "path name@version method".
func found(t testing.TB, o Options) []string {
	t.Helper()
	result, err := Scan(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range result.Libraries {
		out = append(out, l.Path+" "+l.ID.Label()+" "+l.Method)
	}
	for _, p := range result.Problems {
		out = append(out, p.Code+" "+p.At.File)
	}
	return out
}

func TestScan(t *testing.T) {
	_, body, _ := strings.Cut(widget, "\n")
	jar := zipOf(t, map[string]string{"META-INF/resources/x.js": widget})
	root := tree(t, map[string]string{
		"a/widget.js":                    widget,
		"a/stripped.js":                  strings.Join(strings.Fields(body), " "),
		"a/edited.js":                    widget + "\nAcmeWidget.createRoot(document.body);\n",
		"a/own.js":                       "/* Acme Widget v1.2.3 must be loaded first */\nAcmeWidget.createRoot(document.body); AcmeWidget.dispose(document.body);\n",
		"app.war":                        zipOf(t, map[string]string{"js/w.js": widget, "WEB-INF/lib/b.jar": jar}),
		"broken.jar":                     "PK\x03\x04 and then nothing",
		"pom.xml":                        "<project/>",
		"target/classes/w.js":            widget,
		".git/w.js":                      widget,
		"sub/target/w.js":                widget,
		"binary.js":                      "\x00\x01\x02" + widget,
		"node_modules/left/index.js":     "module.exports = 1\n",
		"node_modules/left/package.json": `{"name": "left", "version": "2.0.0", "license": "ISC", "main": "index.js"}`,
		"lib/META-INF/resources/webjars/odd/4.5.6/odd.js": "var odd = 1;\n",
	})
	got := found(t, Options{Root: root, Signatures: []string{signed(t)}})
	want := []string{
		"a/edited.js acme-widget@1.2.3 sequence",
		"a/stripped.js acme-widget@1.2.3 tokens",
		"a/widget.js acme-widget@1.2.3 hash",
		"app.war!/WEB-INF/lib/b.jar!/META-INF/resources/x.js acme-widget@1.2.3 hash",
		"app.war!/js/w.js acme-widget@1.2.3 hash",
		"lib/META-INF/resources/webjars/odd/4.5.6/odd.js odd@4.5.6 webjar",
		"node_modules/left/index.js left@2.0.0 package-json",
		"sub/target/w.js acme-widget@1.2.3 hash",
		"archive-unreadable broken.jar",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGlobs(t *testing.T) {
	root := tree(t, map[string]string{"a/w.js": widget, "b/w.js": widget, "b/own/w.js": widget})
	own := []string{signed(t)}
	tests := []struct {
		include, exclude []string
		want             []string
	}{
		{nil, []string{"**/own/**"}, []string{"a/w.js", "b/w.js"}},
		{[]string{"b/**"}, nil, []string{"b/own/w.js", "b/w.js"}},
		{[]string{"b/**"}, []string{"b/own"}, []string{"b/w.js"}},
		{nil, []string{"own/"}, []string{"a/w.js", "b/w.js"}},
		{nil, []string{"./a", "./own/"}, []string{"b/own/w.js", "b/w.js"}},
		{nil, []string{"/own"}, []string{"a/w.js", "b/own/w.js", "b/w.js"}},
		{[]string{"w.js"}, []string{"/a"}, []string{"b/own/w.js", "b/w.js"}},
	}
	for _, tt := range tests {
		result, err := Scan(context.Background(), Options{Root: root, Include: tt.include, Exclude: tt.exclude, Signatures: own})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range result.Libraries {
			got = append(got, l.Path)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("include %v, exclude %v (-want +got):\n%s", tt.include, tt.exclude, diff)
		}
	}
	if _, err := Scan(context.Background(), Options{Root: root, Include: []string{"a[/**"}}); err == nil {
		t.Error("an invalid glob is no error")
	}
	if _, err := Scan(context.Background(), Options{Root: root, Named: []string{"missing"}}); err == nil {
		t.Error("a missing path is no error")
	}
}

func TestSymlinks(t *testing.T) {
	root := tree(t, map[string]string{"a/w.js": widget})
	for link, to := range map[string]string{"a/loop": "..", "gone.js": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(root, filepath.FromSlash(link))); err != nil {
			t.Skip(err)
		}
	}
	got := found(t, Options{Root: root, Signatures: []string{signed(t)}})
	want := []string{"a/w.js acme-widget@1.2.3 hash", "file-unreadable gone.js"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTexts(t *testing.T) {
	root := tree(t, map[string]string{"LICENSE": "MIT License", "notes.txt": "buy milk", "w.js": widget})
	result, err := Scan(context.Background(), Options{Root: root})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Texts) != 1 || result.Texts[0].Path != "LICENSE" || result.Texts[0].License != "MIT" {
		t.Errorf("texts %+v", result.Texts)
	}
}

func TestReadBanner(t *testing.T) {
	tests := []struct{ text, want string }{
		{"/*! Foo Bar v1.2.3 | MIT License */", "foo-bar 1.2.3"},
		{"/*!\n * foo.js 2.0.1 (c) me\n */", "foo 2.0.1"},
		{"/*!\n * Foo Plugin 1.0.0pre\n */", "foo 1.0.0pre"},
		{"/**\n * @license Foo\n * @version 3.4.5\n */", "foo 3.4.5"},
		{"/**\n * Title: Foo Charts\n *\n * Version: 1.0.7\n */", "foo-charts 1.0.7"},
		{"/* Requires jQuery v1.7 */", " "},
		{"/* Copyright 2012-2020 me */", " "},
	}
	for _, tt := range tests {
		name, v := readBanner([]byte(tt.text))
		if got := name + " " + v; got != tt.want {
			t.Errorf("%q is of %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestPackageOf(t *testing.T) {
	tests := []struct{ path, want string }{
		{"../node_modules/vue/dist/vue.js", "vue "},
		{"webpack:///./node_modules/@lit/reactive-element/x.js", "@lit/reactive-element "},
		{"node_modules/.pnpm/react@18.2.0/node_modules/react/index.js", "react 18.2.0"},
		{"node_modules/.pnpm/@babel+runtime@7.23.1_x@1/node_modules/@babel/runtime/a.js", "@babel/runtime 7.23.1"},
		{"src/app.js", " "},
	}
	for _, tt := range tests {
		name, v := packageOf(tt.path)
		if got := name + " " + v; got != tt.want {
			t.Errorf("%q is of %q, want %q", tt.path, got, tt.want)
		}
	}
}

// FuzzFile: no bytes make the search fail or hang, whatever the file is named.
func FuzzFile(f *testing.F) {
	own := signed(f)
	for _, seed := range []string{widget, "\xff\xfe", "/*", "'", "a{b", `{"sources":["node_modules/a/b"]}`, "//# sourceMappingURL=data:application/json;base64,e30=",
		"/*! FooGrid 2.1 (c) Acme Ltd. Commercial license, do not redistribute */\nx()", "/*\n * Copyright \x1b[31m2012, \xff\n//\n// SPDX-License-Identifier: (\n", "/* (c) */ /*! @license Licensed to the " + strings.Repeat("(c) ", 99) + "under */",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text := string(data)
		root := tree(t, map[string]string{
			"a.js": text, "b.css": text, "c.jar": text, "d.js": widget + "\n//# sourceMappingURL=d.js.map", "d.js.map": text,
			"d.js.LICENSE.txt": text, "node_modules/x/package.json": text, "node_modules/x/x.js": text, "LICENSE": text,
			"e.js": widget + text + widget + "/*! (c) 2012 Acme */\n" + text, "pom.xml": text, "package.json": text,
		})
		if _, err := Scan(context.Background(), Options{Root: root, Signatures: []string{own}}); err != nil {
			t.Fatal(err)
		}
	})
}
