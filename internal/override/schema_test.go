package override

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/licaudit/licaudit/internal/yamlfile"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("overrides.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("overrides.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The schema has the keys of the Go types, and no others.
func TestSchemaHasTheKeys(t *testing.T) {
	var doc map[string]any
	if err := json.Unmarshal(Schema(), &doc); err != nil {
		t.Fatal(err)
	}
	definitions := doc["definitions"].(map[string]any)
	properties := func(path ...string) any {
		at := any(definitions)
		for _, p := range path {
			at = at.(map[string]any)[p]
		}
		return at
	}
	for _, tt := range []struct {
		t  reflect.Type
		in any
	}{
		{reflect.TypeFor[written](), doc["properties"]},
		{reflect.TypeFor[writtenOverride](), properties("override", "properties")},
		{reflect.TypeFor[writtenName](), properties("name", "properties")},
		{reflect.TypeFor[writtenComponent](), properties("component", "properties")},
		{reflect.TypeFor[writtenWhen](), properties("override", "properties", "when", "properties")},
		{reflect.TypeFor[writtenMetadata](), properties("override", "properties", "metadata", "properties")},
		{reflect.TypeFor[writtenMetadata](), properties("component", "properties", "metadata", "properties")},
	} {
		keys, types := yamlfile.Keys(tt.t)
		for i, k := range keys {
			p, _ := tt.in.(map[string]any)[k].(map[string]any)
			if kind := types[i]; kind == reflect.TypeFor[yamlfile.Flag]() && p["type"] != "boolean" && p["const"] == nil {
				t.Errorf("%s.%s is a flag, and the schema says %v", tt.t.Name(), k, p["type"])
			}
			if d, _ := p["description"].(string); d == "" {
				t.Errorf("%s.%s has no description", tt.t.Name(), k)
			}
		}
		slices.Sort(keys)
		if diff := cmp.Diff(keys, slices.Sorted(maps.Keys(tt.in.(map[string]any)))); diff != "" {
			t.Errorf("%s: -Go +schema\n%s", tt.t.Name(), diff)
		}
	}
}

func TestAnnotatedExample(t *testing.T) {
	data, err := os.ReadFile("../../overrides.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Load("../..", []string{"../../overrides.yaml"}, day); err != nil {
		t.Error(err)
	}
	errs := &yamlfile.Errors{}
	n := yamlfile.Parse(yamlfile.Source{Data: data}, errs)
	if n == nil {
		t.Fatal(errs.Err())
	}
	if err := compiled(t).Validate(n.Values()); err != nil {
		t.Errorf("%v", err)
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[writtenOverride](), reflect.TypeFor[writtenMetadata](), reflect.TypeFor[writtenWhen](), reflect.TypeFor[writtenName](), reflect.TypeFor[writtenComponent]()} {
		keys, _ := yamlfile.Keys(typ)
		for _, k := range keys {
			if k != "all" && k != "purl" && !strings.Contains(string(data), k+":") {
				t.Errorf("the annotated example does not show %q", k)
			}
		}
	}
}

// What the schema refuses, the reader refuses.
func TestSchemaRefuses(t *testing.T) {
	for _, in := range []string{
		"overrides: []", "version: 2", "version: 1\nx: y", "version: 1\noverrides: [{ match: a:b, license: MIT }]", "version: 1\noverrides: [{ match: a:b, reason: x }]",
		"version: 1\noverrides: [{ match: a:b, license: FILL-IN, reason: x }]", "version: 1\noverrides: [{ match: a:b, license: MIT, reason: x, date: tomorrow }]",
		"version: 1\noverrides: [{ match: a:b, license: MIT, reason: x, when: {} }]", "version: 1\noverrides: [{ match: pkg:npm/a, library: true, reason: x }]",
		"version: 1\nnames: [{ license: MIT, reason: x }]", "version: 1\ncomponents: [{ license: MIT, reason: x }]", "version: 1\ncomponents: [{ name: a, scope: x, license: MIT, reason: x }]",
		"version: 1\ncomponents: [{ name: FILL-IN, license: MIT, reason: x }]", "version: 1\ncomponents: [{ name: a, path: [], license: MIT, reason: x }]",
	} {
		errs := &yamlfile.Errors{}
		n := yamlfile.Parse(yamlfile.Source{Data: []byte(in + "\n")}, errs)
		if n == nil {
			t.Fatal(errs.Err())
		}
		if err := compiled(t).Validate(n.Values()); err == nil {
			t.Errorf("the schema accepts %q", in)
		}
		if _, err := Read(t.TempDir(), []yamlfile.Source{{Name: "x.yaml", Data: []byte(in + "\n")}}, day); err == nil {
			t.Errorf("the reader accepts %q", in)
		}
	}
}
