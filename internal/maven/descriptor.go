package maven

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/maven/repository"
)

// descriptor is what the collector needs to know of an artifact's POM.
type descriptor struct {
	// artifact is the one asked for, or where it was relocated to; relocations
	// are the coordinates on the way, the first one asked for among them.
	artifact    artifact
	relocations []artifact
	// entry is the model; nil where there is none.
	entry *modelEntry
	// problem is set where the POM is missing or invalid; Maven goes on
	// without its dependencies.
	problem *audit.Problem
	// err is set where Maven gives up.
	err error
}

// maxRelocations bounds a chain of relocations that never ends.
const maxRelocations = 50

// describe reads the POM of an artifact, and follows relocations, as
// DefaultArtifactDescriptorReader does.
func (l *loader) describe(ctx context.Context, a artifact, remotes *remoteList) (d descriptor) {
	d.artifact = a
	var visited map[string]bool
	for range maxRelocations {
		e := l.entry(ctx, a.pomKey(remotes))
		switch {
		case e.err != nil:
			d.err = e.err
			return d
		case e.code != "":
			d.problem = pomProblem(e.code, a, e.msg)
			return d
		}
		r := e.relocation
		if r == nil || l.sibling(a.pomKey(nil)) != nil {
			d.entry = e
			return d
		}
		if visited == nil {
			visited = map[string]bool{}
		}
		visited[a.groupID+":"+a.artifactID+":"+baseVersion(a.version)] = true
		d.relocations = append(d.relocations, a)
		a = r.apply(a)
		d.artifact = a
		if visited[a.groupID+":"+a.artifactID+":"+baseVersion(a.version)] {
			d.problem = pomProblem(audit.CodePOMInvalid, a, "artifact relocations form a cycle")
			return d
		}
	}
	d.problem = pomProblem(audit.CodePOMInvalid, a, "artifact relocations do not end")
	return d
}

// modelEntry is a dependency's model that is being built, or was.
type modelEntry struct {
	done  chan struct{}
	model *effective
	// remotes are those asked for the POM, and those that it declares.
	remotes *remoteList
	// relocation is nil where the artifact has not moved.
	relocation *relocation
	// subtree stands for the coordinates and remotes, to tell subtrees apart
	// without comparing all of them.
	subtree *pomKey
	edges   atomic.Pointer[typedEdges]
	// code and msg say why Maven goes on without the model, err why it stops.
	code, msg string
	err       error
}

// entry returns the model of a dependency. It is built once, whoever asks.
func (l *loader) entry(ctx context.Context, k pomKey) *modelEntry {
	for {
		e := l.joinEntry(ctx, k)
		if e.err == nil || ctx.Err() != nil || !stopped(e.err) {
			return e
		}
	}
}

// ready returns the model of a dependency if it has been built.
func (l *loader) ready(k pomKey) *modelEntry {
	l.mu.Lock()
	e := l.models[k]
	l.mu.Unlock()
	if e == nil {
		return nil
	}
	select {
	case <-e.done:
		return e
	default:
		return nil
	}
}

func (l *loader) joinEntry(ctx context.Context, k pomKey) *modelEntry {
	l.mu.Lock()
	e := l.models[k]
	first := e == nil
	if first {
		e = &modelEntry{done: make(chan struct{})}
		l.models[k] = e
	}
	l.mu.Unlock()
	if first {
		crash := audit.Guarded(func() error { l.fillEntry(ctx, k, e); return nil })
		if e.err == nil {
			e.err = crash
		}
		if ctx.Err() != nil {
			l.mu.Lock()
			delete(l.models, k)
			l.mu.Unlock()
		}
		close(e.done)
		audit.Rethrow(crash)
		return e
	}
	select {
	case <-e.done: // mostly so, and cheaper to see alone
		return e
	default:
	}
	select {
	case <-e.done:
		return e
	case <-ctx.Done():
		return &modelEntry{err: ctx.Err()}
	}
}

