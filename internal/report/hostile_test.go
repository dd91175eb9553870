package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/licaudit/licaudit/internal/audit"
	"golang.org/x/net/html"
)

// hostile is the rich report with something nasty in every string that foreign
// material can reach: all but the closed sets of words, and license
// expressions, which are canonical when they get here.
func hostile() audit.Report {
	r := rich()
	n := 0
	poison(reflect.ValueOf(&r).Elem(), "", &n)
	texts := make(map[string]string)
	for k, v := range r.Texts {
		texts[k] = v + strings.Join(nasty, "\n")
	}
	r.Texts = texts
	r.Project.Labels = map[string]string{nasty[12] + nasty[0]: strings.Join(nasty, "")}
	r.Obligations = map[string]string{}
	return r
}

// kept are the fields that hold words of a closed set or keys.
var kept = []string{"Type", "Verdict", "Basis", "FailOn", "Severity", "SHA256", "Kind", "AsOf", "License", "Candidates", "Choice"}

func poison(v reflect.Value, field string, n *int) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); !slices.Contains(kept, f.Name) || f.Name == "Candidates" && v.Type().Name() == "Component" {
				poison(v.Field(i), f.Name, n)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem(), field, n)
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i), field, n)
		}
	case reflect.String:
		if v.String() != "" || field == "Note" || field == "Hint" || field == "Subject" {
			*n++
			v.SetString(nasty[*n%len(nasty)] + v.String() + nasty[(*n*7+3)%len(nasty)])
		}
	}
}

// TestHostileHTML parses the page and allows only what the templates write.
func TestHostileHTML(t *testing.T) {
	files, err := Render(hostile(), "html")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(files[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	elements := strings.Fields("html head meta title style link body a header div p h1 h2 h3 dl dt dd nav ol li span main section ul article details summary code pre svg rect table thead tbody tr th td form fieldset legend label input br strong em del blockquote hr wbr")
	attributes := strings.Fields("lang charset name content rel href class id aria-label aria-labelledby aria-hidden tabindex role scope type checked autocomplete width height x y align start")
	ids := make(map[string]bool)
	for n := range doc.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("comment %q", n.Data)
		}
		if n.Type == html.TextNode {
			noHidden(t, "text", n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(elements, n.Data) {
			t.Errorf("element <%s>", n.Data)
		}
		for _, a := range n.Attr {
			noHidden(t, a.Key, a.Val)
			if !slices.Contains(attributes, a.Key) {
				t.Errorf("attribute %s=%q of <%s>", a.Key, a.Val, n.Data)
			}
			if a.Key == "href" && !strings.HasPrefix(a.Val, "#") && a.Val != "report.css" && webLink(a.Val) == "" {
				t.Errorf("link to %q", a.Val)
			}
			if a.Key == "id" && ids[a.Val] {
				t.Errorf("id %q stands twice", a.Val)
			}
			if a.Key == "id" {
				ids[a.Val] = true
			}
		}
	}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if target, ok := strings.CutPrefix(a.Val, "#"); a.Key == "href" && ok && !ids[target] {
				t.Errorf("link to %q leads nowhere", a.Val)
			}
		}
	}
}

func noHidden(t *testing.T, where, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("%s is not UTF-8: %q", where, s)
	}
	for _, r := range s {
		if hidden(r) {
			t.Errorf("%s holds %U: %.80q", where, r, s)
			return
		}
	}
}

// TestHostileMarkdown reads the report back and compares every table with the
// page.
func TestHostileMarkdown(t *testing.T) {
	r := hostile()
	files, err := Render(r, "md")
	if err != nil {
		t.Fatal(err)
	}
	md := string(files[0].Data)
	noHidden(t, "markdown", md)
	harmlessMarkdown(t, md)
	var got [][]string
	for _, table := range tablesOf(md) {
		if table[0][len(table[0])-1] == "What to do" {
			got = table[1:]
		}
		for _, row := range table {
			if len(row) != len(table[0]) {
				t.Errorf("a row of %d cells in a table of %d: %q", len(row), len(table[0]), row)
			}
		}
	}
	var want [][]string
	for _, p := range newPage(r).Problems {
		want = append(want, []string{p.Severity, p.Code, p.Subject, p.At, p.Message, p.Hint})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +read back):\n%s", diff)
	}
}

// TestHostileLogs checks that nothing foreign steers a terminal or a build
// server.
func TestHostileLogs(t *testing.T) {
	r := hostile()
	texts := map[string]string{"summary": Summary(r)}
	for _, f := range r.Findings {
		texts["explain "+f.Component.ID.String()] = Explain(r, f, true)
	}
	command := regexp.MustCompile(`(?im)##teamcity\[|##vso\[|##\[|^\s*::`)
	for name, s := range texts {
		noHidden(t, name, s)
		if m := command.FindString(s); m != "" {
			t.Errorf("%s holds %q", name, m)
		}
	}
	for _, ci := range CINames() {
		out := CI(ci, r)
		noHidden(t, ci, out.Stdout)
		start := map[string]*regexp.Regexp{
			"teamcity": regexp.MustCompile(`^##teamcity\[(buildProblem|buildStatus|buildStatisticValue)( [a-z]+='(\|.|[^|'\[\]])*')+\]$`),
			"github":   regexp.MustCompile(`^::(error|warning|notice) (file=[^:,]*,)?(line=\d+,)?title=[^:,]*::`),
			"azure":    regexp.MustCompile(`^##vso\[task\.logissue type=(error|warning);sourcepath=[^;\]]*;linenumber=\d+;code=[^;\]]*\]`),
		}[ci]
		for l := range strings.Lines(out.Stdout) {
			rest := start.ReplaceAllString(strings.TrimSuffix(l, "\n"), "")
			if rest == strings.TrimSuffix(l, "\n") || command.MatchString(rest) {
				t.Errorf("%s: %q", ci, l)
			}
		}
	}
}

// TestHostileData checks the formats that machines read.
func TestHostileData(t *testing.T) {
	files, err := RenderAll(hostile(), Formats())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !utf8.Valid(f.Data) {
			t.Errorf("%s is not UTF-8", f.Name)
		}
		switch {
		case strings.HasSuffix(f.Name, ".csv"):
			rows, err := csv.NewReader(bytes.NewReader(f.Data)).ReadAll()
			if err != nil {
				t.Error(err)
			}
			for _, cell := range slices.Concat(rows...) {
				noHidden(t, f.Name, cell)
				if cell != "" && strings.Contains("=+-@\t\r", cell[:1]) {
					t.Errorf("a formula: %q", cell)
				}
			}
		case strings.HasSuffix(f.Name, ".xml"):
			d := xml.NewDecoder(bytes.NewReader(f.Data))
			for {
				token, err := d.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				if text, ok := token.(xml.CharData); ok {
					noHidden(t, f.Name, string(text))
				}
			}
		case f.Name == "NOTICE":
			noHidden(t, f.Name, string(f.Data))
		case strings.HasSuffix(f.Name, "json"), strings.HasSuffix(f.Name, "sarif"):
			if !json.Valid(f.Data) {
				t.Errorf("%s is not JSON", f.Name)
			}
		}
	}
}
