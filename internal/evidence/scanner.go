package evidence

import (
	"strings"
	"sync"

	"github.com/google/licensecheck"

	"github.com/licaudit/licaudit/internal/spdx"
)

// scanner is licensecheck with its own patterns. Its tables take most of a
// second to build, so that they are built at the first text that needs them,
// or beside other work by Warm.
var scanner = sync.OnceValue(func() *licensecheck.Scanner {
	s, err := licensecheck.NewScanner(withoutURLs(licensecheck.BuiltinLicenses()))
	if err != nil {
		panic("evidence: " + err.Error()) // the patterns are compiled in
	}
	return s
})

// Warm builds the tables that Classify needs; call it in the background where
// it is likely that a text will have to be read.
func Warm() {
	scanner()
	calls()
	exceptions()
}

// withoutURLs leaves out the addresses: a page's address is read with what
// stands around it.
func withoutURLs(list []licensecheck.License) []licensecheck.License {
	var out []licensecheck.License
	for _, l := range list {
		if l.LRE != "" {
			out = append(out, l)
		}
	}
	return out
}

// foreign are licensecheck's names for what the SPDX list has not, or splits
// (licenses/README.md of licensecheck). A file with GPL's text does not say
// whether later versions are granted: it is read as "only".
var foreign = map[string]spdx.Expression{
	"AGPL-1.0": "AGPL-1.0-only", "AGPL-3.0": "AGPL-3.0-only",
	"GPL-1.0": "GPL-1.0-only", "GPL-2.0": "GPL-2.0-only", "GPL-3.0": "GPL-3.0-only",
	"LGPL-2.0": "LGPL-2.0-only", "LGPL-2.1": "LGPL-2.1-only", "LGPL-3.0": "LGPL-3.0-only",
	"GFDL-1.1": "GFDL-1.1-only", "GFDL-1.2": "GFDL-1.2-only", "GFDL-1.3": "GFDL-1.3-only",
	"LGPL-2.0-or-3.0":          "LGPL-2.0-only OR LGPL-3.0-only",
	"GPL-2.0-or-3.0":           "GPL-2.0-only OR GPL-3.0-only",
	"Aladdin-9":                "LicenseRef-Aladdin-9",
	"Anti996":                  "LicenseRef-Anti996",
	"BSD-1-Clause-Clear":       "LicenseRef-BSD-1-Clause-Clear",
	"CC-BY-NC-SA-3.0-US":       "LicenseRef-CC-BY-NC-SA-3.0-US",
	"CommonsClause":            "LicenseRef-Commons-Clause",
	"GooglePatentsFile":        "LicenseRef-Google-Patents",
	"Prosperity-3.0.0":         "LicenseRef-Prosperity-3.0.0",
	"MIT-NoAd":                 "X11",
	"NIST-PD-fallback":         "NIST-PD-fallback",
	"BSD-3-Clause-NoTrademark": "BSD-3-Clause",
}

// patternLicense is the license of one of licensecheck's patterns.
func patternLicense(id string) spdx.Expression {
	if license, ok := foreign[id]; ok {
		return license
	}
	return spdx.Expression(id)
}

// shortText is how many words a license's own text has at least; the patterns
// know one-line statements too.
const shortText = 16

// scan is the first reader, of what no core is of.
func scan(text []byte, ws []word, cores []finding) []finding {
	var found []finding
	for _, gap := range gaps(ws, cores, 1) {
		if len(cores) > 0 && !speaks(ws[gap[0]:gap[1]], 1) {
			continue
		}
		from, to := 0, len(text)
		if gap[0] > 0 {
			from = ws[gap[0]-1].end
		}
		if gap[1] < len(ws) {
			to = ws[gap[1]].start
		}
		found = append(found, scanPart(text[from:to], from, ws)...)
	}
	return found
}

// scanPart reads the part of a text that begins at an offset.
func scanPart(text []byte, offset int, ws []word) []finding {
	var found []finding
	for _, m := range scanner().Scan(upper(text)).Match {
		if m.ID == "GooglePatentClause" { // a grant beside a license, not one
			continue
		}
		license := patternLicense(m.ID)
		f := finding{from: wordAt(ws, offset+m.Start), to: wordAt(ws, offset+m.End), form: formText,
			license: license, rule: "text:" + strings.ReplaceAll(string(license), " ", "_")}
		if f.to-f.from < shortText { // "Licensed under the Apache License, Version 2.0"
			f.form = formStatement
		}
		found = append(found, f)
	}
	return found
}

// upper writes a text in upper case, byte for byte, which the scanner reads
// in less time than lower case: it folds every letter by way of the upper one.
// What it tells by lower-case letters stays: "(s)", "&copy;", "](http:".
func upper(text []byte) []byte {
	out := make([]byte, len(text))
	for i, c := range text {
		out[i] = upperCase[c]
	}
	for i, c := range text {
		if c != '(' && c != '&' {
			continue
		}
		for k := i + 1; k < len(text) && text[k] >= 'a' && text[k] <= 'z'; k++ {
			out[k] = text[k]
		}
	}
	return out
}

var upperCase = func() (table [256]byte) {
	for c := range table {
		table[c] = byte(c)
		if c >= 'a' && c <= 'z' {
			table[c] -= 'a' - 'A'
		}
	}
	return table
}()
