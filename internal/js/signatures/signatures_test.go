package signatures

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/js/digest"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/version"
)

const widget = `/*! Acme Widget v1.2.3 */
var AcmeWidget = { version: "1.2.3", createRoot: function (host) { host.setAttribute("data-acme-root", "yes"); return host.attachShadow({ acmeMode: "open-shadow" }); },
	dispose: function (host) { host.removeAttribute("data-acme-root"); this.registry.releaseAll("acme-dispose-pass"); this.registry.compactSlots(16); } };`

func TestMakeAndLoad(t *testing.T) {
	data, err := Make("2026-11-23", []Own{{Name: "acme-widget", Version: "1.2.3", License: "LicenseRef-Acme", Files: map[string][]byte{"widget.js": []byte(widget)}}})
	if err != nil {
		t.Fatal(err)
	}
	again, err := Make("2026-11-23", []Own{{Name: "acme-widget", Version: "1.2.3", License: "LicenseRef-Acme", Files: map[string][]byte{"widget.js": []byte(widget)}}})
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("the same files give other bytes (error %v)", err)
	}
	name := filepath.Join(t.TempDir(), "own.zst")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	db, err := Load(name)
	if err != nil {
		t.Fatal(err)
	}
	stripped := digest.JS([]byte(strings.SplitN(widget, "\n", 2)[1]))
	refs := db.Tokens(stripped.Tokens)
	if len(refs) != 1 || db.Libraries[refs[0].Library].Name != "acme-widget" {
		t.Fatalf("tokens of the stripped file belong to %v", refs)
	}
	if license, _ := db.Libraries[refs[0].Library].License("1.2.3"); license != "LicenseRef-Acme" {
		t.Errorf("license %q", license)
	}
	found := db.Match(digest.JS([]byte("function own() { return 1 }\n"+widget+"\nown();")), false, nil)
	if len(found) != 1 || db.Libraries[found[0].Library].Name != "acme-widget" {
		t.Errorf("found %+v", found)
	}
	if i, ok := db.Find("jquery"); !ok || len(db.Libraries[i].Versions) == 0 {
		t.Error("the built-in libraries are gone")
	}
}

// TestLoadSeveral: each version of a library may have a file of its own.
func TestLoadSeveral(t *testing.T) {
	var names []string
	other := strings.ReplaceAll(widget, "acme-dispose-pass", "acme-dispose-2")
	for v, text := range map[string]string{"1.0.0": widget, "2.0.0": other} {
		data, err := Make("2026-11-23", []Own{{Name: "acme-widget", Version: v, Files: map[string][]byte{"w.js": []byte(text)}}})
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(t.TempDir(), "own.zst")
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	db, err := Load(names...)
	if err != nil {
		t.Fatal(err)
	}
	for want, text := range map[string]string{"1.0.0": widget, "2.0.0": other} {
		refs := db.Tokens(digest.JS([]byte(text)).Tokens)
		if len(refs) != 1 || db.Libraries[refs[0].Library].Versions[0] != want {
			t.Errorf("the tokens of %s belong to %v", want, refs)
		}
	}
}

func TestMakeRefuses(t *testing.T) {
	js := map[string][]byte{"a.js": []byte(widget)}
	for _, o := range []Own{
		{Name: "a\x1b[31m", Version: "1.0.0", Files: js}, {Name: "a", Version: "../x", Files: js}, {Name: "a", Version: "1.0.0"},
		{Name: "a", Version: "1.0.0", Files: map[string][]byte{"empty.js": []byte(" \n")}},
	} {
		if _, err := Make("2026-11-23", []Own{o}); err == nil {
			t.Errorf("%q %q with %d files is no error", o.Name, o.Version, len(o.Files))
		}
	}
}

func TestReviewedLicenses(t *testing.T) {
	for line := range strings.Lines(licenses) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 || f[3] == "" {
			t.Errorf("%q has %d columns, want 4", line, len(f))
			continue
		}
		if _, err := version.ParseNPMRange(f[1]); err != nil {
			t.Error(err)
		}
		if e, err := spdx.Parse(f[2]); err != nil || string(e) != f[2] {
			t.Errorf("%s: license %q is %q, error %v", f[0], f[2], e, err)
		}
	}
}

func TestLicenseByVersion(t *testing.T) {
	db, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, v := range []string{"jquery 1.4.2", "jquery 3.7.1", "tinymce 4.9.11", "tinymce 6.0.1", "tinymce 7.1.0", "d3 5.16.0", "d3 7.8.5", "mapbox-gl 1.13.3", "mapbox-gl 3.0.0", "react 15.0.0", "react 18.2.0"} {
		name, version, _ := strings.Cut(v, " ")
		i, ok := db.Find(name)
		if !ok {
			t.Fatalf("%s is not in the database", name)
		}
		got[v], _ = db.Libraries[i].License(version)
	}
	want := map[string]string{
		"jquery 1.4.2": "MIT OR GPL-2.0-only", "jquery 3.7.1": "MIT", "tinymce 4.9.11": "LGPL-2.1-only", "tinymce 6.0.1": "MIT", "tinymce 7.1.0": "GPL-2.0-or-later",
		"d3 5.16.0": "BSD-3-Clause", "d3 7.8.5": "ISC", "mapbox-gl 1.13.3": "BSD-3-Clause", "mapbox-gl 3.0.0": "LicenseRef-Mapbox", "react 15.0.0": "BSD-3-Clause", "react 18.2.0": "MIT",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzDecode(f *testing.F) {
	data, err := Make("2026-11-23", []Own{{Name: "a", Version: "1", Files: map[string][]byte{"a.js": []byte(widget)}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, data []byte) {
		db, err := Decode(data)
		if err != nil {
			return
		}
		db.Match(digest.JS([]byte(widget)), false, nil)
		for i := range db.Libraries {
			db.Libraries[i].License("1.0.0")
		}
	})
}

func TestCanonical(t *testing.T) {
	l := Library{Published: []string{"0.9.0", "0.149.0", "0.152.0", "0.152.2", "1.2.0"}}
	for v, want := range map[string]string{"1.2": "1.2.0", "0.9.0": "0.9.0", "149": "0.149.0", "152": "", "153": "", "1.3": ""} {
		got, ok := l.Canonical(v)
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%q is %q, want %q", v, got, want)
		}
	}
}

func TestMayBe(t *testing.T) {
	l := &Library{Versions: []string{"3.6.0", "3.7.1"}, Published: []string{"3.6.0", "3.6.1", "3.7.0", "3.7.1"}}
	for v, want := range map[string]bool{"3.7.0": true, "3.7.1": true, "3.7.2": true, "3.6.9": false, "99.0.0": false} {
		if got := l.MayBe(2, v); got != want {
			t.Errorf("MayBe(3.7.1, %s) is %v, want %v", v, got, want)
		}
	}
}
