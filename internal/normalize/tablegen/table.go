package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/normalize"
	"github.com/licaudit/licaudit/internal/spdx"
)

// rows maps a key to its candidates and where they come from. Of several
// sources the earlier ones win; within one the candidates add up.
type rows map[string]*row

type row struct {
	rank       int
	candidates []string
	sources    []string
}

func (t rows) add(rank int, key, candidate, source string) {
	if key == "" {
		return
	}
	r := t[key]
	if r == nil {
		r = &row{rank: rank}
		t[key] = r
	}
	if r.rank != rank {
		return
	}
	if !slices.Contains(r.candidates, candidate) {
		r.candidates = append(r.candidates, candidate)
	}
	if !slices.Contains(r.sources, source) {
		r.sources = append(r.sources, source)
	}
}

func (t rows) write(head string) []byte {
	var b bytes.Buffer
	b.WriteString(head)
	for _, key := range slices.Sorted(maps.Keys(t)) {
		r := t[key]
		slices.Sort(r.candidates)
		fmt.Fprintf(&b, "%s\t%s\t%s\n", key, strings.Join(r.candidates, "|"), strings.Join(r.sources, ", "))
	}
	return b.Bytes()
}

// base is the id without GNU's -only and -or-later, which are read apart, or
// "" for the ids that the others stand for.
func base(id string) string {
	if strings.HasSuffix(id, "-or-later") {
		return ""
	}
	if strings.Contains(id, "-invariants-") {
		return id // there is no base
	}
	return strings.TrimSuffix(id, "-only")
}

func phraseTable(scanned []scanned) ([]byte, error) {
	t := rows{}
	if err := aliases(t); err != nil {
		return nil, err
	}
	listed := licenses()
	for _, l := range listed {
		t.add(1, normalize.Key(l.ID), l.ID, "spdx:id")
	}
	for _, l := range listed {
		t.add(2, normalize.Key(l.Name), l.ID, "spdx:name")
	}
	for _, l := range spdx.Licenses() { // "GNU Free Documentation License v1.1 only - invariants"
		if strings.Contains(l.ID, "-invariants-") {
			t.add(2, normalize.Key(l.Name), l.ID, "spdx:name")
		}
	}
	for _, l := range spdx.Licenses() { // "eCos license version 2.0", and not GNU's, whose bases are deprecated ids
		if l.Deprecated && !strings.Contains(l.ID, "GPL-") && !strings.HasPrefix(l.ID, "GFDL-") {
			t.add(2, normalize.Key(l.ID), l.ID, "spdx:deprecated")
			t.add(2, normalize.Key(l.Name), l.ID, "spdx:deprecated")
		}
	}
	for _, x := range spdx.Exceptions() {
		if !x.Deprecated {
			t.add(2, normalize.Key(strings.TrimSuffix(strings.ReplaceAll(x.ID, "-", " "), " ")), "WITH "+x.ID, "spdx:exception")
			t.add(2, normalize.Key(x.Name), "WITH "+x.ID, "spdx:exception")
		}
	}
	for _, l := range listed {
		for _, name := range []string{l.ID, l.Name} {
			key := normalize.Key(name)
			i := strings.LastIndexByte(key, ' ')
			if i > 0 && strings.Trim(key[i:], " 0123456789.") == "" {
				t.add(3, key[:i], l.ID, "family")
			}
		}
	}
	for _, s := range scanned {
		for _, name := range s.names {
			t.add(4, normalize.Key(name), s.id, "scancode:"+s.key)
		}
	}
	t.dropUnlisted()
	return t.write("# Phrases as tokens, what they may mean, where that comes from. Written by internal/normalize/tablegen; do not edit.\n" +
		"# spdx: the SPDX license list " + spdx.ListVersion() + "; scancode: ScanCode LicenseDB, CC-BY-4.0; else data/aliases.tsv.\n"), nil
}

// dropUnlisted drops the rows that mean no license of the SPDX list.
func (t rows) dropUnlisted() {
	for key, r := range t {
		if r.rank > 0 && !slices.ContainsFunc(r.candidates, func(c string) bool { return !strings.HasPrefix(c, "LicenseRef-") }) {
			delete(t, key)
		}
	}
}

// licenses lists the ids that phrases mean: those of today, and GNU's bases.
func licenses() []spdx.License {
	var out []spdx.License
	for _, l := range spdx.Licenses() {
		if l.Deprecated || base(l.ID) == "" || strings.Contains(l.ID, "-invariants-") {
			continue
		}
		l.ID = base(l.ID)
		l.Name = strings.TrimSuffix(l.Name, " only")
		out = append(out, l)
	}
	return out
}

// version is the version at the end of an id, as a key has it.
func version(id string) string {
	i := strings.LastIndexByte(id, '-')
	if i < 0 || strings.Trim(id[i+1:], "0123456789.") != "" {
		return ""
	}
	return normalize.Key(id[i+1:])
}

