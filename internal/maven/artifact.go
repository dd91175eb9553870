package maven

import "strings"

// artifact is a resolver's artifact. It is comparable.
type artifact struct {
	groupID, artifactID, extension, classifier, version string
	// kind is the type that was declared, and is printed.
	kind string
	// localPath is set for system scope: the file is given, and has no POM.
	localPath bool
	fat       bool
}

// coord is the identity by which conflicts are found and management is
// applied.
type coord struct{ groupID, artifactID, extension, classifier string }

func (a *artifact) coord() coord {
	return coord{a.groupID, a.artifactID, a.extension, a.classifier}
}

func (a *artifact) pomKey(remotes *remoteList) pomKey {
	return pomKey{a.groupID, a.artifactID, a.version, remotes}
}

func (a *artifact) gav() string { return a.groupID + ":" + a.artifactID + ":" + a.version }

// edge is a resolver's dependency: an artifact as it is depended upon.
type edge struct {
	scope    string
	optional bool
	artifact
	exclusions []exclusion
	// from is the declaration.
	from *dependency
}

// newEdge converts a dependency of an effective model.
func newEdge(d *dependency, types *typeTable) edge {
	h := types.lookup(d.kind)
	e := edge{scope: d.scope, optional: strings.EqualFold(d.optional, "true"), exclusions: d.exclusions, from: d}
	e.artifact = artifact{groupID: d.groupID, artifactID: d.artifactID, extension: h.extension, classifier: h.classifier,
		version: d.version, kind: d.kind, localPath: d.systemPath != "", fat: h.fat}
	if d.has(hasClassifier) {
		e.classifier = d.classifier
	}
	return e
}

func newEdges(deps []*dependency, types *typeTable) []edge {
	list := make([]edge, len(deps))
	for i, d := range deps {
		list[i] = newEdge(d, types)
	}
	return list
}
