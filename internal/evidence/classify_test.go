package evidence

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// TestClassify runs the cases of testdata/cases.txt: a case is "== EXPECTED" and the
// lines below it. A new case is new lines.
func TestClassify(t *testing.T) {
	b, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, block := range strings.Split("\n"+string(b), "\n== ")[1:] {
		want, text, _ := strings.Cut(block, "\n")
		c := Classify([]byte(text))
		got := string(c.License)
		if c.Status == audit.Ambiguous {
			got = "AMBIGUOUS"
		} else if c.Status == audit.Unknown {
			got = "UNKNOWN"
		}
		if got != want {
			t.Errorf("case %d: got %s %v, want %s, of:\n%s\nmatches: %v", i+1, got, c.Candidates, want, text, c.Matches)
		}
	}
}

var ids = regexp.MustCompile(`[A-Za-z0-9][^ ()]*(?: WITH [^ ()]+)?`)

// licenseSet is the set of licenses of an expression, without what a text
// cannot tell apart: "only" from "or later".
func licenseSet(e string) []string {
	var out []string
	for _, id := range ids.FindAllString(strings.NewReplacer(" AND ", " | ", " OR ", " | ").Replace(e), -1) {
		if b := base(spdx.Expression(strings.TrimSuffix(id, "-Views"))); !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	slices.Sort(out)
	return out
}

func sampleTable(t testing.TB) []map[string]string {
	b, err := os.ReadFile("testdata/texts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(b), "\n"), "\n")
	head := strings.Split(lines[0], "\t")
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := make(map[string]string)
		for i, v := range strings.Split(line, "\t") {
			row[head[i]] = v
		}
		rows = append(rows, row)
	}
	return rows
}

// figures counts right and definite answers over the texts whose license the
// sample knows.
type figures struct{ right, definite, total int }

func (f figures) precision() float64 { return 100 * float64(f.right) / float64(f.definite) }
func (f figures) recall() float64    { return 100 * float64(f.right) / float64(f.total) }

func (f *figures) add(answer string, row map[string]string) bool {
	f.total++
	if answer == "" {
		return false
	}
	f.definite++
	got := licenseSet(answer)
	ok := cmp.Equal(got, licenseSet(row["truth"]))
	if row["extra_ok"] == "True" {
		ok = true
		for _, id := range licenseSet(row["main"]) {
			ok = ok && slices.Contains(got, id)
		}
	}
	if ok {
		f.right++
	}
	return ok
}

// TestSample holds the figures of docs/accuracy.md as floors.
func TestSample(t *testing.T) {
	var ours figures
	for _, row := range sampleTable(t) {
		if row["truth"] == "UNKNOWN" {
			continue
		}
		if c := Classify(sampleText(t, row)); !ours.add(string(c.License), row) {
			t.Logf("%s: got %s, want %s", row["file"], c.License, row["truth"])
		}
	}
	t.Logf("precision %.2f, recall %.2f of %d texts", ours.precision(), ours.recall(), ours.total)
	if ours.precision() < 99 || ours.recall() < 98 {
		t.Error("below the floors: precision 99, recall 98")
	}
}

func sampleText(t testing.TB, row map[string]string) []byte {
	text, err := os.ReadFile(filepath.Join("testdata/texts", row["file"]))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestListTexts: every text of the SPDX list comes out as itself, or as an id
// whose text is the same.
func TestListTexts(t *testing.T) {
	for _, l := range spdx.Licenses() {
		text, ok := spdx.Text(l.ID)
		if !ok || l.Deprecated || len(strings.Fields(text)) < shortText {
			continue
		}
		c := Classify([]byte(text))
		if same, _ := spdx.Text(string(c.License)); c.License == "" || c.License != listed(spdx.Expression(l.ID)) && listedHash(same) != listedHash(text) {
			t.Errorf("%s: got %s %v", l.ID, c.License, c.Candidates)
		}
	}
}

// TestDressed gives texts the clothes that they wear in files.
func TestDressed(t *testing.T) {
	dress := map[string]func(string) []byte{
		"byte order mark": func(s string) []byte { return []byte("\ufeff" + s) },
		"utf-16":          func(s string) []byte { return wideOf(s, true) },
		"utf-16 bare":     func(s string) []byte { return wideOf(s, false) },
		"windows-1252":    func(s string) []byte { return append([]byte("Ren\xe9 M\xfcller\x97\n"), s...) },
		"stars":           func(s string) []byte { return []byte("/*\n * " + strings.ReplaceAll(s, "\n", "\n * ") + "\n */") },
		"slashes":         func(s string) []byte { return []byte("// " + strings.ReplaceAll(s, "\n", "\n// ")) },
		"hashes":          func(s string) []byte { return []byte("# " + strings.ReplaceAll(s, "\n", "\n# ")) },
		"marked":          func(s string) []byte { return []byte("%%Copyright: " + strings.ReplaceAll(s, "\n", "\n%%Copyright: ")) },
		"one line":        func(s string) []byte { return []byte(strings.Join(strings.Fields(s), " ")) },
		"a word a line":   func(s string) []byte { return []byte(strings.Join(strings.Fields(s), "\n")) },
		"returns":         func(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) },
		"upper case":      func(s string) []byte { return []byte(strings.ToUpper(s)) },
		"html": func(s string) []byte {
			s = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\"", "&quot;").Replace(s)
			return []byte("<!DOCTYPE html><html><head><title>T</title><style>p {}</style></head><body><p>" + strings.ReplaceAll(s, "\n\n", "</p>\n<p>") + "</p></body></html>")
		},
	}
	for _, id := range []string{"MIT", "BSD-3-Clause", "Apache-2.0", "GPL-2.0-only", "EPL-2.0", "ISC", "Zlib", "Elastic-2.0", "Apache-1.1"} {
		text, _ := spdx.Text(id)
		for name, d := range dress {
			if got := Classify(d(text)).License; got != spdx.Expression(id) {
				t.Errorf("%s as %s: got %q", id, name, got)
			}
		}
	}
}

