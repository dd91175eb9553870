package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/licaudit/licaudit/internal/audit"
)

func TestEncodeDecode(t *testing.T) {
	for name, build := range stored() {
		data, err := Encode(build())
		if err != nil {
			t.Fatal(err)
		}
		r, err := Decode(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		again, err := Encode(r)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(data, again) {
			t.Errorf("%s: %s", name, cmp.Diff(string(data), string(again)))
		}
	}
}

// TestRenderStored checks that rendering a report and rendering its stored
// form give the same bytes, even where text is not UTF-8.
func TestRenderStored(t *testing.T) {
	for name, build := range stored() {
		fresh, err := RenderAll(build(), Formats())
		if err != nil {
			t.Fatal(err)
		}
		var result []byte
		for _, f := range fresh {
			if f.Name == "result.json" {
				result = f.Data
			}
		}
		r, err := Decode(result)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		again, err := RenderAll(r, Formats())
		if err != nil {
			t.Fatal(err)
		}
		for i := range fresh {
			if !bytes.Equal(fresh[i].Data, again[i].Data) {
				t.Errorf("%s: %s differs: %s", name, fresh[i].Name, cmp.Diff(string(fresh[i].Data), string(again[i].Data)))
			}
		}
	}
}

func TestDecodeRejects(t *testing.T) {
	good, err := Encode(rich())
	if err != nil {
		t.Fatal(err)
	}
	swap := func(old, new string) string {
		s := strings.Replace(string(good), old, new, 1)
		if s == string(good) {
			t.Fatalf("%q is not in the result", old)
		}
		return s
	}
	for name, c := range map[string]struct{ in, want string }{
		"nothing":         {"", "unexpected end"},
		"another file":    {"{}", `no "version"`},
		"a list":          {"[]", "cannot unmarshal"},
		"a later version": {swap(`"version": 1,`, `"version": 2,`), "version 2"},
		"unknown key":     {swap(`"exit": 1,`, `"exit": 1, "color": 2,`), "color"},
		"more behind":     {string(good) + "{}", "after top-level value"},
		"cut":             {string(good[:len(good)/2]), "unexpected end"},
		"verdict":         {swap(`"verdict": "denied"`, `"verdict": "green"`), `"green"`},
		"undecided":       {swap(`"verdict": "excepted"`, `"verdict": ""`), "no verdict"},
		"basis":           {swap(`"basis": "curated"`, `"basis": "guessed"`), `"guessed"`},
		"parent":          {swap(`"parent": 0`, `"parent": 7`), "parent 7"},
		"expression":      {swap(`"license": "AGPL-3.0-only"`, `"license": "AGPL-3.0-only OR ("`), "AGPL-3.0-only OR ("},
		"no notice":       {swap(`"exit": 1,`, `"exit": 1, "unnamed": [{"license": "MIT", "notices": []}],`), "unnamed[0] has no notices"},
		"unnamed":         {swap(`"exit": 1,`, `"exit": 1, "unnamed": [{"license": "MIT OR (", "notices": [{"at": {"file": "a.js"}}]}],`), "unnamed[0]: "},
		"severity":        {swap(`"severity": "warning"`, `"severity": "meh"`), `"meh"`},
		"position":        {swap(`"exit": 1,`, "\n\"exit\": \"one\","), "24:14"},
	} {
		_, err := Decode([]byte(c.in))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", name, err, c.want)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	_, err := Render(rich(), "pdf")
	if err == nil || !strings.Contains(err.Error(), `"pdf"`) || !strings.Contains(err.Error(), "cyclonedx") {
		t.Errorf("got %v, want an error that names the choices", err)
	}
}

// TestNoVerdict checks that nothing green is left on the page that replaces
// yesterday's.
func TestNoVerdict(t *testing.T) {
	files := NoVerdict("pom.xml:3:1: not well-formed", 5, []audit.Problem{{Code: audit.CodeModuleFailed, Severity: audit.SeverityError, Message: "see above"}}, []string{"html", "md", "json"})
	names := make(map[string]string)
	for _, f := range files {
		names[f.Name] = string(f.Data)
	}
	for name, want := range map[string]string{"index.html": "No verdict", "report.md": "NO VERDICT", "result.json": `"noVerdict": "pom.xml:3:1: not well-formed"`, "report.css": "{"} {
		if !strings.Contains(names[name], want) {
			t.Errorf("%s lacks %q", name, want)
		}
	}
	if strings.Contains(names["index.html"], ">Allowed<") || strings.Contains(names["report.md"], "ALLOWED") {
		t.Error("it says allowed")
	}
	if _, err := Decode([]byte(names["result.json"])); err != nil {
		t.Error(err)
	}
}

func FuzzDecode(f *testing.F) {
	r := rich()
	for i := range r.Findings { // small seeds: the fuzzer mutates and renders each
		one := audit.Report{Version: r.Version, Verdict: r.Verdict, Settings: r.Settings, Findings: r.Findings[i : i+1], Problems: r.Problems[:1], Overrides: r.Overrides[:1]}
		data, err := Encode(one)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Decode(data)
		if err != nil {
			return
		}
		if _, err := RenderAll(r, Formats()); err != nil {
			t.Error(err)
		}
	})
}
