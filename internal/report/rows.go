package report

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// maxRefs is how many components a row names; the rest is counted.
const maxRefs = 40

func keys[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

// addComponents fills the component lists: worst first, then by ID.
func (p *page) addComponents(r audit.Report) {
	findings := slices.Clone(r.Findings)
	slices.SortStableFunc(findings, func(a, b audit.Finding) int { return shownRank(a) - shownRank(b) })
	for _, f := range findings {
		row := newComponent(r, f)
		switch {
		case f.Component.FirstParty:
			p.FirstParty = append(p.FirstParty, row)
			continue // listed apart
		case f.Component.ID.Type != "maven":
			p.Files = append(p.Files, row)
		}
		p.Components = append(p.Components, row)
	}
}

// shownRank puts what could not be read behind what is denied, and findings of
// the baseline behind those that fail.
func shownRank(f audit.Finding) int {
	rank := 3 * verdictRank(f.Verdict)
	switch {
	case f.Baselined:
		return rank + 2
	case unreadable(f):
		return rank + 1
	}
	return rank
}

func newComponent(r audit.Report, f audit.Finding) componentRow {
	c, con := f.Component, f.Conclusion
	row := componentRow{
		Anchor: anchor(c), Label: label(c), PURL: line(c.ID.String()),
		Class: verdictClass(f), Verdict: verdictText(f),
		License: licenseText(con), Basis: basisText(con), Choice: line(string(f.Choice)),
		By: line(con.By), Reason: con.Reason, Note: con.Note, Source: line(con.Source),
		Scopes: strings.Join(scopes(c), ", "), Versions: line(several(c.Candidates, 12, ", ")), Why: whyText(f), About: metadata(c.Metadata),
		PlaceCount: len(c.Occurrences), EvidenceCount: len(allClaims(con)), New: f.New, IsFile: c.ID.Type != "maven",
	}
	row.Head, row.Name, row.Tail = split(row.Label, line(c.ID.Name))
	if f.Exception != nil {
		row.Exception = line(fmt.Sprintf("%s at %s", f.Exception.Match, position(f.Exception.At)))
	}
	if con.Upstream != nil {
		row.Upstream = licenseText(*con.Upstream)
	}
	for _, i := range shownPlaces(f) {
		row.Places = append(row.Places, append(occurrenceItem(c.Occurrences[i]), placeVerdict(f, i)...))
	}
	claims := allClaims(con)
	for _, claim := range claims[:min(len(claims), maxEvidence)] {
		item := claimItem(claim)
		if _, kept := r.Texts[claim.Evidence.SHA256]; kept && claim.Evidence.SHA256 != "" {
			item = append(item, span{Text: "text", Ref: textAnchor(claim.Evidence.SHA256)})
		}
		row.Evidence = append(row.Evidence, item)
	}
	for _, key := range f.Obligations {
		row.Obligations = append(row.Obligations, line(key))
	}
	if len(c.Occurrences) > 0 {
		o := c.Occurrences[0]
		row.File, row.Method = position(o.Found), line(o.Method)
		if o.Confidence > 0 {
			row.Confidence = fmt.Sprintf("%.2f", o.Confidence)
		}
	}
	return row
}

// split cuts a label around the name in it, for the eye.
func split(label, name string) (head, middle, tail string) {
	i := strings.LastIndex(label, ":"+name+":") + 1
	if i == 0 {
		if i = strings.Index(label, name); i < 0 || name == "" {
			return "", label, ""
		}
	}
	return label[:i], name, label[i+len(name):]
}

// shownPlaces picks the occurrences that a component shows: those with the
// headline's verdict first, one per module and scope before any second one.
func shownPlaces(f audit.Finding) []int {
	order := shortest(f.Component.Occurrences)
	slices.SortStableFunc(order, func(a, b int) int {
		return verdictRank(judgement(f, a).Verdict) - verdictRank(judgement(f, b).Verdict)
	})
	if len(order) > maxPaths {
		order = order[:maxPaths]
	}
	return order
}

// placeVerdict says it where one place is judged otherwise than the component.
func placeVerdict(f audit.Finding, i int) phrase {
	j := judgement(f, i)
	if j.Verdict == f.Verdict || j.Verdict == audit.Undecided {
		return nil
	}
	return phrase{words(string(j.Verdict) + " here")}
}

// verdictClass is the CSS class of a verdict.
func verdictClass(f audit.Finding) string {
	switch {
	case f.Component.FirstParty:
		return "first-party"
	case f.Baselined:
		return "baselined"
	case unreadable(f):
		return "unread"
	case !knownVerdict(f.Verdict):
		return "denied"
	}
	return string(f.Verdict)
}

func metadata(m audit.Metadata) []pair {
	var out []pair
	for _, p := range []pair{{"name", m.Name}, {"description", m.Description}, {"organization", m.Organization}, {"url", m.URL}, {"scm", m.SCM}, {"copyright", m.Copyright}} {
		if p.Value = line(p.Value); p.Value != "" {
			out = append(out, pair{p.Key, cut(p.Value, 300)})
		}
	}
	return out
}

// choices lists what left a choice or a question: alternatives of an OR,
// assumed ones, ambiguous and conflicting evidence.
func choices(r audit.Report) []choiceRow {
	var out []choiceRow
	for _, f := range r.Findings {
		c := f.Conclusion
		row := choiceRow{Ref: reference(f), Taken: line(string(f.Choice)), Why: whyText(f)}
		switch {
		case f.Component.FirstParty:
			continue // not judged
		case c.AssumedOr:
			row.What, row.Between = "assumed a choice", "one of them ("+reading(c, 0)+") or all of them ("+reading(c, 1)+")"
		case c.Basis == audit.Conflicting:
			row.What, row.Between = "conflict", expressions(c.Candidates, " against ")
		case c.Basis == audit.AmbiguousB:
			row.What, row.Between = "ambiguous", expressions(c.Candidates, " or ")
		case f.Choice != "":
			row.What, row.Between = "choice", line(string(c.License))
		default:
			continue // one license, no question
		}
		out = append(out, row)
	}
	return out
}

func overrideRows(r audit.Report) []overrideRow {
	known := make(map[audit.ID]audit.Finding)
	for _, f := range r.Findings {
		known[f.Component.ID] = f
	}
	var out []overrideRow
	for _, o := range r.Overrides {
		row := overrideRow{
			Match: line(o.Match), Kind: line(o.Kind), State: line(o.State), License: line(string(o.License)), At: position(o.At),
			Reason: o.Reason, Note: o.Note, Source: line(o.Source), By: line(o.By), Date: line(o.Date), Expires: line(o.Expires),
			Detail: line(o.Detail), AppliedCount: len(o.Applied), Metadata: metadata(o.Metadata),
		}
		for _, id := range o.Applied[:min(len(o.Applied), maxRefs)] {
			if f, ok := known[id]; ok {
				row.Applied = append(row.Applied, reference(f))
			} else {
				row.Applied = append(row.Applied, componentRef{Label: line(id.Label())}) // library: false
			}
		}
		out = append(out, row)
	}
	return out
}

func exceptionRows(es []audit.Exception) []exceptionRow {
	var out []exceptionRow
	for _, e := range es {
		state := "unused"
		switch {
		case e.Expired:
			state = "expired"
		case e.Used:
			state = "used"
		}
		out = append(out, exceptionRow{line(e.Match), line(strings.Join(e.Allow, ", ")), e.Reason, line(e.Expires), state, position(e.At)})
	}
	return out
}

// obligations lists what the licenses in use ask for, with the components that
// bring each.
func obligations(r audit.Report) []obligationRow {
	rows := make(map[string]*obligationRow)
	for _, f := range r.Findings {
		for _, key := range f.Obligations {
			row := rows[key]
			if row == nil {
				row = &obligationRow{Key: line(key), Text: line(r.Obligations[key])}
				rows[key] = row
			}
			row.Count++
			if len(row.Refs) < maxRefs {
				row.Refs = append(row.Refs, reference(f))
			}
		}
	}
	var out []obligationRow
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		out = append(out, *rows[key])
	}
	return out
}

