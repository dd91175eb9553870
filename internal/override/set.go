// Package override reads overrides.yaml, which holds facts about components
// that upstream does not state, or states wrongly. It matches the facts to
// components, guards them against upstream's changes, and knows for every entry
// what became of it.
package override

import (
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Set is what all files together say. Its methods may be called at the same
// time from several goroutines.
type Set struct {
	root    string
	asOf    string
	drafts  bool // entries that hold FillIn are passed over
	files   []audit.File
	entries []*entry            // in file order, the outermost file first
	exact   map[string][]*entry // overrides whose matcher names one g:a or package
	globs   []*entry            // the other overrides
	names   map[string]*entry   // by normal name, and by "url " and normal URL
	rules   map[string]*entry   // names entries by their position

	mu   sync.Mutex // guards what became of the entries, and:
	seen map[string]bool
}

// Files are the files in force, the outermost first.
func (s *Set) Files() []audit.File { return s.files }

// Name mends a declared license string for every component. Case and white
// space do not matter. by is the position of the entry, as "overrides.yaml:12".
func (s *Set) Name(name, url string) (license spdx.Expression, by string, ok bool) {
	e := s.names[nameKey(name, "")]
	if e == nil || e.url != "" && e.url != urlKey(url) {
		e = s.names[nameKey("", url)]
	}
	if e == nil {
		return "", "", false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	e.used = true
	return e.license, e.by(), true
}

// nameKey is the key of Set.names; empty where both are.
func nameKey(name, url string) string {
	if name = strings.ToLower(strings.Join(strings.Fields(name), " ")); name != "" {
		return name
	}
	if url == "" {
		return ""
	}
	return "url " + urlKey(url)
}

func urlKey(url string) string { return strings.TrimSpace(url) }

// NeedsText reports whether an entry for the component has a guard on the hash
// of its license text, so that the text must be read.
func (s *Set) NeedsText(c audit.Component) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.candidates(c) {
		if e.sha256 != "" {
			return true
		}
	}
	return false
}
