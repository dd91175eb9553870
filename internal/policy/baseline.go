package policy

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// Baseline is a file of findings that are known and do not fail the build.
type Baseline struct {
	File    audit.File      `json:"-"`
	Version int             `json:"version"`
	Entries []BaselineEntry `json:"findings"` // sorted by component, license, code
}

// BaselineEntry is one known failure. An update of the component that changes
// neither its license nor the failure is not a new finding, so that the
// component has no version here.
type BaselineEntry struct {
	Component string `json:"component"` // package URL without a version
	License   string `json:"license"`   // as concluded, or what stands for it
	Code      string `json:"code"`
}

// LoadBaseline reads a baseline; an empty path gives none. The problems are
// about the file's content.
func LoadBaseline(path string) (*Baseline, []audit.Problem, error) {
	if path == "" {
		return nil, nil, nil
	}
	src, err := yamlfile.Open("", path)
	if err != nil {
		return nil, nil, err
	}
	b, err := ReadBaseline(src)
	return b, nil, err
}

// ReadBaseline is LoadBaseline for a file that has been read already.
func ReadBaseline(src yamlfile.Source) (*Baseline, error) {
	sum := sha256.Sum256(src.Data)
	b := &Baseline{File: audit.File{Name: src.Name, SHA256: hex.EncodeToString(sum[:])}}
	dec := json.NewDecoder(bytes.NewReader(src.Data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(b); err != nil {
		line, column := offset(src.Data, dec.InputOffset())
		return nil, fmt.Errorf("%s:%d:%d: this is not a baseline: %w", src.Name, line, column, err)
	}
	if _, err := dec.Token(); err != io.EOF {
		line, column := offset(src.Data, dec.InputOffset())
		return nil, fmt.Errorf("%s:%d:%d: something follows the baseline", src.Name, line, column)
	}
	if b.Version != 1 {
		return nil, fmt.Errorf("%s: version %d of a baseline is not known: this licaudit reads version 1", src.Name, b.Version)
	}
	for i, e := range b.Entries {
		if _, err := audit.ParseID(e.Component); err != nil {
			return nil, fmt.Errorf("%s: finding %d: %w", src.Name, i+1, err)
		}
		if e.Code == "" || audit.Meaning(e.Code) == "" {
			return nil, fmt.Errorf("%s: finding %d: unknown code %q%s", src.Name, i+1, e.Code, yamlfile.DidYouMean(e.Code, audit.Codes()))
		}
	}
	slices.SortFunc(b.Entries, BaselineEntry.compare)
	return b, nil
}

// offset turns a byte offset into a line and a column.
func offset(data []byte, at int64) (line, column int) {
	head := data[:min(int(at), len(data))]
	return bytes.Count(head, []byte("\n")) + 1, len(head) - bytes.LastIndexByte(head, '\n')
}

func (e BaselineEntry) compare(o BaselineEntry) int {
	return cmp.Or(strings.Compare(e.Component, o.Component), strings.Compare(e.License, o.License), strings.Compare(e.Code, o.Code))
}

// MakeBaseline writes the file that grandfathers what is denied or under review
// now.
func MakeBaseline(findings []audit.Finding) []byte {
	b := Baseline{Version: 1, Entries: []BaselineEntry{}}
	for _, f := range findings {
		if baselines(f) {
			b.Entries = append(b.Entries, entryOf(f))
		}
	}
	slices.SortFunc(b.Entries, BaselineEntry.compare)
	b.Entries = slices.Compact(b.Entries)
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(b); err != nil {
		panic(err) // strings and numbers only
	}
	return out.Bytes()
}

// baselines reports whether a finding is one that a baseline is about. What
// could not be read is not: it says nothing that could be accepted.
func baselines(f audit.Finding) bool {
	return !f.Component.FirstParty && f.Code != audit.CodeLicenseUnreadable && (f.Verdict == audit.Denied || f.Verdict == audit.Review)
}

func entryOf(f audit.Finding) BaselineEntry {
	id := f.Component.ID
	id.Version = ""
	license := string(f.Conclusion.License)
	if license == "" {
		var all []string
		for _, c := range f.Conclusion.Candidates {
			all = append(all, string(c))
		}
		license = strings.Join(all, " | ")
	}
	if license == "" {
		for _, c := range declared(f.Conclusion) {
			license = cmp.Or(license, c)
		}
	}
	return BaselineEntry{Component: id.String(), License: cmp.Or(license, string(f.Conclusion.Basis)), Code: f.Code}
}

// declared are the strings that no rule knows.
func declared(c audit.Conclusion) []string {
	var out []string
	for _, claim := range c.Claims {
		if claim.Evidence.Name != "" {
			out = append(out, claim.Evidence.Name)
		}
	}
	return out
}

// Grandfather marks failing findings as Baselined or New. Without a baseline
// the findings stay as they are.
func Grandfather(findings []audit.Finding, b *Baseline) []audit.Finding {
	if b == nil {
		return findings
	}
	out := slices.Clone(findings)
	for i, f := range out {
		if !baselines(f) {
			continue
		}
		_, known := slices.BinarySearchFunc(b.Entries, entryOf(f), BaselineEntry.compare)
		out[i].Baselined, out[i].New = known, !known
	}
	return out
}

// Stale are the entries of a baseline that no finding needs any more.
func Stale(findings []audit.Finding, b *Baseline) []audit.Problem {
	if b == nil {
		return nil
	}
	needed := map[BaselineEntry]bool{}
	for _, f := range findings {
		if baselines(f) {
			needed[entryOf(f)] = true
		}
	}
	var out []audit.Problem
	for _, e := range b.Entries {
		if !needed[e] {
			out = append(out, audit.Problem{Code: audit.CodeBaselineStale, Severity: audit.SeverityNote, Subject: e.Component,
				At:      audit.Position{File: b.File.Name},
				Message: fmt.Sprintf("the baseline still lists %s with %s [%s], which is no longer found", e.Component, e.License, e.Code),
				Hint:    "write the baseline again: `licaudit baseline`"})
		}
	}
	return out
}
