package js

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/evidence"
	"github.com/licaudit/licaudit/internal/maven/pom"
)

// project is what the files at a tree's root say of who made it.
type project struct {
	names map[string]string // of holders, as audit.HolderKey has them, to what names them
	text  []byte            // of its license; nil where there is none
}

// The files at a root that say of a project who made it.
const (
	pomName      = "pom.xml"
	manifestName = "package.json"
)

// projectOf reads what the files at the roots say. What cannot be read there is
// told where it is looked for; here it only names nobody.
func projectOf(roots []string) project {
	p := project{names: make(map[string]string)}
	for _, root := range roots {
		p.pom(filepath.Join(root, pomName))
		p.manifest(filepath.Join(root, manifestName))
		p.texts(root)
	}
	return p
}

func (p *project) add(name, by string) {
	if key := audit.HolderKey(cleanHolder(name)); len(key) > 1 && !audit.IsLegalForm(name) && key != licenseSteward && !strings.Contains(name, "${") && p.names[key] == "" {
		p.names[key] = by
	}
}

// pom takes what a POM says itself; its parent's organization may be another's.
func (p *project) pom(file string) {
	data, err := readFile(file, maxManifest)
	if err != nil {
		return
	}
	project, err := pom.Decode(data)
	if err != nil {
		return
	}
	add := func(name *string) {
		if name != nil {
			p.add(*name, pomName)
		}
	}
	add(project.Name)
	if project.Organization != nil {
		add(project.Organization.Name)
	}
	if project.Developers != nil {
		for _, dev := range *project.Developers {
			add(dev.Name)
			add(dev.Organization)
		}
	}
}

func (p *project) manifest(file string) {
	data, err := readFile(file, maxManifest)
	if err != nil {
		return
	}
	var raw struct {
		Name   string
		Author json.RawMessage
	}
	if json.Unmarshal(data, &raw) != nil {
		return
	}
	var text string
	var object struct{ Name string }
	if json.Unmarshal(raw.Author, &text) != nil && json.Unmarshal(raw.Author, &object) == nil {
		text = object.Name
	}
	p.add(text, manifestName)
}

// ownLines are how many lines at its head a license text is read for the project's
// own holder: further down it may speak of what the project contains.
const ownLines = 12

// licenseSteward is whose licenses begin with the copyright in their own text.
const licenseSteward = "free software foundation"

// texts takes the first holder that the license text and the notice at the root
// name. Those that are named for something else are that one's: LICENSE-foo.txt.
func (p *project) texts(root string) {
	list, err := os.ReadDir(root)
	if err != nil {
		return
	}
	for _, e := range list {
		stem, ok := rootText(e.Name())
		if !e.Type().IsRegular() || !ok {
			continue
		}
		data, err := readFile(filepath.Join(root, e.Name()), maxText)
		if err != nil {
			continue
		}
		if stem != "notice" && p.text == nil {
			p.text = data
		}
		p.add(rootHolder(data), e.Name())
	}
}

// rootText reports whether a file at the root speaks of the project by its name, and
// which of these it is.
func rootText(name string) (string, bool) {
	stem, ext, _ := strings.Cut(strings.ToLower(name), ".")
	return stem, slices.Contains([]string{"license", "licence", "copying", "copyright", "notice"}, stem) && slices.Contains([]string{"", "txt", "md"}, ext)
}

// rootHolder is the holder in the first line of a text that begins with a claim,
// before it speaks of what the project includes.
func rootHolder(data []byte) string {
	if text, ok := evidence.Decode(data); ok {
		data = text
	}
	lines := bytes.SplitN(data, []byte("\n"), ownLines+1)
	for _, line := range lines[:min(len(lines), ownLines)] {
		if including().Match(line) {
			return ""
		}
		at := claim().FindIndex(line)
		if at == nil || len(bytes.Trim(line[:at[0]], lineSigns)) > 0 {
			continue
		}
		if h := holdersOf(line); len(h.names) > 0 {
			return h.names[0]
		}
	}
	return ""
}

// including begin what a NOTICE says of others' works.
var including = pattern(`(?i)\b(?:includes?|including|contains?|containing|bundles?|bundled|third[- ]part(?:y|ies)|portions?|based\s+on)\b`)
