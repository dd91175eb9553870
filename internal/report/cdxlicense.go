package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// A licenseChoice of CycloneDX: licenses, or exactly one expression.
type (
	cdxLicense struct {
		License         *cdxNamed `json:"license,omitempty"`
		Expression      string    `json:"expression,omitempty"`
		Acknowledgement string    `json:"acknowledgement,omitempty"` // of Expression
	}
	cdxNamed struct {
		ID              string   `json:"id,omitempty"`
		Name            string   `json:"name,omitempty"`
		Acknowledgement string   `json:"acknowledgement,omitempty"`
		Text            *cdxText `json:"text,omitempty"`
		URL             string   `json:"url,omitempty"`
	}
	cdxText struct {
		ContentType string `json:"contentType"`
		Content     string `json:"content"`
	}
)

// cdxLicenses says what is known of the license. An expression with OR is
// written only where a text, a curation, an override or a single declaration
// confirms the choice; several declared elements stand side by side, as they
// were declared. What is not known is left out, but for declared names that no
// rule knows: they are named licenses.
func cdxLicenses(s source, c audit.Conclusion) []cdxLicense {
	if !c.Known() {
		return cdxDeclared(c.Claims)
	}
	concluded := cdxExpression(s, c.License, c.Claims, "concluded")
	if c.Basis == audit.Declared {
		return cdxExpression(s, c.License, c.Claims, "declared")
	}
	if c.Upstream == nil || !c.Upstream.Known() || concluded[0].License == nil {
		return concluded
	}
	if declared := cdxExpression(s, c.Upstream.License, c.Upstream.Claims, "declared"); declared[0].License != nil {
		return append(declared, concluded...)
	}
	return concluded
}

// cdxExpression is one license as its id or its name, and everything else as
// an expression.
func cdxExpression(s source, e spdx.Expression, claims []audit.Claim, acknowledgement string) []cdxLicense {
	if n := simple(e); n != nil {
		n.Acknowledgement = acknowledgement
		if n.Name != "" {
			n.Text = referenceText(s, e, claims)
		}
		return []cdxLicense{{License: n}}
	}
	return []cdxLicense{{Expression: string(e), Acknowledgement: acknowledgement}}
}

// simple is the license of an expression that is a single id or reference.
func simple(e spdx.Expression) *cdxNamed {
	terms := e.Terms()
	if len(terms) != 1 || terms[0].Exception != "" || terms[0].OrLater {
		return nil
	}
	if l, ok := spdx.Lookup(terms[0].License); ok {
		return &cdxNamed{ID: l.ID}
	}
	return &cdxNamed{Name: terms[0].License}
}

// referenceText is the text of a license reference, where one was found.
func referenceText(s source, e spdx.Expression, claims []audit.Claim) *cdxText {
	for _, c := range claims {
		if t := s.text(c.Evidence); c.License == e && t != "" {
			return &cdxText{"text/plain", t}
		}
	}
	return nil
}

// text is the text of a piece of evidence, wherever it is kept.
func (s source) text(e audit.Evidence) string { return cmp.Or(e.Text, s.Texts[e.SHA256]) }

// cdxDeclared lists what was declared, an entry for each declaration.
func cdxDeclared(claims []audit.Claim) []cdxLicense {
	var out []cdxLicense
	for _, c := range claims {
		n := cdxClaim(c)
		if !declares(c.Evidence.Kind) || n == nil {
			continue // evidence has its own place
		}
		n.Acknowledgement = "declared"
		out = append(out, cdxLicense{License: n})
	}
	return distinct(out)
}

func cdxClaim(c audit.Claim) *cdxNamed {
	if n := simple(c.License); c.License != "" && n != nil {
		return n
	}
	name := cmp.Or(c.Evidence.Name, string(c.License), c.Evidence.URL)
	if name == "" {
		return nil
	}
	return &cdxNamed{Name: name, URL: webLink(c.Evidence.URL)}
}

// declares reports the kinds of evidence in which a license is declared, as
// opposed to found.
func declares(k audit.Kind) bool {
	return k == audit.KindPOM || k == audit.KindParentPOM || k == audit.KindPackageJSON
}

// distinct drops entries that repeat an earlier one.
func distinct(list []cdxLicense) []cdxLicense {
	var out []cdxLicense
	for _, l := range list {
		if !slices.ContainsFunc(out, func(o cdxLicense) bool { return *o.License == *l.License }) {
			out = append(out, l)
		}
	}
	return out
}

