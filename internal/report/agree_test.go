package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/licaudit/licaudit/internal/audit"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

// TestFormatsAgree reads every component back from the three formats.
func TestFormatsAgree(t *testing.T) {
	for name, build := range stored() {
		t.Run(name, func(t *testing.T) {
			files, err := RenderAll(build(), []string{"json", "html", "md"})
			if err != nil {
				t.Fatal(err)
			}
			got := make(map[string][]string)
			for _, f := range files {
				switch f.Name {
				case "result.json":
					got["json"] = componentsOfJSON(t, f.Data)
				case "index.html":
					got["html"] = componentsOfHTML(t, f.Data)
				case "report.md":
					got["md"] = componentsOfMarkdown(f.Data)
				}
			}
			if len(got["json"]) == 0 {
				t.Fatal("no components")
			}
			if diff := cmp.Diff(got["json"], got["html"]); diff != "" {
				t.Errorf("html (-json +html):\n%s", diff)
			}
			if diff := cmp.Diff(got["json"], got["md"]); diff != "" {
				t.Errorf("markdown (-json +markdown):\n%s", diff)
			}
		})
	}
}

func componentsOfJSON(t *testing.T, data []byte) []string {
	r, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	var first, out []string
	p := newPage(r) // for the order alone: the words below come from the nouns
	byAnchor := make(map[string]audit.Finding)
	for _, f := range r.Findings {
		byAnchor[anchor(f.Component)] = f
	}
	for _, rows := range [][]componentRow{p.Components, p.FirstParty} {
		for _, row := range rows {
			f := byAnchor[row.Anchor]
			out = append(out, strings.Join([]string{label(f.Component), licenseText(f.Conclusion), verdictText(f), basisText(f.Conclusion), strings.Join(scopes(f.Component), ", ")}, " ¦ "))
		}
	}
	if len(out) != len(r.Findings) {
		t.Errorf("%d findings, %d rows", len(r.Findings), len(out))
	}
	return append(first, out...)
}

func componentsOfHTML(t *testing.T, data []byte) []string {
	doc, err := html.Parse(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || !hasClass(n, "comp") {
			continue
		}
		cells := make(map[string]string)
		for c := range n.Descendants() {
			for _, class := range []string{"label", "license", "badge", "basis", "scopes"} {
				if hasClass(c, class) && c.Parent != nil && cells[class] == "" && inSummary(c) {
					cells[class] = textOf(c)
				}
			}
		}
		out = append(out, strings.Join([]string{cells["label"], cells["license"], cells["badge"], cells["basis"], cells["scopes"]}, " ¦ "))
	}
	return out
}

func inSummary(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Data == "summary" {
			return true
		}
	}
	return false
}

func hasClass(n *html.Node, class string) bool {
	for _, a := range n.Attr {
		if a.Key == "class" && strings.Contains(" "+a.Val+" ", " "+class+" ") {
			return true
		}
	}
	return false
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func componentsOfMarkdown(data []byte) []string {
	var out []string
	for _, table := range tablesOf(string(data)) {
		if table[0][0] != "Component" || table[0][len(table[0])-1] != "Places" {
			continue // another table
		}
		for _, row := range table[1:] {
			out = append(out, strings.Join([]string{row[0], row[1], row[2], row[3], row[4]}, " ¦ "))
		}
	}
	return out
}

// gfm reads Markdown as GitHub does.
func gfm(md string) ast.Node {
	return goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader([]byte(md)))
}

// tablesOf reads the tables back: rows of cells of plain text.
func tablesOf(md string) [][][]string {
	var tables [][][]string
	_ = ast.Walk(gfm(md), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() != east.KindTable || !entering {
			return ast.WalkContinue, nil
		}
		var rows [][]string
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			var cells []string
			for c := row.FirstChild(); c != nil; c = c.NextSibling() {
				cells = append(cells, shown(c, []byte(md)))
			}
			rows = append(rows, cells)
		}
		tables = append(tables, rows)
		return ast.WalkSkipChildren, nil
	})
	return tables
}

// shown is the text that a reader of the rendered node sees.
func shown(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if n.Kind() == ast.KindCodeSpan {
				b.Write(c.Value(source))
			} else {
				b.WriteString(unescaped(c.Value(source)))
			}
			if c.SoftLineBreak() {
				b.WriteByte('\n')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(source))
		default:
			b.WriteString(shown(c, source))
		}
	}
	return b.String()
}
