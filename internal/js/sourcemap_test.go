package js

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

// TestSourcesContent: the sources that a map holds tell the version, each those
// that published it, and a package.json among them.
func TestSourcesContent(t *testing.T) {
	shared, second := statements("shared", 30), statements("second", 30)
	var own []signatures.Own
	for minor, license := range []string{"MIT", "ISC", "ISC"} {
		files := map[string][]byte{"shared.js": []byte(shared), "own.js": []byte(statements(fmt.Sprint("own", minor), 30))}
		if minor > 0 {
			files["second.js"] = []byte(second)
		}
		own = append(own, signatures.Own{Name: "acme-modules", Version: fmt.Sprintf("1.%d.0", minor), License: license, Files: files})
	}
	code := statements("mine", 20) + strings.Join(strings.SplitAfter(shared, "\n")[:4], "")
	tests := []struct{ name, sources, want string }{
		{"names", `{"shared.js": ""}`, `version "", near "1.x", license ""`},
		{"shared", `{"shared.js": "shared"}`, `version "", near "1.x", license ""`},
		{"two", `{"shared.js": "shared", "second.js": "second"}`, `version "", near "1.x", license "ISC"`},
		{"one", `{"shared.js": "shared", "own.js": "own1"}`, `version "1.1.0", near "", license "ISC"`},
		{"manifest", `{"shared.js": "shared", "package.json": "{\"name\": \"acme-modules\", \"version\": \"1.0.0\"}"}`, `version "1.0.0", near "", license "MIT"`},
	}
	contents := map[string]string{"shared": shared, "second": second, "own1": statements("own1", 30)}
	files := make(map[string]string)
	for _, test := range tests {
		files[test.name+".js"], files[test.name+".js.map"] = code, mapOf(t, "acme-modules", test.sources, contents)
	}
	result, err := Scan(t.Context(), Options{Root: tree(t, files), Signatures: []string{signaturesOf(t, own...)}})
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]string)
	for _, l := range result.Libraries {
		got[strings.TrimSuffix(l.Path, ".js")] += fmt.Sprintf("version %q, near %q, license %q", l.ID.Version, l.Near, l.License)
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, got[test.name]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// mapOf writes a source map of a package's files, given as JSON by name: what
// they hold, by its name in contents or as it is; nothing where that is empty.
func mapOf(t *testing.T, pkg, files string, contents map[string]string) string {
	t.Helper()
	var m sourceMap
	var list map[string]string
	if err := json.Unmarshal([]byte(files), &list); err != nil {
		t.Fatal(err)
	}
	for name, content := range list {
		if text, ok := contents[content]; ok {
			content = text
		}
		m.Sources = append(m.Sources, "../node_modules/"+pkg+"/"+name)
		if content == "" {
			m.SourcesContent = append(m.SourcesContent, nil)
		} else {
			m.SourcesContent = append(m.SourcesContent, &content)
		}
	}
	text, err := json.Marshal(map[string]any{"version": 3, "sources": m.Sources, "sourcesContent": m.SourcesContent})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
