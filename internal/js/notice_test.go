package js

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode"
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
	})
	want := []string{
		"a.css:1 MIT of Bob",
		"app.war!/js/a.js:1 MIT of Bob",
		"bundle.js.LICENSE.txt:0 ISC of Ann",
		"node_modules/x/closed.js:1 unrecognised closed of Bob",
		"node_modules/x/gpl.js:1 GPL-2.0-only",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
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
			if utf8.RuneCountInString(n.Says) > maxSays || utf8.RuneCountInString(n.Holder()) > maxHolders*(maxHolder+2) {
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