// newMethod tells by what the report was made and judged.
func newMethod(r audit.Report) method {
	var m method
	add := func(k, v string) {
		if v = line(v); v != "" {
			m.Rows = append(m.Rows, pair{k, v})
		}
	}
	add("made by", r.Tool.Name+" "+r.Tool.Version)
	for _, k := range slices.Sorted(maps.Keys(r.Tool.Data)) {
		add("data: "+line(k), r.Tool.Data[k])
	}
	add("judged as of", r.Settings.AsOf)
	add("fails on", string(r.Settings.FailOn))
	add("evidence read", r.Settings.Evidence)
	policy := "licaudit.yaml"
	if r.Settings.Policy.BuiltIn {
		policy = "built-in (no licaudit.yaml)"
	}
	add("policy", policy)
	add("exit status", fmt.Sprint(r.Exit))
	for _, rule := range r.Settings.Policy.Rules {
		m.Rules = append(m.Rules, line(rule))
	}
	for _, u := range r.Settings.Policy.Unused {
		m.Unused = append(m.Unused, line(u))
	}
	file := func(role string, fs ...audit.File) {
		for _, f := range fs {
			m.Files = append(m.Files, fileRow{role, line(f.Name), line(f.SHA256)})
		}
	}
	file("policy", r.Settings.Policy.Files...)
	file("overrides", r.Settings.Overrides...)
	if r.Settings.Baseline != nil {
		file("baseline", *r.Settings.Baseline)
	}
	for _, mod := range r.Modules {
		state := "complete"
		if !mod.Complete {
			state = "incomplete"
		}
		m.Modules = append(m.Modules, moduleRow{line(mod.ID.Label()), line(mod.Packaging), line(mod.POM), state, len(mod.Tree)})
	}
	return m
}
