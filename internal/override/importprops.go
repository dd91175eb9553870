package override

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// properties reads "g--a--v=License" lines, as THIRD-PARTY.properties and the
// plugin's override files have them. A file for missing licenses speaks of
// components that declare none; one whose name says override replaces.
func (im *importer) properties() error {
	overrides := strings.Contains(strings.ToLower(im.file.Name), "override")
	for _, p := range parseProperties(im.file.Data) {
		parts := strings.Split(p.key, "--")
		if len(parts) < 3 {
			im.left(p.line, "the key %s is not of the form group--artifact--version", short(p.key))
			continue
		}
		r := row{group: parts[0], artifact: parts[1], version: parts[2], overrides: overrides, line: p.line}
		if len(parts) > 3 {
			im.left(p.line, "%s: what follows the version is left out: the entry holds for every classifier", short(p.key))
		}
		for _, name := range strings.Split(p.value, "|") {
			if name = strings.TrimSpace(name); name != "" {
				r.names = append(r.names, name)
			}
		}
		im.add(r)
	}
	return nil
}

type property struct {
	key, value string
	line       int
}

// parseProperties reads the format of java.util.Properties.load
// (https://docs.oracle.com/javase/8/docs/api/java/util/Properties.html).
func parseProperties(data []byte) []property {
	text := string(data)
	if !utf8.ValidString(text) {
		text = latin1(data)
	}
	text = strings.TrimPrefix(text, "\ufeff")
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	var out []property
	for i := 0; i < len(lines); i++ {
		line, first := strings.TrimLeft(lines[i], " \t\f"), i+1
		if line == "" || line[0] == '#' || line[0] == '!' {
			continue
		}
		var whole strings.Builder
		for continued(line) && i+1 < len(lines) {
			i++
			whole.WriteString(line[:len(line)-1])
			line = strings.TrimLeft(lines[i], " \t\f")
		}
		whole.WriteString(line)
		key, value := cutProperty(whole.String())
		out = append(out, property{unescape(key), unescape(value), first})
	}
	return out
}

// continued reports whether an odd number of backslashes ends the line.
func continued(line string) bool {
	return (len(line)-len(strings.TrimRight(line, `\`)))%2 == 1
}

func cutProperty(line string) (key, value string) {
	i := 0
	for i < len(line) && strings.IndexByte("=: \t\f", line[i]) < 0 {
		if line[i] == '\\' {
			i++
		}
		i++
	}
	i = min(i, len(line))
	rest := strings.TrimLeft(line[i:], " \t\f")
	if rest != "" && (rest[0] == '=' || rest[0] == ':') {
		rest = strings.TrimLeft(rest[1:], " \t\f")
	}
	return line[:i], rest
}

func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			if s[i] != '\\' {
				b.WriteByte(s[i])
			}
			continue
		}
		i++
		switch s[i] {
		case 't':
			b.WriteByte('\t')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 'f':
			b.WriteByte('\f')
		case 'u':
			if i+5 <= len(s) {
				if n, err := strconv.ParseUint(s[i+1:i+5], 16, 32); err == nil {
					b.WriteRune(rune(n))
					i += 4
					continue
				}
			}
			b.WriteByte('u')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func latin1(data []byte) string {
	var b strings.Builder
	for _, c := range data {
		b.WriteRune(rune(c))
	}
	return b.String()
}
