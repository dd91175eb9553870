package report

import (
	"net/url"
	"path"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// place is a line of a file of the project, as code viewers want it.
type place struct {
	File         string // slash-separated, below the project
	Line, Column int    // 0 when unknown
}

// inProject gives the place of a position in the project's own files; of a
// file in an archive it is the archive. Foreign material ("g:a:v.pom") has no
// place.
func inProject(p audit.Position) (place, bool) {
	file, _, archived := strings.Cut(p.File, "!/")
	if file == "" || strings.ContainsAny(file, ":\\") || strings.HasPrefix(file, "/") || path.Clean(file) != file || file == ".." || strings.HasPrefix(file, "../") {
		return place{}, false
	}
	if archived {
		return place{File: file}, true
	}
	return place{file, max(p.Line, 0), max(p.Column, 0)}, true
}

// uri writes the file as a relative URI reference.
func (p place) uri() string {
	u := url.URL{Path: p.File}
	return u.EscapedPath()
}

// places lists the places of the occurrences that share the finding's verdict,
// each once.
func (s source) places(f audit.Finding) []place {
	var out []place
	seen := make(map[place]bool)
	for _, i := range worstOccurrences(f) {
		if p, ok := inProject(f.Component.Occurrences[i].Found); ok && !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		out = append(out, s.fallback())
	}
	return out
}

// fallback is where the viewers show what has no line of its own: the root
// POM.
func (s source) fallback() place {
	for _, m := range s.Modules {
		if p, ok := inProject(audit.Position{File: m.POM}); ok {
			return p
		}
	}
	return place{File: "pom.xml"}
}
