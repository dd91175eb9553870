package normalize

import (
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// readSite reads the URLs of the sites that publish licenses.
func readSite(host, path string) (Result, bool) {
	parts := strings.Split(path, "/")
	last := parts[len(parts)-1]
	switch host {
	case "opensource.org":
		last = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(last, "-php"), "-html"), "-txt")
		fallthrough
	case "spdx.org", "choosealicense.com", "licenses.nuget.org", "tldrlegal.com":
		if len(parts) > 1 && strings.HasPrefix(parts[0], "license") || host == "licenses.nuget.org" {
			r := readSlug(last)
			return r, r.Status != audit.Unknown
		}
	case "apache.org":
		if v := versionSlug(last); v != "" && strings.HasPrefix(last, "licen") {
			return readTokens(append(tokens("apache"), newNumber(v)), ""), true
		}
	case "gnu.org", "fsf.org", "gnu.de":
		if i := len(last) - len(".nl"); i > 0 && last[i] == '.' && !isDigit(last[i+1]) {
			last = last[:i] // the language of a translated page
		}
		if r := readSlug(strings.TrimSuffix(last, "-standalone")); r.Status != audit.Unknown {
			return gnuPage(r), true
		}
	case "eupl.eu":
		return readSlug("eupl-" + parts[0]), true
	case "mit-license.org":
		return identified("MIT", ""), true
	case "creativecommons.org":
		return readCreativeCommons(parts)
	case "mozilla.org":
		return readMozilla(path)
	}
	if strings.HasSuffix(host, "wikipedia.org") && len(parts) == 2 && parts[0] == "wiki" {
		return readSlug(strings.ReplaceAll(last, "_", " ")), true
	}
	return Result{}, false
}

// readMozilla reads "mpl/mpl-1.1", "en-us/mpl/2.0", "media/mpl/2.0/index.815c"
// and the same with "npl", which stood below "mpl", too.
func readMozilla(path string) (Result, bool) {
	family := ""
	for _, p := range strings.Split(path, "/") {
		switch stem, version, _ := strings.Cut(p, "-"); {
		case stem == "mpl" || stem == "npl":
			family = stem
			if version != "" {
				return readSlug(p), true
			}
		case family != "" && p != "" && isDigit(p[0]):
			return readSlug(family + "-" + p), true
		}
	}
	return unknown(""), family != ""
}

// gnuPage: the pages of the GNU AGPL hold version 3, which is the only one by
// GNU; those of the others without a version hold the latest.
func gnuPage(r Result) Result {
	if r.Status == audit.Ambiguous && strings.HasPrefix(string(r.Candidates[0]), "AGPL-") {
		return identified("AGPL-3.0-only", r.Rule)
	}
	return r
}

// readSlug reads the last part of a path as a name: "apache-2-0", "mit-license".
func readSlug(slug string) Result {
	if e, ok := spdx.Read(slug); ok {
		return identified(e, "")
	}
	b := []byte(slug)
	for i := 1; i+1 < len(b); i++ {
		if b[i] == '-' && isDigit(b[i-1]) && isDigit(b[i+1]) {
			b[i] = '.'
		}
	}
	return readTokens(tokens(string(b)), "")
}

// versionSlug is the version at the end of "license-2.0".
func versionSlug(slug string) string {
	i := strings.LastIndexAny(slug, "-_") + 1
	if i < len(slug) && isDigit(slug[i]) {
		return slug[i:]
	}
	return ""
}

// readCreativeCommons reads licenses/by-sa/3.0/us/legalcode and its like.
func readCreativeCommons(parts []string) (Result, bool) {
	if len(parts) >= 2 && parts[0] == "publicdomain" {
		switch parts[1] {
		case "zero":
			return identified("CC0-1.0", ""), true
		case "mark":
			return identified("CC-PDM-1.0", ""), true
		}
	}
	if len(parts) < 2 || parts[0] != "licenses" {
		return Result{}, false
	}
	switch parts[1] {
	case "publicdomain":
		return identified("CC-PDDC", ""), true
	case "zero":
		return identified("CC0-1.0", ""), true
	case "gpl", "lgpl":
		return readSlug(strings.Join(parts[1:min(3, len(parts))], "-")), true
	}
	name := "cc-" + parts[1]
	for _, p := range parts[2:] {
		if strings.HasPrefix(p, "deed") || strings.HasPrefix(p, "legalcode") {
			break
		}
		name += " " + p
	}
	return readTokens(tokens(name), ""), true
}
