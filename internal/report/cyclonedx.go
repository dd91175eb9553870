package report

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/licaudit/licaudit/internal/audit"
)

// The parts of CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/) that are
// written, in the order of its schema.
type (
	cdxBOM struct {
		Schema       string           `json:"$schema"`
		Format       string           `json:"bomFormat"`
		SpecVersion  string           `json:"specVersion"`
		SerialNumber string           `json:"serialNumber"`
		Version      int              `json:"version"`
		Metadata     cdxMetadata      `json:"metadata"`
		Components   []cdxComponent   `json:"components"`
		Dependencies []cdxDependency  `json:"dependencies"`
		Compositions []cdxComposition `json:"compositions"`
	}
	cdxMetadata struct {
		Timestamp  string         `json:"timestamp"`
		Lifecycles []cdxLifecycle `json:"lifecycles"`
		Tools      cdxTools       `json:"tools"`
		Component  cdxComponent   `json:"component"`
		Properties []cdxProperty  `json:"properties,omitempty"`
	}
	cdxLifecycle struct {
		Phase string `json:"phase"`
	}
	cdxTools struct {
		Components []cdxComponent `json:"components"`
	}
	cdxComponent struct {
		Type        string         `json:"type"`
		Ref         string         `json:"bom-ref,omitempty"`
		Publisher   string         `json:"publisher,omitempty"`
		Group       string         `json:"group,omitempty"`
		Name        string         `json:"name"`
		Version     string         `json:"version,omitempty"`
		Description string         `json:"description,omitempty"`
		Scope       string         `json:"scope,omitempty"`
		Licenses    []cdxLicense   `json:"licenses,omitempty"`
		Copyright   string         `json:"copyright,omitempty"`
		PURL        string         `json:"purl,omitempty"`
		References  []cdxReference `json:"externalReferences,omitempty"`
		Evidence    *cdxEvidence   `json:"evidence,omitempty"`
		Properties  []cdxProperty  `json:"properties,omitempty"`
	}
	cdxReference struct {
		URL  string `json:"url"`
		Type string `json:"type"`
	}
	cdxProperty struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	cdxDependency struct {
		Ref       string   `json:"ref"`
		DependsOn []string `json:"dependsOn,omitempty"`
	}
	cdxComposition struct {
		Aggregate    string   `json:"aggregate"`
		Dependencies []string `json:"dependencies"`
	}
)

// cycloneDX writes the bill of materials: the project, its modules, and every
// component with what is known of its license and how.
func cycloneDX(s source) ([]byte, error) {
	root := cdxProject(s)
	bom := cdxBOM{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", SpecVersion: "1.6",
		SerialNumber: "urn:uuid:" + s.uuid(), Version: 1,
		Metadata: cdxMetadata{
			Timestamp: s.created(), Lifecycles: []cdxLifecycle{{"build"}},
			Tools:     cdxTools{[]cdxComponent{{Type: "application", Name: cmp.Or(s.Tool.Name, "licaudit"), Version: s.Tool.Version}}},
			Component: root,
		},
		Components: []cdxComponent{},
	}
	g := newGraph(s)
	for i, f := range s.Findings {
		bom.Components = append(bom.Components, cdxFinding(s, f, g.refs[i]))
	}
	for _, id := range g.others {
		bom.Components = append(bom.Components, cdxComponent{Type: "library", Ref: id.String(), Group: id.Namespace, Name: id.Name, Version: id.Version, PURL: id.String(),
			Properties: []cdxProperty{{"licaudit:firstParty", "true"}}})
	}
	bom.Dependencies = g.dependencies()
	aggregate := "complete"
	if !s.Complete || unnamedScripts(s.Report) > 0 {
		aggregate = "incomplete"
	}
	bom.Compositions = []cdxComposition{{aggregate, []string{root.Ref}}}
	bom.Metadata.Properties = []cdxProperty{{"licaudit:verdict", cmp.Or(string(s.Verdict), "undecided")}, {"licaudit:complete", strconv.FormatBool(s.Complete)}}
	for _, k := range slices.Sorted(keys(s.Project.Labels)) {
		bom.Metadata.Properties = append(bom.Metadata.Properties, cdxProperty{"licaudit:label:" + k, s.Project.Labels[k]})
	}
	return jsonFile(bom)
}

func cdxProject(s source) cdxComponent {
	id := s.Project.ID
	return cdxComponent{Type: "application", Ref: rootRef(s.Report), Group: id.Namespace, Name: cmp.Or(id.Name, s.Project.Name, "project"), Version: id.Version, PURL: id.String()}
}

// rootRef identifies the project itself; a tree without a POM has no package
// URL.
func rootRef(r audit.Report) string { return cmp.Or(r.Project.ID.String(), "project") }

func cdxFinding(s source, f audit.Finding, ref string) cdxComponent {
	c := f.Component
	out := cdxComponent{
		Type: "library", Ref: ref, Publisher: c.Metadata.Organization, Group: c.ID.Namespace, Name: c.ID.Name, Version: c.ID.Version,
		Description: c.Metadata.Description, Scope: cdxScope(c), Licenses: cdxLicenses(s, f.Conclusion), Copyright: c.Metadata.Copyright, PURL: c.ID.String(),
		References: cdxReferences(c.Metadata), Evidence: cdxEvidenceOf(s, f),
	}
	property := func(name, value string) {
		if value != "" {
			out.Properties = append(out.Properties, cdxProperty{"licaudit:" + name, value})
		}
	}
	property("basis", string(f.Conclusion.Basis))
	property("verdict", string(f.Verdict))
	property("choice", string(f.Choice))
	property("nearVersion", c.Near)
	for _, e := range f.Conclusion.Candidates {
		property("licenseCandidate", string(e))
	}
	for _, scope := range scopes(c) {
		property("scope", scope)
	}
	if c.FirstParty {
		property("firstParty", "true")
	}
	return out
}

// cdxScope is excluded for what only tests and documentation use, and optional
// for what every use calls optional.
func cdxScope(c audit.Component) string {
	scope := "excluded"
	for _, o := range c.Occurrences {
		switch {
		case o.Scope == "test" || o.Scope == "documentation":
		case !o.Optional:
			return "required"
		default:
			scope = "optional"
		}
	}
	if len(c.Occurrences) == 0 {
		return "required"
	}
	return scope
}

func cdxReferences(m audit.Metadata) []cdxReference {
	var out []cdxReference
	if u := webLink(m.URL); u != "" {
		out = append(out, cdxReference{u, "website"})
	}
	if u := webLink(m.SCM); u != "" {
		out = append(out, cdxReference{u, "vcs"})
	}
	return out
}
