package evidence

import (
	"bytes"
	_ "embed"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/spdx"
)

//go:embed data/urls.txt
var urlsData string

var address = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[-a-z0-9.]+[-a-z0-9_.~/%#?=+&]*`)

// bareHosts are written without a scheme in one-line banners.
var bareHosts = regexp.MustCompile(`(?i)\b(?:[-a-z0-9]+\.mit-license\.org|(?:jquery\.(?:com|org)|lodash\.com|underscorejs\.org|datatables\.net|kjur\.github\.io/jsrsasign)/license(?:/mit)?|opensource\.org/licenses/[-a-z0-9.]+|creativecommons\.org/[-a-z0-9./]+)`)

// knownURLs are exact addresses and prefixes. An address that several licenses
// give as theirs, as the OSI's page of the BSD license, says nothing.
var knownURLs = sync.OnceValue(func() map[string]spdx.Expression {
	m := make(map[string]spdx.Expression)
	for _, l := range spdx.Licenses() {
		if l.Deprecated || strings.HasSuffix(l.ID, "-or-later") {
			continue
		}
		for _, u := range l.SeeAlso {
			key := cleanURL(u)
			if old, ok := m[key]; ok && old != spdx.Expression(l.ID) {
				m[key] = ""
				continue
			}
			if strings.Count(key, "/") > 0 {
				m[key] = spdx.Expression(l.ID)
			}
		}
	}
	for line := range strings.Lines(urlsData) {
		if u, id, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && line[0] != '#' {
			m[u] = spdx.Expression(id)
		}
	}
	return m
})

func cleanURL(u string) string {
	u = strings.ToLower(u)
	for _, p := range []string{"http://", "https://", "www."} {
		u = strings.TrimPrefix(u, p)
	}
	u, _, _ = strings.Cut(u, "#")
	u = strings.TrimRight(u, "/.,;:")
	for _, s := range []string{"/legalcode", ".html", ".htm", ".txt", ".php", ".md", ".pdf", "/deed.en", "/deed"} {
		u = strings.TrimSuffix(u, s)
	}
	return strings.TrimRight(u, "/")
}

func lookupURL(u string) (spdx.Expression, bool) {
	m, key := knownURLs(), cleanURL(u)
	if id, ok := m[key]; ok && id != "" {
		return id, true
	}
	for p, id := range m {
		if prefix, ok := strings.CutSuffix(p, "*"); ok && strings.HasPrefix(key, prefix) {
			return id, true
		}
		if suffix, ok := strings.CutPrefix(p, "*"); ok && strings.HasSuffix(key, suffix) {
			return id, true
		}
	}
	return namedFile(key)
}

// namedFile reads an address whose last part is a license's name, as
// ".../MIT-LICENSE" and ".../LICENSE-MIT" are.
func namedFile(key string) (spdx.Expression, bool) {
	base := strings.ReplaceAll(path.Base(key), "licence", "license")
	ws := words([]byte(strings.TrimPrefix(base, "license")))
	if len(ws) == 0 || !strings.Contains(base, "license") {
		return "", false
	}
	n, ok := nameAt(ws, 0)
	return n.license, ok && n.license != "" && n.to == len(ws)
}

// urls finds addresses of licenses outside the license texts.
func urls(text []byte, ws []word, texts []finding) []finding {
	var found []finding
	for _, gap := range gaps(ws, texts, 3) {
		start, end := ws[gap[0]].start, ws[gap[1]-1].end
		if end < len(text) { // a path may end behind its last word
			end++
		}
		var patterns []*regexp.Regexp
		if bytes.Contains(text[start:end], []byte("://")) || bytes.Contains(text[start:end], []byte("www.")) {
			patterns = append(patterns, address)
		}
		if slices.ContainsFunc(ws[gap[0]:gap[1]], func(w word) bool { return w.text == "org" || w.text == "com" || w.text == "net" || w.text == "io" }) {
			patterns = append(patterns, bareHosts)
		}
		for _, re := range patterns {
			for _, at := range re.FindAllIndex(text[start:end], -1) {
				u := string(text[start+at[0] : start+at[1]])
				if id, ok := lookupURL(u); ok {
					f := finding{from: wordAt(ws, start+at[0]), to: wordAt(ws, start+at[1]), form: formURL, license: id, rule: "url:" + cleanURL(u)}
					if !overlaps(found, f.from, f.to) {
						found = append(found, f)
					}
				}
			}
		}
	}
	return found
}

var reference = regexp.MustCompile(`(?i)href\s*=\s*["']?([^"'\s>]+)`)

// references finds addresses of licenses in the links of a page, whose tags
// are no longer in its plain text.
func references(page []byte, ws []word, texts []finding) []finding {
	if !looksHTML(page) {
		return nil
	}
	var found []finding
	for _, at := range reference.FindAllSubmatchIndex(page, -1) {
		id, ok := lookupURL(string(page[at[2]:at[3]]))
		i := wordAt(ws, at[2])
		if ok && !overlaps(texts, i, i+1) {
			found = append(found, finding{from: i, to: i, form: formURL, license: id, rule: "url:" + cleanURL(string(page[at[2]:at[3]]))})
		}
	}
	return found
}
