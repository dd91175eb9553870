package config

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

func validate(t *testing.T, data []byte) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("licaudit.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("licaudit.json")
	if err != nil {
		t.Fatal(err)
	}
	errs := &yamlfile.Errors{}
	n := yamlfile.Parse(yamlfile.Source{Data: data}, errs)
	if n == nil {
		t.Fatal(errs.Err())
	}
	return s.Validate(n.Values())
}

// The schema has the keys of the Go types, and no others.
func TestSchemaHasTheKeys(t *testing.T) {
	var doc struct {
		Properties  map[string]map[string]any
		Definitions map[string]struct{ Properties map[string]any }
	}
	if err := json.Unmarshal(Schema(), &doc); err != nil {
		t.Fatal(err)
	}
	of := func(key string) map[string]any {
		p, _ := doc.Properties[key]["properties"].(map[string]any)
		return p
	}
	top := map[string]any{}
	for k, v := range doc.Properties {
		top[k] = v
	}
	for _, tt := range []struct {
		t  reflect.Type
		in map[string]any
	}{
		{reflect.TypeFor[written](), top},
		{reflect.TypeFor[writtenPolicy](), of("policy")},
		{reflect.TypeFor[writtenJavaScript](), of("javascript")},
		{reflect.TypeFor[writtenMaven](), of("maven")},
		{reflect.TypeFor[writtenScope](), doc.Definitions["rules"].Properties},
		{reflect.TypeFor[writtenModule](), doc.Definitions["module"].Properties},
		{reflect.TypeFor[writtenException](), doc.Definitions["exception"].Properties},
	} {
		keys, _ := yamlfile.Keys(tt.t)
		slices.Sort(keys)
		if diff := cmp.Diff(keys, slices.Sorted(maps.Keys(tt.in))); diff != "" {
			t.Errorf("%s: -Go +schema\n%s", tt.t.Name(), diff)
		}
	}
	var open struct {
		Properties struct {
			Open struct{ Items struct{ Enum []string } }
		}
	}
	if err := json.Unmarshal(Schema(), &open); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(openKeys, open.Properties.Open.Items.Enum); diff != "" {
		t.Errorf("open: -Go +schema\n%s", diff)
	}
}

func TestInit(t *testing.T) {
	finding := func(a string, e spdx.Expression) audit.Finding {
		return audit.Finding{Component: audit.Component{ID: audit.Maven("g", a, "", "", "1")}, Conclusion: audit.Conclusion{License: e}}
	}
	r := audit.Report{Project: audit.Project{ID: audit.Maven("com.acme", "app", "", "", "1")}, Findings: []audit.Finding{
		finding("a", "MIT"), finding("b", "GPL-2.0-only OR MIT"), finding("c", "GPL-2.0-only"), finding("d", "GPL-2.0-only AND CC0-1.0"), finding("e", ""), finding("f\n- x: y", "LicenseRef-Bob"),
		finding("g", "GPL-2.0-only WITH Classpath-exception-2.0"),
	}}
	got := Init(r)
	c, err := Read([]yamlfile.Source{{Name: "licaudit.yaml", Data: got}})
	if err != nil {
		t.Fatalf("%v\n%s", err, got)
	}
	if err := validate(t, got); err != nil {
		t.Error(err)
	}
	want := []string{"allow: permissive, weak-copyleft", "review: CC0-1.0, GPL-2.0-only, LicenseRef-Bob",
		"otherwise: deny", "unknown: deny", "ambiguous: deny", "conflicting: deny", "scope test, allow: any"}
	if diff := cmp.Diff(want, c.Policy.Lines()); diff != "" {
		t.Error(diff)
	}
	for _, line := range []string{"    - GPL-2.0-only   # strong-copyleft\n      # g:c:1\n      # g:d:1\n", "      # g:f - x: y:1\n", "# first-party: [com.acme, \"com.acme.*\"]"} {
		if !strings.Contains(string(got), line) {
			t.Errorf("%q is not in\n%s", line, got)
		}
	}
	if err := validate(t, Init(audit.Report{})); err != nil {
		t.Error(err)
	}
}

func TestSchemaRefuses(t *testing.T) {
	for _, in := range []string{"policy: {}", "version: 1\nx: y", "version: 1\npolicy: { unknown: allowed }", "version: 1\npolicy: { scopes: { tset: { allow: [any] } } }",
		"version: 1\npolicy: { exceptions: [{ match: a:b, allow: [MIT] }] }", "version: 1\nopen: [x]", "version: 1\nmaven: { scopes: [x] }"} {
		if validate(t, []byte(in+"\n")) == nil {
			t.Errorf("the schema accepts %q", in)
		}
		if _, err := Read([]yamlfile.Source{{Name: "x.yaml", Data: []byte(in + "\n")}}); err == nil {
			t.Errorf("the reader accepts %q", in)
		}
	}
}
