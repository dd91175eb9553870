package evidence

import (
	"bytes"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// manifest reads Bundle-License of a jar's main section
// (https://docs.osgi.org/specification/osgi.core/8.0.0/framework.module.html);
// Name is the header's value as it stands, its lines joined.
func manifest(b []byte, at audit.Position) []audit.Evidence {
	var out []audit.Evidence
	copyright := ""
	for _, h := range mainSection(b) {
		switch strings.ToLower(h[0]) {
		case "bundle-license":
			if h[1] != "" && !strings.HasPrefix(strings.ToLower(h[1]), "<<external>>") {
				out = append(out, audit.Evidence{Kind: audit.KindManifest, Name: h[1], Found: at})
			}
		case "bundle-copyright":
			copyright = h[1]
		}
	}
	if copyright != "" && len(out) > 0 {
		out[0].Copyright = []string{copyright}
	}
	return out
}

// mainSection are the headers before the first blank line. A line that begins
// with a space continues the one before.
func mainSection(b []byte) [][2]string {
	var out [][2]string
	text, ok := Decode(b)
	if !ok {
		return nil
	}
	for line := range bytes.Lines(text) {
		s := strings.TrimRight(string(line), "\r\n")
		if s == "" {
			break
		}
		if rest, more := strings.CutPrefix(s, " "); more && len(out) > 0 {
			out[len(out)-1][1] += rest
			continue
		}
		if key, value, ok := strings.Cut(s, ":"); ok {
			out = append(out, [2]string{key, strings.TrimPrefix(value, " ")})
		}
	}
	for i := range out {
		out[i][1] = strings.TrimSpace(out[i][1])
	}
	return out
}
