package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/licaudit/licaudit/internal/maven"
)

// treeFormats are the forms in which a tree can be printed.
var treeFormats = map[string]func(io.Writer, *maven.Reactor) error{
	"text": treeText, "json": treeJSON, "dot": treeDot,
}

func treeText(w io.Writer, r *maven.Reactor) error {
	for _, m := range r.Modules {
		if err := m.WriteText(w); err != nil {
			return err
		}
	}
	return nil
}

// jsonNode is one node of --format json.
type jsonNode struct {
	GroupID    string     `json:"groupId"`
	ArtifactID string     `json:"artifactId"`
	Version    string     `json:"version"`
	Type       string     `json:"type"`
	Scope      string     `json:"scope"`
	Classifier string     `json:"classifier"`
	Optional   bool       `json:"optional"`
	Children   []jsonNode `json:"children,omitempty"`
}

func treeJSON(w io.Writer, r *maven.Reactor) error {
	trees := []jsonNode{}
	for _, m := range r.Modules {
		if m.Root != nil {
			trees = append(trees, toJSON(m.Root))
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(trees)
}

func toJSON(n *maven.Node) jsonNode {
	out := jsonNode{
		GroupID: n.GroupID, ArtifactID: n.ArtifactID, Version: n.Base, Type: n.Type,
		Scope: n.Scope, Classifier: n.Classifier, Optional: n.Optional,
	}
	for _, c := range n.Children {
		out.Children = append(out.Children, toJSON(c))
	}
	return out
}

func treeDot(w io.Writer, r *maven.Reactor) error {
	for _, m := range r.Modules {
		if m.Root == nil {
			continue
		}
		fmt.Fprintf(w, "digraph %q {\n", m.Root.String())
		dotEdges(w, m.Root)
		if _, err := fmt.Fprintln(w, "}"); err != nil {
			return err
		}
	}
	return nil
}

func dotEdges(w io.Writer, n *maven.Node) {
	for _, c := range n.Children {
		fmt.Fprintf(w, "\t%q -> %q;\n", n.String(), c.String())
		dotEdges(w, c)
	}
}
