package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// categoryOf maps ScanCode's categories to ours where they are the same thing.
var categoryOf = map[string]string{
	"Permissive":       "permissive",
	"Public Domain":    "public-domain",
	"Copyleft Limited": "weak-copyleft",
	"Copyleft":         "strong-copyleft",
	"Proprietary Free": "proprietary",
	"Source-available": "source-available",
}

// duties are the obligations that a category brings, unless a row says other.
var duties = map[string]string{
	"permissive":       "include-text",
	"public-domain":    "",
	"weak-copyleft":    "include-text,source,state-changes,same-license",
	"strong-copyleft":  "include-text,source,state-changes,same-license",
	"network-copyleft": "include-text,source,state-changes,same-license,network-use",
	"non-commercial":   "include-text,non-commercial",
	"source-available": "include-text,use-limits",
	"proprietary":      "use-limits",
}

func (s *source) licenseTable() ([]byte, error) {
	rows := map[string]string{}
	for _, l := range s.licenses {
		flags := ""
		if l.OSI {
			flags += "O"
		}
		if l.Deprecated {
			flags += "D"
		}
		category, from, err := s.category(l.ID)
		if err != nil {
			return nil, err
		}
		today := first(s.deprecated[l.ID])
		if l.Deprecated != (today != "") && l.ID != "Net-SNMP" {
			return nil, fmt.Errorf("%s: deprecated.tsv and the list differ", l.ID)
		}
		rows[l.ID] = row(l.ID, l.Name, flags, today, category, s.obligations(l.ID, category), from, links(l.SeeAlso))
	}
	for id, c := range s.categories {
		if rows[id] == "" && !strings.HasPrefix(id, "LicenseRef-") {
			return nil, fmt.Errorf("categories.tsv: %s is not on the list", id)
		}
		if strings.HasPrefix(id, "LicenseRef-") {
			rows[id] = row(id, strings.ReplaceAll(id[len("LicenseRef-"):], "-", " "), "R", "", c[0], s.obligations(id, c[0]), c[1], "")
		}
	}
	return s.table("id, name, flags (O: OSI approved, D: deprecated, R: a reference that is not on the list), today's form, category, obligations, source of the category, see also", rows), nil
}

func (s *source) category(id string) (category, from string, err error) {
	if c := s.categories[id]; c != nil {
		return c[0], c[1], nil
	}
	sc, ok := s.scan[strings.ToLower(id)]
	if !ok {
		return "", "", fmt.Errorf("%s has no category: add a row to categories.tsv", id)
	}
	category, ok = categoryOf[sc.category]
	if !ok {
		return "", "", fmt.Errorf("%s: category %q is not ours: add a row to categories.tsv", id, sc.category)
	}
	from = "scancode:" + sc.key
	if r := s.rated[id]; r != "" {
		from += ", blueoak:" + r
	}
	return category, from, nil
}

func (s *source) obligations(id, category string) string {
	if d := first(s.duties[id]); d != "" {
		return strings.TrimPrefix(d, "-")
	}
	return duties[category]
}

func (s *source) exceptionTable() ([]byte, error) {
	rows := map[string]string{}
	for _, x := range s.exceptions {
		e := s.effects[x.ExceptionID]
		if len(e) != 3 {
			return nil, fmt.Errorf("%s: exceptions.tsv needs a row", x.ExceptionID)
		}
		flags := ""
		if x.Deprecated {
			flags += "D"
		}
		if e[1] == "adds" {
			flags += "P"
		}
		rows[x.ExceptionID] = row(x.ExceptionID, x.Name, flags, first(s.deprecated[x.ExceptionID]), e[0], "", e[2], links(x.SeeAlso))
	}
	return s.table("id, name, flags (D: deprecated, P: only adds permission), today's form, category of a strong copyleft license with it, -, why, see also", rows), nil
}

func (s *source) table(columns string, rows map[string]string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# SPDX license list %s. Written by internal/spdx/listgen; do not edit.\n", s.version)
	fmt.Fprintf(&b, "# Ids, names, links: the SPDX license list, as carried by %s.\n", listModule)
	fmt.Fprintf(&b, "# Categories: ScanCode LicenseDB (%s, CC-BY-4.0, https://scancode-licensedb.aboutcode.org),\n", scanPackage)
	fmt.Fprintf(&b, "# Blue Oak Council (%s), and the reviewed rows beside listgen.\n", ratePackage)
	fmt.Fprintf(&b, "# %s\n", columns)
	less := func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }
	for _, id := range slices.SortedFunc(maps.Keys(rows), less) {
		b.WriteString(rows[id])
	}
	return b.Bytes()
}

// textTable is one zstd stream of "id TAB length LF text LF", sorted by id.
func (s *source) textTable() ([]byte, error) {
	for _, l := range slices.Concat(s.licenses, s.exceptions) {
		id := l.ID + l.ExceptionID
		if sc, ok := s.scan[strings.ToLower(id)]; ok && s.texts[id] == "" && sc.text != "" {
			s.texts[id] = sc.text
		}
	}
	var b bytes.Buffer
	for _, id := range slices.Sorted(maps.Keys(s.texts)) {
		fmt.Fprintf(&b, "%s\t%d\n%s\n", id, len(s.texts[id]), s.texts[id])
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithWindowSize(8<<20))
	if err != nil {
		return nil, err
	}
	return enc.EncodeAll(b.Bytes(), nil), nil
}

func row(fields ...string) string {
	for i, f := range fields {
		fields[i] = strings.Join(strings.Fields(f), " ")
	}
	return strings.Join(fields, "\t") + "\n"
}

func links(urls []string) string {
	var out []string
	for _, u := range urls {
		out = append(out, strings.ReplaceAll(strings.TrimSpace(u), " ", "%20"))
	}
	return strings.Join(out, " ")
}

func first(fields []string) string {
	if len(fields) == 0 {
		return ""
	}
	return fields[0]
}
