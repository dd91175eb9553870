package report

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// The parts of SARIF 2.1.0
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html) that are
// written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool            `json:"tool"`
		Invocations []sarifInvocation    `json:"invocations"`
		Bases       map[string]sarifBase `json:"originalUriBaseIds"`
		Results     []sarifResult        `json:"results"`
		Automation  sarifAutomation      `json:"automationDetails"`
		ColumnKind  string               `json:"columnKind"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifMessage `json:"shortDescription"`
		Help    sarifMessage `json:"help"`
		Default sarifLevel   `json:"defaultConfiguration"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifMessage struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifInvocation struct {
		Successful bool `json:"executionSuccessful"`
		ExitCode   int  `json:"exitCode"`
	}
	sarifBase struct {
		Description sarifMessage `json:"description"`
	}
	sarifAutomation struct {
		ID string `json:"id"`
	}
	sarifResult struct {
		Rule         string             `json:"ruleId"`
		Index        int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifMessage       `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	}
	sarifRegion struct {
		Line   int `json:"startLine"`
		Column int `json:"startColumn,omitempty"`
	}
	sarifLogical struct {
		Name string `json:"fullyQualifiedName"`
		Kind string `json:"kind"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Justification string `json:"justification,omitempty"`
	}
)

// issue is one thing to look at, for the viewers of code: a finding that is
// not allowed, or a problem.
type issue struct {
	code, level string // level: error, warning or note
	message     string // plain text
	subject     string
	places      []place
	fingerprint string
	known       bool // in the baseline
}

// issues lists findings first, then problems, both in the report's order. A
// problem that repeats a finding is left to the finding.
func (s source) issues() []issue {
	var out []issue
	for _, f := range s.Findings {
		if f.Component.FirstParty || f.Verdict == audit.Allowed || f.Verdict == audit.Excepted {
			continue // nothing to do
		}
		out = append(out, s.findingIssue(f))
	}
	for _, p := range s.Problems {
		at, ok := inProject(p.At)
		if !ok {
			at = s.fallback()
		}
		out = append(out, issue{code: cmp.Or(line(p.Code), "problem"), level: problemLevel(p.Severity), message: problemMessage(p), subject: line(p.Subject),
			places: []place{at}, fingerprint: fingerprint(p.Code, p.Subject, p.At.File, p.Message)})
	}
	return out
}

func (s source) findingIssue(f audit.Finding) issue {
	level := "warning"
	if f.Fails(s.Settings.FailOn) || f.Verdict == audit.Denied && f.Baselined {
		level = "error"
	}
	text := label(f.Component) + ": " + headline(f)
	if o := worstOccurrences(f); len(o) > 0 {
		text += "; " + whereLine(f, f.Component.Occurrences[o[0]])
		if len(o) > 1 {
			text += fmt.Sprintf(" and %d more", len(o)-1)
		}
	}
	id := f.Component.ID
	id.Version = "" // a new version is still the same issue
	return issue{code: cmp.Or(line(f.Code), audit.CodeLicenseDenied), level: level, message: text + "; " + fixFor(f, "").Hint, subject: label(f.Component),
		places: s.places(f), fingerprint: fingerprint(f.Code, id.String(), f.Component.Near, licenseText(f.Conclusion)), known: f.Baselined}
}

func problemMessage(p audit.Problem) string {
	s := problemLine(audit.Problem{At: p.At, Subject: p.Subject, Message: p.Message})
	if h := line(p.Hint); h != "" {
		s += "; " + h
	}
	return s
}

func problemLevel(s audit.Severity) string {
	switch s {
	case audit.SeverityError, audit.SeverityIncomplete:
		return "error"
	case audit.SeverityNote:
		return "note"
	}
	return "warning"
}

func fingerprint(parts ...string) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(parts, "\x00"))))
}

// sarif writes the findings at the lines of the <dependency> elements that
// bring them.
func sarif(s source) ([]byte, error) {
	issues := s.issues()
	rules := sarifRules(issues)
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: "licaudit", Version: s.Tool.Version, Rules: rules}},
		Invocations: []sarifInvocation{{Successful: s.NoVerdict == "", ExitCode: s.Exit}},
		Bases:       map[string]sarifBase{"%SRCROOT%": {sarifMessage{Text: "The folder of the project."}}},
		Results:     []sarifResult{}, Automation: sarifAutomation{"licaudit/"}, ColumnKind: "unicodeCodePoints",
	}
	for _, i := range issues {
		index := slices.IndexFunc(rules, func(r sarifRule) bool { return r.ID == i.code })
		r := sarifResult{Rule: i.code, Index: index, Level: i.level, Message: sarifMessage{Text: i.message}, Fingerprints: map[string]string{"licaudit/v1": i.fingerprint}}
		for _, p := range i.places {
			r.Locations = append(r.Locations, sarifPlace(p, i.subject))
		}
		if i.known {
			r.Suppressions = []sarifSuppression{{"external", "in the baseline"}}
		}
		run.Results = append(run.Results, r)
	}
	return jsonFile(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func sarifPlace(p place, subject string) sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{p.uri(), "%SRCROOT%"}}}
	if p.Line > 0 {
		l.Physical.Region = &sarifRegion{p.Line, p.Column}
	}
	if subject != "" {
		l.Logical = []sarifLogical{{subject, "module"}}
	}
	return l
}

// sarifRules describes every code that occurs, sorted.
func sarifRules(issues []issue) []sarifRule {
	var codes []string
	for _, i := range issues {
		codes = append(codes, i.code)
	}
	slices.Sort(codes)
	rules := []sarifRule{}
	for _, c := range slices.Compact(codes) {
		meaning := cmp.Or(audit.Meaning(c), "a problem of the project")
		rules = append(rules, sarifRule{ID: c, Short: sarifMessage{Text: upper(meaning) + "."}, Default: sarifLevel{"warning"},
			Help: sarifMessage{Text: upper(meaning) + ". " + upper(remedy(c)) + ".", Markdown: "**" + upper(inline(meaning)) + ".**\n\n" + upper(remedy(c)) + "."}})
	}
	return rules
}

// remedy says what to do about a code in general, as words that are Markdown
// as well.
func remedy(code string) string {
	switch {
	case code == audit.CodeLicenseDenied:
		return "replace the library, or add an exception with a reason to licaudit.yaml"
	case code == audit.CodeLicenseReview:
		return "have the license reviewed, then allow it in licaudit.yaml or replace the library"
	case strings.HasPrefix(code, "license-"):
		return "find out the license and state it in overrides.yaml; licaudit override suggest writes the entry with the evidence in it"
	case strings.HasPrefix(code, "override-"):
		return "look at the entry of overrides.yaml; licaudit override check lists all such entries"
	}
	return "see the message, and docs/problems.md of licaudit"
}
