package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// maxFailures is how many failures the summary prints in full.
const maxFailures = 100

// Summary is what report and check print: the verdict, what fails with the
// path to it and what to do, what could not be read, and counts. No foreign
// text in it can steer a terminal or a build server.
func Summary(r audit.Report) string {
	var b strings.Builder
	b.WriteString(verdictLine(r) + "\n")
	if r.NoVerdict != "" {
		problemLines(&b, r)
		return log(b.String())
	}
	failures := toDo(r)
	for i, f := range failures {
		if i == maxFailures {
			fmt.Fprintf(&b, "\nand %d more: see the report\n", len(failures)-i)
			break
		}
		b.WriteString("\n" + failureLines(f))
	}
	b.WriteString("\n" + countLine(r) + "\n")
	problemLines(&b, r)
	if r.Settings.Policy.BuiltIn {
		b.WriteString("\nlicaudit.yaml is missing: the built-in policy was used.\n" +
			"    licaudit init              writes a policy to start from\n" +
			"    licaudit override suggest  writes entries for unclear licenses and unnamed scripts\n" +
			"    licaudit baseline          accepts today's findings, so that only new ones fail\n")
	}
	return log(b.String())
}

// verdictLine is the one line that has to be read.
func verdictLine(r audit.Report) string {
	v := pageVerdict(r)
	if r.NoVerdict != "" {
		return "NO VERDICT: " + v.Sentence
	}
	s := strings.ToUpper(v.Word) + ": " + strings.ReplaceAll(strings.TrimSuffix(v.Sentence, "."), ". ", "; ")
	if n := count(r).incomplete; !r.Complete {
		s += "; INCOMPLETE: " + plural(n, "thing") + " could not be resolved or read"
	}
	if r.Settings.Policy.BuiltIn {
		s += " (built-in policy)"
	}
	return s
}

// worstFailing is the worst verdict among the findings that fail.
func worstFailing(r audit.Report) audit.Verdict {
	worst := audit.Review
	for _, f := range r.Findings {
		if f.Fails(r.Settings.FailOn) && f.Verdict.Worse(worst) {
			worst = f.Verdict
		}
	}
	return cmp.Or(worst, "undecided")
}

// failureLines is one failure: what, through which path, and what to do.
func failureLines(f audit.Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s%s\n", label(f.Component), headline(f), bracketed(f.Code))
	where := worstOccurrences(f)
	for i, n := range where {
		if i == 3 {
			fmt.Fprintf(&b, "    and %d more places\n", len(where)-i)
			break
		}
		b.WriteString("    " + whereLine(f, f.Component.Occurrences[n]) + "\n")
	}
	fmt.Fprintf(&b, "    hint: %s\n", fixFor(f, "").Hint)
	return b.String()
}

func bracketed(code string) string {
	if code == "" {
		return ""
	}
	return " [" + line(code) + "]"
}

// whereLine is the path, the line that declares it, and the license as it was
// declared.
func whereLine(f audit.Finding, o audit.Occurrence) string {
	var parts []string
	if c := chain(o); c != "" {
		parts = append(parts, c)
	}
	if p := position(audit.Position{File: o.Found.File, Line: o.Found.Line}); p != "" {
		if len(o.Path) > 0 {
			p = "declared at " + p
		}
		parts = append(parts, p)
	}
	s := strings.Join(parts, ", ")
	if name := declaredName(f.Conclusion); name != "" {
		s += " as " + quote(name)
	}
	if o.Scope != "" && o.Scope != "compile" {
		s += " (" + line(o.Scope) + ")"
	}
	return s
}

// declaredName is the first license as somebody declared it.
func declaredName(c audit.Conclusion) string {
	url := ""
	for _, claim := range allClaims(c) {
		switch {
		case !declares(claim.Evidence.Kind):
			continue // found, not declared
		case claim.Evidence.Name != "":
			return claim.Evidence.Name
		case url == "":
			url = claim.Evidence.URL
		}
	}
	return url
}

// countLine tells how many components have which verdict.
func countLine(r audit.Report) string {
	c := count(r)
	parts := []string{fmt.Sprintf("%d denied", c.verdict[audit.Denied]), fmt.Sprintf("%d to review", c.verdict[audit.Review])}
	for _, more := range []struct {
		n    int
		word string
	}{{c.verdict[audit.Undecided], "undecided"}, {c.unread, "not readable"}, {c.verdict[audit.Excepted], "excepted"}, {c.baselined, "in the baseline"}} {
		if more.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", more.n, more.word))
		}
	}
	parts = append(parts, fmt.Sprintf("%d allowed", c.verdict[audit.Allowed]))
	s := plural(c.judged, "component") + ": " + strings.Join(parts, ", ")
	if c.firstParty > 0 {
		s += fmt.Sprintf("; %d first-party, not judged", c.firstParty)
	}
	return s
}

// problemLines prints what is missing in full, and counts the rest.
func problemLines(b *strings.Builder, r audit.Report) {
	counted := make(map[audit.Severity]int)
	for _, p := range r.Problems {
		if p.Severity != audit.SeverityIncomplete && p.Severity != audit.SeverityError {
			counted[p.Severity]++
			continue
		}
		fmt.Fprintf(b, "\n%s\n", problemLine(p))
		if p.Hint != "" {
			fmt.Fprintf(b, "    hint: %s\n", line(p.Hint))
		}
	}
	var others []string
	for _, s := range []audit.Severity{audit.SeverityWarning, audit.SeverityNote} {
		if n := counted[s]; n > 0 {
			others = append(others, plural(n, string(s)))
		}
	}
	if len(others) > 0 {
		fmt.Fprintf(b, "%s: see the report\n", strings.Join(others, ", "))
	}
}

func problemLine(p audit.Problem) string {
	var parts []string
	if at := position(p.At); at != "" {
		parts = append(parts, at)
	}
	if s := line(p.Subject); s != "" {
		parts = append(parts, s)
	}
	parts = append(parts, line(p.Message)+bracketed(p.Code))
	return strings.Join(parts, ": ")
}

// counts are the figures of the verdict.
type counts struct {
	verdict                      map[audit.Verdict]int // of judged components
	judged, failing, firstParty  int
	baselined, isNew, incomplete int
	unread                       int // findings whose evidence could not be read
}

func count(r audit.Report) counts {
	c := counts{verdict: make(map[audit.Verdict]int)}
	for _, f := range r.Findings {
		if f.Component.FirstParty {
			c.firstParty++
			continue // listed apart, not judged
		}
		c.judged++
		if f.Fails(r.Settings.FailOn) {
			c.failing++
		}
		if f.New {
			c.isNew++
		}
		switch {
		case f.Baselined:
			c.baselined++
		case unreadable(f):
			c.unread++
		default:
			c.verdict[f.Verdict]++
		}
	}
	for _, p := range r.Problems {
		if p.Severity == audit.SeverityIncomplete {
			c.incomplete++
		}
	}
	return c
}
