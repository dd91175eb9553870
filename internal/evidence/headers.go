package evidence

import (
	"bytes"
	"path"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
)

// How many source files are looked at for their header, and how many different
// headers are kept.
const (
	maxSources = 24
	maxHeaders = 4
)

// headers reads the comment before the package line of source files, spread
// over the archive.
func (a *archive) headers() {
	var sources []Entry
	for _, e := range a.zip.Entries {
		if ext := path.Ext(e.Name); ext == ".java" || ext == ".kt" || ext == ".scala" || ext == ".groovy" {
			sources = append(sources, e)
		}
	}
	slices.SortFunc(sources, func(x, y Entry) int { return bytes.Compare([]byte(x.Name), []byte(y.Name)) })
	step := max(1, len(sources)/maxSources)
	var seen []string
	for i := 0; i < len(sources) && len(seen) < maxHeaders && a.ctx.Err() == nil; i += step {
		b, err := a.zip.Read(sources[i], 8<<20)
		if err != nil {
			a.problem(sources[i].Name, err)
			continue
		}
		if ev, ok := sourceHeader(b, a.at(sources[i].Name)); ok && !slices.Contains(seen, ev.SHA256) {
			seen = append(seen, ev.SHA256)
			a.found.Evidence = append(a.found.Evidence, ev)
		}
	}
}

// sourceHeader is the comment that a source file begins with.
func sourceHeader(b []byte, at audit.Position) (audit.Evidence, bool) {
	text, ok := Decode(b[:min(len(b), 32<<10)])
	if !ok {
		return audit.Evidence{}, false
	}
	text = bytes.TrimSpace(text)
	var head []byte
	switch {
	case bytes.HasPrefix(text, []byte("/*")):
		head, _, _ = bytes.Cut(text, []byte("*/"))
	case bytes.HasPrefix(text, []byte("//")):
		for line := range bytes.Lines(text) {
			if !bytes.HasPrefix(bytes.TrimSpace(line), []byte("//")) {
				break
			}
			head = append(head, line...)
		}
	}
	if low := lower(head); !bytes.Contains(low, []byte("licen")) && !bytes.Contains(low, []byte("public domain")) {
		return audit.Evidence{}, false
	}
	return FromText(head, audit.KindBanner, at)
}
