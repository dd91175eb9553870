package override

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/licaudit/licaudit/internal/yamlfile"
)

// element is a piece of a foreign XML file with its line.
type element struct {
	path string // names from the root, joined with "/"
	text string
	line int
	end  bool
}

// maxXMLDepth bounds how deep elements nest.
const maxXMLDepth = 100

// walk hands over each start and end of an element. Entities other than XML's
// own are errors, so that nothing explodes and nothing outside is read.
func (im *importer) walk(visit func(element)) error {
	dec := xml.NewDecoder(bytes.NewReader(im.file.Data))
	dec.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		switch strings.ToLower(charset) {
		case "iso-8859-1", "latin1", "us-ascii", "windows-1252":
			data, err := io.ReadAll(in)
			return strings.NewReader(latin1(data)), err
		}
		return nil, fmt.Errorf("the encoding %q is not known", charset)
	}
	var names []string
	var texts []string
	for {
		token, err := dec.Token()
		line, column := dec.InputPos()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s:%d:%d: this is not XML: %w", im.file.Name, line, column, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(names) == maxXMLDepth {
				return fmt.Errorf("%s:%d:%d: elements nest too deep", im.file.Name, line, column)
			}
			names, texts = append(names, t.Name.Local), append(texts, "")
			visit(element{path: strings.Join(names, "/"), line: line})
		case xml.CharData:
			if len(texts) > 0 && len(texts[len(texts)-1]) < 64<<10 {
				texts[len(texts)-1] += string(t)
			}
		case xml.EndElement:
			last := len(names) - 1
			visit(element{path: strings.Join(names, "/"), text: strings.TrimSpace(texts[last]), line: line, end: true})
			names, texts = names[:last], texts[:last]
		}
	}
}

// licensesXML reads a license summary: what the plugin writes, and what it
// reads as licensesConfigFile.
func (im *importer) licensesXML() error {
	const base = "licenseSummary/dependencies/dependency"
	var r row
	count := 0
	err := im.walk(func(e element) {
		switch strings.TrimPrefix(e.path, base) {
		case "":
			if e.end {
				im.add(r)
				count++
			} else {
				r = row{line: e.line}
			}
		case "/licenses/license", "/matchLicenses/license":
			if !e.end && strings.HasSuffix(e.path, "/licenses/license") {
				r.names, r.urls = append(r.names, ""), append(r.urls, "")
			}
		default:
			if e.end {
				r.field(strings.TrimPrefix(e.path, base), e.text)
			}
		}
	})
	if err == nil && count == 0 {
		return fmt.Errorf("%s: there is no licenseSummary with dependencies in it", im.file.Name)
	}
	return err
}

// field takes an element of a dependency.
func (r *row) field(path, text string) {
	last := len(r.names) - 1
	switch path {
	case "/groupId":
		r.group = text
	case "/artifactId":
		r.artifact = text
	case "/version", "/versionRange":
		r.version = text
	case "/licenses/license/name":
		r.names[last] = text
	case "/licenses/license/url":
		r.urls[last] = text
	case "/licenses/license/comments":
		r.note = text
	case "/matchLicenses/license/name":
		r.declared, r.overrides = append(r.declared, text), true
	}
}

// merges reads the licenseMerges of a POM: of each, the first name is the one
// that the others stand for.
func (im *importer) merges() error {
	count := 0
	err := im.walk(func(e element) {
		if e.end && strings.HasSuffix(e.path, "/licenseMerges/licenseMerge") {
			count++
			im.merge(e)
		}
	})
	if err == nil && count == 0 {
		return fmt.Errorf("%s: there are no licenseMerges in it", im.file.Name)
	}
	return err
}

func (im *importer) merge(e element) {
	names := strings.Split(e.text, "|")
	main := squeeze(names[0])
	license, ok := im.read(main, "")
	if !ok {
		im.left(e.line, "the license %s, for which %d other names stand, is in no table: name it in SPDX's way", short(main), len(names)-1)
		return
	}
	for _, n := range names {
		n = squeeze(n)
		if n == "" {
			continue
		}
		if known, ok := im.read(n, ""); ok && known == license {
			continue // our tables say so already
		}
		s := &stub{}
		s.item("is", n)
		s.line("license: %s", yamlfile.Quote(string(license)))
		s.line("reason: %s", yamlfile.Quote("a license merge of the POM takes it for "+short(main)))
		im.out.Names = append(im.out.Names, s.String())
	}
}
