package report

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// The parts of SPDX 2.3 (https://spdx.github.io/spdx-spec/v2.3/) that are
// written.
type (
	spdxDoc struct {
		Version       string             `json:"spdxVersion"`
		DataLicense   string             `json:"dataLicense"`
		ID            string             `json:"SPDXID"`
		Name          string             `json:"name"`
		Namespace     string             `json:"documentNamespace"`
		Comment       string             `json:"comment,omitempty"`
		Creation      spdxCreation       `json:"creationInfo"`
		Describes     []string           `json:"documentDescribes"`
		Packages      []spdxPackage      `json:"packages"`
		Extracted     []spdxExtracted    `json:"hasExtractedLicensingInfos,omitempty"`
		Relationships []spdxRelationship `json:"relationships"`
	}
	spdxCreation struct {
		Created     string   `json:"created"`
		Creators    []string `json:"creators"`
		ListVersion string   `json:"licenseListVersion,omitempty"`
	}
	spdxPackage struct {
		ID            string         `json:"SPDXID"`
		Name          string         `json:"name"`
		Version       string         `json:"versionInfo,omitempty"`
		Supplier      string         `json:"supplier,omitempty"`
		Download      string         `json:"downloadLocation"`
		FilesAnalyzed bool           `json:"filesAnalyzed"`
		Homepage      string         `json:"homepage,omitempty"`
		Concluded     string         `json:"licenseConcluded"`
		Declared      string         `json:"licenseDeclared"`
		Comments      string         `json:"licenseComments,omitempty"`
		Copyright     string         `json:"copyrightText"`
		Description   string         `json:"description,omitempty"`
		References    []spdxExternal `json:"externalRefs,omitempty"`
		Purpose       string         `json:"primaryPackagePurpose"`
	}
	spdxExternal struct {
		Category string `json:"referenceCategory"`
		Type     string `json:"referenceType"`
		Locator  string `json:"referenceLocator"`
	}
	spdxExtracted struct {
		ID   string `json:"licenseId"`
		Text string `json:"extractedText"`
		Name string `json:"name,omitempty"`
	}
	spdxRelationship struct {
		From string `json:"spdxElementId"`
		Type string `json:"relationshipType"`
		To   string `json:"relatedSpdxElement"`
	}
)

// What SPDX says for "nothing is declared" and for "not claimed".
const (
	spdxNone        = "NONE"
	spdxNoAssertion = "NOASSERTION"
)

// spdxDocument writes the SPDX document: a package for the project, each of
// its modules and each component.
func spdxDocument(s source) ([]byte, error) {
	g := newGraph(s)
	x := newExtraction(s)
	root := spdxRoot(s)
	doc := spdxDoc{
		Version: "SPDX-2.3", DataLicense: "CC0-1.0", ID: "SPDXRef-DOCUMENT", Name: cmp.Or(line(s.Project.Name), root.Name),
		Namespace: "https://spdx.org/spdxdocs/" + slug(root.Name) + "-" + s.uuid(),
		Creation: spdxCreation{Created: s.created(), Creators: []string{"Tool: " + cmp.Or(s.Tool.Name, "licaudit") + "-" + cmp.Or(s.Tool.Version, "unknown")},
			ListVersion: listVersion(s.Tool.Data["spdx"])},
		Describes: []string{root.ID}, Packages: []spdxPackage{root},
	}
	if lines := unnamedLines(s.Report); len(lines) > 0 {
		doc.Comment = "No package of this document stands for these scripts:\n" + strings.Join(lines, "\n")
	}
	for i, f := range s.Findings {
		doc.Packages = append(doc.Packages, x.pkg(f, g.refs[i]))
	}
	for _, id := range g.others {
		doc.Packages = append(doc.Packages, spdxPackage{ID: spdxID(id.String()), Name: packageName(id), Version: id.Version, Download: spdxNoAssertion,
			Concluded: spdxNoAssertion, Declared: spdxNoAssertion, Copyright: spdxNoAssertion, References: purl(id.String()), Purpose: "LIBRARY"})
	}
	doc.Extracted = x.list()
	doc.Relationships = append(doc.Relationships, spdxRelationship{doc.ID, "DESCRIBES", root.ID})
	for _, e := range g.sorted() {
		doc.Relationships = append(doc.Relationships, spdxEdge(e, g.edges[e]))
	}
	return jsonFile(doc)
}

func spdxRoot(s source) spdxPackage {
	id := s.Project.ID
	return spdxPackage{ID: spdxID(rootRef(s.Report)), Name: cmp.Or(packageName(id), line(s.Project.Name), "project"), Version: id.Version, Download: spdxNoAssertion,
		Concluded: spdxNoAssertion, Declared: spdxNoAssertion, Copyright: spdxNoAssertion, References: purl(id.String()), Purpose: "APPLICATION"}
}

// packageName is the name without the version: g:a, or @scope/name.
func packageName(id audit.ID) string {
	id.Version = ""
	if id == (audit.ID{}) {
		return ""
	}
	return line(id.Label())
}

// spdxID turns a package URL into an identifier of letters, digits, "." and
// "-", readable and still unique.
func spdxID(ref string) string {
	sum := sha256.Sum256([]byte(ref))
	name := strings.Trim(slug(strings.TrimPrefix(ref, "pkg:")), "-")
	if len(name) > 80 {
		name = name[:80]
	}
	return fmt.Sprintf("SPDXRef-Package-%s-%x", name, sum[:4])
}

func purl(ref string) []spdxExternal {
	if ref == "" {
		return nil
	}
	return []spdxExternal{{"PACKAGE-MANAGER", "purl", ref}}
}

// listVersion is the license list's version as M.N, which SPDX asks for.
func listVersion(v string) string {
	parts := strings.SplitN(strings.TrimPrefix(v, "v"), ".", 3)
	if len(parts) < 2 || strings.Trim(parts[0]+parts[1], "0123456789") != "" || parts[0] == "" || parts[1] == "" {
		return ""
	}
	return parts[0] + "." + parts[1]
}

// spdxEdge writes a dependency with the relationship of its scope
// (https://spdx.github.io/spdx-spec/v2.3/relationships-between-SPDX-elements/).
func spdxEdge(e edge, scope string) spdxRelationship {
	from, to := spdxID(e.from), spdxID(e.to)
	switch scope {
	case "test":
		return spdxRelationship{to, "TEST_DEPENDENCY_OF", from}
	case "provided", "system":
		return spdxRelationship{to, "PROVIDED_DEPENDENCY_OF", from}
	case "runtime":
		return spdxRelationship{to, "RUNTIME_DEPENDENCY_OF", from}
	case "module", "contains":
		return spdxRelationship{from, "CONTAINS", to}
	}
	return spdxRelationship{from, "DEPENDS_ON", to}
}
