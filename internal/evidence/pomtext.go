package evidence

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// embedded is a POM that a jar carries in META-INF/maven.
type embedded struct {
	id       audit.ID
	evidence []audit.Evidence
}

// embed keeps a POM until it is known whether it is the archive's own.
func (a *archive) embed(b []byte, name string) {
	at := a.at(name)
	p, err := lightPOM(b)
	if err != nil {
		a.problem(name, err)
		a.problems[len(a.problems)-1].Severity = audit.SeverityWarning // the repository has the POM itself
		return
	}
	parts := strings.Split(name, "/") // META-INF/maven/GROUP/ARTIFACT/pom.xml
	group, artifact := "", path.Base(path.Dir(name))
	if len(parts) == 5 {
		group = parts[2]
	}
	e := embedded{id: audit.Maven(cmp.Or(group, p.group), artifact, "", "", p.version)}
	for _, l := range p.licenses {
		// What a jar says about itself ranks with the manifest; the POM of the
		// repository is what declares.
		e.evidence = append(e.evidence, audit.Evidence{Kind: audit.KindManifest, Name: l[0], URL: l[1], Found: at})
	}
	if c, ok := POMComment(b); ok {
		c.Found = at
		e.evidence = append(e.evidence, c)
	}
	a.poms = append(a.poms, e)
}

// contents gives the archive its own POM, the one that its name begins with or
// the only one, and lists the others as contained.
func (a *archive) contents() Contents {
	own := -1
	for i, p := range a.poms {
		if strings.HasPrefix(path.Base(a.name), p.id.Name) && (own < 0 || len(p.id.Name) > len(a.poms[own].id.Name)) {
			own = i
		}
	}
	if own < 0 && len(a.poms) == 1 {
		own = 0
	}
	for i, p := range a.poms {
		if i == own {
			a.found.Evidence = append(a.found.Evidence, p.evidence...)
			continue
		}
		a.found.Contained = append(a.found.Contained, Contained{ID: p.id, Evidence: p.evidence})
	}
	slices.SortFunc(a.found.Contained, func(x, y Contained) int { return x.ID.Compare(y.ID) })
	return a.found
}

type pomLicenses struct {
	group, version string
	licenses       [][2]string // name and URL, in order
}

// maxXMLDepth bounds nesting; a POM needs a dozen levels.
const maxXMLDepth = 200

// lightPOM reads coordinates and licenses of a POM, and nothing else. No
// entity but XML's own is resolved.
func lightPOM(b []byte) (pomLicenses, error) {
	var p pomLicenses
	text, ok := Decode(b)
	if !ok {
		return p, errors.New("it is not a text")
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var at []string
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return p, nil
		}
		if err != nil {
			return p, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if at = append(at, t.Name.Local); len(at) > maxXMLDepth {
				return p, ErrLimit
			}
			if strings.Join(at, "/") == "project/licenses/license" {
				p.licenses = append(p.licenses, [2]string{})
			}
		case xml.EndElement:
			at = at[:max(len(at)-1, 0)]
		case xml.CharData:
			if len(at) > deepestTaken {
				continue
			}
			p.take(strings.Join(at, "/"), strings.Join(strings.Fields(string(t)), " "))
		}
	}
}

// deepestTaken is the depth of the deepest elements that take knows.
const deepestTaken = 4

func (p *pomLicenses) take(at, value string) {
	if value == "" {
		return
	}
	last := len(p.licenses) - 1
	switch at {
	case "project/groupId":
		p.group = value
	case "project/version":
		p.version = value
	case "project/parent/groupId":
		p.group = cmp.Or(p.group, value)
	case "project/parent/version":
		p.version = cmp.Or(p.version, value)
	case "project/licenses/license/name":
		p.licenses[last][0] = value
	case "project/licenses/license/url":
		p.licenses[last][1] = value
	}
}

// POMComment returns the comments before a POM's project element as evidence,
// if they say something about a license.
func POMComment(pom []byte) (audit.Evidence, bool) {
	text, ok := Decode(pom[:min(len(pom), 1<<16)])
	if !ok {
		return audit.Evidence{}, false
	}
	head, _, found := bytes.Cut(text, []byte("<project"))
	if !found {
		return audit.Evidence{}, false
	}
	var comment []byte
	for {
		_, rest, open := bytes.Cut(head, []byte("<!--"))
		body, tail, closed := bytes.Cut(rest, []byte("-->"))
		if !open || !closed {
			break
		}
		comment, head = append(append(comment, body...), '\n'), tail
	}
	low := lower(comment)
	if !bytes.Contains(low, []byte("licen")) && !bytes.Contains(low, []byte("public domain")) {
		return audit.Evidence{}, false
	}
	ev, ok := FromText(bytes.Trim(comment, "\r\n"), audit.KindPOMComment, audit.Position{})
	return ev, ok
}
