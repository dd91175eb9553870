package maven

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/version"
)

// Resolve builds the reactor and resolves every selected module. Without
// Options.KeepGoing the first failure is returned as an *Error, as Maven stops
// there; the modules before it are in the Reactor.
func (s *Session) Resolve(ctx context.Context) (r *Reactor, err error) {
	ctx, end := context.WithCancelCause(ctx)
	s.loader.ahead.crash = end
	defer func() { // a walk that was ended by a panic elsewhere tells of that
		var crash *audit.Crash
		if errors.As(context.Cause(ctx), &crash) {
			r, err = nil, crash
		}
		end(nil)
	}()
	return s.resolve(ctx)
}

func (s *Session) resolve(ctx context.Context) (*Reactor, error) {
	path, err := s.locate()
	if err != nil {
		return nil, err
	}
	early, stop := context.WithCancel(ctx)
	defer s.loader.ahead.wait.Wait()
	defer stop()
	s.loader.ahead.ctx = early
	list, err := s.projects(ctx, path)
	if err != nil {
		return nil, err
	}
	graph, err := sortProjects(list)
	if err != nil {
		return nil, err
	}
	chosen, err := graph.choose(s.opts, filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	s.types = s.newTypes(ctx, list)
	siblings := map[pomKey]*effective{}
	for _, p := range chosen {
		siblings[pomKey{p.model.groupID, p.model.artifactID, p.model.version, nil}] = p.model
	}
	s.loader.workspace.Store(&siblings)
	search := s.searchExtensions(list)
	r := &Reactor{}
	failed := s.modules(ctx, chosen, r)
	problems, err := s.extensionsFound(search)
	switch {
	case ctx.Err() != nil:
		return r, cmp.Or(failed, ctx.Err())
	case err != nil:
		return nil, err // Maven resolves them before anything else
	case failed != nil:
		return r, failed
	}
	r.Problems = append(r.Problems, problems...)
	if s.types != nil {
		r.Problems = append(r.Problems, s.types.problems...)
	}
	if s.problems != nil {
		r.Problems = append(r.Problems, s.problems()...)
	}
	return r, ctx.Err()
}

// module resolves the tree of one module, twice, as Maven does for a goal that
// asks for dependency collection and then collects itself: the second time
// with the direct dependencies at the versions of the first.
func (s *Session) module(ctx context.Context, p *project, nodes *arena) (*Module, error) {
	m := p.model
	types := s.types
	h := types.lookup(m.packaging)
	self := artifact{groupID: m.groupID, artifactID: m.artifactID, extension: h.extension, classifier: h.classifier, version: m.version, kind: m.packaging}
	out := &Module{ID: audit.Maven(m.groupID, m.artifactID, "", "", m.version), Packaging: m.packaging, POM: p.raw.name, Metadata: metadataOf(m)}
	direct, err := directEdges(m, types)
	if err != nil {
		return out, s.failure(p, nil, err)
	}
	remotes := s.remotes(m)
	c := newCollector(ctx, s.loader, m, types, nodes)
	var lost omissions
	root, err := s.pass(c, self, direct, remotes, &lost)
	if err == nil {
		err = s.fetched(ctx, root)
	}
	if err == nil && pin(direct, root) {
		root, err = s.pass(c, self, direct, remotes, &lost)
	}
	if err != nil {
		return out, s.failure(p, c.chain, err)
	}
	out.Root = newTree(root)
	out.Omitted = lost.list()
	out.Problems = append(c.problems, unresolvedProperties(out.Root)...)
	slices.SortFunc(out.Problems, compareProblems)
	return out, nil
}

func (s *Session) pass(c *collector, self artifact, direct []edge, remotes *remoteList, lost *omissions) (*graphNode, error) {
	root, err := c.collect(self, direct, remotes)
	if err != nil {
		return nil, err
	}
	r := &conflictResolver{root: root, arena: c.arena, slab: c.arena.items}
	if s.opts.Verbose {
		*lost = nil
		r.losers = lost.add
	}
	err = r.resolve()
	c.arena.items = r.slab[:0]
	return root, err
}

// directEdges are the direct dependencies as Maven's project has them: those
// that are equal in version, type and classifier count once.
func directEdges(m *effective, types *typeTable) ([]edge, error) {
	var out []edge
	seen := map[artifact]bool{}
	for _, d := range m.deps {
		if _, err := version.ParseMavenRange(d.version); err != nil {
			return nil, fmt.Errorf("%s: %w", d.key(), err)
		}
		e := newEdge(d, types)
		e.localPath = d.scope == "system"
		if seen[e.artifact] {
			continue
		}
		seen[e.artifact] = true
		out = append(out, e)
	}
	return out, nil
}

// pin sets the direct dependencies to the versions of a resolved tree. It
// reports whether that changed any.
func pin(direct []edge, root *graphNode) bool {
	type key struct{ groupID, artifactID, kind, classifier string }
	versions := make(map[key]*string, len(direct))
	for i := range direct {
		d := &direct[i]
		versions[key{d.groupID, d.artifactID, d.kind, d.classifier}] = nil
	}
	var walk func(n *graphNode)
	walk = func(n *graphNode) {
		for _, c := range n.children.nodes {
			k := key{c.groupID, c.artifactID, c.kind, c.classifier}
			if _, ok := versions[k]; ok {
				versions[k] = &c.version
			}
			walk(c)
		}
	}
	walk(root)
	changed := false
	for i := range direct {
		d := &direct[i]
		v := versions[key{d.groupID, d.artifactID, d.kind, d.classifier}]
		if v != nil && *v != d.version && d.scope != "system" {
			d.version = *v
			changed = true
		}
	}
	return changed
}

// failure turns what ended a module's resolution into an Error.
func (s *Session) failure(p *project, chain []string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &Error{Kind: kindOf(err), Module: p.model.gav(), At: audit.Position{File: p.raw.name}, Chain: chain,
		Msg: "cannot resolve the dependencies of " + p.model.gav(), Err: err}
}

// unresolvedProperties are the nodes whose coordinates kept a placeholder.
func unresolvedProperties(root *Node) []audit.Problem {
	var out []audit.Problem
	var walk func(n, parent *Node)
	walk = func(n, parent *Node) {
		if dynamic(n.Version) || dynamic(n.GroupID) || dynamic(n.ArtifactID) || dynamic(n.Classifier) {
			out = append(out, audit.Problem{Code: audit.CodePropertyUnresolved, Severity: audit.SeverityIncomplete, Subject: n.String(),
				At:      audit.Position{File: parent.GroupID + ":" + parent.ArtifactID + ":" + parent.Version + ".pom"},
				Message: "a property in the POM of " + parent.ArtifactID + " has no value, so this artifact cannot be found",
				Hint:    "manage its version in the project's <dependencyManagement>, or exclude it"})
		}
		for _, c := range n.Children {
			walk(c, n)
		}
	}
	walk(root, root)
	return out
}

func compareProblems(a, b audit.Problem) int {
	return strings.Compare(a.Code+"\x00"+a.Subject+"\x00"+a.At.File, b.Code+"\x00"+b.Subject+"\x00"+b.At.File)
}