func (l *loader) fillEntry(ctx context.Context, k pomKey, e *modelEntry) {
	m, err := l.dependencyModel(ctx, k)
	e.remotes = k.remotes
	switch {
	case err != nil:
		e.unusable(err)
	case m.invalid != "":
		e.model, e.code, e.msg = m, audit.CodePOMInvalid, m.invalid
	default:
		e.model = m
		e.remotes = l.repos.add(k.remotes, m.repositories())
		e.relocation = relocationOf(m)
		if d := m.mgmt.untyped(); d != nil && e.relocation == nil {
			e.err = fmt.Errorf("%s manages %s:%s with an empty type, on which Maven fails", m.gav(), d.groupID, d.artifactID)
		}
		e.subtree = l.subtree(pomKey{k.groupID, k.artifactID, k.version, e.remotes})
	}
}

// subtree returns the one pointer for a key.
func (l *loader) subtree(k pomKey) *pomKey {
	p, _ := l.subtrees.LoadOrStore(k, &k)
	return p.(*pomKey)
}

func (l *loader) dependencyModel(ctx context.Context, k pomKey) (*effective, error) {
	gav := k.groupID + ":" + k.artifactID + ":" + k.version
	if m := l.sibling(pomKey{k.groupID, k.artifactID, k.version, nil}); m != nil {
		return m, nil
	}
	v, err := l.metaVersion(ctx, k)
	if err != nil {
		return nil, err
	}
	if v != k.version {
		k.version = v
		gav = k.groupID + ":" + k.artifactID + ":" + v
		if m := l.sibling(pomKey{k.groupID, k.artifactID, v, nil}); m != nil {
			return m, nil
		}
	}
	if m := l.dependencies.modelOf(gav); m != nil {
		return m, nil
	}
	r, err := l.fetch(ctx, k)
	if err != nil {
		return nil, err
	}
	l.awaitFamily(ctx, r, k.remotes)
	l.ahead.enter()
	defer l.ahead.leave()
	m, err := l.build(ctx, l.dependencies, r, k.remotes, nil)
	if err != nil {
		return nil, err
	}
	return l.dependencies.keepModel(gav, m), nil
}

// unusable tells a POM that is missing, or invalid, from what ends the run.
func (e *modelEntry) unusable(err error) {
	var missing *missingModel
	var rej *rejected
	var parse *parseError
	switch {
	case errors.As(err, &missing):
		e.err = err
	case errors.As(err, &rej), errors.As(err, &parse):
		e.code, e.msg = audit.CodePOMInvalid, err.Error()
	case errors.Is(err, repository.ErrNotFound):
		e.code, e.msg = audit.CodePOMMissing, err.Error()
	default:
		e.err = err
	}
}

// dependencies are the model's, by the types in force.
func (e *modelEntry) dependencies(types *typeTable) []edge {
	if got := e.edges.Load(); got != nil && got.types == types {
		return got.list
	}
	list := newEdges(e.model.deps, types)
	e.edges.Store(&typedEdges{types, list})
	return list
}

// typedEdges are edges by the types in force.
type typedEdges struct {
	types *typeTable
	list  []edge
}

func pomProblem(code string, a artifact, msg string) *audit.Problem {
	return &audit.Problem{Code: code, Severity: audit.SeverityIncomplete, Subject: a.gav(), At: audit.Position{File: a.gav() + ".pom"},
		Message: msg, Hint: "Maven goes on without the dependencies of this artifact; check them by hand, or override it"}
}

// metaVersion resolves LATEST and RELEASE.
func (l *loader) metaVersion(ctx context.Context, a pomKey) (string, error) {
	if a.version != "LATEST" && a.version != "RELEASE" {
		return a.version, nil
	}
	all, err := l.source.Metadata(ctx, strings.ReplaceAll(a.groupID, ".", "/")+"/"+a.artifactID, a.remotes.list)
	if err != nil {
		return "", err
	}
	latest, release := newestOf(all)
	if a.version == "LATEST" && latest != "" {
		return latest, nil
	}
	if release == "" {
		return "", &missingModel{"version", a.groupID + ":" + a.artifactID + ":" + a.version, a.groupID + ":" + a.artifactID, nil, errors.New("the metadata names no such version")}
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
