package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// Tests is the outcome of RunTests.
type Tests struct {
	Passed, Failed int
	Output         string // what failed with got and want, then a line of figures
}

// writtenTests is a file of cases as people write it.
type writtenTests struct {
	Version yamlfile.Number `yaml:"version"`
	Cases   []writtenCase   `yaml:"cases"`
}

type writtenCase struct {
	yamlfile.Place
	Name      yamlfile.Text   `yaml:"name"`
	Component yamlfile.Text   `yaml:"component"`
	Version   yamlfile.Text   `yaml:"version"`
	License   yamlfile.Text   `yaml:"license"`
	Either    []yamlfile.Text `yaml:"either"`
	Scope     yamlfile.Text   `yaml:"scope"`
	Module    yamlfile.Text   `yaml:"module"`
	Date      yamlfile.Text   `yaml:"date"`
	Want      yamlfile.Text   `yaml:"want"`
	Choice    yamlfile.Text   `yaml:"choice"`
}

// wants are the verdicts that a case may expect.
var wants = map[string]audit.Verdict{
	"allow": audit.Allowed, "allowed": audit.Allowed, "review": audit.Review,
	"deny": audit.Denied, "denied": audit.Denied, "except": audit.Excepted, "excepted": audit.Excepted,
}

// RunTests judges the cases of a file by a policy, so that those who own the
// policy can check that it says what they mean. A case is a license (an
// expression, or none, unknown, ambiguous or conflicting), by choice with a
// component, scope and module, and the verdict that it must have. The error is
// about the file.
func RunTests(cfg *config.Config, file yamlfile.Source, asOf string) (Tests, error) {
	errs := &yamlfile.Errors{File: file.Name}
	var w writtenTests
	if !yamlfile.Decode(file, &w, errs) {
		return Tests{}, errs.Err()
	}
	if len(w.Cases) == 0 {
		errs.AddAt(1, 1, "the file has no cases")
	}
	var t Tests
	var out strings.Builder
	for i := range w.Cases {
		c := &w.Cases[i]
		component, con, want := c.read(errs)
		f := Judge(cfg, component, con, cmp.Or(c.Date.Value, asOf))
		choice := cmp.Or(string(f.Choice), string(con.License))
		if f.Verdict == want && (c.Choice.Value == "" || c.Choice.Value == choice) {
			t.Passed++
			continue
		}
		t.Failed++
		fmt.Fprintf(&out, "FAIL %s:%d: %s\n  got  %s: %s (%s)\n  want %s\n", file.Name, c.Line, c.title(), c.shown(f.Verdict, choice), f.Why, f.By, c.shown(want, c.Choice.Value))
	}
	if err := errs.Err(); err != nil {
		return Tests{}, err
	}
	fmt.Fprintf(&out, "%d passed, %d failed\n", t.Passed, t.Failed)
	t.Output = out.String()
	return t, nil
}

func (c *writtenCase) title() string {
	s := cmp.Or(c.Name.Value, strings.TrimSpace(c.Component.Value+" "+c.License.Value))
	if c.Scope.Value != "" {
		s += ", scope " + c.Scope.Value
	}
	if c.Module.Value != "" {
		s += ", module " + c.Module.Value
	}
	return s
}

// shown is a verdict, with the choice where the case asks for one.
func (c *writtenCase) shown(v audit.Verdict, choice string) string {
	if c.Choice.Value == "" {
		return string(v)
	}
	return fmt.Sprintf("%s, choosing %s", v, choice)
}

func (c *writtenCase) read(errs *yamlfile.Errors) (audit.Component, audit.Conclusion, audit.Verdict) {
	want, ok := wants[c.Want.Value]
	switch {
	case !c.Want.Given():
		errs.Add(c.Place, "the case has no want: allow, review, deny or except")
	case !ok && c.Want.Value != "":
		errs.Add(c.Want, "unknown verdict %q%s", c.Want.Value, yamlfile.DidYouMean(c.Want.Value, []string{"allow", "review", "deny", "except"}))
	}
	component := audit.Component{ID: audit.ID{Type: "generic", Name: "case"}}
	if c.Component.Value != "" {
		id, err := parseComponent(c.Component.Value)
		if err != nil {
			errs.Add(c.Component, "%v", err)
		}
		component.ID = id
	}
	if c.Version.Value != "" {
		component.ID.Version = c.Version.Value
	}
	if scopes := []string{"compile", "runtime", "provided", "system", "test", "documentation"}; c.Scope.Value != "" && !slices.Contains(scopes, c.Scope.Value) {
		errs.Add(c.Scope, "unknown scope %q%s", c.Scope.Value, yamlfile.DidYouMean(c.Scope.Value, scopes))
	}
	component.Occurrences = []audit.Occurrence{{Module: c.Module.Value, Scope: cmp.Or(c.Scope.Value, "compile"), Path: []audit.ID{component.ID}}}
	return component, c.conclusion(errs), want
}

// conclusion is what the case says of the license.
func (c *writtenCase) conclusion(errs *yamlfile.Errors) audit.Conclusion {
	var con audit.Conclusion
	for _, t := range c.Either {
		con.Candidates = append(con.Candidates, expression(t, errs))
	}
	switch c.License.Value {
	case "none":
		con.Basis = audit.None
	case "unknown":
		con.Basis = audit.Unrecognised
	case "ambiguous", "conflicting":
		con.Basis = audit.Basis(c.License.Value)
		if len(c.Either) == 0 {
			errs.Add(c.License, "license: %s needs the possible licenses under either", c.License.Value)
		}
	case "":
		errs.Add(c.Place, "the case has no license: an SPDX expression, or none, unknown, ambiguous or conflicting")
	default:
		con.Basis, con.License = audit.Declared, expression(c.License, errs)
		if len(c.Either) > 0 {
			errs.Add(c.License, "either goes with license: ambiguous or conflicting")
		}
	}
	return con
}

func expression(t yamlfile.Text, errs *yamlfile.Errors) spdx.Expression {
	e, err := spdx.Parse(t.Value)
	if err != nil && t.Value != "" {
		errs.Add(t, "%v", err)
	}
	return e
}

// parseComponent reads a package URL, g:a or g:a:v.
func parseComponent(s string) (audit.ID, error) {
	if strings.HasPrefix(s, "pkg:") {
		return audit.ParseID(s)
	}
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 || slices.Contains(parts, "") {
		return audit.ID{}, fmt.Errorf("%q is neither g:a, g:a:v nor a package URL", s)
	}
	return audit.Maven(parts[0], parts[1], "", "", strings.Join(parts[2:], "")), nil
}