// TestAround puts every listed text into files as they are: under copyright
// lines, reflowed, before a notice of what is bundled, before another license.
func TestAround(t *testing.T) {
	const notice = "\n\nNOTICE\n\nThis product includes software developed at Example Foundation (http://www.example.org/).\n"
	mit, _ := spdx.Text("MIT")
	_, mit, _ = strings.Cut(mit, "<copyright holders>")
	around := map[string]func(string) string{
		"copyright": func(s string) string {
			return "Copyright (c) 2011-2020 Jane Doe <jane@example.org>\nAll rights reserved.\n\n" + s
		},
		"one line":   func(s string) string { return strings.Join(strings.Fields(s), " ") },
		"notice":     func(s string) string { return s + notice },
		"before MIT": func(s string) string { return s + "\n\nCopyright (c) 2020 Foo\n\n" + mit },
	}
	wrong := make(map[string]int)
	for _, l := range spdx.Licenses() {
		text, ok := spdx.Text(l.ID)
		if !ok || l.Deprecated || len(strings.Fields(text)) < shortText || strings.HasSuffix(l.ID, "-or-later") {
			continue
		}
		for name, put := range around {
			got := Classify([]byte(put(text))).License
			got = spdx.Expression(strings.TrimSuffix(string(got), " AND MIT"))
			if same, _ := spdx.Text(string(got)); got != listed(spdx.Expression(l.ID)) && listedHash(same) != listedHash(text) {
				wrong[name]++
				t.Logf("%s, %s: got %q", l.ID, name, got)
			}
		}
	}
	for name, n := range wrong {
		if name != "before MIT" || n > 3 { // some of what stands before a second license says that it is of others
			t.Errorf("%s: %d texts are not answered as themselves", name, n)
		}
	}
}

func wideOf(s string, mark bool) []byte {
	var b bytes.Buffer
	if mark {
		b.WriteString("\xff\xfe")
	}
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.Bytes()
}

