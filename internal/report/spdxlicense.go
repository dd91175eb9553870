package report

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// extraction collects the licenses that are not on the SPDX list: references,
// and declared names that no rule knows, which SPDX wants with their text.
type extraction struct {
	source source
	infos  map[string]spdxExtracted // by licenseId
}

func newExtraction(s source) extraction {
	return extraction{s, make(map[string]spdxExtracted)}
}

// list gives what was collected, by id.
func (x extraction) list() []spdxExtracted {
	var out []spdxExtracted
	for _, id := range slices.Sorted(maps.Keys(x.infos)) {
		out = append(out, x.infos[id])
	}
	return out
}

func (x extraction) pkg(f audit.Finding, ref string) spdxPackage {
	c := f.Component
	p := spdxPackage{
		ID: spdxID(ref), Name: packageName(c.ID), Version: c.ID.Version, Download: spdxNoAssertion, Homepage: webLink(c.Metadata.URL),
		Concluded: x.concluded(f.Conclusion), Declared: x.declared(f.Conclusion), Comments: comments(f), Description: visible(c.Metadata.Description),
		References: purl(c.ID.String()), Purpose: "LIBRARY",
	}
	if o := line(c.Metadata.Organization); o != "" {
		p.Supplier = "Organization: " + o
	}
	p.Copyright = cmp.Or(line(c.Metadata.Copyright), strings.Join(copyrights(f.Conclusion), "\n"), spdxNoAssertion)
	return p
}

// concluded is the license that was concluded; no assertion is made of one
// that is open, or assumed to be a choice.
func (x extraction) concluded(c audit.Conclusion) string {
	if !c.Known() {
		return spdxNoAssertion
	}
	return x.expression(c.License, c.Claims)
}

// declared is what the authors declare: NONE where they declare nothing, no
// assertion where it could not be read, or where several declarations leave
// open how they go together.
func (x extraction) declared(c audit.Conclusion) string {
	for c.Upstream != nil {
		c = *c.Upstream
	}
	var said []string
	for _, claim := range c.Claims {
		if !declares(claim.Evidence.Kind) {
			continue // found, not declared
		}
		if d := x.declaration(claim); d != "" && !slices.Contains(said, d) {
			said = append(said, d)
		}
	}
	switch {
	case len(said) == 1:
		return said[0]
	case len(said) > 1 || c.Basis == audit.Unreadable || c.Basis == "":
		return spdxNoAssertion
	case c.Basis == audit.Declared && c.License != "" && !c.AssumedOr:
		return x.expression(c.License, c.Claims)
	}
	return spdxNone
}

// declaration is one license element: its license, or a reference to its own
// words.
func (x extraction) declaration(c audit.Claim) string {
	if c.License != "" {
		return x.expression(c.License, []audit.Claim{c})
	}
	words := strings.TrimSpace(line(c.Evidence.Name) + "\n" + line(c.Evidence.URL))
	if words == "" {
		return ""
	}
	id := fmt.Sprintf("LicenseRef-declared-%x", shortSum(words))
	x.infos[id] = spdxExtracted{ID: id, Text: words, Name: line(cmp.Or(c.Evidence.Name, c.Evidence.URL))}
	return id
}

// expression prints an expression for this document: every reference in it is
// kept with its text, and what SPDX 2.3 has no word for (an exception of one's
// own, another document's reference) becomes a reference.
func (x extraction) expression(e spdx.Expression, claims []audit.Claim) string {
	return x.node(e.Node(), false, claims)
}

func (x extraction) node(n spdx.Node, inner bool, claims []audit.Claim) string {
	if n.Op != spdx.OpAnd && n.Op != spdx.OpOr {
		return x.term(n.Term, claims)
	}
	var parts []string
	for _, arg := range n.Args {
		parts = append(parts, x.node(arg, true, claims))
	}
	op := " AND "
	if n.Op == spdx.OpOr {
		op = " OR "
	}
	if inner {
		return "(" + strings.Join(parts, op) + ")"
	}
	return strings.Join(parts, op)
}

func (x extraction) term(t spdx.Term, claims []audit.Claim) string {
	word := string(t.Expression())
	if !strings.Contains(word, "Ref-") {
		return word
	}
	id := word
	if t.Exception != "" || t.OrLater || !strings.HasPrefix(t.License, "LicenseRef-") {
		id = fmt.Sprintf("LicenseRef-%s-%x", strings.Trim(slug(t.License), "-"), shortSum(word))
	}
	if old, ok := x.infos[id]; !ok || old.Text == word {
		text := word
		if found := referenceText(x.source, spdx.Expression(word), claims); found != nil {
			text = found.Content
		}
		x.infos[id] = spdxExtracted{ID: id, Text: text, Name: word}
	}
	return id
}

func shortSum(s string) []byte {
	sum := sha256.Sum256([]byte(s))
	return sum[:6]
}

// comments says how the license was concluded.
func comments(f audit.Finding) string {
	c := f.Conclusion
	parts := []string{basisText(c) + byText(c.By)}
	if !c.Known() && c.License == "" && c.Basis != audit.None && c.Basis != audit.Unreadable {
		parts = append(parts, licenseText(c))
	}
	if c.AssumedOr {
		parts = append(parts, "several licenses are declared; read as a choice: "+reading(c, 0)+"; read as all of them: "+reading(c, 1))
	}
	if f.Choice != "" {
		parts = append(parts, "taken of the choice: "+line(string(f.Choice)))
	}
	if c.Reason != "" {
		parts = append(parts, "reason: "+plain(c.Reason))
	}
	if f.Component.Near != "" {
		parts = append(parts, "version near "+line(f.Component.Near))
	}
	return strings.Join(parts, "; ")
}
