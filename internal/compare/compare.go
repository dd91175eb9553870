// Package compare says what differs between two results, and joins results.
package compare

import "github.com/licaudit/licaudit/internal/audit"

// Changes is what differs between two results.
type Changes struct {
	Changes []Change `json:"changes"` // sorted by kind, then component
}

// Change is one difference.
type Change struct {
	Kind string `json:"kind"` // added, removed, version, license, text, denied, allowed
	Old  string `json:"old,omitempty"`
	New  string `json:"new,omitempty"`
}

// Diff compares two results.
func Diff(before, after audit.Report) Changes { return Changes{} }

// Render writes the changes as "text", "md" or "json".
func (c Changes) Render(format string) ([]byte, error) { return nil, nil }

// Merge joins results of parts of one product into one.
func Merge(reports []audit.Report) (audit.Report, error) { return audit.Report{}, nil }
