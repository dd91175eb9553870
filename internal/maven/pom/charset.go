package pom

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
)

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

// decodeCharset returns the text in UTF-8; it may share the memory of data. As
// for Java's readers, malformed bytes become U+FFFD; an encoding that nobody
// knows is an error.
func decodeCharset(data []byte) (string, error) {
	if len(data) > MaxSize {
		return "", &SyntaxError{1, fmt.Sprintf("the POM has %d bytes, more than %d", len(data), MaxSize)}
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return valid(data[3:]), nil
	case bytes.HasPrefix(data, []byte("\xfe\xff")), bytes.HasPrefix(data, []byte("\xff\xfe")):
		return utf16(data, unicode.BigEndian)
	case bytes.HasPrefix(data, []byte("\x00<\x00?")):
		return declaredUTF16(data, unicode.BigEndian, "utf-16be")
	case bytes.HasPrefix(data, []byte("<\x00?\x00")):
		return declaredUTF16(data, unicode.LittleEndian, "utf-16le")
	}
	name := declaredEncoding(data[:min(len(data), 200)])
	label := strings.ToLower(name)
	if label == "" || label == "utf-8" || label == "utf8" || label == "us-ascii" || label == "ascii" {
		return valid(data), nil
	}
	enc, _ := charset.Lookup(label)
	if enc == nil {
		return "", &SyntaxError{1, fmt.Sprintf("unknown encoding %q", name)}
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", &SyntaxError{1, err.Error()}
	}
	return string(out), nil
}

// utf16 decodes UTF-16, in the given order unless the text says another.
func utf16(data []byte, order unicode.Endianness) (string, error) {
	out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
	if err != nil {
		return "", &SyntaxError{1, err.Error()}
	}
	return string(out), nil
}

// declaredUTF16 is for text without a byte order mark, which Maven's reader takes
// for UTF-16 only if its declaration says so.
// https://codehaus-plexus.github.io/plexus-utils/apidocs/org/codehaus/plexus/util/xml/XmlReader.html
func declaredUTF16(data []byte, order unicode.Endianness, name string) (string, error) {
	text, err := utf16(data, order)
	if err != nil {
		return "", err
	}
	switch strings.ToLower(declaredEncoding([]byte(text[:min(len(text), 200)]))) {
	case "utf-16", name:
		return text, nil
	}
	return valid(data), nil
}

// declaredEncoding is the encoding that an XML declaration names, or "".
func declaredEncoding(head []byte) string {
	decl, ok := bytes.CutPrefix(head, []byte("<?xml"))
	if !ok {
		return ""
	}
	decl, _, _ = bytes.Cut(decl, []byte(">"))
	for {
		before, after, ok := bytes.Cut(decl, []byte("encoding"))
		if !ok {
			return ""
		}
		if name := encodingName(after); name != "" && len(before) > 0 && spaces(before[len(before)-1:]) == 1 {
			return name
		}
		decl = after
	}
}

// encodingName reads ="NAME" and returns NAME; "" where something else stands.
func encodingName(s []byte) string {
	s, ok := bytes.CutPrefix(s[spaces(s):], []byte("="))
	if !ok {
		return ""
	}
	s = s[spaces(s):]
	if len(s) == 0 || s[0] != '"' && s[0] != '\'' {
		return ""
	}
	n := 1
	for n < len(s) && (class[s[n]]&nameRest != 0 && s[n] < utf8.RuneSelf && s[n] != ':') {
		n++
	}
	if n == 1 || n == len(s) || s[n] != '"' && s[n] != '\'' {
		return ""
	}
	return string(s[1:n])
}

// spaces counts the white space at the start.
func spaces(s []byte) int {
	return len(s) - len(bytes.TrimLeft(s, " \t\n\f\r"))
}

// valid is the text itself, without a copy, where it is sound.
func valid(data []byte) string {
	text := unsafe.String(unsafe.SliceData(data), len(data))
	if utf8.ValidString(text) {
		return text
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}
