package evidence

import (
	"bytes"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// tagMark is https://spdx.dev/learn/handling-license-info/.
var tagMark = phrase("spdx license identifier")

// tags reads SPDX tags; a value ends with the line or the comment.
func tags(text []byte, ws []word) []finding {
	var found []finding
	for i := find(ws, 0, len(ws), tagMark); i >= 0; i = find(ws, i+1, len(ws), tagMark) {
		start := ws[i+len(tagMark)-1].end
		end := start + bytes.IndexAny(append(text[start:len(text):len(text)], '\n'), "\r\n")
		value, ok := expression(strings.TrimLeft(string(text[start:end]), ": \t"))
		if ok {
			found = append(found, finding{from: i, to: wordAt(ws, end), form: formTag, license: value, rule: "tag"})
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
