package report

import (
	"fmt"
	"strings"
)

// markdown writes report.md: GitHub Flavored Markdown that shows foreign text
// as it is and nothing more.
func markdown(s source) ([]byte, error) {
	return []byte(markdownPage(newPage(s.Report), newProse())), nil
}

// mdWriter writes the sections of the page in their order.
type mdWriter struct {
	strings.Builder
	prose prose
}

func markdownPage(p page, prose prose) string {
	w := &mdWriter{prose: prose}
	w.top(p)
	if p.NoVerdict == "" {
		w.cards(p)
		w.baseline(p)
		w.licenses(p)
		w.components(p)
		w.javascript(p)
		w.choices(p)
		w.overrides(p)
		w.exceptions(p)
		w.obligations(p)
	}
	w.problems(p)
	w.method(p.Method)
	return w.String()
}

func (w *mdWriter) top(p page) {
	fmt.Fprintf(w, "# License report: %s\n\n", inline(p.Title))
	fmt.Fprintf(w, "**%s.** %s\n\n", strings.ToUpper(p.Verdict.Word), inline(p.Verdict.Sentence))
	if p.Verdict.Completeness != "" {
		fmt.Fprintf(w, "%s\n\n", inline(p.Verdict.Completeness))
	}
	for _, m := range p.Missing {
		fmt.Fprintf(w, "- %s\n", problemText(m))
	}
	if len(p.Missing) > 0 {
		w.WriteString("\n")
	}
	if p.Coordinates != "" {
		fmt.Fprintf(w, "- project: %s\n", code(p.Coordinates))
	}
	for _, a := range p.About {
		fmt.Fprintf(w, "- %s: %s\n", inline(a.Key), code(a.Value))
	}
	for _, t := range p.Tiles {
		if p.NoVerdict == "" {
			fmt.Fprintf(w, "- %s: %d\n", inline(t.Word), t.N)
		}
	}
	w.WriteString("\n")
}

func problemText(p problemRow) string {
	var s string
	if p.At != "" {
		s += code(p.At) + ": "
	}
	if p.Subject != "" {
		s += code(p.Subject) + ": "
	}
	s += inline(p.Message)
	if p.Code != "" {
		s += " " + code(p.Code)
	}
	return s
}

func (w *mdWriter) cards(p page) {
	if len(p.Cards) == 0 {
		return
	}
	w.WriteString("## What to do\n\n")
	for _, c := range p.Cards {
		fmt.Fprintf(w, "### %s: %s\n\n", code(c.Label), inline(c.Headline))
		w.WriteString(c.Body + "\n")
	}
}

func (w *mdWriter) baseline(p page) {
	if p.Baseline == nil {
		return
	}
	fmt.Fprintf(w, "## Changes since the baseline\n\nBaseline: %s. %d new, %d known.\n\n", code(p.Baseline.File), len(p.Baseline.New), len(p.Baseline.Baselined))
	w.table("Component|License|State", func(row func(...string)) {
		for _, c := range p.Baseline.New {
			row(code(c.Label), inline(c.License), "new")
		}
		for _, c := range p.Baseline.Baselined {
			row(code(c.Label), inline(c.License), "known")
		}
	})
}

func (w *mdWriter) licenses(p page) {
	w.WriteString("## Licenses\n\n")
	w.table("License|Category|Components|Verdict", func(row func(...string)) {
		for _, l := range p.Licenses {
			row(inline(l.License), inline(l.Category), fmt.Sprint(l.Count), inline(l.Verdict))
		}
	})
}

func (w *mdWriter) components(p page) {
	w.WriteString("## Components\n\nThe evidence of each component stands in index.html and result.json.\n\n")
	w.componentTable(p.Components)
	if len(p.FirstParty) > 0 {
		w.WriteString("### First-party, not judged\n\n")
		w.componentTable(p.FirstParty)
	}
}

func (w *mdWriter) componentTable(rows []componentRow) {
	w.table("Component|License|Verdict|Basis|Scopes|Places", func(row func(...string)) {
		for _, c := range rows {
			row(code(c.Label), inline(c.License), inline(c.Verdict), inline(c.Basis), inline(c.Scopes), fmt.Sprint(c.PlaceCount))
		}
	})
}

func (w *mdWriter) javascript(p page) {
	if len(p.Files) == 0 {
		return
	}
	w.WriteString("## JavaScript and other files\n\n")
	w.table("Library|License|Verdict|File|Known by|Confidence", func(row func(...string)) {
		for _, c := range p.Files {
			row(code(c.Label), inline(c.License), inline(c.Verdict), code(c.File)+more(c.PlaceCount-1), inline(c.Method), c.Confidence)
		}
	})
}

// more counts what is not shown.
func more(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", n)
}

func (w *mdWriter) choices(p page) {
	if len(p.Choices) == 0 {
		return
	}
	w.WriteString("## Choices and conflicts\n\n")
	w.table("Component|What|Between|Taken|Why", func(row func(...string)) {
		for _, c := range p.Choices {
			row(code(c.Ref.Label), inline(c.What), inline(c.Between), inline(c.Taken), inline(c.Why))
		}
	})
}