func TestBob(t *testing.T) {
	b, err := os.ReadFile("testdata/texts/B205.txt") // "Bob's Open Source License" over a BSD text
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	from, to := strings.Index(text, "3. Neither"), strings.Index(text, "THIS SOFTWARE")
	c := Classify([]byte(text[:from] + text[to:]))
	if c.License != "BSD-2-Clause" || !slices.ContainsFunc(c.Notes, func(n string) bool { return strings.HasPrefix(n, "attribution clause") }) {
		t.Errorf("got %s with notes %q, want BSD-2-Clause and its attribution clause", c.License, c.Notes)
	}
}

func TestCopyright(t *testing.T) {
	text := "/*\n * Copyright (c) 2001-2004 Unicode, Inc.\n * (c) You must retain all notices\n * Copyright [yyyy] [name of copyright owner]\n * © 2020 Zoë\n * Copyright notice\n * SPDX-FileCopyrightText: Jane\n * Copyright (c) 2001-2004 Unicode, Inc.\n */"
	want := []string{"Copyright (c) 2001-2004 Unicode, Inc.", "© 2020 Zoë", "SPDX-FileCopyrightText: Jane"}
	if diff := cmp.Diff(want, Copyright([]byte(text))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestHasYear(t *testing.T) {
	for s, want := range map[string]bool{
		"2004": true, "(c) 1999, 2003-2004": true, "Copyright2004": false, "12004": false, "2004x": false, "_2004": false, "20045 1998": true, "©2004": true, "1889": false, "200": false,
	} {
		if got := hasYear(s); got != want {
			t.Errorf("%q: got %t, want %t", s, got, want)
		}
	}
}

func TestCache(t *testing.T) {
	text := []byte("Licensed under the MIT license")
	first := (&Cache{Dir: t.TempDir()})
	want := first.Classify(text)
	again := &Cache{Dir: first.Dir}
	got, ok := again.load(want.SHA256)
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("from the file (-want +got):\n%s", diff)
	}
	if err := os.WriteFile(first.file(want.SHA256), []byte("{broken"), 0o644); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, (&Cache{Dir: first.Dir}).Classify(text)); diff != "" {
		t.Errorf("over a broken file (-want +got):\n%s", diff)
	}
}

func FuzzClassify(f *testing.F) {
	for _, s := range []string{apacheHeader, "SPDX-License-Identifier: MIT OR", "<html><p>&copy; GPL", "\xff\xfea\x00", "Redistribution and use in source and binary forms", "GPL version 2 or later with classpath exception", "<!--", "&#x110000;", "MIT+"} {
		f.Add([]byte(s))
	}
	Warm()
	Classify([]byte("a text that no table has, to build the last of them " + strings.Repeat("more and different words ", 30)))
	f.Fuzz(func(t *testing.T, text []byte) {
		c := Classify(text)
		if (c.License != "") != (c.Status == audit.Identified) || (len(c.Candidates) > 0) != (c.Status == audit.Ambiguous) {
			t.Errorf("status %s with license %q and candidates %v", c.Status, c.License, c.Candidates)
		}
		if _, err := spdx.Parse(string(c.License)); c.License != "" && err != nil {
			t.Errorf("not an expression: %v", err)
		}
		decoded, _ := Decode(text)
		for _, m := range c.Matches {
			if m.Start < 0 || m.End < m.Start || m.End > len(decoded) {
				t.Errorf("match %v outside of %d bytes", m, len(decoded))
			}
		}
	})
}

// BenchmarkScan is the first reader alone, on the same texts: its ratio to
// BenchmarkClassify says what the others cost, on any machine.
func BenchmarkScan(b *testing.B) { benchmark(b, func(text []byte) { scanner().Scan(text) }) }

func BenchmarkClassify(b *testing.B) { benchmark(b, func(text []byte) { Classify(text) }) }

func benchmark(b *testing.B, read func(text []byte)) {
	var texts [][]byte
	for _, row := range sampleTable(b) {
		text := sampleText(b, row)
		texts = append(texts, text)
		read(text) // the tables are built here
	}
	for i := 0; b.Loop(); i++ {
		read(texts[i%len(texts)])
	}
}
