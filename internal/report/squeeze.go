package report

import "bytes"

// squeeze removes empty lines and indentation that the template leaves, but
// not inside <pre>: a thousand components would double the page.
func squeeze(html []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(html))
	pre := 0
	for l := range bytes.Lines(html) {
		keep := pre > 0
		pre += bytes.Count(l, []byte("<pre")) - bytes.Count(l, []byte("</pre>"))
		if keep {
			out.Write(l)
			continue
		}
		if l = bytes.TrimLeft(l, " \t"); len(bytes.TrimSpace(l)) > 0 {
			out.Write(l)
		}
	}
	return out.Bytes()
}
