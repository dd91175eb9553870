package evidence

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestBrief: what is read without the tables of texts is what Classify reads, for
// the paragraphs and lines of the tests' texts, and for the words of comments.
func TestBrief(t *testing.T) {
	var texts [][]byte
	for _, s := range []string{
		"Licensed under the MIT license.", "/*! @license Apache-2.0 */", "Dual licensed under the MIT and GPL licenses", "Released under the BSD license",
		"SPDX-License-Identifier: GPL-2.0-or-later", "GPL version 3 or later", "Copyright 2010 Bob. All rights reserved.", "Licensed MIT, see https://example.org/LICENSE",
		"Available via the MIT or new BSD license.\nsee: http://github.com/x/y for details", "Licensed under GPLv3 with the Classpath Exception", "Code: MIT License, Fonts: SIL OFL 1.1 License",
		"Licensed GPLv3 for open source use or Isotope Commercial License for commercial use", "not under the GPL", "formerly MIT licensed, now under the ISC license", "In the public domain",
		"Licensed under the Apache License, Version 2.0 and the Commons Clause", "Includes code under the MIT license by Ann", "http://www.apache.org/licenses/LICENSE-2.0",
	} {
		texts = append(texts, []byte(s))
	}
	err := filepath.WalkDir("testdata", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if text, ok := Decode(b); ok {
			texts = append(append(texts, bytes.Split(text, []byte("\n\n"))...), bytes.Split(text, []byte("\n"))...)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	brief := 0
	for _, text := range texts {
		got, ok := Brief(text)
		if !ok {
			continue
		}
		brief++
		want := Classify(text)
		if got.License != want.License || got.Status != want.Status || !slices.Equal(got.Candidates, want.Candidates) {
			t.Errorf("%q\nis read as %s %v %s\nand not %s %v %s", text, got.License, got.Candidates, got.Status, want.License, want.Candidates, want.Status)
		}
	}
	if brief < 12 {
		t.Errorf("only %d of %d texts are read briefly", brief, len(texts))
	}
	t.Logf("%d of %d", brief, len(texts))
}
