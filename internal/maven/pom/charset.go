package pom

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
)

// xmlEncoding finds the encoding in an XML declaration.
var xmlEncoding = regexp.MustCompile(`^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)

// xmlVersion finds the version in what follows "<?xml".
var xmlVersion = regexp.MustCompile(`^\s+version\s*=\s*(?:"1\.0"|'1\.0')`)

// checkDeclaration says what MXParser has against an XML declaration, "" for
// nothing. It lets one character of white space stand before it.
func checkDeclaration(at int, rest string) string {
	switch {
	case at > 1:
		return "an XML declaration that is not at the start"
	case !xmlVersion.MatchString(rest):
		return "an XML declaration without version 1.0"
	}
	return ""
}

// decodeCharset returns the text in UTF-8. As for Java's readers, malformed
// bytes become U+FFFD; an encoding that nobody knows is an error.
func decodeCharset(data []byte) (string, error) {
	if len(data) > MaxSize {
		return "", &SyntaxError{1, fmt.Sprintf("the POM has %d bytes, more than %d", len(data), MaxSize)}
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return valid(data[3:]), nil
	case bytes.HasPrefix(data, []byte("\xfe\xff")), bytes.HasPrefix(data, []byte("\xff\xfe")),
		bytes.HasPrefix(data, []byte("\x00<")), bytes.HasPrefix(data, []byte("<\x00")):
		order := unicode.BigEndian
		if data[0] == '<' {
			order = unicode.LittleEndian
		}
		out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", &SyntaxError{1, err.Error()}
		}
		return string(out), nil
	}
	head := data[:min(len(data), 200)]
	m := xmlEncoding.FindSubmatch(head)
	if m == nil {
		return valid(data), nil
	}
	label := strings.ToLower(string(m[1]))
	if label == "utf-8" || label == "utf8" || label == "us-ascii" || label == "ascii" {
		return valid(data), nil
	}
	enc, _ := charset.Lookup(label)
	if enc == nil {
		return "", &SyntaxError{1, fmt.Sprintf("unknown encoding %q", m[1])}
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", &SyntaxError{1, err.Error()}
	}
	return string(out), nil
}

func valid(data []byte) string {
	if utf8.Valid(data) {
		return string(data)
	}
	return strings.ToValidUTF8(string(data), "\uFFFD")
}