type (
	cdxEvidence struct {
		Identity    []cdxIdentity   `json:"identity,omitempty"`
		Occurrences []cdxOccurrence `json:"occurrences,omitempty"`
		Licenses    []cdxLicense    `json:"licenses,omitempty"`
		Copyright   []cdxCopyright  `json:"copyright,omitempty"`
	}
	cdxIdentity struct {
		Field          string      `json:"field"`
		Confidence     float64     `json:"confidence"`
		ConcludedValue string      `json:"concludedValue"`
		Methods        []cdxMethod `json:"methods"`
	}
	cdxMethod struct {
		Technique  string  `json:"technique"`
		Confidence float64 `json:"confidence"`
		Value      string  `json:"value,omitempty"`
	}
	cdxOccurrence struct {
		Location string `json:"location"`
		Line     int    `json:"line,omitempty"`
		Context  string `json:"additionalContext,omitempty"`
	}
	cdxCopyright struct {
		Text string `json:"text"`
	}
)

func cdxEvidenceOf(s source, f audit.Finding) *cdxEvidence {
	e := cdxEvidence{Licenses: cdxFound(f.Conclusion), Identity: cdxIdentities(f.Component)}
	seen := make(map[cdxOccurrence]bool)
	for _, o := range f.Component.Occurrences {
		if o.Found.File == "" {
			continue // no place is known, as in a module that could not be read
		}
		at := cdxOccurrence{Location: o.Found.File, Line: o.Found.Line, Context: chain(o)}
		if !seen[at] {
			seen[at] = true
			e.Occurrences = append(e.Occurrences, at)
		}
	}
	for _, l := range copyrights(f.Conclusion) {
		e.Copyright = append(e.Copyright, cdxCopyright{l})
	}
	if len(e.Identity)+len(e.Occurrences)+len(e.Licenses)+len(e.Copyright) == 0 {
		return nil
	}
	return &e
}

// cdxFound lists the licenses of texts, banners and headers.
func cdxFound(c audit.Conclusion) []cdxLicense {
	var out []cdxLicense
	for con := &c; con != nil; con = con.Upstream {
		for _, claim := range con.Claims {
			if n := cdxClaim(claim); n != nil && !declares(claim.Evidence.Kind) {
				out = append(out, cdxLicense{License: n})
			}
		}
	}
	return distinct(out)
}

// copyrights are the copyright lines that were found, each once, in the order
// of the evidence.
func copyrights(c audit.Conclusion) []string {
	var out []string
	for con := &c; con != nil; con = con.Upstream {
		for _, claim := range con.Claims {
			for _, l := range claim.Evidence.Copyright {
				if l = line(l); l != "" && !slices.Contains(out, l) {
					out = append(out, l)
				}
			}
		}
	}
	return out
}

// cdxIdentities says how a file was known to be the library.
func cdxIdentities(c audit.Component) []cdxIdentity {
	best := cdxIdentity{Field: "purl", ConcludedValue: c.ID.String()}
	for _, o := range c.Occurrences {
		if o.Method == "" {
			continue // known by its coordinates
		}
		confidence := min(max(o.Confidence, 0), 1)
		m := cdxMethod{technique(o.Method), confidence, o.Method}
		if !slices.Contains(best.Methods, m) {
			best.Methods = append(best.Methods, m)
		}
		best.Confidence = max(best.Confidence, confidence)
	}
	if len(best.Methods) == 0 {
		return nil
	}
	return []cdxIdentity{best}
}

// technique is CycloneDX's word for one of our methods.
func technique(method string) string {
	for _, t := range []struct{ part, word string }{
		{"hash", "hash-comparison"}, {"fingerprint", "ast-fingerprint"}, {"token", "hash-comparison"},
		{"package", "manifest-analysis"}, {"bower", "manifest-analysis"}, {"webjar", "manifest-analysis"}, {"lock", "manifest-analysis"}, {"pom", "manifest-analysis"},
		{"banner", "source-code-analysis"}, {"version", "source-code-analysis"}, {"source", "source-code-analysis"}, {"name", "filename"},
	} {
		if strings.Contains(strings.ToLower(method), t.part) {
			return t.word
		}
	}
	return "other"
}
