package report

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
)

// nasty is text of the kind that breaks reports.
var nasty = []string{
	"a|b", `a\|b`, `a\\|b`, "`", "``", "`a", "a`", "` `", "*x*", "_x_ __y__", "[x](javascript:alert(1))", "![x](http://e.example/x.png)", "<script>alert(1)</script>",
	"<b>", "&lt;", "&amp;amp;", "&#64;", "https://e.example/", "www.e.example", "jane@example.org", "@everyone", "#12", "GH-7", "org/repo#3", ":tada:", "a:bug:1.0",
	"$x$", "~~x~~", "# head", "- item", "+ item", "1. one", "1) one", "= =", "> quote", "---", "***", "===", "| --- |", `\`, `\\`, `a\`, "~", "!", "![", "]", "](", "x:y",
	"a  b", " lead", "trail ", "a\nb", "a\r\nb", "a\tb", "\x00", "\x1b[31mred", "\u202egnp.exe", "\u200bzero", "\u2028", "\ufeff", "\xff\xfe", "é", "日本語", "🙂",
	"##teamcity[buildStatus status='SUCCESS']", "::error::x", "##vso[task.complete]", "##[error]x", "=1+1", "-1", "{{.}}", "]]>", "-->", "<!--", "'", `"`, "|", "||", "`|`", "`\\|`", "@\\|",
	"0123456789abcdef0123456789abcdef01234567", "a: b # c", "mailto:x@y.z", "xmpp:a", "ftp://x", "HTTPS://E.EXAMPLE",
}

// TestCellsReadBack checks that a Markdown reader shows exactly the text that
// went in, in a table, a list item and a heading.
func TestCellsReadBack(t *testing.T) {
	for _, s := range nasty {
		cellReadsBack(t, s)
	}
}

func FuzzCell(f *testing.F) {
	for _, s := range nasty {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { cellReadsBack(t, s) })
}

func cellReadsBack(t *testing.T, s string) {
	t.Helper()
	want := line(s)
	for kind, write := range map[string]func(string) string{"inline": inline, "code": code} {
		md := "| a | b |\n| --- | --- |\n| " + cell(write(s)) + " | end |\n"
		tables := tablesOf(md)
		if len(tables) != 1 || len(tables[0]) != 2 || len(tables[0][1]) != 2 {
			t.Errorf("%s(%q) breaks the table: %q", kind, s, md)
			continue
		}
		if got := tables[0][1][0]; got != want {
			t.Errorf("%s(%q) reads back as %q, want %q, from %q", kind, s, got, want, md)
		}
		if tables[0][1][1] != "end" {
			t.Errorf("%s(%q) moves the next cell: %q", kind, s, md)
		}
		for _, block := range []string{"- %\n", "### %\n", "%\n", "x **%**\n"} {
			md := strings.ReplaceAll(block, "%", write(s))
			harmlessMarkdown(t, md)
			if got := shownAll(md); kind == "inline" && block != "x **%**\n" && want != "" && got != want {
				t.Errorf("%s(%q) in %q shows %q, want %q", kind, s, md, got, want)
			}
		}
	}
}

func shownAll(md string) string {
	var b strings.Builder
	doc := gfm(md)
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Type() == ast.TypeBlock && n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeInline {
			b.WriteString(shown(n, []byte(md)))
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// harmlessMarkdown fails for what foreign text must never become.
func harmlessMarkdown(t *testing.T, md string) {
	t.Helper()
	_ = ast.Walk(gfm(md), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.RawHTML, *ast.HTMLBlock, *ast.Image:
			t.Errorf("%s in %.300q", n.Kind(), md)
		case *ast.Link:
			if webLink(string(n.Destination)) == "" {
				t.Errorf("link to %q in %.300q", n.Destination, md)
			}
		case *ast.AutoLink:
			if webLink(string(n.URL([]byte(md)))) == "" {
				t.Errorf("link to %q in %.300q", n.URL([]byte(md)), md)
			}
		}
		return ast.WalkContinue, nil
	})
}
