package report

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// page is what the HTML and the Markdown report both show, in one order and in
// the same words. Every string in it is fit to be shown: line, visible or
// position made it, and the writers only escape it for their format.
type page struct {
	Title, Coordinates string
	About              []pair // revision, time, labels
	NoVerdict          string
	Verdict            headlineVerdict
	Tiles              []tile
	Missing            []problemRow // what makes the result incomplete
	Cards              []card
	Baseline           *baselineRow
	Licenses           []licenseRow
	Segments           []segment
	Components         []componentRow // judged, worst first
	FirstParty         []componentRow
	Files              []componentRow // those of Components that are no Maven artifacts
	Choices            []choiceRow
	Overrides          []overrideRow
	Exceptions         []exceptionRow
	Obligations        []obligationRow
	Texts              []textRow
	Problems           []problemRow
	Method             method
}

type pair struct{ Key, Value string }

type headlineVerdict struct{ Class, Word, Sentence, Completeness string }

type tile struct {
	Class, Word string
	N           int
	Filter      string // the verdict of the filter, if it has one
}

type componentRow struct {
	Anchor, Label, PURL    string
	Head, Name, Tail       string // of Label: the name, and what stands around it
	Class, Verdict         string
	License, Basis, Choice string
	By, Reason, Note       string // Reason and Note are Markdown
	Source                 string
	Scopes, Versions       string
	Why, Exception         string
	About                  []pair
	Places                 []phrase
	PlaceCount             int
	Evidence               []phrase
	EvidenceCount          int
	Upstream               string
	Obligations            []string
	New, IsFile            bool
	Method                 string
	Confidence             string
	File                   string
}

type problemRow struct{ Severity, Code, Meaning, Subject, At, Message, Hint string }

type baselineRow struct {
	File           string
	New, Baselined []componentRef
}

type componentRef struct{ Anchor, Label, License string }

type choiceRow struct {
	Ref                       componentRef
	What, Between, Taken, Why string
}

type overrideRow struct {
	Match, Kind, State, License, At string
	Reason, Note, Source            string
	By, Date, Expires, Detail       string
	Applied                         []componentRef
	AppliedCount                    int
	Metadata                        []pair
}

type exceptionRow struct{ Match, Allow, Reason, Expires, State, At string }

type obligationRow struct {
	Key, Text string
	Refs      []componentRef
	Count     int
}

type method struct {
	Rows    []pair
	Rules   []string
	Unused  []string
	Files   []fileRow
	Modules []moduleRow
}

type fileRow struct{ Role, Name, SHA256 string }

type moduleRow struct {
	Label, Packaging, POM, State string
	Dependencies                 int
}

// newPage derives the page from the report.
func newPage(r audit.Report) page {
	p := page{
		Title: cmp.Or(line(r.Project.Name), line(r.Project.ID.Label()), "license audit"), Coordinates: line(r.Project.ID.Label()),
		About: aboutProject(r.Project), NoVerdict: line(r.NoVerdict), Verdict: pageVerdict(r),
		Overrides: overrideRows(r), Exceptions: exceptionRows(r.Exceptions), Method: newMethod(r),
	}
	for _, f := range toDo(r) {
		p.Cards = append(p.Cards, card{Anchor: anchor(f.Component), Label: label(f.Component), Class: verdictClass(f),
			Code: line(f.Code), Headline: headline(f), Body: cardBody(f, r.Settings.AsOf)})
	}
	for _, problem := range r.Problems {
		row := newProblem(problem)
		p.Problems = append(p.Problems, row)
		if problem.Severity == audit.SeverityIncomplete {
			p.Missing = append(p.Missing, row)
		}
	}
	p.addComponents(r)
	p.Tiles = tiles(r)
	p.Baseline = newBaseline(r)
	p.Licenses, p.Segments = licenses(r)
	p.Choices = choices(r)
	p.Obligations = obligations(r)
	p.Texts = texts(r)
	return p
}

func aboutProject(p audit.Project) []pair {
	var out []pair
	add := func(k, v string) {
		if v = line(v); v != "" {
			out = append(out, pair{line(k), v})
		}
	}
	add("revision", p.Revision)
	add("time", p.Time)
	for _, k := range slices.Sorted(keys(p.Labels)) {
		add(k, p.Labels[k])
	}
	return out
}

