package maven

import (
	"context"
	"errors"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/maven/repository"
)

// descriptor is what the collector needs to know of an artifact's POM.
type descriptor struct {
	// artifact is the one asked for, or where it was relocated to; relocations
	// are the coordinates on the way, the first one asked for among them.
	artifact    artifact
	relocations []artifact
	model       *effective
	remotes     *remoteList // with those that the POM declares
	// problem is set where the POM is missing or invalid; Maven goes on
	// without its dependencies.
	problem *audit.Problem
	// err is set where Maven gives up.
	err error

	edges map[*typeTable][]edge
}

// dependencies are the descriptor's, by the types in force.
func (d *descriptor) dependencies(types *typeTable) []edge {
	if d.model == nil {
		return nil
	}
	if e, ok := d.edges[types]; ok {
		return e
	}
	e := make([]edge, len(d.model.deps))
	for i, dep := range d.model.deps {
		e[i] = newEdge(dep, types)
	}
	if d.edges == nil {
		d.edges = map[*typeTable][]edge{}
	}
	d.edges[types] = e
	return e
}

// maxRelocations bounds a chain of relocations that never ends.
const maxRelocations = 50

// describe reads the POM of an artifact, and follows relocations, as
// DefaultArtifactDescriptorReader does.
func (l *loader) describe(ctx context.Context, a artifact, remotes *remoteList) *descriptor {
	d := &descriptor{artifact: a, remotes: remotes}
	visited := map[string]bool{}
	for range maxRelocations {
		id := a.groupID + ":" + a.artifactID + ":" + baseVersion(a.version)
		if visited[id] {
			d.problem = pomProblem(audit.CodePOMInvalid, a, "artifact relocations form a cycle")
			return d
		}
		visited[id] = true
		m, ok := l.model(ctx, d, a, remotes)
		if !ok {
			return d
		}
		r := relocationOf(m)
		if r == nil {
			d.model = m
			d.remotes = l.repos.add(remotes, m.repositories())
			return d
		}
		d.relocations = append(d.relocations, a)
		a = r.apply(a)
		d.artifact = a
	}
	d.problem = pomProblem(audit.CodePOMInvalid, a, "artifact relocations do not end")
	return d
}

// model returns the effective model of an artifact, or notes in d why there is
// none.
func (l *loader) model(ctx context.Context, d *descriptor, a artifact, remotes *remoteList) (*effective, bool) {
	if m := l.workspace[a.gav()]; m != nil {
		return m, true
	}
	key := a.gav()
	if m := l.dependencies.effective[key]; m != nil {
		return m, l.usable(d, a, m)
	}
	v, err := l.metaVersion(ctx, a, remotes)
	if err != nil {
		l.unusable(d, a, err)
		return nil, false
	}
	if m := l.workspace[a.groupID+":"+a.artifactID+":"+v]; m != nil {
		return m, true
	}
	r, err := l.fetch(ctx, a.groupID, a.artifactID, v, remotes)
	if err != nil {
		l.unusable(d, a, err)
		return nil, false
	}
	m, err := l.build(ctx, l.dependencies, r, remotes, nil)
	if err != nil {
		l.unusable(d, a, err)
		return nil, false
	}
	l.dependencies.effective[key] = m
	return m, l.usable(d, a, m)
}

func (l *loader) usable(d *descriptor, a artifact, m *effective) bool {
	if m.invalid != "" {
		d.problem = pomProblem(audit.CodePOMInvalid, a, m.invalid)
	}
	return m.invalid == ""
}

// unusable tells a POM that is missing, or invalid, from what ends the run.
func (l *loader) unusable(d *descriptor, a artifact, err error) {
	var missing *missingModel
	var rej *rejected
	var parse *parseError
	switch {
	case errors.As(err, &missing):
		d.err = err
	case errors.As(err, &rej), errors.As(err, &parse):
		d.problem = pomProblem(audit.CodePOMInvalid, a, err.Error())
	case errors.Is(err, repository.ErrNotFound):
		d.problem = pomProblem(audit.CodePOMMissing, a, err.Error())
	default:
		d.err = err
	}
}

func pomProblem(code string, a artifact, msg string) *audit.Problem {
	return &audit.Problem{Code: code, Severity: audit.SeverityIncomplete, Subject: a.gav(), At: audit.Position{File: a.gav() + ".pom"},
		Message: msg, Hint: "Maven goes on without the dependencies of this artifact; check them by hand, or override it"}
}

// metaVersion resolves LATEST and RELEASE.
func (l *loader) metaVersion(ctx context.Context, a artifact, remotes *remoteList) (string, error) {
	if a.version != "LATEST" && a.version != "RELEASE" {
		return a.version, nil
	}
	all, err := l.source.Metadata(ctx, strings.ReplaceAll(a.groupID, ".", "/")+"/"+a.artifactID, remotes.list)
	if err != nil {
		return "", err
	}
	latest, release := newestOf(all)
	if a.version == "LATEST" && latest != "" {
		return latest, nil
	}
	if release == "" {
		return "", &missingModel{"version", a.gav(), a.gav(), errors.New("the metadata names no such version")}
	}
	return release, nil
}

// newestOf takes latest and release from the metadata that was updated last.
func newestOf(all []repository.Metadata) (latest, release string) {
	latestAt, releaseAt := "", ""
	for _, m := range all {
		if m.Latest != "" && (latest == "" || m.LastUpdated > latestAt) {
			latest, latestAt = m.Latest, m.LastUpdated
		}
		if m.Release != "" && (release == "" || m.LastUpdated > releaseAt) {
			release, releaseAt = m.Release, m.LastUpdated
		}
	}
	return latest, release
}

// relocation is a <relocation> after interpolation.
type relocation struct{ groupID, artifactID, version string }

func relocationOf(m *effective) *relocation {
	dm := m.raw.pom.DistributionManagement
	if dm == nil || dm.Relocation == nil {
		return nil
	}
	g, _ := m.in.expand(deref(dm.Relocation.GroupID))
	a, _ := m.in.expand(deref(dm.Relocation.ArtifactID))
	v, _ := m.in.expand(deref(dm.Relocation.Version))
	return &relocation{g, a, v}
}

func (r *relocation) apply(a artifact) artifact {
	if r.groupID != "" {
		a.groupID = r.groupID
	}
	if r.artifactID != "" {
		a.artifactID = r.artifactID
	}
	if r.version != "" {
		a.version = r.version
	}
	return a
}
