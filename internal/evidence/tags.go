package evidence

import (
	"regexp"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// tag is https://spdx.dev/learn/handling-license-info/; its value ends with
// the line or the comment.
var tag = regexp.MustCompile(`(?i)SPDX-License-Identifier:[ \t]*([^\r\n]*)`)

// tags reads SPDX tags, and the "@license" of script banners where its value
// is an expression.
func tags(text []byte, ws []word) []finding {
	var found []finding
	for _, at := range tag.FindAllSubmatchIndex(text, -1) {
		value, _ := expression(string(text[at[2]:at[3]]))
		f := finding{from: wordAt(ws, at[0]), to: wordAt(ws, at[3]), form: formTag, license: value, rule: "tag"}
		if value != "" {
			found = append(found, f)
		}
	}
	return found
}

// outside leaves out tags in the midst of a long text, which belong to its
// instructions and not to the file.
func outside(tagged, texts []finding) []finding {
	var out []finding
	for _, t := range tagged {
		inside := false
		for _, x := range texts {
			inside = inside || x.to-x.from > 200 && x.from+20 < t.from && t.to <= x.to
		}
		if !inside {
			out = append(out, t)
		}
	}
	return out
}

// expression reads the longest start of s that is an SPDX expression.
func expression(s string) (spdx.Expression, bool) {
	s = strings.Trim(s, " \t\"'`")
	for _, end := range []string{"*/", "-->", "<", "\"", ",", ";", "|"} {
		s, _, _ = strings.Cut(s, end)
	}
	fields := strings.Fields(s)
	for n := min(len(fields), 24); n > 0; n-- {
		if e, err := spdx.Parse(strings.TrimRight(strings.Join(fields[:n], " "), ".*#/ ")); err == nil {
			return e, true
		}
	}
	return "", false
}
