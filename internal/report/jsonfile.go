package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// jsonFile writes a value as the files of this package are written: two
// spaces, no HTML escapes, a final newline.
func jsonFile(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}

// uuid is a version 8 UUID (https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8)
// of result.json: the same result has the same one everywhere.
func (s source) uuid() string {
	h := s.hash
	h[6] = h[6]&0x0f | 0x80
	h[8] = h[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// created is the project's time in UTC, or the epoch.
func (s source) created() string {
	t, err := time.Parse(time.RFC3339, s.Project.Time)
	if err != nil || t.UTC().Year() < 1970 || t.UTC().Year() > 9999 {
		return epoch
	}
	return t.UTC().Format(time.RFC3339)
}
