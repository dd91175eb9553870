package js

import (
	"bytes"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/js/signatures"
	"github.com/licaudit/licaudit/internal/spdx"
)

// title is the first line of a banner: a name and a version.
var title = pattern(`^(?:@(?:license|preserve|name|overview|fileoverview|module|project)\s+)?((?:@[\w-]+/)?[A-Za-z][\w.+-]*(?:[ -][A-Za-z][\w.+-]*){0,4}?)(?:\.min)?(?:\.js|\.css)?[\s,:|(–-]*(?:version|ver\.?|v\.?|release)?[\s:.]*(\d+(?:\.\d+){1,3}(?:-[\w.]+|[a-z]+\d*)?)\b`)

// label is what may stand before a name: "Title: jqPlot Charts".
var label = pattern(`(?i)^(?:title|name|plugin|project|module|package|library)\s*[:=]\s*`)

// versionLine is a line that gives the version alone.
var versionLine = pattern(`(?i)(?:@version|\bversion)\s*[:=]?\s*v?(\d+(?:\.\d+){1,3}(?:-[\w.]+|[a-z]+\d*\b)?)`)

// titleName is a first line that gives the name alone.
var titleName = pattern(`^(?:@(?:license|preserve|name|overview)\s+)?((?:@[\w-]+/)?[A-Za-z][\w.+-]*(?: [A-Za-z][\w.+-]*){0,3}?)(?:\.min)?(?:\.js|\.css)?\s*(?:[-–|:,(].*)?$`)

// notNames are words that begin comments and name nothing.
var notNames = pattern(`(?i)^(?:copyright|license|licensed|version|build|date|author|http|https|the|this|requires?|depends|based|uses?|for|see|file|created|updated?|date|todo|note|table|generated|compiled|includes?|original|minified|released|under)\b`)

// bannered returns the libraries that are not in the database but say what
// they are in the comment at the file's start: name, version, and an open
// license, and nothing that may close the code. One that the database knows, and
// whose code is not in the file, is only mentioned.
func (x *file) bannered(named map[string]bool) []Library {
	if len(named) > 0 {
		return nil
	}
	for _, c := range x.digest.Comments {
		if c.Start > maxBanner {
			break
		}
		text := readable(x.text[c.Start:min(c.End, c.Start+maxBanner)])
		said := ownWords(text)
		if quickLicense(said) == "" || mayClose(text) {
			continue
		}
		name, v := readBanner(text)
		if name == "" || v == "" || isLicense(name, v) || named[signatures.Plain(name)] || x.known(name) {
			continue
		}
		license := x.bannerLicense(said)
		if license == "" {
			continue // it is a notice
		}
		l := Library{
			Path: x.entry.path, ID: audit.NPM(name, v), Method: MethodBanner, Confidence: 0.7, License: license, Scope: scopeOf(x.entry.path),
			Metadata: audit.Metadata{Name: name},
			Evidence: []audit.Evidence{{Kind: audit.KindBanner, Text: string(text), Found: audit.Position{File: x.entry.path}}},
		}
		return []Library{l}
	}
	return nil
}

// bannerLicense is the license that a banner says to be its library's: what its words
// mean, or where they leave something open, what is offered in any case.
func (x *file) bannerLicense(text []byte) spdx.Expression {
	c := x.words(text)
	says := quickLicense(text)
	switch {
	case c.License != "":
		return c.License
	case len(c.Candidates) > 0:
		if slices.ContainsFunc(c.Candidates, func(e spdx.Expression) bool { return !offersAll(e, says) }) {
			return ""
		}
		return says
	}
	for line := range strings.Lines(unmarked(text)) {
		if licenseTag().MatchString(line) {
			return quickLicense([]byte(line)) // a list of which the reader of texts makes nothing
		}
	}
	return ""
}

// licenseTag begins a line that gives the license alone.
var licenseTag = pattern(`(?i)^\s*(?:@licen[sc]e|licen[sc]e\s*:)\s+(?-i:MIT|BSD|ISC|Apache|MPL|GPL|LGPL|AGPL)\b`)

// offersAll reports whether an expression is a choice that has all terms of another.
func offersAll(e, choice spdx.Expression) bool {
	n := e.Node()
	if n.Op == spdx.OpAnd {
		return false
	}
	terms := e.Terms()
	return !slices.ContainsFunc(choice.Terms(), func(t spdx.Term) bool { return !slices.Contains(terms, t) }) &&
		!slices.ContainsFunc(n.Args, func(a spdx.Node) bool { return a.Op == spdx.OpAnd })
}

// isLicense reports whether a title is that of a license: "@license Apache-2.0".
func isLicense(name, v string) bool {
	_, err := spdx.Parse(name + "-" + v)
	return err == nil || strings.Contains(name, "licen") || quickLicense([]byte(name+" "+v)) != ""
}

func (x *file) known(name string) bool {
	plain := signatures.Plain(name)
	for _, l := range x.db.Libraries {
		if signatures.Plain(l.Name) == plain {
			return true
		}
	}
	return false
}

// readBanner returns the name and the version that a comment gives.
func readBanner(text []byte) (name, v string) {
	first := ""
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		s := strings.TrimSpace(strings.Trim(strings.TrimSpace(string(line)), "/*!-=#~+ \t\r"))
		s = label().ReplaceAllString(s, "")
		if s == "" {
			continue
		}
		if first == "" {
			first = s
			if notNames().MatchString(s) {
				return "", ""
			}
			if m := title().FindStringSubmatch(s); m != nil {
				return npmName(m[1]), m[2]
			}
			continue
		}
		if m := versionLine().FindStringSubmatch(s); m != nil {
			if t := titleName().FindStringSubmatch(first); t != nil {
				return npmName(t[1]), m[1]
			}
			return "", ""
		}
	}
	return "", ""
}

// npmName writes a title as npm would name the package.
func npmName(s string) string {
	words := strings.Fields(strings.ToLower(s))
	for len(words) > 1 {
		switch words[len(words)-1] {
		case "plugin", "library", "javascript", "js", "css", "-", "version", "v", "framework", "stylesheet", "core":
			words = words[:len(words)-1]
			continue
		}
		break
	}
	return strings.Trim(strings.TrimSuffix(strings.Join(words, "-"), ".js"), "-.")
}
