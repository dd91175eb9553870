package evidence

import (
	"bytes"
	"cmp"
	_ "embed"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/licaudit/licaudit/internal/spdx"
)

//go:embed data/urls.txt
var urlsData string

var address = pattern(`(?i)\b(?:https?://|www\.)[-a-z0-9.]+[-a-z0-9_.~/%#?=+&]*`)

// bareHosts are written without a scheme in one-line banners.
var bareHosts = pattern(`(?i)\b(?:[-a-z0-9]+\.mit-license\.org|(?:jquery\.(?:com|org)|lodash\.com|underscorejs\.org|datatables\.net|kjur\.github\.io/jsrsasign)/license(?:/mit)?|opensource\.org/licenses/[-a-z0-9.]+|creativecommons\.org/[-a-z0-9./]+)`)

// addresses are the known ones as they stand, and those known by their start
// or their end, the longest first.
type addresses struct {
	whole            map[string]spdx.Expression
	starting, ending []addressPart
}

type addressPart struct {
	part string
	id   spdx.Expression
}

// knownURLs are exact addresses and prefixes. An address that several licenses
// give as theirs, as the OSI's page of the BSD license, says nothing.
var knownURLs = sync.OnceValue(func() addresses {
	m := make(map[string]spdx.Expression)
	for _, l := range spdx.Licenses() {
		if l.Deprecated || strings.HasSuffix(l.ID, "-or-later") {
			continue
		}
		for _, u := range l.SeeAlso {
			if strings.Contains(u, "#") { // of a part of a page
				continue
			}
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
			m[u] = spdx.Expression(strings.TrimSuffix(id, "-")) // "-": index of several
		}
	}
	known := addresses{whole: m}
	for u, id := range m {
		if part, ok := strings.CutSuffix(u, "*"); ok {
			known.starting = append(known.starting, addressPart{part, id})
		} else if part, ok := strings.CutPrefix(u, "*"); ok {
			known.ending = append(known.ending, addressPart{part, id})
		}
	}
	longest := func(a, b addressPart) int {
		return cmp.Or(cmp.Compare(len(b.part), len(a.part)), strings.Compare(a.part, b.part))
	}
	slices.SortFunc(known.starting, longest)
	slices.SortFunc(known.ending, longest)
	return known
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
	known, key := knownURLs(), cleanURL(u)
	if id, ok := known.whole[key]; ok && id != "" {
		return id, true
	}
	if id, ok := idPage(key); ok {
		return id, true
	}
	for _, a := range known.starting {
		if strings.HasPrefix(key, a.part) {
			return a.id, true
		}
	}
	for _, a := range known.ending {
		if strings.HasSuffix(key, a.part) {
			return a.id, true
		}
	}
	return namedFile(key)
}

// idPage reads the pages that are named by SPDX ids: the SPDX list's own, the
// OSI's, and choosealicense.com's.
func idPage(key string) (spdx.Expression, bool) {
	host, id, ok := strings.Cut(key, "/license")
	if !ok || !slices.Contains([]string{"spdx.org", "opensource.org", "choosealicense.com"}, host) {
		return "", false
	}
	_, id, _ = strings.Cut(id, "/")
	e, ok := spdx.Read(id)
	return e, ok && len(e.Terms()) == 1
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

// patterns find addresses, on the lines that have one of the words.
var patterns = []struct {
	re    func() *regexp.Regexp
	words *wordList
	hosts []string // one of which an address has, if they are known
}{
	{address, wordSet("http https www"), nil},
	{bareHosts, wordSet("org com io"), []string{"mit-license", "jquery", "lodash", "underscorejs", "datatables", "kjur", "opensource", "creativecommons"}},
}

// mayHave is a cheap look for hosts before a pattern is tried.
func mayHave(line []byte, hosts []string) bool {
	if hosts == nil || slices.ContainsFunc(line, func(c byte) bool { return c >= utf8.RuneSelf }) {
		return true
	}
	line = lower(line)
	return slices.ContainsFunc(hosts, func(h string) bool { return bytes.Contains(line, []byte(h)) })
}

// linesWith are the lines of a stretch that have one of the words, from what
// the first of those stands in: no address has a blank.
func linesWith(text []byte, ws []word, gap [2]int, list *wordList) [][2]int {
	var out [][2]int
	line := -1
	for _, w := range ws[gap[0]:gap[1]] {
		if w.line == line || !list.has(w) {
			continue
		}
		line = w.line
		end := len(text)
		if n := bytes.IndexByte(text[w.end:], '\n'); n >= 0 {
			end = w.end + n
		}
		out = append(out, [2]int{addressStart(text, w.start), end})
	}
	return out
}

// addressStart is where an address may begin that has a word at an offset: at
// the blank before it, unless letters beyond ASCII stand on the line, which
// hide the word "http" of an address that they touch.
func addressStart(text []byte, at int) int {
	blank := -1
	for i := at - 1; i >= 0 && text[i] != '\n'; i-- {
		if text[i] >= utf8.RuneSelf {
			return bytes.LastIndexByte(text[:at], '\n') + 1
		}
		if blank < 0 && (text[i] == ' ' || text[i] == '\t') {
			blank = i
		}
	}
	if blank >= 0 {
		return blank + 1
	}
	return bytes.LastIndexByte(text[:at], '\n') + 1
}

// urls finds addresses of licenses outside the license texts.
func urls(text []byte, ws []word, texts []finding) []finding {
	var found []finding
	for _, gap := range gaps(ws, texts, 3) {
		start, end := ws[gap[0]].start, ws[gap[1]-1].end
		if end < len(text) { // a path may end behind its last word
			end++
		}
		for _, p := range patterns {
			for _, line := range linesWith(text, ws, gap, p.words) {
				from, to := max(start, line[0]), min(end, line[1])
				if from >= to || !mayHave(text[from:to], p.hosts) {
					continue
				}
				for _, at := range p.re().FindAllIndex(text[from:to], -1) {
					u := string(text[from+at[0] : from+at[1]])
					if id, ok := lookupURL(u); ok {
						f := finding{from: wordAt(ws, from+at[0]), to: wordAt(ws, from+at[1]), form: formURL, license: id, rule: "url:" + cleanURL(u)}
						if !overlaps(found, f.from, f.to) {
							found = append(found, f)
						}
					}
				}
			}
		}
	}
	return found
}

// references finds addresses of licenses in the links of a page, whose tags
// are no longer in its plain text.
func references(page []byte, ws []word, texts []finding) []finding {
	if !looksHTML(page) {
		return nil
	}
	var found []finding
	for from, to := nextLink(page, 0); from < to; from, to = nextLink(page, to) {
		link := string(page[from:to])
		id, ok := lookupURL(link)
		if i := wordAt(ws, from); ok && !overlaps(texts, i, i+1) {
			found = append(found, finding{from: i, to: i, form: formURL, license: id, rule: "url:" + cleanURL(link)})
		}
	}
	return found
}

// nextLink is where the next address of a link stands, href="...", with or
// without the quotes. There is none where it ends as it begins.
func nextLink(page []byte, at int) (from, to int) {
	const blanks, ends = " \t\n\f\r", " \t\n\f\r\"'>"
	for ; at < len(page); at++ {
		if page[at]|0x20 != 'h' || !beginsWith(page[at:], "href") {
			continue
		}
		rest, ok := bytes.CutPrefix(bytes.TrimLeft(page[at+len("href"):], blanks), []byte("="))
		if !ok {
			continue
		}
		rest = bytes.TrimLeft(rest, blanks)
		if len(rest) > 0 && (rest[0] == '"' || rest[0] == '\'') {
			rest = rest[1:]
		}
		length := bytes.IndexAny(rest, ends)
		if length < 0 {
			length = len(rest)
		}
		if length > 0 {
			from = len(page) - len(rest)
			return from, from + length
		}
	}
	return at, at
}
