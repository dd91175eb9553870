package override

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// columns maps the heads that tables have to the fields of a row.
var columns = map[string]string{
	"g": "group", "group": "group", "groupid": "group", "group id": "group",
	"a": "artifact", "artifact": "artifact", "artifactid": "artifact", "artifact id": "artifact",
	"v": "version", "version": "version", "versions": "version",
	"license": "license", "licence": "license", "licenses": "license", "spdx": "license",
	"license url": "url", "licenseurl": "url", "url": "url",
	"reason": "reason", "why": "reason", "comment": "note", "note": "note", "notes": "note",
	"source": "source", "by": "by", "author": "by", "date": "date",
	"coordinates": "gav", "gav": "gav", "component": "gav", "dependency": "gav",
}

// csv reads a table whose first line names the columns: g, a, v, license and
// whatever else an entry has. Comma, semicolon or tab divide.
func (im *importer) csv() error {
	data := bytes.TrimPrefix(im.file.Data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		data = []byte(latin1(data))
	}
	head, _, _ := bytes.Cut(data, []byte("\n"))
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.TrimLeadingSpace, r.LazyQuotes = -1, true, true
	for _, c := range ";\t" {
		if strings.Count(string(head), string(c)) > strings.Count(string(head), string(r.Comma)) {
			r.Comma = c
		}
	}
	first, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: the table has no first line with the names of its columns", im.file.Name)
	}
	var fields []string
	for _, h := range first {
		field, ok := columns[strings.ToLower(strings.TrimSpace(h))]
		if !ok {
			im.left(1, "the column %s is left out", short(h))
		}
		fields = append(fields, field)
	}
	if !slices.Contains(fields, "license") || !slices.Contains(fields, "gav") && !(slices.Contains(fields, "group") && slices.Contains(fields, "artifact")) {
		return fmt.Errorf("%s:1:1: the first line must name the columns g, a and license (and v, reason, source, note, by, date)", im.file.Name)
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", im.file.Name, err)
		}
		line, _ := r.FieldPos(0)
		im.record(fields, record, line)
	}
}

func (im *importer) record(fields, record []string, line int) {
	r := row{line: line}
	url := ""
	for i, value := range record {
		value = strings.TrimSpace(value)
		if i >= len(fields) {
			if value != "" {
				im.left(line, "%s stands behind the last column", short(value))
			}
			continue
		}
		switch fields[i] {
		case "gav":
			parts := append(strings.Split(value, ":"), "", "", "")
			r.group, r.artifact, r.version = parts[0], parts[1], parts[2]
		case "group":
			r.group = value
		case "artifact":
			r.artifact = value
		case "version":
			if value != "" {
				r.version = value
			}
		case "license":
			r.names = []string{value}
		case "url":
			url = value
		case "reason":
			r.reason = value
		case "note":
			r.note = value
		case "source":
			r.source = value
		case "by":
			r.by = value
		case "date":
			r.date = value
		}
	}
	if strings.Trim(strings.Join(record, ""), " ") == "" {
		return // a blank line of a spreadsheet
	}
	r.urls = []string{url}
	if url != "" && r.source == "" {
		r.source = url
	}
	im.add(r)
}
