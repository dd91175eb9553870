package scan

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/maven"
)

// resolve builds the dependency trees, if the folder has a POM. Modules that
// fail are Problems where others could be resolved.
func (r *run) resolve(ctx context.Context) error {
	pom := r.Maven.File
	if pom == "" {
		pom = "pom.xml"
		if _, err := os.Lstat(filepath.Join(r.Dir, pom)); errors.Is(err, os.ErrNotExist) {
			return nil
		}
	}
	r.hasPOM = true
	options := r.Maven
	options.KeepGoing, options.Verbose = true, r.Omitted
	options.Progress = func(done, total int, _ string) { r.progress("resolving", done, total) }
	session, err := maven.Open(ctx, options)
	if err != nil {
		return failure(err)
	}
	r.session = session
	reactor, err := session.Resolve(ctx)
	if err != nil {
		return failure(err)
	}
	r.reactor = reactor
	r.problems = append(r.problems, reactor.Problems...)
	failed := 0
	for _, m := range reactor.Modules {
		r.problems = append(r.problems, m.Problems...)
		if m.Err != nil {
			failed++
			err = m.Err
			r.problems = append(r.problems, moduleFailed(m))
		}
	}
	if failed > 0 && failed == len(reactor.Modules) {
		return failure(err)
	}
	return nil
}

func moduleFailed(m *maven.Module) audit.Problem {
	return audit.Problem{
		Code: audit.CodeModuleFailed, Severity: audit.SeverityIncomplete, Subject: m.ID.Label(),
		At: audit.Position{File: m.POM}, Message: m.Err.Error(),
		Hint: "mend what the message names; the module's dependencies are missing from this report",
	}
}

// failure maps the resolver's error to an exit status.
func failure(err error) error {
	var f Failure
	var crash *audit.Crash
	if errors.As(err, &f) || errors.As(err, &crash) {
		return err
	}
	switch maven.KindOf(err) {
	case maven.Unresolved:
		return Failure{3, err}
	case maven.Unreachable:
		return Failure{5, err}
	}
	return Failure{2, err}
}

// partial reports whether a failed resolution still leaves something to
// report: JavaScript, or a project whose own tree is missing. The user's own
// broken POM, and an unreachable repository without any JavaScript, leave no
// verdict.
func (r *run) partial(err error) bool {
	var f Failure
	if !errors.As(err, &f) || f.Status == 2 || f.Status == 5 && len(r.js.Libraries) == 0 {
		return false
	}
	if r.reactor == nil {
		for _, reason := range maven.Reasons(err) {
			r.problems = append(r.problems, audit.Problem{
				Code: audit.CodeModuleFailed, Severity: audit.SeverityIncomplete, Subject: filepath.Base(r.Dir),
				Message: reason.Error(), Hint: "no Maven dependency could be resolved and none is in this report",
			})
		}
	}
	return true
}

// components walks the trees and joins the nodes of one artifact into one
// component, in reactor order.
func (r *run) components() []*subject {
	if r.reactor == nil {
		return nil
	}
	byID := make(map[audit.ID]*subject)
	var out []*subject
	own := make(map[string]bool)
	for _, m := range r.reactor.Modules {
		own[m.ID.Namespace+":"+m.ID.Name] = true
	}
	for _, m := range r.reactor.Modules {
		if m.Root == nil {
			continue
		}
		module := m.ID.Namespace + ":" + m.ID.Name
		walk(m.Root, nil, func(n *maven.Node, path []audit.ID, top *maven.Node) {
			id := n.ID()
			if n.Reactor || own[id.Namespace+":"+id.Name] || !r.config.Maven.Includes(n.Scope) {
				return
			}
			s := byID[id]
			if s == nil {
				s = &subject{node: n, component: audit.Component{ID: id}}
				byID[id] = s
				out = append(out, s)
			}
			s.component.Occurrences = append(s.component.Occurrences, audit.Occurrence{
				Module: module, Scope: n.Scope, Optional: n.Optional, Path: path,
				Found: top.Found, Managed: n.Managed,
			})
		})
	}
	return out
}

// walk visits the nodes below a module's root in Maven's order, with the path
// to each and the direct dependency at its start.
func walk(n *maven.Node, path []audit.ID, visit func(n *maven.Node, path []audit.ID, top *maven.Node)) {
	var down func(n, top *maven.Node, path []audit.ID)
	down = func(n, top *maven.Node, path []audit.ID) {
		for _, child := range n.Children {
			first := top
			if first == nil {
				first = child
			}
			here := append(path[:len(path):len(path)], child.ID())
			visit(child, here, first)
			down(child, first, here)
		}
	}
	down(n, nil, path)
}

// modules are the report's modules with their trees, flat.
func (r *run) modules() []audit.Module {
	if r.reactor == nil {
		return nil
	}
	var out []audit.Module
	for _, m := range r.reactor.Modules {
		module := audit.Module{ID: m.ID, Packaging: m.Packaging, POM: m.POM, Complete: m.Err == nil}
		if m.Root != nil {
			module.Tree = flatten(m.Root, -1, nil)
		}
		for _, o := range m.Omitted {
			module.Omitted = append(module.Omitted, audit.Omitted(o))
		}
		out = append(out, module)
	}
	return out
}

func flatten(n *maven.Node, parent int, out []audit.Node) []audit.Node {
	for _, child := range n.Children {
		out = append(out, audit.Node{ID: child.ID(), Scope: child.Scope, Optional: child.Optional, Parent: parent})
		out = flatten(child, len(out)-1, out)
	}
	return out
}

// archiveName is how positions inside an artifact are written: "g:a:v.jar".
func archiveName(id audit.ID, classifier, extension string) string {
	name := fmt.Sprintf("%s:%s:%s", id.Namespace, id.Name, id.Version)
	if classifier != "" {
		name += "-" + classifier
	}
	return name + "." + extension
}
