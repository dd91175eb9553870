package js

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/evidence"
	"github.com/licaudit/licaudit/internal/maven/pom"
)

// project is what the files at a tree's root say of who made it.
type project struct {
	names map[string]string // of holders, as sameHolder has them, to what names them
	text  []byte            // of its license
}

// A header is the project's own by sheer number only if it stands in most of the
// scripts that are no library known, and in enough of them: a few scripts of one
// vendor are soon most of a small tree.
const manyOwn = 10

// ownNotices marks the notices that are the project's own: their holders are, or
// they stand in most of its scripts. unknown is how many scripts of the tree itself
// are no library known. What closes the code is never taken for the project's by
// its number.
func (s *scanner) ownNotices(p project, unknown int) {
	notices := s.result.Notices
	for i := range notices {
		notices[i].Own = s.why(p, notices[i])
	}
	for _, h := range Fold(notices) {
		n := inTree(h.Paths)
		if h.Own != "" || h.Closed || n < manyOwn || 2*n <= unknown {
			continue
		}
		for i := range notices {
			if notices[i].key() == h.key() && !strings.Contains(notices[i].Path, "!/") {
				notices[i].Own = fmt.Sprintf("it stands in %d of the %d scripts that are no library known", n, unknown)
			}
		}
	}
}

func inTree(paths []string) int {
	n := 0
	for _, p := range paths {
		if !strings.Contains(p, "!/") {
			n++
		}
	}
	return n
}

// why says why a notice is the project's by its holders, all of whom must be.
func (s *scanner) why(p project, n Notice) string {
	if n.Holder == "" {
		// A bare tag: libraries name themselves, or somebody, beside it.
		if strings.HasPrefix(n.Says, "SPDX-License-Identifier") && n.License != "" && len(p.text) > 0 && n.License == s.texts.Classify(p.text).License {
			return "the license text at the tree's root is the same"
		}
		return ""
	}
	why := ""
	for _, name := range append([]string{n.Holder}, strings.Split(n.Holder, ", ")...) {
		switch by, ok := p.names[sameHolder(name)]; {
		case s.Own != nil && s.Own(name):
			why = "javascript.own names its holder"
		case ok:
			why = by + " names its holder"
		case name == n.Holder: // as a whole; each of its parts may be yet
			continue
		default:
			return ""
		}
		if name == n.Holder {
			return why
		}
	}
	return why
}

// projectOf reads what the files at the roots say. What cannot be read there is
// told where it is looked for; here it only names nobody.
func projectOf(roots []string) project {
	p := project{names: make(map[string]string)}
	for _, root := range roots {
		p.pom(filepath.Join(root, "pom.xml"))
		p.manifest(filepath.Join(root, "package.json"))
		p.texts(root)
	}
	return p
}

func (p *project) add(name, by string) {
	if key := sameHolder(cleanHolder(name)); len(key) > 1 && !strings.Contains(name, "${") && p.names[key] == "" {
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
			p.add(*name, "pom.xml")
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
	p.add(text, "package.json")
}

// ownLines are how many lines at its head a license text is read for the project's
// own holder: further down it may speak of what the project contains.
const ownLines = 12

// texts takes the first holder that the license texts and notices at the root name.
func (p *project) texts(root string) {
	list, err := os.ReadDir(root)
	if err != nil {
		return
	}
	for _, e := range list {
		notice := evidence.IsNoticeName(e.Name()) && !strings.Contains(strings.ToLower(e.Name()), "party")
		if !e.Type().IsRegular() || strings.HasSuffix(e.Name(), licenseTxt) || !notice && !evidence.IsLicenseName(e.Name()) {
			continue
		}
		data, err := readFile(filepath.Join(root, e.Name()), maxText)
		if err != nil {
			continue
		}
		if !notice && p.text == nil {
			p.text = data
		}
		lines := bytes.SplitAfterN(data, []byte("\n"), ownLines+1)
		lines = lines[:min(len(lines), ownLines)]
		i := slices.IndexFunc(lines, func(line []byte) bool { return len(holdersOf(line).names) > 0 })
		if i >= 0 {
			p.add(holdersOf(lines[i]).names[0], e.Name())
		}
	}
}
