package normalize

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// readURLs reads one URL, or several in one field, all of which hold where
// "and" stands between them.
func readURLs(raw string) Result {
	if strings.Count(raw, "://") < 2 {
		return readURL(raw)
	}
	var rs []Result
	join := spdx.Or
	for _, f := range strings.FieldsFunc(raw, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '\t' || r == '\n' }) {
		switch {
		case strings.EqualFold(f, "and") || f == "&":
			join = spdx.And
		case strings.Contains(f, "://") && !strings.Contains(f, "web.archive.org"):
			rs = append(rs, readURL(f))
		}
	}
	if len(rs) < 2 {
		return readURL(raw)
	}
	return joinResults(rs, join)
}

// readURL says what a URL alone means: by the rules of a site, by the table,
// or by a file name that names a license and its version.
func readURL(raw string) Result {
	if len(raw) > maxName {
		return unknown("no-url")
	}
	if key := exactURL(raw); key != "=" {
		if candidates, ok := link(key); ok {
			return fromCandidates(candidates, "url:"+key[1:])
		}
	}
	key := cleanURL(raw)
	if key == "" {
		return unknown("no-url")
	}
	rule := "url:" + key
	host, path, _ := strings.Cut(key, "/")
	site, known := readSite(host, path)
	site.Rule = rule
	if known && site.Status == audit.Identified {
		return site
	}
	if candidates, ok := link(key); ok {
		return fromCandidates(candidates, rule)
	}
	if known {
		return site
	}
	return readFileName(path, rule)
}

// fromCandidates makes a result of a table's candidates.
func fromCandidates(candidates, rule string) Result {
	var es []spdx.Expression
	for c := range strings.SplitSeq(candidates, "|") {
		if e, ok := spdx.Read(c); ok {
			es = append(es, e)
		}
	}
	switch len(es) {
	case 0:
		return unknown(rule)
	case 1:
		return identified(es[0], rule)
	}
	return ambiguous(es, rule)
}

// exactURL keeps query, fragment and archive; "=" marks it in the table.
func exactURL(raw string) string {
	s := strings.ToLower(strings.TrimSpace(raw))
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	return "=" + strings.TrimRight(strings.TrimPrefix(s, "www."), "/")
}

// cleanURL makes one key of the many spellings of a URL: no scheme, "www.",
// port, query, fragment, file extension or slash at the end; lower case;
// archived pages as what they archive; a file of a repository without its
// branch. It is empty for what is no URL.
func cleanURL(raw string) string {
	raw = strings.Map(func(r rune) rune {
		if r < ' ' || unicode.Is(unicode.Cf, r) { // bidirectional marks, copied along
			return -1
		}
		return r
	}, raw)
	s := strings.ToLower(strings.Trim(raw, " <>\"'()[],;"))
	for _, prefix := range []string{"url:", "see "} {
		s = strings.TrimPrefix(s, prefix)
	}
	if i := strings.Index(s, "web.archive.org/web/"); i >= 0 {
		_, s, _ = strings.Cut(s[i+len("web.archive.org/web/"):], "/")
	}
	if i := strings.Index(s, "://"); i >= 0 {
		s = s[i+3:]
	}
	s, _, _ = strings.Cut(s, "#")
	s, _, _ = strings.Cut(s, "?")
	s, _, _ = strings.Cut(s, ";")
	if u, err := url.PathUnescape(s); err == nil {
		s = u
	}
	host, path, _ := strings.Cut(s, "/")
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	host, _, _ = strings.Cut(host, ":")
	host = strings.TrimPrefix(host, "www.")
	path = cleanPath(path)
	host, path = repositoryFile(host, path)
	if path == "" {
		return host
	}
	return host + "/" + path
}

// extensions that say how a page is served and not what it holds; among them
// the languages that GNU's pages come in.
var extensions = []string{
	".html", ".htm", ".xhtml", ".php", ".txt", ".md", ".rst", ".jsp", ".rtf", ".pdf", ".json", ".xml", ".mspx", ".aspx", ".text",
	".en", ".de", ".fr", ".es", ".uk", ".ja", ".it", ".pl", ".ru", ".pt-br", ".zh-cn",
}

func cleanPath(p string) string {
	for strings.Contains(p, "//") {
		p = strings.ReplaceAll(p, "//", "/")
	}
	for {
		before := p
		p = strings.TrimSuffix(strings.TrimRight(p, "/ ."), "/index.html")
		if i := strings.LastIndexByte(p, '.'); i > 0 && p[i-1] != '/' && slices.Contains(extensions, p[i:]) {
			p = p[:i]
		}
		p = strings.TrimSuffix(p, "/index")
		if p == before {
			return p
		}
	}
}

// repositoryFile drops what differs between the views of one file of a
// repository: github.com/o/r/blob/main/LICENSE is github.com/o/r/-/license.
func repositoryFile(host, path string) (string, string) {
	parts := strings.Split(path, "/")
	switch {
	case host == "raw.githubusercontent.com" || host == "raw.github.com":
		if len(parts) > 3 {
			rest := parts[3:]
			if len(rest) > 2 && parts[2] == "refs" {
				rest = rest[2:]
			}
			return "github.com", strings.Join(parts[:2], "/") + "/-/" + strings.Join(rest, "/")
		}
	case host == "github.com" && len(parts) > 4 && (parts[2] == "blob" || parts[2] == "raw" || parts[2] == "tree"):
		return host, strings.Join(parts[:2], "/") + "/-/" + strings.Join(parts[4:], "/")
	case strings.HasPrefix(host, "gitlab.") && len(parts) > 5 && parts[2] == "-":
		return host, strings.Join(parts[:2], "/") + "/-/" + strings.Join(parts[5:], "/")
	}
	return host, path
}

// fileFamilies are those whose short names mean nothing else in a path.
var fileFamilies = []string{
	"Apache", "GPL", "LGPL", "AGPL", "GFDL", "MIT", "BSD", "MPL", "EPL", "CDDL", "CPL", "EUPL", "ISC", "CC", "Unlicense", "WTFPL", "UPL", "SSPL", "Elastic", "BUSL",
}

// readFileName reads a path whose last part names a license with its version
// or clauses, or stands among license files: ".../LICENSE_EPLv2.txt".
func readFileName(path, rule string) Result {
	parts := strings.Split(path, "/")
	last := parts[len(parts)-1]
	if last == "" || len(last) > 80 {
		return unknown("no-url")
	}
	ts := tokens(last)
	if len(parts) > 1 && len(ts) == 1 && ts[0].kind == number { // ".../mpl/1.1"
		last = parts[len(parts)-2] + "-" + last
	}
	r := readSlug(last)
	if r.Status == audit.Unknown {
		return unknown("no-url")
	}
	for _, e := range r.all() {
		if !slices.ContainsFunc(families(e), func(f string) bool { return slices.Contains(fileFamilies, f) }) {
			return unknown("no-url")
		}
		if e == "LGPL-2.0-only" && r.License != "" && !strings.Contains(last, "2.0") && !strings.Contains(last, "20") {
			r = ambiguous([]spdx.Expression{e, "LGPL-2.1-only"}, rule) // 2.1 goes by "lgpl2", too
		}
	}
	about := strings.Contains(path, "licen") || strings.Contains(path, "legal") || strings.Contains(path, "copying")
	if !about && !strings.ContainsAny(last, "0123456789") {
		return unknown("no-url")
	}
	r.Rule = rule
	return r
}
