package js

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/evidence"
	"github.com/licaudit/licaudit/internal/js/signatures"
)

// notices lists the notices of a tree as "path:line license of holder [own: why]".
func notices(t *testing.T, o Options, files map[string]string) []string {
	t.Helper()
	o.Root, o.SkipTexts = tree(t, files), true
	result, err := Scan(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, n := range result.Notices {
		s := fmt.Sprintf("%s:%d %s", n.Path, n.Line, n.License)
		switch {
		case len(n.Candidates) > 0:
			s += fmt.Sprint(n.Candidates)
		case n.License == "" && n.Licensed:
			s += "unrecognised"
		case n.License == "":
			s += "none"
		}
		if n.Closed {
			s += " closed"
		}
		if n.Holder() != "" {
			s += " of " + n.Holder()
		}
		if n.Own != "" {
			s += " [own: " + n.Own + "]"
		}
		out = append(out, s)
	}
	return out
}

const code = "\nvar shop = { open: function () { return 1; } };\n"

const mitText = `Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of
the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS
FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`

// TestNotice: what a file's comments claim is told where it is no library known.
func TestNotice(t *testing.T) {
	long := code + strings.Repeat("// a line of words\nshop.open();\n", 500)[1:]
	tests := []struct{ name, text, want string }{
		{"closed", "/*! FooGrid 2.1 (c) Acme Ltd. Commercial license, do not redistribute */" + code, "1 unrecognised closed of Acme Ltd"},
		{"closed, of nobody", "/* Proprietary and confidential. */" + code, "1 none closed"},
		{"whole text", "/*\nCopyright (c) 2012 Bob Example\n\n" + mitText + "*/" + code, "1 MIT of Bob Example"},
		{"tag and holder", "/**\n * @license Apache-2.0\n * Copyright Bob\n */" + code, "1 Apache-2.0 of Bob"},
		{"SPDX", "// SPDX-License-Identifier: GPL-3.0-only" + code, "1 GPL-3.0-only"},
		{"ambiguous", "/* Copyright 2010 Bob. Licensed under the BSD license. */" + code, "1 [BSD-2-Clause BSD-3-Clause BSD-4-Clause] of Bob"},
		{"unrecognised", "/* Licensed under the terms of the Foo Agreement. */" + code, "1 unrecognised"},
		{"copyright alone", "\n\n/* (c) 2009-2012 by Bob */" + code, "3 none of Bob"},
		{"parted by an empty line", "// Copyright 2010 Bob\n//\n// Licensed under the MIT license." + code, "1 MIT of Bob"},
		{"deep", code + strings.Repeat("// a line of words\nshop.open();\n", 500) + "/*! @license MIT (c) 2011 Bob */" + code, "1003 MIT of Bob"},
		{"two", "/*! (c) 2011 Bob, MIT licensed */" + code + "/*! (c) 2012 Ann, ISC licensed */" + code, "1 MIT of Bob|3 ISC of Ann"},
		{"the same twice", "/*! (c) 2011 Bob, MIT licensed */" + code + "/*! (c) 2013 Bob, MIT licensed */" + code, "1 MIT of Bob"},
		{"none", "/* Opens the shop. */" + code, ""},
		{"a word", "/* Tells whether the driver's license has expired. */" + code, ""},
		{"a paragraph", "/* (a) opens, (b) waits, (c) closes */" + code, ""},
		{"of a function", code + "/* Internal use only. */" + code, ""},
		{"a library", widget, ""},
		{"a library, stripped, under a header", "/* Copyright 2020 Ann */\n" + widget[strings.Index(widget, "\n"):], ""},
		{"behind a library", widget + code + "/*! (c) 2011 Bob, MIT licensed */" + strings.Repeat(statements("bob", 5), 3), "6 MIT of Bob"},
		{"a library by its comment", "/*! Foo Bar v1.2.3 | MIT License | (c) 2011 Bob */" + code, ""},
		{"no library by its comment: closed", "/*! Foo Bar v1.2.3 - Commercial license. Contains MIT licensed parts. (c) Foo Ltd */" + code, "1 unrecognised closed of Foo Ltd"},
		{"no library by its comment: of what it uses", "/*! Foo Bar v1.2.3 | Uses jQuery (MIT) */" + code, "1 unrecognised"},
		{"no library by its comment: not so", "/*! Foo Bar v1.2.3 - not MIT, contact sales@example.org */" + code, "1 unrecognised closed"},
		{"no library by its comment: one of two", "/*! Foo Bar v1.2.3 - GPL v3 or commercial license */" + code, "1 unrecognised"},
		{"a name after a claim", "/* BarChart (c) 2012 Bar Ltd. AGPL-3.0 license */" + code, "1 unrecognised of Bar Ltd"},
		{"the name of a license", "/* Released under the GPL. */" + code, "1 [GPL-1.0-only GPL-2.0-only GPL-3.0-only]"},
		{"the name of a license, later ones too", "/* GPL version 3 or later */" + code, "1 GPL-3.0-or-later"},
		{"the name of a license alone", "/* LGPL v2.1 */" + code, "1 LGPL-2.1-only"},
		{"Creative Commons", "/* CC BY-NC 4.0 */" + code, "1 CC-BY-NC-4.0"},
		{"all rights", "/*! FooGrid | All rights reserved */" + code, "1 none"},
		{"behind a directive", "'use strict';\n/* FooGrid. Proprietary and confidential */" + code, "2 none closed"},
		{"behind a comment of tools", "/* eslint-disable */\n/* FooGrid. Proprietary and confidential */" + code, "2 none closed"},
		{"behind a title", "/* The shop's grid */\n\n/* FooGrid. Proprietary and confidential */" + code, "3 none closed"},
		{"deep, unmarked", long + "/* (c) 2010 Foo. Commercial license required */" + code, "1003 unrecognised closed of Foo"},
		{"deep, upper case", long + "/* COPYRIGHT (C) 2010 UPPER CORP. ALL RIGHTS RESERVED */" + code, "1003 none of UPPER CORP"},
		{"deep, no copyright", long + "/* Licensed under the GNU General Public License v3 */" + code, "1003 GPL-3.0-only"},
		{"deep in a long comment", "/*\n" + strings.Repeat("words of a manual\n", 500) + "(c) 2010 Foo\n*/" + code, "1 none of Foo"},
		{"Latin-1", "/* \xa9 2010 Caf\xe9 Corp */" + code, "1 none of Café Corp"},
		{"UTF-16", utf16Of("/* (c) 2010 Café Corp */" + code), "1 none of Café Corp"},
		{"beside a library: its file's name", widget + code + "/* acme.foogrid.js (c) 2011 Foo */" + strings.Repeat(statements("bob", 5), 3), "6 none of Foo"},
		{"beside a library: what it needs", widget + code + "/* FooGrid (c) 2011 Foo\n * Depends on acme-widget.js\n */" + strings.Repeat(statements("bob", 5), 3), "6 none of Foo"},
		{"beside a library: a plugin of it", widget + code + "/* Acme-Widget plugin: FooGrid (c) 2011 Foo */" + strings.Repeat(statements("bob", 5), 3), "6 none of Foo"},
		{"beside a library: another plugin of it", widget + code + "/* Acme-Widget - FooGrid plugin. (c) 2011 Foo */" + strings.Repeat(statements("bob", 5), 3), "6 none of Foo"},
		{"beside a library: closed, and named as it", widget + code + "/* Acme Widget for FooGrid\n * https://github.com/x/acme-widget\n * (c) Foo Ltd. Do not redistribute. */" + strings.Repeat(statements("bob", 5), 3), "6 none closed of Foo Ltd"},
		{"before a library: closed", "/* (c) Foo Ltd. Commercial license */\nx.foo();\n" + widget, "1 unrecognised closed of Foo Ltd"},
		{"known, and only named", "/*! Acme Widget v9.9.9 | MIT License | (c) 2011 Bob */" + code, "1 MIT of Bob"},
	}
	own := []string{signed(t)}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.ReplaceAll(strings.Join(notices(t, Options{Signatures: own}, map[string]string{"a.js": tt.text}), "|"), "a.js:", "")
			if got != tt.want {
				t.Errorf("%q\ngot  %q\nwant %q", tt.text[:min(len(tt.text), 200)], got, tt.want)
			}
		})
	}
}

