package normalize

import (
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// osgiEntry is one license of a Bundle-License header:
// name ( ";" key "=" value )*, separated by commas
// (https://docs.osgi.org/specification/osgi.core/8.0.0/framework.module.html#framework.module-bundle-license).
type osgiEntry struct{ name, link, description string }

// BundleLicense reads the value of a manifest's Bundle-License: a comma list
// of names or URLs with attributes. Several licenses are joined by OR where
// the header's names are plain, as builders write them from the <licenses> of
// a POM; text must confirm it.
func BundleLicense(header string) Result {
	header = strings.TrimSpace(header)
	if header == "" || len(header) > maxName {
		return Name(header, "")
	}
	if r := Name(header, ""); r.Status == audit.Identified {
		return r
	}
	parts := splitQuoted(header, ',')
	if len(parts) < 2 {
		return Name(header, "")
	}
	var entries []osgiEntry
	for _, p := range parts {
		if e := parseEntry(p); e.name != "" || e.link != "" {
			if len(entries) > 0 && startsWithVersion(e.name) { // "Apache License, Version 2.0"
				entries[len(entries)-1].name += ", " + e.name
				entries[len(entries)-1].link += e.link
				continue
			}
			entries = append(entries, e)
		}
	}
	return readEntries(entries)
}

func startsWithVersion(s string) bool {
	ts := tokens(s)
	return len(ts) > 0 && ts[0].kind == number && !ts[0].glued || len(ts) > 0 && ts[0].marked
}

// osgiEntries reads a name that carries OSGi's attributes, or is quoted as
// OSGi quotes; nil where it is not such a one.
func osgiEntries(name string) []osgiEntry {
	quoted := len(name) > 1 && name[0] == '"' && strings.IndexByte(name[1:], '"') > 0
	attributes := false
	for _, key := range []string{"link", "description"} {
		if i := strings.Index(name, key); i > 0 {
			before, after := strings.TrimRight(name[:i], " "), strings.TrimLeft(name[i+len(key):], " ")
			attributes = attributes || strings.HasSuffix(before, ";") && strings.HasPrefix(strings.TrimPrefix(after, ":"), "=")
		}
	}
	if !attributes && !(quoted && strings.HasSuffix(name, `"`) && strings.Count(name, `"`) == 2) {
		return nil
	}
	var entries []osgiEntry
	for _, p := range splitQuoted(name, ',') {
		if e := parseEntry(p); e.name != "" || e.link != "" {
			entries = append(entries, e)
		}
	}
	return entries
}

func parseEntry(s string) osgiEntry {
	var e osgiEntry
	for i, part := range splitQuoted(s, ';') {
		key, value, ok := strings.Cut(part, "=")
		key = strings.TrimSuffix(strings.TrimSpace(key), ":")
		switch {
		case i == 0:
			e.name = unquote(part)
		case ok && key == "link":
			e.link = unquote(value)
		case ok && key == "description":
			e.description = unquote(value)
		case !ok:
			e.name += "; " + unquote(part)
		}
	}
	return e
}

func unquote(s string) string { return strings.Trim(strings.TrimSpace(s), `"`) }

// splitQuoted splits at sep outside of double quotes.
func splitQuoted(s string, sep byte) []string {
	var parts []string
	start, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == sep && !quoted:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// readEntries joins the entries by OR.
func readEntries(entries []osgiEntry) Result {
	var rs []Result
	for _, e := range entries {
		rs = append(rs, e.read())
	}
	return joinResults(rs, spdx.Or)
}

func (e osgiEntry) read() Result {
	r, links := readName(e.name)
	for _, l := range append(links, strings.Split(e.link, ",")...) {
		r = reconcile(r, readURL(strings.TrimSpace(l)))
	}
	if r.Status == audit.Unknown && e.description != "" {
		if d, _ := readName(e.description); d.Status == audit.Identified {
			return d
		}
	}
	return r
}

// joinResults joins what several entries mean: unknown if one of them is, and
// ambiguous if one of them is.
func joinResults(rs []Result, join func(...spdx.Expression) spdx.Expression) Result {
	if len(rs) == 0 {
		return unknown("empty")
	}
	if len(rs) == 1 {
		return rs[0]
	}
	sets, rules, clash := make([][]spdx.Expression, 0, len(rs)), make([]string, 0, len(rs)), false
	for _, r := range rs {
		if r.Status == audit.Unknown {
			return r
		}
		sets = append(sets, r.all())
		rules = append(rules, r.Rule)
		clash = clash || r.Clash
	}
	var readings []spdx.Expression
	for _, c := range product(sets) {
		readings = append(readings, join(c...))
	}
	rule := strings.Join(rules, ", ")
	if len(readings) == 1 {
		return identified(readings[0], rule)
	}
	r := ambiguous(readings[:min(len(readings), maxCandidates)], rule)
	r.Clash = clash
	return r
}
