package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// How much of a long list the pages show; the rest is counted, and stands in
// result.json.
const (
	maxPaths    = 5
	maxEvidence = 8
)

// card tells the reader of any page what to do about one finding.
type card struct {
	Anchor, Label, Class, Code string
	Headline                   string
	Body                       string // Markdown, for both pages
}

// toDo lists what needs a hand, worst first: what fails, then what could not be
// read, then what asks for a review without failing.
func toDo(r audit.Report) []audit.Finding {
	var out []audit.Finding
	for _, f := range r.Findings {
		open := f.Verdict == audit.Review || f.Code == audit.CodeLicenseUnreadable
		if f.Fails(r.Settings.FailOn) || open && !f.Component.FirstParty && !f.Baselined {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b audit.Finding) int {
		return cmp.Compare(shownRank(a), shownRank(b))
	})
	return out
}

func verdictRank(v audit.Verdict) int { return slices.Index(verdicts, v) } // undecided: -1, the worst

// cardBody writes the Markdown of a card: why, where it comes from, what was
// found, and what to paste.
func cardBody(f audit.Finding, asOf string) string {
	var b strings.Builder
	if why := whyText(f); why != "" {
		fmt.Fprintf(&b, "%s\n\n", inline(why))
	}
	b.WriteString("**Where it comes from**\n\n")
	b.WriteString(mdList(pathItems(f), maxPaths))
	b.WriteString("\n**What was found**\n\n")
	b.WriteString(mdList(evidenceItems(f.Conclusion), maxEvidence))
	fix := fixFor(f, asOf)
	fmt.Fprintf(&b, "\n**What to do:** %s. Paste this into %s and fill in the empty fields:\n\n%s", inline(fix.Hint), code(fix.File), fence("yaml", fix.Snippet))
	return b.String()
}

func whyText(f audit.Finding) string {
	switch why, by := line(f.Why), line(f.By); {
	case why == "" && by == "":
		return ""
	case why == "":
		return "Decided by " + by + "."
	case by == "" || strings.Contains(why, by):
		return upper(why) + "."
	default:
		return upper(why) + " (" + by + ")."
	}
}

// pathItems has a line for each occurrence that has the verdict.
func pathItems(f audit.Finding) []phrase {
	var items []phrase
	for _, i := range worstOccurrences(f) {
		items = append(items, occurrenceItem(f.Component.Occurrences[i]))
	}
	return items
}

func occurrenceItem(o audit.Occurrence) phrase {
	var p phrase
	if c := chain(o); c != "" {
		p = append(p, codeOf(c))
	}
	if at := position(o.Found); at != "" {
		word := "declared at"
		if len(o.Path) == 0 {
			word = "file"
		}
		p = append(p, words(word), codeOf(at))
	}
	if at := position(o.Managed); at != "" {
		p = append(p, words("version managed at"), codeOf(at))
	}
	scope := line(o.Scope)
	if o.Optional {
		scope += ", optional"
	}
	if o.Method != "" {
		scope += ", known by " + o.Method + confidence(o.Confidence)
	}
	return append(p, words("("+scope+")"))
}

func confidence(c float64) string {
	if c <= 0 {
		return ""
	}
	return fmt.Sprintf(" (confidence %.2f)", c)
}

// evidenceItems has a line for each claim.
func evidenceItems(c audit.Conclusion) []phrase {
	var items []phrase
	for _, claim := range allClaims(c) {
		items = append(items, claimItem(claim))
	}
	return items
}

// allClaims are the claims of a conclusion, then those of what an override
// replaced.
func allClaims(c audit.Conclusion) []audit.Claim {
	claims := slices.Clip(c.Claims)
	for up := c.Upstream; up != nil; up = up.Upstream {
		claims = append(claims, up.Claims...)
	}
	return claims
}

func claimItem(c audit.Claim) phrase {
	e := c.Evidence
	p := phrase{words(kindText(e.Kind))}
	if at := position(e.Found); at != "" {
		p = append(p, codeOf(at))
	}
	if e.Name != "" {
		p = append(p, words("says "+quote(e.Name)))
	}
	if e.URL != "" {
		p = append(p, webAddr(e.URL))
	}
	s := "→ " + claimText(c)
	if c.Rule != "" {
		s += " (rule " + c.Rule + ")"
	}
	for _, note := range c.Notes {
		s += "; " + line(note)
	}
	return append(p, words(s))
}

// claimText says how a claim was understood.
func claimText(c audit.Claim) string {
	switch {
	case c.Evidence.Kind == audit.KindLockfile:
		return "chooses the version"
	case c.Clash:
		return "name and URL contradict each other: " + expressions(c.Candidates, " against ")
	case c.License != "":
		return line(string(c.License))
	case len(c.Candidates) > 0:
		return "ambiguous: " + expressions(c.Candidates, " or ")
	}
	return "not recognised"
}

// kindText names a kind of evidence in words.
func kindText(k audit.Kind) string {
	switch k {
	case audit.KindPOM:
		return "POM"
	case audit.KindParentPOM:
		return "parent POM"
	case audit.KindSPDXTag:
		return "SPDX tag"
	case audit.KindPackageJSON:
		return "package.json"
	case audit.KindPOMComment:
		return "comment in the POM"
	}
	return strings.ReplaceAll(line(string(k)), "-", " ")
}

// list writes items as a Markdown list of at most n entries and says how many
// more there are.
func list(items []string, n int) string {
	if len(items) == 0 {
		return "- nothing\n"
	}
	var b strings.Builder
	for _, item := range items[:min(n, len(items))] {
		b.WriteString("- " + item + "\n")
	}
	if rest := len(items) - n; rest > 0 {
		fmt.Fprintf(&b, "- and %d more (all in result.json)\n", rest)
	}
	return b.String()
}

func upper(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
