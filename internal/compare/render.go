package compare

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

var headings = map[string]string{
	Denied: "Newly denied", Review: "Newly under review", License: "License changed", Text: "Same version, text changed",
	Added: "Added", Removed: "Removed", Version: "Version changed", Allowed: "Newly allowed",
}

// Render writes the changes as "text", "md" or "json".
func (c Changes) Render(format string) ([]byte, error) {
	switch format {
	case "text":
		return c.text(), nil
	case "md":
		return c.markdown(), nil
	case "json":
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err := enc.Encode(c)
		return b.Bytes(), err
	}
	return nil, fmt.Errorf("format %q: must be text, md or json", format)
}

func (c Changes) of(kind string) []Change {
	var out []Change
	for _, ch := range c.Changes {
		if ch.Kind == kind {
			out = append(out, ch)
		}
	}
	return out
}

func (c Changes) text() []byte {
	var b strings.Builder
	if len(c.Changes) == 0 {
		return []byte("nothing changed\n")
	}
	for _, kind := range kinds {
		list := c.of(kind)
		if len(list) == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s (%d)\n", headings[kind], len(list))
		for _, ch := range list {
			fmt.Fprintf(&b, "  %s%s%s\n", oneLine(ch.Label), oneLine(prefixed(" ", ch.versions())), oneLine(prefixed(": ", ch.what())))
		}
	}
	return []byte(b.String())
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// versions in words: one, or from which to which.
func (ch Change) versions() string {
	switch {
	case ch.OldVersion == "" || ch.OldVersion == ch.NewVersion:
		return ch.NewVersion
	case ch.NewVersion == "":
		return ch.OldVersion
	}
	return ch.OldVersion + " -> " + ch.NewVersion
}

// what changed, in words.
func (ch Change) what() string {
	switch ch.Kind {
	case Denied, Review, Allowed:
		return ch.Why
	case Added:
		return ch.New
	case Removed:
		return ch.Old
	case Version:
		return ""
	case Text:
		return short(ch.Old) + " -> " + short(ch.New)
	}
	return ch.Old + " -> " + ch.New
}

// short keeps the first twelve digits of each hash.
func short(hashes string) string {
	var out []string
	for _, h := range strings.Fields(hashes) {
		out = append(out, h[:min(len(h), 12)])
	}
	return strings.Join(out, " ")
}

func (c Changes) markdown() []byte {
	var b strings.Builder
	b.WriteString("# Changes\n")
	if len(c.Changes) == 0 {
		b.WriteString("\nNothing changed.\n")
	}
	for _, kind := range kinds {
		list := c.of(kind)
		if len(list) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s (%d)\n\n| component | version | what |\n| --- | --- | --- |\n", headings[kind], len(list))
		for _, ch := range list {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", cell(ch.Label), cell(ch.versions()), cell(ch.what()))
		}
	}
	return []byte(b.String())
}

// oneLine keeps foreign text on its line and free of control characters, so
// that it cannot speak to a terminal or to a CI server's log.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// cell writes text into a Markdown table, where it means nothing but itself.
func cell(s string) string {
	var b strings.Builder
	for _, r := range oneLine(s) {
		if strings.ContainsRune("\\`*_[]<>|~&#!", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
