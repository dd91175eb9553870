package maven

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// omissions collects the nodes that lose conflicts.
type omissions []omission

type omission struct{ item, winner *conflictItem }

func (o *omissions) add(item, winner *conflictItem) { *o = append(*o, omission{item, winner}) }

// list converts the omissions once versions, scopes and winners are final,
// sorted by path.
func (o omissions) list() []Omitted {
	var out []Omitted
	for _, x := range o {
		n := x.item.node
		m := Omitted{Winner: nodeID(x.winner.node), Reason: "conflict", Scope: n.scope, ManagedFrom: n.premanagedVersion}
		if n.version == x.winner.node.version {
			m.Reason = "duplicate"
		}
		for _, p := range x.item.path {
			if p.coord() == n.coord() {
				m.Reason = "cycle"
			}
			m.Path = append(m.Path, nodeID(p))
		}
		m.Path = append(m.Path, nodeID(n))
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b Omitted) int { return slices.CompareFunc(a.Path, b.Path, audit.ID.Compare) })
	return out
}

func nodeID(n *graphNode) audit.ID {
	return audit.Maven(n.groupID, n.artifactID, n.extension, n.classifier, n.version)
}

// String prints the omission as mvn dependency:tree -Dverbose words it.
func (o Omitted) String() string {
	labels := make([]string, len(o.Path))
	for i, id := range o.Path {
		labels[i] = id.Label()
	}
	s := strings.Join(labels, " -> ")
	switch o.Reason {
	case "conflict":
		s += " (omitted for conflict with " + o.Winner.Version + ")"
	default:
		s += " (omitted for " + o.Reason + ")"
	}
	if o.ManagedFrom != "" {
		s += " (version managed from " + o.ManagedFrom + ")"
	}
	return s
}
