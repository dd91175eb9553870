package yamlfile

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quote writes a string as a YAML scalar on one line: plain where no reader
// could take it for anything else, else in double quotes.
func Quote(s string) string {
	if plainSafe(s) {
		return s
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	// JSON strings are YAML strings (https://yaml.org/spec/1.2.2/#12-json).
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a valid string
	}
	var out strings.Builder
	for _, r := range strings.TrimSuffix(b.String(), "\n") {
		// DEL and the C1 controls stand bare in JSON and not in YAML.
		if r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0xfeff || r == 0xfffe || r == 0xffff {
			const hex = "0123456789abcdef"
			out.WriteString(`\u`)
			for shift := 12; shift >= 0; shift -= 4 {
				out.WriteByte(hex[r>>shift&15])
			}
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

// plainSafe is narrower than YAML: no word that some reader takes for a number,
// a date, a truth value or nothing.
func plainSafe(s string) bool {
	if s == "" || len(s) > 200 || isNull(s) || strings.HasSuffix(s, ":") || strings.HasSuffix(s, " ") {
		return false
	}
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "y", "n", "null", ".inf", ".nan", "none":
		return strings.EqualFold(s, "none")
	}
	if c := s[0]; c >= 0x80 || !unicode.IsLetter(rune(c)) {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !letter && strings.IndexByte("-._/+() :", c) < 0 || c == ':' && s[i+1] == ' ' {
			return false
		}
	}
	return true
}
