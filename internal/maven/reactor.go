package maven

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/maven/repository"
)

// project is a module while the reactor is built.
type project struct {
	raw     *rawModel
	lineage *assembled
	model   *effective
	modules []*project
	plugins []*plugin
	gav     string
}

// locate finds the POM to start from.
func (s *Session) locate() (string, error) {
	path := filepath.Join(s.opts.Dir, "pom.xml")
	if f := s.opts.File; f != "" {
		path = f
		if !filepath.IsAbs(path) {
			path = filepath.Join(s.opts.Dir, f)
		}
	}
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		path = filepath.Join(path, "pom.xml")
		info, err = os.Stat(path)
	}
	if err != nil || info.IsDir() {
		return "", &Error{Kind: Rejected, Msg: fmt.Sprintf("there is no POM at %q", path), Hint: "name the project's directory, or its POM with -f"}
	}
	return filepath.Clean(path), nil
}

// projects builds the models of all modules, in the order in which Maven
// hands them to its sorter: modules before the POM that lists them.
func (s *Session) projects(ctx context.Context, path string) ([]*project, error) {
	root, err := s.collectProjects(ctx, path, nil)
	if err != nil {
		return nil, err
	}
	s.loader.pool = map[string]*rawModel{}
	var all []*project
	var walk func(p *project)
	walk = func(p *project) {
		s.loader.pool[p.gav] = p.raw
		all = append(all, p)
		for _, m := range p.modules {
			walk(m)
		}
	}
	walk(root)
	s.detectOS(root)
	s.lookEarly(ctx, all)
	return s.finishProjects(ctx, root, nil)
}

// detectOS sets the properties of os-maven-plugin where a module declares it as
// an extension. That is after profiles were chosen, as in Maven.
func (s *Session) detectOS(p *project) {
	for _, x := range p.lineage.extensions {
		if x.key() == (ga{"kr.motd.maven", "os-maven-plugin"}) {
			maps.Copy(s.loader.project.act.system, s.platform.detected())
			maps.Copy(s.loader.dependencies.act.system, s.platform.detected())
			return
		}
	}
	for _, m := range p.modules {
		s.detectOS(m)
	}
}

// collectProjects is the first phase: lineages, interpolated coordinates and
// modules.
func (s *Session) collectProjects(ctx context.Context, path string, above []string) (*project, error) {
	r, err := s.loader.local(path)
	if err != nil {
		return nil, s.rejection(nil, err)
	}
	if err := checkStrict(r); err != nil {
		return nil, err
	}
	c := s.loader.project
	s.loader.family(r, s.loader.repos.combine(s.loader.repos.add(s.loader.repos.none(), r.repos), c.behind))
	a, err := s.loader.lineage(ctx, c, r, s.loader.repos.none())
	if err != nil {
		return nil, s.rejection(r, err)
	}
	in := &interpolator{model: a, user: c.user, system: c.act.system, dir: r.dir}
	p := &project{raw: r, lineage: a}
	g, _ := in.expand(a.groupID)
	id, _ := in.expand(deref(r.pom.ArtifactID))
	v, _ := in.expand(a.version)
	p.gav = g + ":" + id + ":" + v
	if s.opts.NonRecursive {
		return p, nil
	}
	for i, m := range a.modules {
		m, _ = in.expand(m)
		if m == "" {
			continue
		}
		file, err := s.modulePath(r, m, i)
		if err != nil {
			return nil, err
		}
		for _, f := range append(above, path) {
			if f == file {
				return nil, &Error{Kind: Rejected, At: audit.Position{File: r.name}, Msg: fmt.Sprintf("module %q forms an aggregation cycle", m)}
			}
		}
		child, err := s.collectProjects(ctx, file, append(above, path))
		if err != nil {
			return nil, err
		}
		p.modules = append(p.modules, child)
	}
	return p, nil
}

func (s *Session) modulePath(r *rawModel, module string, i int) (string, error) {
	path := filepath.Join(r.dir, filepath.FromSlash(strings.ReplaceAll(module, "\\", "/")))
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		path = filepath.Join(path, "pom.xml")
		info, err = os.Stat(path)
	}
	if err != nil || info.IsDir() {
		at := audit.Position{File: r.name}
		if i < len(r.pom.Places.Modules) {
			at = r.at(r.pom.Places.Modules[i])
		}
		return "", &Error{Kind: Rejected, At: at, Msg: fmt.Sprintf("child module %q does not exist", module)}
	}
	return path, nil
}

// finishProjects is the second phase: imports, management, validation.
func (s *Session) finishProjects(ctx context.Context, p *project, list []*project) ([]*project, error) {
	m, err := s.loader.build(ctx, s.loader.project, p.raw, s.loader.repos.none(), nil)
	if err != nil {
		return nil, s.rejection(p.raw, err)
	}
	p.model = m
	managed := s.interpolatePlugins(m.pluginMgmt, m.in)
	p.plugins = managePlugins(withLifecycle(s.interpolatePlugins(m.plugins, m.in), managed, m.packaging), managed)
	if err := s.checkProject(p); err != nil {
		return nil, err
	}
	for _, c := range p.modules {
		if list, err = s.finishProjects(ctx, c, list); err != nil {
			return nil, err
		}
	}
	return append(list, p), nil
}

func (s *Session) interpolatePlugins(list []*plugin, in *interpolator) []*plugin {
	out := make([]*plugin, len(list))
	for i, p := range list {
		q := *p
		for _, v := range []*string{&q.groupID, &q.artifactID, &q.version, &q.extensions} {
			*v, _ = in.expand(*v)
		}
		q.deps = nil
		for _, d := range p.deps {
			if e, ok := in.dependency(d); ok {
				q.deps = append(q.deps, e)
			}
		}
		out[i] = &q
	}
	return out
}

// rejection turns what went wrong with the project's own POMs into an Error.
func (s *Session) rejection(r *rawModel, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var strict *Error
	if errors.As(err, &strict) { // of a parent that is no module
		return strict
	}
	e := &Error{Kind: Rejected, Err: err, Msg: "Maven rejects the project"}
	if r != nil {
		e.At = audit.Position{File: r.name}
		e.Module = r.gav()
	}
	var missing *missingModel
	if errors.As(err, &missing) {
		e.Kind, e.Msg = kindOf(missing.err), "the project's model cannot be built"
		if r != nil && r.pom.Places.Parent > 0 && missing.what == "parent" {
			e.At = r.at(r.pom.Places.Parent)
		}
	}
	e.locate()
	return e
}

// kindOf tells a repository that could not be asked from one that lacks a file.
func kindOf(err error) Kind {
	var transfer *repository.TransferError
	var blocked *repository.BlockedError
	if errors.As(err, &transfer) || errors.As(err, &blocked) {
		return Unreachable
	}
	return Unresolved
}
