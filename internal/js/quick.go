package js

import (
	"regexp"

	"github.com/licaudit/licaudit/internal/spdx"
)

// wordings are the ways in which banners name their license. They are tried on
// comments of a few lines; whole texts are read by the package evidence.
var wordings = []struct {
	pattern func() *regexp.Regexp
	license spdx.Expression
}{
	{pattern(`(?i)\bMIT\b(?:[ -]?licen[sc]e|[ -]style)?`), "MIT"},
	{pattern(`(?i)\bapache(?: software)?[ -]?(?:licen[sc]e)?,?[ -]*(?:version|v)?[ -.]*2(?:\.0)?\b|apache\.org/licenses/LICENSE-2\.0`), "Apache-2.0"},
	{pattern(`(?i)\bBSD[ -]?3(?:[ -]clause)?\b|\b3-clause BSD\b|\b(?:new|modified|revised) BSD\b`), "BSD-3-Clause"},
	{pattern(`(?i)\bBSD[ -]?2(?:[ -]clause)?\b|\b2-clause BSD\b|\bsimplified BSD\b`), "BSD-2-Clause"},
	{pattern(`(?i)\bISC\b`), "ISC"},
	{pattern(`(?i)\b0BSD\b`), "0BSD"},
	{pattern(`(?i)\bMPL[ -]?(?:v)?2(?:\.0)?\b|Mozilla Public License,? (?:version |v\.? ?)?2\.0`), "MPL-2.0"},
	{pattern(`(?i)\bunlicense\b`), "Unlicense"},
	{pattern(`(?i)\bWTFPL\b`), "WTFPL"},
	{pattern(`(?i)\bLGPL[ -]?(?:v|version )?2\.1\b`), "LGPL-2.1-only"},
	{pattern(`(?i)\bLGPL[ -]?(?:v|version )?3(?:\.0)?\b`), "LGPL-3.0-only"},
	{pattern(`(?i)\bAGPL[ -]?(?:v|version )?3(?:\.0)?\b`), "AGPL-3.0-only"},
	{pattern(`(?i)\bGPL[ -]?(?:v|version )?2(?:\.0)?\b`), "GPL-2.0-only"},
	{pattern(`(?i)\bGPL[ -]?(?:v|version )?3(?:\.0)?\b`), "GPL-3.0-only"},
}

var spdxTag = pattern(`SPDX-License-Identifier:\s*([A-Za-z0-9.+() -]+)`)

// quickLicense reads the license that a comment of a few lines names. Several
// are a choice, as the banners of dual-licensed libraries mean them. It is
// empty where the words leave it open.
func quickLicense(text []byte) spdx.Expression {
	if m := spdxTag().FindSubmatch(text); m != nil {
		if e, err := spdx.Parse(string(m[1])); err == nil {
			return e
		}
	}
	var found []spdx.Expression
	for _, w := range wordings {
		if w.pattern().Match(text) {
			found = append(found, w.license)
		}
	}
	return spdx.Or(found...)
}

var licenseWord = pattern(`(?i)licen[sc]|copyright|\(c\)|©|\bMIT\b|\bBSD\b|\bGPL`)