// utf16Of is a text as some editors write it: UTF-16 with a byte order mark.
func utf16Of(text string) string {
	b := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

// TestManyNotices: the closed notices of a file are told first, and what is left out
// is said.
func TestManyNotices(t *testing.T) {
	var b strings.Builder
	for i := range maxNotices + 6 {
		fmt.Fprintf(&b, "/*! (c) 2012 Holder%02d. MIT license */\nf(%d);\n", i, i)
	}
	b.WriteString("/*! (c) 2012 Zed Ltd. Do not distribute. */\n")
	root := tree(t, map[string]string{"a.js": b.String(), "b.js": strings.Repeat("/* (c) 2012 Ann */\nf();\n", maxRemarks+1),
		"c.js": strings.Repeat("/* (c) 2012 Ann "+strings.Repeat("word\n", maxRemark/5-100)+"*/\nf();\n", maxRead/maxRemark+3)})
	result, err := Scan(context.Background(), Options{Root: root})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(result.Notices); n != maxNotices+2 {
		t.Errorf("%d notices", n)
	}
	if !slices.ContainsFunc(result.Notices, func(n Notice) bool { return n.Closed && n.Holder() == "Zed Ltd" }) {
		t.Error("the closed notice is lost")
	}
	var got []string
	for _, p := range result.Problems {
		got = append(got, p.At.File+": "+p.Message)
	}
	want := []string{"a.js: 7 more notices stand in it than the 64 that are told", "b.js: it has more, or longer, comments than are read: notices may stand in the others",
		"c.js: it has more, or longer, comments than are read: notices may stand in the others"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// TestNoticePlaces: style sheets, archives and the comments that a bundler collects
// count; packages are told by their manifests, unless a comment contradicts those.
func TestNoticePlaces(t *testing.T) {
	const bob = "/*! (c) 2011 Bob, MIT licensed */\n"
	got := notices(t, Options{}, map[string]string{
		"a.css":                       bob + "b{color:red}",
		"app.war":                     zipOf(t, map[string]string{"js/a.js": bob + code}),
		"bundle.js":                   code,
		"bundle.js.LICENSE.txt":       "/*! Foo\n * Copyright 2012 Ann\n * Licensed under ISC\n */\n",
		"node_modules/x/package.json": `{"name": "x", "version": "1.0.0", "license": "MIT"}`,
		"node_modules/x/closed.js":    "/*! (c) 2011 Bob. Commercial license. */" + code,
		"node_modules/x/gpl.js":       "/*! SPDX-License-Identifier: GPL-2.0-only */" + code,
		"node_modules/x/index.js":     bob + code,
		"node_modules/x/named.js":     "/*! Vend (c) 2012 Vend Ltd. GPL-3.0 license */" + code,
		"src/components/package.json": `{"name": "ours", "version": "1.0.0"}`,
		"src/components/grid.js":      "/* (c) 2012 Vend Ltd. Licensed under AGPL-3.0 */" + code,
		"src/components/shop.js":      "/* Opens the shop. */" + code,
	})
	want := []string{
		"a.css:1 MIT of Bob",
		"app.war!/js/a.js:1 MIT of Bob",
		"bundle.js.LICENSE.txt:0 ISC of Ann",
		"node_modules/x/closed.js:1 unrecognised closed of Bob",
		"node_modules/x/gpl.js:1 GPL-2.0-only",
		"node_modules/x/named.js:1 unrecognised of Vend Ltd",
		"src/components/grid.js:1 AGPL-3.0-only of Vend Ltd",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSays: a title of a license says nothing, unless the comment says nothing else.
func TestSays(t *testing.T) {
	for text, want := range map[string]string{
		"/*! MIT License */": "MIT License", "/*!\n * MIT License\n *\n * FooGrid\n */": "FooGrid", "/*! FooGrid, MIT License */": "FooGrid, MIT License",
	} {
		result, err := Scan(context.Background(), Options{Root: tree(t, map[string]string{"a.js": text + code})})
		if err != nil {
			t.Fatal(err)
		}
		if n := result.Notices; len(n) != 1 || n[0].Says != want {
			t.Errorf("%q gives %+v, want %q", text, n, want)
		}
	}
}

// FuzzNotice: whatever a file's comments say, what is told of them is short, of one
// line, and prints.
func FuzzNotice(f *testing.F) {
	db, err := signatures.Load(signed(f))
	if err != nil {
		f.Fatal(err)
	}
	evidence.Warm() // takes longer than one input may
	for _, seed := range []string{
		"/*! FooGrid 2.1 (c) Acme Ltd. Commercial license, do not redistribute */", "// Copyright \x1b[31m2012, \xff\n//\n// Licensed to the (A) under",
		"/* SPDX-License-Identifier: (\n * (c)\u202e 2012 \u2028 Bob, Ann & Co. */x()/*! @license MIT */", "/*!" + strings.Repeat("(c) 2012 ", 99) + "*/", "/* Copyright 2012\n" + mitText,
	} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, before, behind string) {
		s := &scanner{signatures: func() (*signatures.DB, error) { return db, nil }}
		text := []byte(before + widget + behind)
		e := entry{path: "a.js", read: func(int64) ([]byte, error) { return text, nil }}
		if _, err := s.file(newFolder([]entry{e}), e); err != nil {
			t.Fatal(err)
		}
		if len(s.result.Notices) > maxNotices {
			t.Errorf("%d notices", len(s.result.Notices))
		}
		for _, n := range s.result.Notices {
			if utf8.RuneCountInString(n.Says) > maxSays || utf8.RuneCountInString(n.Holder()) > maxHolders*(maxHolder+2)+5 {
				t.Errorf("too long: %+v", n)
			}
			if odd := strings.IndexFunc(n.Says+n.Holder(), func(r rune) bool { return !unicode.IsPrint(r) }); odd >= 0 {
				t.Errorf("what does not print in %q", n.Says+n.Holder())
			}
			if n.Line < 0 || n.Line > bytes.Count(text, []byte("\n"))+1 {
				t.Errorf("line %d", n.Line)
			}
		}
	})
}
