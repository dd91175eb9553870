package report

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schemas are the official ones; testdata/schemas/README.md says where each
// comes from.
var schemas = []struct{ format, file, id string }{
	{"cyclonedx", "bom-1.6.schema.json", "http://cyclonedx.org/schema/bom-1.6.schema.json"},
	{"spdx", "spdx-2.3.schema.json", "http://spdx.org/rdf/terms/2.3"},
	{"sarif", "sarif-2.1.0.schema.json", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
}

// TestSchemas validates what is written against the official schemas, for
// every stored result, hostile text and an empty report.
func TestSchemas(t *testing.T) {
	reports := map[string]audit.Report{"empty": {Version: 1, Verdict: audit.Allowed, Complete: true, Settings: audit.Settings{FailOn: audit.Denied}}}
	for name, build := range stored() {
		reports[name] = build()
	}
	for _, sch := range schemas {
		compiled := compile(t, sch.file, sch.id)
		for name, r := range reports {
			files, err := Render(r, sch.format)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(files[0].Data))
			if err != nil {
				t.Fatal(err)
			}
			if err := compiled.Validate(doc); err != nil {
				t.Errorf("%s of %s: %v", sch.format, name, err)
			}
		}
	}
}

// TestSchemasCanFail shows that the validation is not vacuous.
func TestSchemasCanFail(t *testing.T) {
	for _, sch := range schemas {
		files, err := Render(rich(), sch.format)
		if err != nil {
			t.Fatal(err)
		}
		var doc map[string]any
		if err := json.Unmarshal(files[0].Data, &doc); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"components", "packages", "runs"} {
			if _, ok := doc[key]; ok {
				doc[key] = "no list"
			}
		}
		if err := compile(t, sch.file, sch.id).Validate(doc); err == nil {
			t.Errorf("%s: a broken document passes the schema", sch.format)
		}
	}
}

func compile(t *testing.T, file, id string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for _, add := range []struct{ file, id string }{
		{file, id}, {"spdx.schema.json", "http://cyclonedx.org/schema/spdx.schema.json"}, {"jsf-0.82.schema.json", "http://cyclonedx.org/schema/jsf-0.82.schema.json"},
	} {
		f, err := os.Open(filepath.Join("testdata", "schemas", add.file))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource(add.id, doc); err != nil {
			t.Fatal(err)
		}
	}
	s, err := c.Compile(id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