func (w *mdWriter) overrides(p page) {
	if len(p.Overrides) == 0 {
		return
	}
	w.WriteString("## Overrides in force\n\n")
	w.table("Entry|State|License|Applied to|Reason|By|Where", func(row func(...string)) {
		for _, o := range p.Overrides {
			reason := w.prose.inline(o.Reason)
			if o.Note != "" {
				reason += " Note: " + w.prose.inline(o.Note)
			}
			if o.Source != "" {
				reason += " Source: " + link(o.Source, o.Source)
			}
			if o.Detail != "" {
				reason += " " + inline(o.Detail)
			}
			row(code(o.Match), inline(o.State), inline(o.License), refs(o.Applied, o.AppliedCount), reason, inline(signature(o)), code(o.At))
		}
	})
}

// signature says who entered an override, when, and until when it holds.
func signature(o overrideRow) string {
	s := o.By
	for _, part := range []string{o.Date, until(o.Expires)} {
		if part != "" {
			s = strings.TrimPrefix(s+", "+part, ", ")
		}
	}
	return s
}

func until(date string) string {
	if date == "" {
		return ""
	}
	return "until " + date
}

// refs names components, and counts those that are not named.
func refs(list []componentRef, total int) string {
	var out []string
	for _, r := range list {
		out = append(out, code(r.Label))
	}
	return strings.Join(out, ", ") + more(total-len(list))
}

func (w *mdWriter) exceptions(p page) {
	if len(p.Exceptions) == 0 {
		return
	}
	w.WriteString("## Exceptions\n\n")
	w.table("Match|Allows|State|Reason|Expires|Where", func(row func(...string)) {
		for _, e := range p.Exceptions {
			row(code(e.Match), inline(e.Allow), inline(e.State), w.prose.inline(e.Reason), inline(e.Expires), code(e.At))
		}
	})
}

func (w *mdWriter) obligations(p page) {
	if len(p.Obligations) == 0 {
		return
	}
	w.WriteString("## Obligations\n\nFor what ships.\n\n")
	w.table("Obligation|What it asks|Components", func(row func(...string)) {
		for _, o := range p.Obligations {
			row(inline(o.Key), inline(o.Text), refs(o.Refs, o.Count))
		}
	})
}

func (w *mdWriter) problems(p page) {
	if len(p.Problems) == 0 {
		return
	}
	w.WriteString("## Problems\n\n")
	w.table("Severity|Code|Subject|Where|Message|What to do", func(row func(...string)) {
		for _, q := range p.Problems {
			row(inline(q.Severity), code(q.Code), code(q.Subject), code(q.At), inline(q.Message), inline(q.Hint))
		}
	})
}

func (w *mdWriter) method(m method) {
	w.WriteString("## Method and limits\n\n")
	for _, l := range limits {
		fmt.Fprintf(w, "%s\n\n", l)
	}
	for _, r := range m.Rows {
		fmt.Fprintf(w, "- %s: %s\n", inline(r.Key), code(r.Value))
	}
	for _, r := range m.Rules {
		fmt.Fprintf(w, "- policy rule: %s\n", code(r))
	}
	for _, u := range m.Unused {
		fmt.Fprintf(w, "- allowed, and not in use: %s\n", code(u))
	}
	for _, f := range m.Files {
		fmt.Fprintf(w, "- %s file: %s, SHA-256 %s\n", inline(f.Role), code(f.Name), code(f.SHA256))
	}
	w.WriteString("\n")
	if len(m.Modules) == 0 {
		return
	}
	w.table("Module|Packaging|POM|Dependencies|State", func(row func(...string)) {
		for _, mod := range m.Modules {
			row(code(mod.Label), inline(mod.Packaging), code(mod.POM), fmt.Sprint(mod.Dependencies), mod.State)
		}
	})
}

// limits says what the report is and is not, as Markdown.
var limits = []string{
	"Each license was concluded from what the library's POM or package metadata declares, from license texts and notices found in its files, from curated facts, and from the project's overrides; where these leave the answer open or contradict each other, the report says so instead of choosing.",
	"The report lists what was found. It cannot see code that was copied without a trace, and it is not legal advice.",
}

// table writes a table, and a line instead of an empty one.
func (w *mdWriter) table(head string, rows func(row func(...string))) {
	columns := strings.Split(head, "|")
	count := 0
	rows(func(cells ...string) {
		if count == 0 {
			w.WriteString("| " + strings.Join(columns, " | ") + " |\n|" + strings.Repeat(" --- |", len(columns)) + "\n")
		}
		count++
		for _, c := range cells {
			w.WriteString("| " + cell(c) + " ")
		}
		w.WriteString("|\n")
	})
	if count == 0 {
		w.WriteString("None.\n")
	}
	w.WriteString("\n")
}
