package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

const rule = "================================================================================"

// notice writes the attribution document: every third-party library that
// ships, with its license and copyright lines, the NOTICE files as they are,
// and each license text once.
func notice(s source) ([]byte, error) {
	var b strings.Builder
	name := cmp.Or(line(s.Project.Name), line(s.Project.ID.Label()), "This project")
	fmt.Fprintf(&b, "%s\n%s\n\nThis product contains the following third-party software.\n", name, strings.Repeat("=", min(80, len([]rune(name)))))
	if !s.Complete {
		b.WriteString("\nINCOMPLETE: something could not be resolved or read, so that libraries, texts\nor notices may be missing.\n")
	}
	if lines := unnamedLines(s.Report); len(lines) > 0 {
		b.WriteString("\nNOT LISTED: scripts with a notice of their own, for which nobody said what they\nare, so that no entry below stands for them:\n")
		for _, l := range lines {
			fmt.Fprintf(&b, "    %s\n", l)
		}
	}
	shipped := ships(s.Report)
	for _, f := range shipped {
		b.WriteString("\n" + attribution(f))
	}
	if len(shipped) == 0 {
		b.WriteString("\nNone.\n")
	}
	section(&b, "NOTICES", noticeTexts(s, shipped))
	section(&b, "LICENSES", licenseTexts(s, shipped))
	return []byte(b.String()), nil
}

// ships lists what is delivered: third parties' components used outside tests
// and documentation, and not provided by the environment.
func ships(r audit.Report) []audit.Finding {
	var out []audit.Finding
	for _, f := range r.Findings {
		if !f.Component.FirstParty && slices.ContainsFunc(f.Component.Occurrences, delivered) {
			out = append(out, f)
		}
	}
	return out
}

func delivered(o audit.Occurrence) bool {
	return o.Scope != "test" && o.Scope != "documentation" && o.Scope != "provided"
}

func attribution(f audit.Finding) string {
	var b strings.Builder
	c := f.Component
	if n := line(c.Metadata.Name); n != "" && n != line(c.ID.Name) {
		fmt.Fprintf(&b, "%s (%s)\n", n, label(c))
	} else {
		fmt.Fprintf(&b, "%s\n", label(c))
	}
	if u := line(c.Metadata.URL); u != "" {
		fmt.Fprintf(&b, "    %s\n", u)
	}
	license := licenseText(f.Conclusion)
	if f.Choice != "" && f.Choice != f.Conclusion.License {
		license = fmt.Sprintf("%s (of: %s)", line(string(f.Choice)), license)
	}
	fmt.Fprintf(&b, "    License: %s\n", license)
	lines := copyrights(f.Conclusion)
	if own := line(c.Metadata.Copyright); own != "" && !slices.Contains(lines, own) {
		lines = append([]string{own}, lines...)
	}
	for _, l := range lines {
		fmt.Fprintf(&b, "    %s\n", l)
	}
	return b.String()
}

// passage is a text with the components that it stands for.
type passage struct {
	title, text string
	of          []string
}

func section(b *strings.Builder, title string, passages []passage) {
	if len(passages) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n%s\n", rule, title)
	for _, p := range passages {
		fmt.Fprintf(b, "\n%s\n", rule)
		if p.title != "" {
			fmt.Fprintf(b, "%s\n", p.title)
		}
		fmt.Fprintf(b, "For: %s\n\n%s\n", strings.Join(p.of, ", "), strings.TrimRight(paragraphs(p.text), "\n"))
	}
}

// noticeTexts gives every NOTICE file once, verbatim but for characters that
// would act on a terminal.
func noticeTexts(s source, shipped []audit.Finding) []passage {
	return s.collect(shipped, func(c audit.Claim) (string, bool) { return "", c.Evidence.Kind == audit.KindNoticeFile })
}

// licenseTexts gives the license texts that were found, once each, then the
// texts of the SPDX list for licenses of which none was found.
func licenseTexts(s source, shipped []audit.Finding) []passage {
	found := s.collect(shipped, func(c audit.Claim) (string, bool) {
		return line(string(c.License)), c.Evidence.Kind == audit.KindLicenseFile || c.Evidence.Kind == audit.KindBanner || c.Evidence.Kind == audit.KindPOMComment
	})
	listed := make(map[string]*passage)
	for _, f := range shipped {
		if hasText(s, f) {
			continue // its own text is above
		}
		for _, t := range cmp.Or(f.Choice, f.Conclusion.License).Terms() {
			addListed(listed, t.License, f)
			addListed(listed, t.Exception, f)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(listed)) {
		found = append(found, *listed[id])
	}
	return found
}

// addListed adds the text that the SPDX list has for an id.
func addListed(listed map[string]*passage, id string, f audit.Finding) {
	if id == "" {
		return
	}
	p := listed[id]
	if p == nil {
		text, ok := spdx.Text(id)
		if !ok {
			text = "No text of this license was found."
		}
		p = &passage{title: line(id), text: text}
		listed[id] = p
	}
	if !slices.Contains(p.of, label(f.Component)) {
		p.of = append(p.of, label(f.Component))
	}
}

func hasText(s source, f audit.Finding) bool {
	return slices.ContainsFunc(f.Conclusion.Claims, func(c audit.Claim) bool {
		return c.Evidence.Kind == audit.KindLicenseFile && s.text(c.Evidence) != ""
	})
}

// collect gives the texts of the wanted claims once each, in the order of the
// components.
func (s source) collect(shipped []audit.Finding, wanted func(audit.Claim) (title string, ok bool)) []passage {
	var out []passage
	at := make(map[string]int)
	for _, f := range shipped {
		for con := &f.Conclusion; con != nil; con = con.Upstream {
			for _, c := range con.Claims {
				title, ok := wanted(c)
				text := s.text(c.Evidence)
				if !ok || text == "" {
					continue // another kind of evidence
				}
				i, seen := at[text]
				if !seen {
					i = len(out)
					at[text] = i
					out = append(out, passage{title: title, text: text})
				}
				if !slices.Contains(out[i].of, label(f.Component)) {
					out[i].of = append(out[i].of, label(f.Component))
				}
			}
		}
	}
	return out
}
