package maven

import (
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// newTree makes the tree that is printed from a resolved graph.
func newTree(n *graphNode) *Node {
	t := &Node{GroupID: n.groupID, ArtifactID: n.artifactID, Type: n.kind, Extension: n.extension, Classifier: n.classifier,
		Version: n.version, Base: baseVersion(n.version), Scope: n.scope, Optional: n.optional, Reactor: n.reactor || n.root,
		PremanagedVersion: n.premanagedVersion, PremanagedScope: n.premanagedScop, Range: n.hard, remotes: n.remotes}
	if n.from != nil {
		t.systemPath = n.from.systemPath
	}
	for i := range n.relocations {
		t.Relocated = append(t.Relocated, n.relocations[i].gav())
	}
	if len(n.children.nodes) > 0 {
		t.Children = make([]*Node, len(n.children.nodes))
	}
	for i, c := range n.children.nodes {
		t.Children[i] = newTree(c)
		if n.root {
			t.Children[i].Found = foundAt(c.from)
			t.Children[i].Managed = managedAt(c.from)
		} else if c.by != nil {
			t.Children[i].Managed = versionAt(c.by)
		}
	}
	return t
}

// foundAt is where a direct dependency is declared.
func foundAt(d *dependency) audit.Position {
	if d == nil || d.origin == nil {
		return audit.Position{}
	}
	return d.origin.at(d.place.Start)
}

// managedAt is where the version of a direct dependency comes from, if it does
// not stand in the declaration itself.
func managedAt(d *dependency) audit.Position {
	switch {
	case d == nil:
		return audit.Position{}
	case d.managed != nil:
		return versionAt(d.managed)
	case d.written != nil && dynamic(d.written.version):
		return versionAt(d)
	}
	return audit.Position{}
}

// versionAt is the property or, without one, the entry that chose a version.
func versionAt(d *dependency) audit.Position {
	if d.origin == nil {
		return audit.Position{}
	}
	if w := d.written; w != nil {
		if name, ok := placeholder(w.version); ok {
			if off := d.origin.pom.Places.Property(name); off > 0 {
				return d.origin.at(off)
			}
		}
	}
	if d.place.Version > 0 {
		return d.origin.at(d.place.Version)
	}
	return d.origin.at(d.place.Start)
}

// placeholder returns the first property that a value names.
func placeholder(s string) (string, bool) {
	_, rest, ok := strings.Cut(s, "${")
	if !ok {
		return "", false
	}
	name, _, ok := strings.Cut(rest, "}")
	return name, ok
}