// pageVerdict words the verdict. What is incomplete is never called allowed,
// and neither is what waits for a review.
func pageVerdict(r audit.Report) headlineVerdict {
	if r.NoVerdict != "" {
		return headlineVerdict{Class: "none", Word: "No verdict", Sentence: line(r.NoVerdict)}
	}
	c := count(r)
	v := headlineVerdict{Sentence: sentence(c)}
	switch {
	case c.failing > 0:
		v.Class = string(worstFailing(r))
		v.Word = upper(v.Class)
	case !r.Complete:
		v.Class, v.Word = "unread", "Incomplete"
	case c.verdict[audit.Review] > 0:
		v.Class, v.Word = "review", "Review"
	default:
		v.Class, v.Word = "allowed", "Allowed"
	}
	if n := c.verdict[audit.Review]; n > 0 && r.Settings.FailOn != audit.Review {
		v.Sentence += " " + upper(plural(n, "component")) + map[bool]string{true: " has", false: " have"}[n == 1] + " to be reviewed."
	}
	v.Completeness = "Complete: everything was resolved and read."
	if !r.Complete {
		v.Completeness = "Incomplete: " + plural(c.incomplete, "thing") + " could not be resolved or read, so more may be wrong than is listed."
	}
	if n := unnamedScripts(r); n > 0 {
		if c.judged == 0 {
			v.Sentence = "No third-party component is known."
		}
		v.Completeness += " " + upper(plural(n, "notice")) + map[bool]string{true: " stands", false: " stand"}[n == 1] + " in scripts that no component stands for: see the problems."
	}
	return v
}

// unnamedScripts counts the notices of code that no component stands for.
func unnamedScripts(r audit.Report) int {
	n := 0
	for _, p := range r.Problems {
		if p.Code == audit.CodeUnnamedScript {
			n++
		}
	}
	return n
}

// unnamedLines are those notices in a line each.
func unnamedLines(r audit.Report) []string {
	var out []string
	for _, p := range r.Problems {
		if p.Code == audit.CodeUnnamedScript {
			out = append(out, line(position(p.At)+": "+p.Message))
		}
	}
	return out
}

func sentence(c counts) string {
	switch {
	case c.judged == 0:
		return "There are no third-party components."
	case c.failing == 0:
		return fmt.Sprintf("None of %s fails the policy.", plural(c.judged, "component"))
	case c.failing == 1:
		return fmt.Sprintf("1 of %s fails the policy.", plural(c.judged, "component"))
	}
	return fmt.Sprintf("%d of %s fail the policy.", c.failing, plural(c.judged, "component"))
}

func tiles(r audit.Report) []tile {
	c := count(r)
	out := []tile{{"denied", "denied", c.verdict[audit.Denied], "denied"}, {"review", "to review", c.verdict[audit.Review], "review"}}
	if n := c.verdict[audit.Undecided]; n > 0 {
		out = append(out, tile{"denied", "undecided", n, ""})
	}
	if c.unread > 0 {
		out = append(out, tile{"unread", "not readable", c.unread, "unread"})
	}
	out = append(out, tile{"excepted", "excepted", c.verdict[audit.Excepted], "excepted"}, tile{"allowed", "allowed", c.verdict[audit.Allowed], "allowed"})
	if r.Settings.Baseline != nil {
		out = append(out, tile{"baselined", "in the baseline", c.baselined, "baselined"})
	}
	return out
}

func newProblem(p audit.Problem) problemRow {
	return problemRow{string(p.Severity), line(p.Code), audit.Meaning(p.Code), line(p.Subject), position(p.At), line(p.Message), line(p.Hint)}
}

// anchor is the fragment of a component's place on the page. It depends on the
// component alone, so that links into a report of last week still lead there.
func anchor(c audit.Component) string {
	sum := sha256.Sum256([]byte(c.ID.String() + " " + c.Near))
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, c.ID.Name)
	if len(name) > 40 {
		name = name[:40]
	}
	return fmt.Sprintf("c-%s-%x", strings.Trim(name, "-"), sum[:4])
}

func reference(f audit.Finding) componentRef {
	return componentRef{anchor(f.Component), label(f.Component), licenseText(f.Conclusion)}
}

func newBaseline(r audit.Report) *baselineRow {
	if r.Settings.Baseline == nil {
		return nil
	}
	b := &baselineRow{File: line(r.Settings.Baseline.Name)}
	for _, f := range r.Findings {
		if f.New {
			b.New = append(b.New, reference(f))
		}
		if f.Baselined {
			b.Baselined = append(b.Baselined, reference(f))
		}
	}
	return b
}
