package report

import (
	"fmt"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// Explain is the whole story of one component: how it came in (the shortest
// path of each module, or all), who chose its version, every piece of evidence
// with the rule that read it, the override, the policy's line, and what to do.
func Explain(r audit.Report, f audit.Finding, all bool) string {
	var b strings.Builder
	c := f.Component
	fmt.Fprintf(&b, "%s\n    %s\n", label(c), line(c.ID.String()))
	explainComponent(&b, c)
	explainPaths(&b, f, all)
	explainOmitted(&b, r, f, all)
	explainConclusion(&b, f.Conclusion, "license")
	explainVerdict(&b, r, f)
	return log(b.String())
}

func explainComponent(b *strings.Builder, c audit.Component) {
	m := c.Metadata
	for _, row := range [][2]string{{"name", m.Name}, {"url", m.URL}, {"organization", m.Organization}, {"scm", m.SCM}, {"copyright", m.Copyright}} {
		if row[1] != "" {
			fmt.Fprintf(b, "    %s: %s\n", row[0], line(row[1]))
		}
	}
	if len(c.Candidates) > 0 {
		fmt.Fprintf(b, "    version: not exact; one of %s\n", line(several(c.Candidates, 12, ", ")))
	}
	if c.FirstParty {
		b.WriteString("    the project's own: not judged\n")
	}
}

func explainPaths(b *strings.Builder, f audit.Finding, all bool) {
	shown := shortest(f.Component.Occurrences)
	if all {
		shown = nil
		for i := range f.Component.Occurrences {
			shown = append(shown, i)
		}
	}
	fmt.Fprintf(b, "\nused in %s", plural(len(f.Component.Occurrences), "place"))
	if rest := len(f.Component.Occurrences) - len(shown); rest > 0 {
		fmt.Fprintf(b, ", the shortest path of each module (%d more with --all)", rest)
	}
	b.WriteString("\n")
	for _, i := range shown {
		explainOccurrence(b, f.Component.Occurrences[i], judgement(f, i))
	}
}

func explainOccurrence(b *strings.Builder, o audit.Occurrence, j audit.Judgement) {
	where := fullChain(o)
	if where == "" {
		where = position(o.Found)
	}
	scope := line(o.Scope)
	if o.Optional {
		scope += ", optional"
	}
	fmt.Fprintf(b, "    %s (%s)%s\n", where, scope, verdictSuffix(j))
	if p := position(o.Found); p != "" && p != where {
		fmt.Fprintf(b, "        declared at %s\n", p)
	}
	if p := position(o.Managed); p != "" {
		fmt.Fprintf(b, "        version managed at %s\n", p)
	}
	if o.Method != "" {
		fmt.Fprintf(b, "        known by %s%s\n", line(o.Method), confidence(o.Confidence))
	}
}

// maxOmitted bounds the losing paths that are shown without --all.
const maxOmitted = 5

// explainOmitted prints the paths that asked for the artifact too, and what
// became of them, as Maven's verbose tree would.
func explainOmitted(b *strings.Builder, r audit.Report, f audit.Finding, all bool) {
	var lines []string
	for _, m := range r.Modules {
		for _, o := range m.Omitted {
			if o.Winner == f.Component.ID {
				lines = append(lines, omittedText(m, o))
			}
		}
	}
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(b, "\nasked for in %s more, which Maven leaves out of the tree\n", plural(len(lines), "place"))
	for i, text := range lines {
		if i == maxOmitted && !all {
			fmt.Fprintf(b, "    (%d more with --all)\n", len(lines)-i)
			return
		}
		fmt.Fprintf(b, "    %s\n", text)
	}
}

func omittedText(m audit.Module, o audit.Omitted) string {
	words := []string{m.ID.Name}
	for _, id := range o.Path {
		words = append(words, id.Label())
	}
	text := line(strings.Join(words, " -> "))
	why := "the same version comes by a nearer path"
	switch {
	case o.Reason == "cycle":
		why = "a cycle"
	case o.Reason == "conflict":
		why = line(o.Winner.Version) + " is nearer, or declared first"
	}
	if o.ManagedFrom != "" {
		why += "; " + line(o.ManagedFrom) + " was declared, and managed"
	}
	return text + ": omitted, " + why
}

func verdictSuffix(j audit.Judgement) string {
	if j.Verdict == audit.Undecided {
		return ""
	}
	return ": " + line(string(j.Verdict))
}

// shortest gives the index of the shortest path of each module and scope, in
// the order of the occurrences.
func shortest(os []audit.Occurrence) []int {
	type place struct{ module, scope, file string }
	best := make(map[place]int) // position in out
	var out []int
	for i, o := range os {
		p := place{o.Module, o.Scope, ""}
		if o.Module == "" {
			p.file = o.Found.File // every file is a place of its own
		}
		switch at, seen := best[p]; {
		case !seen:
			best[p] = len(out)
			out = append(out, i)
		case len(o.Path) < len(os[out[at]].Path):
			out[at] = i
		}
	}
	return out
}

// explainConclusion prints a conclusion with its claims; what an override
// replaced follows.
func explainConclusion(b *strings.Builder, c audit.Conclusion, title string) {
	fmt.Fprintf(b, "\n%s: %s\n", title, licenseText(c))
	fmt.Fprintf(b, "    basis: %s%s\n", basisText(c), byText(c.By))
	for _, row := range [][2]string{{"reason", plain(c.Reason)}, {"note", plain(c.Note)}, {"source", line(c.Source)}} {
		if row[1] != "" {
			fmt.Fprintf(b, "    %s: %s\n", row[0], row[1])
		}
	}
	if c.AssumedOr {
		fmt.Fprintf(b, "    several licenses are declared: read as a choice (%s), or as all of them (%s)\n", reading(c, 0), reading(c, 1))
	}
	if len(c.Claims) == 0 && c.Basis != audit.Overridden {
		b.WriteString("    no evidence\n")
	}
	for _, claim := range c.Claims {
		explainClaim(b, claim)
	}
	if c.Upstream != nil {
		explainConclusion(b, *c.Upstream, "upstream says")
	}
}

func byText(by string) string {
	if by == "" {
		return ""
	}
	return ", by " + line(by)
}

func reading(c audit.Conclusion, i int) string {
	if i >= len(c.Candidates) {
		return "not recorded"
	}
	return line(string(c.Candidates[i]))
}

func explainClaim(b *strings.Builder, c audit.Claim) {
	e := c.Evidence
	fmt.Fprintf(b, "    - %s", kindText(e.Kind))
	if p := position(e.Found); p != "" {
		fmt.Fprintf(b, " %s", p)
	}
	if e.Name != "" {
		fmt.Fprintf(b, " says %s", quote(e.Name))
	}
	if e.URL != "" {
		fmt.Fprintf(b, " <%s>", line(e.URL))
	}
	b.WriteString("\n        " + claimText(c))
	if c.Rule != "" {
		fmt.Fprintf(b, " (rule %s)", line(c.Rule))
	}
	b.WriteString("\n")
	for _, note := range c.Notes {
		fmt.Fprintf(b, "        note: %s\n", line(note))
	}
	if e.SHA256 != "" {
		fmt.Fprintf(b, "        sha256 %s\n", line(e.SHA256))
	}
}

func explainVerdict(b *strings.Builder, r audit.Report, f audit.Finding) {
	fmt.Fprintf(b, "\nverdict: %s%s%s\n", verdictText(f), bracketed(f.Code), byText(f.By))
	if f.Why != "" {
		fmt.Fprintf(b, "    %s\n", line(f.Why))
	}
	if f.Choice != "" {
		fmt.Fprintf(b, "    taken of the choice: %s\n", line(string(f.Choice)))
	}
	if f.Exception != nil {
		fmt.Fprintf(b, "    exception at %s: %s\n", position(f.Exception.At), plain(f.Exception.Reason))
	}
	for _, key := range f.Obligations {
		text := line(r.Obligations[key])
		if text == "" {
			text = line(key)
		}
		fmt.Fprintf(b, "    obligation: %s\n", text)
	}
	for _, o := range r.Overrides {
		for _, id := range o.Applied {
			if id == f.Component.ID {
				fmt.Fprintf(b, "    override at %s: %s\n", position(o.At), line(o.State))
			}
		}
	}
	if f.Component.FirstParty || !f.Fails(r.Settings.FailOn) && f.Verdict != audit.Review {
		return
	}
	fix := fixFor(f, r.Settings.AsOf)
	fmt.Fprintf(b, "\nwhat to do: %s\n    # %s\n", fix.Hint, fix.File)
	for _, l := range strings.Split(strings.TrimRight(fix.Snippet, "\n"), "\n") {
		b.WriteString("    " + indented(l) + "\n")
	}
}

// indented keeps the indentation of a line of YAML.
func indented(s string) string {
	core := strings.TrimLeft(s, " ")
	return s[:len(s)-len(core)] + visible(core)
}
