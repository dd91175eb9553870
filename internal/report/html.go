package report

import (
	"bytes"
	_ "embed"
	"html/template"
	"strings"
	"sync"
)

//go:embed templates/report.css
var stylesheet string

//go:embed templates/index.tmpl
var pageTemplate string

// parsed is the page's template. Every value passes html/template's escaping;
// the only HTML that enters ready-made comes from prose and the stylesheet.
var parsed = sync.OnceValues(func() (*template.Template, error) {
	p := newProse()
	return template.New("index.html").Funcs(template.FuncMap{
		"prose":     p.html,
		"link":      webLink,
		"sub":       func(a, b int) int { return a - b },
		"plural":    plural,
		"fact":      func(k, v string) pair { return pair{k, v} },
		"limits":    func() template.HTML { return p.html(strings.Join(limits, "\n\n")) },
		"css":       func() template.CSS { return template.CSS(stylesheet) },
		"signature": signature,
	}).Parse(pageTemplate)
})

// renderHTML writes index.html and the stylesheet. The page links the
// stylesheet and carries it inside as well: Jenkins' Content-Security-Policy
// (https://www.jenkins.io/doc/book/security/configuring-content-security-policy/)
// blocks the one inside, and a page that is mailed around has no file beside
// it.
func renderHTML(s source) ([]File, error) {
	return htmlPage(newPage(s.Report))
}

func htmlPage(p page) ([]File, error) {
	t, err := parsed()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return nil, err
	}
	return []File{{"index.html", squeeze(b.Bytes())}, {"report.css", []byte(stylesheet)}}, nil
}
