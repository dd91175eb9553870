package report

import (
	"bufio"
	"bytes"
	"fmt"
	"html"
	"html/template"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	renderer "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// maxProse is the length in bytes of the longest reason or note that is shown.
const maxProse = 16 << 10

// prose renders Markdown: reasons and notes as people wrote them, and the
// cards that this package writes. It is made once for a document.
type prose struct{ goldmark.Markdown }

// newProse returns a renderer in which nothing foreign acts: raw HTML is shown
// as text, links and pictures lead to http and https only, headings become
// bold lines so that the outline of the page stays ours, and tables align by
// attribute, for a page whose policy forbids style=.
func newProse() prose {
	table := extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))
	return prose{goldmark.New(
		goldmark.WithExtensions(table, extension.Strikethrough, extension.NewLinkify(extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"}))),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(harmless{}, 1000))),
	)}
}

// html renders foreign or own Markdown for the page.
func (p prose) html(md string) template.HTML {
	if md == "" {
		return ""
	}
	var b bytes.Buffer
	if err := p.Convert([]byte(prepare(md)), &b); err != nil {
		return template.HTML("<p>" + template.HTMLEscapeString(err.Error()) + "</p>")
	}
	return template.HTML(b.String()) // goldmark escapes all text, and harmless leaves no raw HTML
}

// inline renders foreign Markdown as one line of Markdown: links and code are
// kept, blocks are joined, everything else is text.
func (p prose) inline(md string) string {
	source := []byte(prepare(md))
	w := lineWriter{source: source}
	w.children(p.Parser().Parse(text.NewReader(source)))
	return strings.Join(strings.Fields(w.b.String()), " ")
}

// plain is the text of foreign Markdown in one line, for logs.
func plain(md string) string { return cut(line(md), 500) }

func prepare(md string) string { return cut(paragraphs(md), maxProse) }

// harmless is the transformer that newProse promises.
type harmless struct{}

// Transform replaces what must not act.
func (harmless) Transform(doc *ast.Document, r text.Reader, _ parser.Context) {
	source := r.Source()
	var nodes []ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			nodes = append(nodes, n) // children first
		}
		return ast.WalkContinue, nil
	})
	for _, n := range nodes {
		if n.Parent() == nil {
			continue // the document itself
		}
		switch n := n.(type) {
		case *ast.RawHTML:
			swap(n, literal(string(n.Segments.Value(source))))
		case *ast.HTMLBlock:
			swap(n, paragraph(htmlBlock(n, source)))
		case *ast.Heading:
			strong := ast.NewEmphasis(2)
			adopt(strong, n)
			p := ast.NewParagraph()
			p.AppendChild(p, strong)
			swap(n, p)
		case *ast.Link:
			keepLink(n, string(n.Destination))
		case *ast.Image:
			l := ast.NewLink()
			l.Destination = n.Destination
			adopt(l, n)
			swap(n, l)
			keepLink(l, string(l.Destination))
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkEmail || webLink(string(n.URL(source))) == "" {
				swap(n, literal(string(n.Label(source))))
			} else {
				outward(n)
			}
		}
	}
}

// keepLink keeps a link of the web, and shows the target of any other one.
func keepLink(n *ast.Link, target string) {
	if webLink(target) != "" {
		n.Title = nil
		outward(n)
		return
	}
	group := ast.NewTextBlock()
	adopt(group, n)
	parent := n.Parent()
	for c := group.FirstChild(); c != nil; {
		next := c.NextSibling()
		parent.InsertBefore(parent, n, c)
		c = next
	}
	swap(n, literal(" ("+target+")"))
}

func outward(n ast.Node) { n.SetAttributeString("rel", []byte("noreferrer noopener")) }

func swap(old, new ast.Node) { old.Parent().ReplaceChild(old.Parent(), old, new) }

func adopt(parent, from ast.Node) {
	for c := from.FirstChild(); c != nil; {
		next := c.NextSibling()
		parent.AppendChild(parent, c)
		c = next
	}
}

func paragraph(s string) ast.Node {
	p := ast.NewParagraph()
	p.AppendChild(p, literal(s))
	return p
}

// literal is text that stands for itself: no entity and no escape in it is
// read.
func literal(s string) ast.Node {
	n := ast.NewString([]byte(s))
	n.SetRaw(true)
	return n
}

func htmlBlock(n *ast.HTMLBlock, source []byte) string {
	s := string(n.Lines().Value(source))
	if n.HasClosure() {
		s += string(n.ClosureLine.Value(source))
	}
	return s
}

// lineWriter writes a document as one line of Markdown.
type lineWriter struct {
	b      strings.Builder
	source []byte
}

func (w *lineWriter) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

func (w *lineWriter) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(unescaped(n.Value(w.source)))
		if n.SoftLineBreak() || n.HardLineBreak() {
			w.b.WriteByte(' ')
		}
	case *ast.String:
		w.text(string(n.Value))
	case *ast.CodeSpan:
		w.b.WriteString(code(childText(n, w.source)))
	case *ast.Link:
		inner := lineWriter{source: w.source}
		inner.children(n)
		w.b.WriteString("[" + strings.TrimSpace(inner.b.String()) + "](<" + string(n.Destination) + ">)")
	case *ast.AutoLink:
		w.b.WriteString("<" + string(n.URL(w.source)) + ">")
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		w.b.WriteString(" " + code(string(n.Lines().Value(w.source))) + " ")
	case *ast.ListItem:
		w.b.WriteString(" • ")
		w.children(n)
	default:
		w.children(n)
		if n.Type() == ast.TypeBlock {
			w.b.WriteByte(' ')
		}
	}
}

// unescaped reads the escapes and entities of a Markdown text, in the one pass
// in which goldmark itself writes them.
func unescaped(v []byte) string {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	renderer.DefaultWriter.Write(w, v)
	_ = w.Flush() // a bytes.Buffer takes everything
	return html.UnescapeString(b.String())
}

// text keeps the white space at both ends, which inline would take.
func (w *lineWriter) text(s string) {
	core := strings.TrimSpace(s)
	if core == "" {
		w.b.WriteString(" ")
		return
	}
	i := strings.Index(s, core)
	if i > 0 {
		w.b.WriteByte(' ')
	}
	w.b.WriteString(inline(core))
	if i+len(core) < len(s) {
		w.b.WriteByte(' ')
	}
}

func childText(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(c.Value(source))
		case *ast.String:
			b.Write(c.Value)
		default:
			fmt.Fprint(&b, childText(c, source))
		}
	}
	return b.String()
}
