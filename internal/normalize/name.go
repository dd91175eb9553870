package normalize

import (
	"html"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// maxName bounds the names that are read: whole license texts are evidence's.
const maxName = 4096

// Name says what the name and the URL of one <license> element, or of one
// entry of a manifest, mean together. Either may be empty.
func Name(name, url string) Result {
	n, links := readName(name)
	r := n
	for _, l := range append(links, url) {
		if len(l) <= maxName {
			r = reconcile(r, readURLs(l))
		}
	}
	return r
}

// readName understands the name alone; links are the URLs that stand in it.
func readName(name string) (r Result, links []string) {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return unknown("empty"), nil
	case len(name) > maxName:
		return unknown("too-long"), nil
	}
	if e, ok := spdx.Read(name); ok {
		return identified(e, "spdx"), nil
	}
	if entries := osgiEntries(name); entries != nil {
		return readEntries(entries), nil
	}
	if strings.IndexByte(name, '&') >= 0 && strings.IndexByte(name, ';') > 0 {
		name = html.UnescapeString(name) // escaped twice
	}
	name = strings.ReplaceAll(name, "%20", " ")
	if isAddress(name) {
		return readURLs(name), nil
	}
	rest, links := cutURLs(name)
	if len(links) > 0 {
		if e, ok := spdx.Read(strings.Trim(rest, " ,;:-")); ok {
			return identified(e, "spdx"), links
		}
	}
	ts := tokens(rest)
	if len(links) > 1 && !slices.ContainsFunc(ts, func(t token) bool { return t.kind != mark && t.text != "and" && t.text != "or" }) {
		return readURLs(name), nil // nothing but URLs
	}
	r = readTokens(ts, rest)
	if r.Status == audit.Unknown {
		if p := readParentheses(ts); p.Status != audit.Unknown {
			return p, links
		}
	}
	return r, links
}

// readParentheses reads "Computer Vision Library License (3-clause BSD)": a
// name of one's own and, at the end, the license that it is.
func readParentheses(ts []token) Result {
	open := slices.IndexFunc(ts, func(t token) bool { return t.kind == mark && t.text == "(" })
	if open < 1 || ts[len(ts)-1].text != ")" || slices.ContainsFunc(ts, reserving) {
		return unknown("")
	}
	for _, it := range items(ts[:open], "") {
		if it.kind != strangeItem {
			return unknown("")
		}
	}
	r := readTokens(ts[open:], "")
	r.Rule = "parentheses:" + strings.TrimPrefix(r.Rule, "tokens:")
	return r
}

// reserving words take back what the others say.
func reserving(t token) bool {
	switch t.text {
	case "not", "no", "non", "except", "without", "unlike", "but", "modified", "restricted", "commercial", "proprietary":
		return true
	}
	return false
}

// isAddress knows a URL without its scheme: "www.apache.org/licenses/LICENSE-2.0".
func isAddress(name string) bool {
	host, path, ok := strings.Cut(name, "/")
	dot := strings.LastIndexByte(host, '.')
	if !ok || path == "" || dot < 1 || strings.ContainsAny(name, " \t,;()") {
		return false
	}
	top := host[dot+1:]
	return len(top) > 1 && strings.IndexFunc(top, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

// cutURLs takes the URLs out of a name.
func cutURLs(name string) (rest string, links []string) {
	at := 0
	for {
		i := strings.Index(name[at:], "://")
		if i < 0 {
			return name, links
		}
		start := at + i
		for start > 0 && isLetter(name[start-1]) {
			start--
		}
		end := at + i + 3
		for end < len(name) && strings.IndexByte(" \t\r\n<>\"',;)]}", name[end]) < 0 {
			end++
		}
		if start < at+i {
			links = append(links, name[start:end])
		}
		name, at = name[:start]+" "+name[end:], start
		if len(links) > 8 {
			return name, links
		}
	}
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
