package js

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

func TestNoticeNames(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"/** @license Acme v0.19.1\n * acme-scheduler.production.min.js\n */", []string{"acme-scheduler", "acme", "acme"}},
		{"/*! widget.js 1.0 */", []string{"widget", "widget.js"}},
		{"/*\nwidget\n(c) Acme\nhttps://github.com/acme/widget-kit\n*/", []string{"widget", "widget", "widget-kit"}},
	} {
		if diff := cmp.Diff(test.want, noticeNames([]byte(test.text))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
	}
}

// TestTraces: what a bundle has of a library that only its paths name tells which
// versions it may be, and so the license.
func TestTraces(t *testing.T) {
	var own []signatures.Own
	for minor, license := range []string{"MIT", "ISC", "MIT"} {
		own = append(own, signatures.Own{Name: "acme-long", Version: fmt.Sprintf("1.%d.0", minor), License: license, Files: map[string][]byte{"long.js": []byte(release(minor))}})
	}
	head := func(minor int) string { return strings.Join(strings.Split(release(minor), "\n")[:4], "\n") }
	bundle := func(code string) string {
		return "var __webpack_require__;\n({\"./node_modules/acme-long/long.js\": function () {" + code + "}})\n" + statements("mine", 40)
	}
	root := tree(t, map[string]string{"none.js": bundle(""), "second.js": bundle(head(1))})
	result, err := Scan(t.Context(), Options{Root: root, Signatures: []string{signaturesOf(t, own...)}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range result.Libraries {
		got = append(got, fmt.Sprintf("%s %s near %q, license %q, by version %v", l.Path, l.Method, l.Near, l.License, l.ByVersion))
	}
	want := []string{
		`none.js source-map near "", license "", by version [ISC MIT]`,
		`second.js source-map near "1.1.x", license "ISC", by version []`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTracesAmid: what a file has of a library amid the code of another one that was
// found is not that library's, and does not say its version; the notice beside does.
func TestTracesAmid(t *testing.T) {
	shared := release(1)
	own := []signatures.Own{
		{Name: "acme-core", Version: "1.0.0", License: "ISC", Files: map[string][]byte{"core.js": []byte(statements("first", 30) + shared)}},
		{Name: "acme-long", Version: "2.0.0", License: "MIT", Files: map[string][]byte{"long.js": []byte(shared + statements("more", 200))}},
	}
	for _, v := range []string{"1.1.0", "1.2.0", "1.3.0", "1.4.0", "2.0.0"} {
		own = append(own, signatures.Own{Name: "acme-core", Version: v, License: "MIT", Files: map[string][]byte{"core.js": []byte(statements("version"+v, 30))}})
	}
	file := signaturesOf(t, own...)
	root := tree(t, map[string]string{
		"app.js":             shared + statements("more", 200) + statements("mine", 300),
		"app.js.LICENSE.txt": "/** @license acme-core v2.0.0\n * core.js\n */\n\n/*!\n * acme-core v2.0.0\n * Copyright Acme. Released under the MIT license\n */\n",
	})
	result, err := Scan(t.Context(), Options{Root: root, Signatures: []string{file}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range result.Libraries {
		got = append(got, fmt.Sprintf("%s %q %q near %q, license %q", l.Method, l.Metadata.Name, l.ID.Version, l.Near, l.License))
	}
	want := []string{
		`license-txt "acme-core" "2.0.0" near "", license "MIT"`,
		`sequence "acme-long" "2.0.0" near "", license "MIT"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDistributed: the packages that a library's own distribution was made of are
// the library's; those of a bundle that holds the library are named.
func TestDistributed(t *testing.T) {
	file := signaturesOf(t, signatures.Own{Name: "acme-long", Version: "1.1.0", License: "MIT", Files: map[string][]byte{"long.js": []byte(release(1))}})
	module := func(path, code string) string { return "\"./" + path + "\": function () {" + code + "},\n" }
	inner, code := module("node_modules/acme-inner/x.js", "o.inner()"), strings.Replace(release(1), "o.alpha200(", "mine(1); o.alpha200(", 1)
	root := tree(t, map[string]string{
		"bundle.js":       "__webpack_require__({" + inner + module("node_modules/acme-long/long.js", code) + "})",
		"distribution.js": "__webpack_require__({" + inner + module("src/long.js", code) + "})",
	})
	want := []string{"bundle.js acme-inner source-map", "bundle.js acme-long@1.1.0 sequence", "distribution.js acme-long@1.1.0 sequence"}
	if diff := cmp.Diff(want, found(t, Options{Root: root, Signatures: []string{file}})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDevelopmentBuild: a library that is published as a development build is known by
// the code within, however a file of it is written.
func TestDevelopmentBuild(t *testing.T) {
	build := func(quote string) []byte {
		code := strings.NewReplacer("\n", `\n`, `"`, `\"`).Replace(release(1))
		return []byte("(function (m) { m.start() })({\"a\": function () {\neval(" + quote + code + "//# sourceURL=webpack:///./a.js" + quote + ");\n}})\n")
	}
	file := signaturesOf(t, signatures.Own{Name: "acme-long", Version: "1.1.0", License: "MIT", Files: map[string][]byte{"long.js": build(`"`)}})
	root := tree(t, map[string]string{"app/a.js": string(build("'")) + statements("mine", 40), "app/b.js": release(1) + statements("mine", 40)})
	want := []string{"app/a.js acme-long@1.1.0 sequence", "app/b.js acme-long@1.1.0 sequence"}
	if diff := cmp.Diff(want, found(t, Options{Root: root, Signatures: []string{file}})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
