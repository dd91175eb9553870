package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// scanned is what ScanCode's data say of a license. Those that are not on the
// SPDX list make a name or URL ambiguous that they share with one that is.
type scanned struct {
	key, id string
	listed  bool
	names   []string
	urls    []string
}

// loadScan reads the heads of the .LICENSE files, sorted by file name: lines
// "key: value" between two "---", and lists of "    - value".
func loadScan(dir string) ([]scanned, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.LICENSE"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no license data in %s: run listgen first", dir)
	}
	var out []scanned
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		head, _, _ := strings.Cut(strings.TrimPrefix(string(b), "---\n"), "\n---")
		fields, list := map[string]string{}, ""
		var s scanned
		for line := range strings.Lines(head) {
			k, v, _ := strings.Cut(strings.TrimSpace(line), ": ")
			switch {
			case !strings.HasPrefix(line, " "):
				fields[k], list = strings.Trim(v, `'"`), strings.TrimSuffix(k, ":")
			case list == "text_urls" || list == "other_urls":
				s.urls = append(s.urls, strings.TrimPrefix(strings.TrimSpace(line), "- "))
			}
		}
		if fields["is_deprecated"] == "yes" || fields["is_exception"] == "yes" {
			continue
		}
		s.key, s.id = fields["key"], fields["spdx_license_key"]
		if l, ok := spdx.Lookup(s.id); ok {
			if l.Deprecated || base(l.ID) == "" {
				continue
			}
			s.id, s.listed = base(l.ID), true
		}
		s.names = []string{fields["short_name"], fields["name"]}
		if u := fields["osi_url"]; u != "" {
			s.urls = append(s.urls, u)
		}
		out = append(out, s)
	}
	return out, nil
}