func aliases(t rows) error {
	lines, err := readRows("aliases.tsv")
	if err != nil {
		return err
	}
	for _, f := range lines {
		var ids []string
		for _, c := range strings.Split(f[1], "|") {
			expanded, err := expand(c)
			if err != nil {
				return fmt.Errorf("aliases.tsv: %q: %w", f[0], err)
			}
			ids = append(ids, expanded...)
		}
		slices.Sort(ids)
		key := normalize.Key(f[0])
		if old := t[key]; old != nil {
			slices.Sort(old.candidates)
			if !slices.Equal(old.candidates, ids) {
				return fmt.Errorf("aliases.tsv: %q and another row have the key %q", f[0], key)
			}
		}
		for _, id := range ids {
			if rest, ok := strings.CutPrefix(id, "exact "); ok {
				id = "exact " + f[0] + "=" + rest
			}
			t.add(0, key, id, f[2])
		}
	}
	return nil
}

// expand lists the versions that "X-*" stands for.
func expand(c string) ([]string, error) {
	stem, ok := strings.CutSuffix(c, "*")
	if !ok {
		if strings.HasPrefix(c, "WITH ") || strings.HasPrefix(c, "clauses ") || strings.HasPrefix(c, "exact") || c == "-" {
			return []string{c}, nil
		}
		_, err := spdx.Parse(c)
		return []string{c}, err
	}
	var ids []string
	for _, l := range licenses() {
		if strings.HasPrefix(l.ID, stem) && version(l.ID) != "" && !strings.Contains(l.ID[len(stem):], "-") {
			ids = append(ids, l.ID)
		}
	}
	if len(ids) == 0 {
		return nil, errors.New("no such family")
	}
	return ids, nil
}

func linkTable(scanned []scanned) ([]byte, error) {
	t := rows{}
	lines, err := readRows("urls.tsv")
	if err != nil {
		return nil, err
	}
	for _, f := range lines {
		for _, c := range strings.Split(f[1], "|") {
			if _, err := spdx.Parse(c); err != nil && c != "-" {
				return nil, fmt.Errorf("urls.tsv: %q: %w", f[0], err)
			}
			t.add(0, normalize.LinkKey(f[0]), c, f[2])
		}
	}
	for _, l := range licenses() {
		for _, u := range l.SeeAlso {
			t.link(1, u, l.ID, "spdx:"+l.ID)
		}
	}
	for _, l := range licenses() { // where the cleaned URL says less than the whole one
		for _, u := range l.SeeAlso {
			r := t[normalize.LinkKey(u)]
			if r != nil && r.rank == 0 && r.candidates[0] != "-" {
				continue // reviewed
			}
			if r == nil || len(r.candidates) > 1 || r.candidates[0] == "-" || strings.ContainsAny(u, "#?+") || strings.Contains(u, "web.archive.org") {
				t.add(1, normalize.ExactKey(u), l.ID, "spdx:"+l.ID)
			}
		}
	}
	for _, s := range scanned {
		for _, u := range s.urls {
			t.link(2, u, s.id, "scancode:"+s.key)
		}
	}
	t.dropUnlisted()
	t.dropNoticed()
	return t.write("# Cleaned URLs, what they may mean, where that comes from. Written by internal/normalize/tablegen; do not edit.\n" +
		"# spdx: the SPDX license list " + spdx.ListVersion() + "; scancode: ScanCode LicenseDB, CC-BY-4.0; else data/urls.tsv.\n"), nil
}

// noticed end the ids that have the page of another license and say what a
// notice beside it adds: OFL-1.1-RFN is OFL-1.1 with a reserved font name.
var noticed = []string{"-RFN", "-no-RFN", "-no-copyleft-exception", "-Combined-Work-Exception", "-invariants-only", "-no-invariants-only", "-cl8"}

// dropNoticed drops those ids where the license itself stands beside them.
func (t rows) dropNoticed() {
	for _, r := range t {
		all := slices.Clone(r.candidates)
		r.candidates = slices.DeleteFunc(r.candidates, func(c string) bool {
			return slices.ContainsFunc(noticed, func(s string) bool {
				b, ok := strings.CutSuffix(c, s)
				return ok && slices.Contains(all, b)
			})
		})
	}
}

// licenseFragment points to the license of a page that is about one.
var licenseFragment = regexp.MustCompile(`(?i)#licen[cs]e([-_]?text)?$`)

// link adds a URL unless it is a whole site, which is about more than a
// license. One with a fragment is of a part of a page, and counts as it stands.
func (t rows) link(rank int, url, id, source string) {
	key := normalize.LinkKey(url)
	switch {
	case !strings.Contains(key, "/"), strings.Contains(key, "github.com/spdx/"): // the list's own repositories hold all of them
	case strings.Contains(url, "#") && !licenseFragment.MatchString(url):
		t.add(rank, normalize.ExactKey(url), id, source)
	default:
		t.add(rank, key, id, source)
	}
}

func readRows(name string) ([][]string, error) {
	b, err := os.ReadFile(filepath.Join(dataDir, name))
	if err != nil {
		return nil, err
	}
	var out [][]string
	for line := range strings.Lines(string(b)) {
		if line[0] == '#' {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("%s: %q: want 3 fields, got %d", name, line, len(f))
		}
		out = append(out, f)
	}
	return out, nil
}
