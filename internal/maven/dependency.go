package maven

import (
	"strings"

	"github.com/vifraa/gopom"

	"github.com/licaudit/licaudit/internal/maven/pom"
)

// dependency is a <dependency> of a POM. It is not changed once built; copies
// are made where interpolation or management change something.
type dependency struct {
	groupID, artifactID, version, kind, classifier string
	scope, systemPath, optional                    string
	// declared tells absent values from empty ones.
	declared   presence
	exclusions []exclusion
	// literal is set where no value holds a placeholder.
	literal bool
	// origin is the POM that has the declaration, place where it stands there.
	origin *rawModel
	place  pom.Place
	// managed is the entry that filled in the version, if one did.
	managed *dependency
	// written is the declaration before interpolation; nil for itself.
	written *dependency
}

// presence is a set of elements.
type presence uint8

const (
	hasVersion presence = 1 << iota
	hasClassifier
	hasScope
	hasSystemPath
	hasOptional
	hasGroupID
	hasArtifactID
)

// exclusion is an <exclusion>; either part may be "*".
type exclusion struct{ groupID, artifactID string }

// ga are the coordinates by which management is looked up.
type ga struct{ groupID, artifactID string }

func (d *dependency) has(p presence) bool { return d.declared&p != 0 }

// sameKey compares Maven's management keys: group, artifact, type and
// classifier, where an empty classifier is not an absent one.
// https://maven.apache.org/ref/3.8.7/maven-model/apidocs/org/apache/maven/model/Dependency.html#getManagementKey--
func (d *dependency) sameKey(o *dependency) bool { return d.key() == o.key() }

// depKey is a management key.
type depKey struct {
	groupID, artifactID, kind, classifier string
	hasClassifier                         bool
}

func (d *dependency) key() depKey {
	return depKey{d.groupID, d.artifactID, d.kind, d.classifier, d.has(hasClassifier)}
}

// String prints the key as Maven's messages do.
func (k depKey) String() string {
	s := k.groupID + ":" + k.artifactID + ":" + k.kind
	if k.hasClassifier {
		s += ":" + k.classifier
	}
	return s
}

func (d *dependency) isImport() bool { return d.kind == "pom" && d.scope == "import" }

// newDependencies converts a list and keeps where its entries stand.
func newDependencies(list *[]gopom.Dependency, places []pom.Place, origin *rawModel) []*dependency {
	if list == nil || len(*list) == 0 {
		return nil
	}
	slab := make([]dependency, len(*list))
	out := make([]*dependency, len(*list))
	for i := range *list {
		d := &slab[i]
		d.fill(&(*list)[i])
		d.origin = origin
		if i < len(places) {
			d.place = places[i]
		}
		out[i] = d
	}
	return out
}

func (d *dependency) fill(g *gopom.Dependency) {
	d.kind = "jar"
	if g.Type != nil {
		d.kind = *g.Type
	}
	d.set(&d.groupID, g.GroupID, hasGroupID)
	d.set(&d.artifactID, g.ArtifactID, hasArtifactID)
	d.set(&d.version, g.Version, hasVersion)
	d.set(&d.classifier, g.Classifier, hasClassifier)
	d.set(&d.scope, g.Scope, hasScope)
	d.set(&d.systemPath, g.SystemPath, hasSystemPath)
	d.set(&d.optional, g.Optional, hasOptional)
	d.literal = !dynamic(d.groupID) && !dynamic(d.artifactID) && !dynamic(d.version) && !dynamic(d.kind) &&
		!dynamic(d.classifier) && !dynamic(d.scope) && !dynamic(d.systemPath) && !dynamic(d.optional)
	if g.Exclusions != nil {
		d.exclusions = make([]exclusion, len(*g.Exclusions))
		for i, e := range *g.Exclusions {
			d.exclusions[i] = exclusion{deref(e.GroupID), deref(e.ArtifactID)}
			d.literal = d.literal && !dynamic(d.exclusions[i].groupID) && !dynamic(d.exclusions[i].artifactID)
		}
	}
}

func (d *dependency) set(to *string, from *string, p presence) {
	if from != nil {
		*to = *from
		d.declared |= p
	}
}

// dynamic reports whether a value holds a placeholder.
// isLiteral reports whether the dependency has a version and no placeholders.
func (d *dependency) isLiteral() bool {
	return d.version != "" && !dynamic(d.groupID+d.artifactID+d.version+d.kind+d.classifier+d.scope+d.optional)
}

func dynamic(s string) bool { return strings.Contains(s, "${") }

func deref(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

// mergeDependencies merges by g:a:type:classifier.
func mergeDependencies(target, source []*dependency, sourceDominant bool) []*dependency {
	return mergeByKey(target, source, (*dependency).key, sourceDominant)
}

// mergeByKey is Maven's ModelMerger.merge: the target's entries, then the source's
// that are not among them by key. Of duplicates in the target the last one
// counts, in the first one's place; of those in the source the first, unless the
// source is dominant: then it replaces what was there. An empty source leaves
// even duplicates alone.
func mergeByKey[T any, K comparable](target, source []T, key func(T) K, sourceDominant bool) []T {
	if len(source) == 0 {
		return target
	}
	out := make([]T, 0, len(target)+len(source))
	index := make(map[K]int, len(target)+len(source))
	add := func(list []T, dominant bool) {
		for _, e := range list {
			k := key(e)
			i, ok := index[k]
			switch {
			case !ok:
				index[k] = len(out)
				out = append(out, e)
			case dominant:
				out[i] = e
			}
		}
	}
	add(target, true)
	add(source, sourceDominant)
	return out
}

// lastWins drops duplicates: the last declaration in the first one's place, as
// DefaultModelNormalizer does.
func lastWins(list []*dependency) []*dependency {
	if len(list) < 2 {
		return list
	}
	index := make(map[depKey]int, len(list))
	out := list[:0:0]
	for _, d := range list {
		if i, ok := index[d.key()]; ok {
			out[i] = d
			continue
		}
		index[d.key()] = len(out)
		out = append(out, d)
	}
	return out
}
