package evidence

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// holder begins a line that names a copyright holder; what follows tells it
// from the many sentences of licenses that speak of copyright.
var holder = regexp.MustCompile(`(?i)^(?:portions |all (?:contents|code) )?(?:(?:copyright|copyrighted|©|&copy;|\(c\))[\s:]*(?:by |\(c\)|©|&copy;|c\)|the )?|spdx-filecopyrighttext:\s*)`)

var (
	year        = regexp.MustCompile(`\b(?:19|20)\d\d\b`)
	placeholder = regexp.MustCompile(`(?i)[\[<{](?:yyyy|year|date|name|owner|copyright)|yyyy|<year>`)
)

// maxCopyright bounds the lines kept of one text.
const maxCopyright = 200

// Copyright returns the copyright lines of a text as they stand, without
// comment signs and repeats, in order.
func Copyright(text []byte) []string {
	var out []string
	for line := range bytes.Lines(plain(text)) {
		s := strings.Join(strings.Fields(strings.Trim(string(line), " \t\r\n*#/;%-")), " ")
		if len(s) < 300 && isCopyright(s) && !slices.Contains(out, s) && len(out) < maxCopyright {
			out = append(out, s)
		}
	}
	return out
}

func isCopyright(s string) bool {
	at := holder.FindStringIndex(s)
	if at == nil || at[1] == 0 || placeholder.MatchString(s) {
		return false
	}
	rest := strings.ToLower(strings.TrimSpace(s[at[1]:]))
	if rest == "" {
		return false
	}
	if year.MatchString(s) {
		return true
	}
	first, _, _ := strings.Cut(rest, " ")
	mark := strings.Contains(strings.ToLower(s[:at[1]]), "(c)") || strings.Contains(s[:at[1]], "©") || strings.HasPrefix(strings.ToLower(s), "spdx")
	return mark && len(first) > 1 && !strings.HasPrefix(rest, "copyright")
}
