package maven

import (
	"github.com/licaudit/licaudit/internal/audit"
)

// Reactor is the resolved project.
type Reactor struct {
	// Modules are in Maven's build order.
	Modules []*Module
	// Problems are those of the reactor as a whole, sorted.
	Problems []audit.Problem
}

// Module is one project of the reactor.
type Module struct {
	ID        audit.ID
	Packaging string
	// POM is the path of the POM below Options.Dir, with slashes.
	POM string
	// Root is the module itself, with its dependencies as children; it is nil
	// where Err is set.
	Root *Node
	// Err says why the module could not be resolved, with Options.KeepGoing.
	Err error
	// Problems are sorted by code, subject and position.
	Problems []audit.Problem
	Metadata audit.Metadata
	// Omitted are the nodes that lost a conflict, with Options.Verbose, sorted by
	// path; what is below them is left out.
	Omitted []Omitted
}

// Node is one line of a dependency tree.
type Node struct {
	GroupID, ArtifactID string
	// Type is what Maven prints ("test-jar"), Extension what the file has ("jar").
	Type, Extension, Classifier string
	// Version is as the dependency tree uses it; Base is what is printed: a
	// snapshot's timestamp is written as SNAPSHOT there.
	Version, Base string
	Scope         string
	Optional      bool
	// Children are in Maven's order.
	Children []*Node
	// Found is the line of the user's POM that declares the direct dependency
	// through which the node is there; it is set for direct dependencies.
	Found audit.Position
	// Managed is the line of the user's POMs, or the coordinates of the BOM,
	// that chose the version, where management did.
	Managed audit.Position
	// Premanaged are the version and scope that were declared, where
	// management replaced them; empty else.
	PremanagedVersion, PremanagedScope string
	// Reactor marks a module of the same reactor.
	Reactor bool
	// Range is the version range that was asked for, if it was one.
	Range string
	// Relocated are the coordinates g:a:v that were asked for, first to last,
	// where the artifact has moved.
	Relocated []string

	// remotes were asked for the POM; systemPath is the file of a dependency
	// of system scope.
	remotes    *remoteList
	systemPath string
}

// ID of the node's artifact.
func (n *Node) ID() audit.ID {
	return audit.Maven(n.GroupID, n.ArtifactID, n.Extension, n.Classifier, n.Version)
}

// Omitted is a node that lost against another of the same artifact.
type Omitted struct {
	// Path leads from the direct dependency to the omitted node, which is last.
	Path []audit.ID
	// Winner is the node that was taken instead; Reason is "conflict",
	// "duplicate" or "cycle".
	Winner audit.ID
	Reason string
	Scope  string
	// ManagedFrom is the version that was declared, where management replaced it.
	ManagedFrom string
}
