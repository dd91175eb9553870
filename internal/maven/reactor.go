package maven

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
	// faults are what is wrong with the POM as it is written, and with its
	// modules' names.
	faults []error
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
	root, faults := s.collectProjects(ctx, path, nil)
	if root == nil || ctx.Err() != nil {
		return nil, cmp.Or(ctx.Err(), joined(faults))
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
	if len(faults) == 0 {
		s.lookEarly(ctx, all)
	}
	list, more := s.finishProjects(ctx, root, nil)
	return list, cmp.Or(ctx.Err(), joined(append(faults, more...)))
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
// modules. The faults are those of POMs, this one or modules, of which there can
// be no project.
func (s *Session) collectProjects(ctx context.Context, path string, above []string) (*project, []error) {
	r, err := s.loader.local(path)
	if err != nil {
		return nil, []error{s.rejection(nil, err)}
	}
	strict := checkStrict(r)
	if strict.fatal {
		return nil, strict.faults
	}
	c := s.loader.project
	s.loader.family(r, s.loader.repos.combine(s.loader.repos.add(s.loader.repos.none(), r.repos), c.behind))
	a, err := s.loader.lineage(ctx, c, r, s.loader.repos.none())
	if err != nil {
		return nil, append(strict.faults, s.rejection(r, err))
	}
	for q := a.parent; q != nil; q = q.parent {
		if q.raw.file == "" {
			continue
		}
		above := checkStrict(q.raw)
		if strict.faults = append(strict.faults, above.faults...); above.fatal {
			return nil, strict.faults
		}
	}
	in := &interpolator{model: a, user: c.user, system: c.act.system, dir: r.dir}
	p := &project{raw: r, lineage: a, faults: strict.faults}
	g, _ := in.expand(a.groupID)
	id, _ := in.expand(deref(r.pom.ArtifactID))
	v, _ := in.expand(a.version)
	p.gav = g + ":" + id + ":" + v
	if s.opts.NonRecursive {
		return p, nil
	}
	var faults []error
	above = append(above, path)
	for i, m := range a.modules {
		m, _ = in.expand(m)
		if m == "" {
			continue
		}
		file, err := s.modulePath(r, m, i)
		if err == nil && slices.Contains(above, file) {
			err = &Error{Kind: Rejected, At: r.module(i), Msg: fmt.Sprintf("module %q forms an aggregation cycle", m)}
		}
		if err != nil {
			p.faults = append(p.faults, err)
			continue
		}
		child, below := s.collectProjects(ctx, file, above)
		if faults = append(faults, below...); child != nil {
			p.modules = append(p.modules, child)
		}
	}
	return p, faults
}

// module is where the POM names a module.
func (r *rawModel) module(i int) audit.Position {
	if i < len(r.pom.Places.Modules) {
		return r.at(r.pom.Places.Modules[i])
	}
	return audit.Position{File: r.name}
}

func (s *Session) modulePath(r *rawModel, module string, i int) (string, error) {
	path := filepath.Join(r.dir, filepath.FromSlash(strings.ReplaceAll(module, "\\", "/")))
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		path = filepath.Join(path, "pom.xml")
		info, err = os.Stat(path)
	}
	if err != nil || info.IsDir() {
		return "", &Error{Kind: Rejected, At: r.module(i), Msg: fmt.Sprintf("child module %q does not exist", module)}
	}
	return path, nil
}

// finishProjects is the second phase: imports, management, validation. As for
// Maven, the modules of a POM with faults are not looked at: they may have
// inherited them.
func (s *Session) finishProjects(ctx context.Context, p *project, list []*project) ([]*project, []error) {
	m, err := s.loader.build(ctx, s.loader.project, p.raw, s.loader.repos.none(), nil)
	if err != nil {
		for _, cause := range causes(err) {
			p.faults = append(p.faults, s.rejection(p.raw, cause))
		}
		return list, p.faults
	}
	p.model = m
	managed := s.interpolatePlugins(m.pluginMgmt, m.in)
	p.plugins = managePlugins(withLifecycle(s.interpolatePlugins(m.plugins, m.in), managed, m.packaging), managed)
	if faults := append(p.faults, s.checkProject(p)...); len(faults) > 0 {
		return list, faults
	}
	var faults []error
	for _, c := range p.modules {
		var below []error
		list, below = s.finishProjects(ctx, c, list)
		faults = append(faults, below...)
	}
	return append(list, p), faults
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
	e := &Error{Kind: Rejected, Err: err, Msg: "Maven rejects the project"}
	if r != nil {
		e.At = audit.Position{File: r.name}
		e.Module = r.gav()
	}
	var missing *missingModel
	if errors.As(err, &missing) {
		e.Kind, e.Msg = kindOf(missing.err), "the project's model cannot be built"
		switch {
		case missing.by != nil && missing.by.origin != nil:
			e.At = missing.by.origin.at(missing.by.place.Start)
		case r != nil && r.pom.Places.Parent > 0 && missing.what == "parent":
			e.At = r.at(r.pom.Places.Parent)
		}
	}
	e.locate()
	return e
}

// causes are the errors that were joined, or err alone.
func causes(err error) []error {
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		return all.Unwrap()
	}
	return []error{err}
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
