// Package report turns an audit.Report into bytes: pages for people, bills of
// materials, and what the continuous integration servers read.
//
// The Report is the whole input. The same Report gives the same bytes on every
// machine: no clock, host, user or absolute path enters, times are the
// project's own, and identifiers are derived from the SHA-256 of result.json.
package report

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/audit"
)

// File is one file of a rendered format. Name is a plain file name.
type File struct {
	Name string
	Data []byte
}

// source is what every renderer gets: the Report and what is derived from it.
type source struct {
	audit.Report
	json []byte            // result.json
	hash [sha256.Size]byte // of json
}

// format is one output format by name.
type format struct {
	name   string
	render func(source) ([]File, error)
}

// formats lists the formats in the order in which they are documented.
func formats() []format {
	return []format{
		{"html", renderHTML},
		{"md", one("report.md", markdown)},
		{"json", one("result.json", func(s source) ([]byte, error) { return s.json, nil })},
		{"cyclonedx", one("bom.cdx.json", cycloneDX)},
		{"spdx", one("bom.spdx.json", spdxDocument)},
		{"sarif", one("report.sarif", sarif)},
		{"junit", one("junit.xml", junit)},
		{"csv", one("components.csv", componentsCSV)},
		{"codequality", one("gl-codequality.json", codeQuality)},
		{"notice", one("NOTICE", notice)},
	}
}

func one(name string, render func(source) ([]byte, error)) func(source) ([]File, error) {
	return func(s source) ([]File, error) {
		data, err := render(s)
		return []File{{Name: name, Data: data}}, err
	}
}

// Formats lists the names of the formats, in the order of the documentation.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// Render writes the report in one format. An unknown format is an error that
// names the choices.
func Render(r audit.Report, format string) ([]File, error) {
	return RenderAll(r, []string{format})
}

// RenderAll writes the report in several formats, encoding it only once. A
// format named twice is written once.
func RenderAll(r audit.Report, names []string) ([]File, error) {
	for _, name := range names {
		if !slices.Contains(Formats(), name) {
			return nil, fmt.Errorf("unknown report format %q: choose from %s", name, strings.Join(Formats(), ", "))
		}
	}
	s, err := newSource(r)
	if err != nil {
		return nil, err
	}
	asked := slices.DeleteFunc(formats(), func(f format) bool { return !slices.Contains(names, f.name) })
	return s.renderAll(asked)
}

// renderAll renders several formats at once; the files are in their order.
func (s source) renderAll(formats []format) ([]File, error) {
	outcomes := make([]struct {
		files []File
		err   error
	}, len(formats))
	var wait sync.WaitGroup
	for i, f := range formats {
		o := &outcomes[i]
		wait.Go(func() {
			o.err = audit.Guarded(func() (err error) { o.files, err = f.render(s); return err })
		})
	}
	wait.Wait()
	var files []File
	for i, o := range outcomes {
		audit.Rethrow(o.err)
		if o.err != nil {
			return nil, fmt.Errorf("render %s: %w", formats[i].name, o.err)
		}
		files = append(files, o.files...)
	}
	return files, nil
}

// newSource encodes the report. If that replaced bytes, the report is read
// back, so that every format shows what result.json shows.
func newSource(r audit.Report) (source, error) {
	data, replaced, err := encode(r)
	if err == nil && replaced {
		r, err = Decode(data)
	}
	if err != nil {
		return source{}, err
	}
	return source{Report: r, json: data, hash: sha256.Sum256(data)}, nil
}

// epoch is the time of a project whose time is not known.
const epoch = "1970-01-01T00:00:00Z"
