package maven

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/licaudit/licaudit/internal/version"
)

// loader reads POMs, once each, and builds models from them.
type loader struct {
	repos *repositories
	// project is how the reactor's own POMs are built, boms how the BOMs that
	// they import are, dependencies how everything else is.
	project, boms, dependencies *buildContext

	// pool has the POM files of all modules by g:a:v, once they are known;
	// workspace has the models of the selected ones.
	pool      map[string]*rawModel
	workspace atomic.Pointer[map[pomKey]*effective]

	pomReader
	ahead *ahead
	// models are the dependencies' models by coordinates and repositories.
	models map[pomKey]*modelEntry
	// subtrees has one pointer for each key.
	subtrees sync.Map
}

// sibling is the model of a selected module of the reactor, or nil. POMs that
// are read ahead ask while the reactor is still being put together.
func (l *loader) sibling(k pomKey) *effective {
	if siblings := l.workspace.Load(); siblings != nil {
		return (*siblings)[k]
	}
	return nil
}

// siblingPOMs are the versions of a module that a range of type pom may take:
// Maven's ReactorReader finds of a module that was not built its POM alone.
func (l *loader) siblingPOMs(a artifact) []string {
	var out []string
	if siblings := l.workspace.Load(); siblings != nil && a.extension == "pom" {
		for k := range *siblings {
			if k.groupID == a.groupID && k.artifactID == a.artifactID {
				out = append(out, k.version)
			}
		}
	}
	slices.Sort(out)
	return out
}

// buildContext is what decides how a model is built, and the models that were.
type buildContext struct {
	act  *activation
	user map[string]string
	// external are the profiles of settings.xml, and behind are the
	// repositories that are asked after those of the POMs.
	external externalProfiles
	behind   *remoteList

	mu        sync.Mutex
	assembled map[*rawModel]*assembled
	effective map[string]*effective
}

func newBuildContext(act *activation, user map[string]string) *buildContext {
	return &buildContext{act: act, user: user, assembled: map[*rawModel]*assembled{}, effective: map[string]*effective{}}
}

func (c *buildContext) lineageOf(r *rawModel) *assembled {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.assembled[r]
}

func (c *buildContext) keepLineage(r *rawModel, a *assembled) *assembled {
	c.mu.Lock()
	defer c.mu.Unlock()
	if have := c.assembled[r]; have != nil {
		return have
	}
	c.assembled[r] = a
	return a
}

func (c *buildContext) modelOf(gav string) *effective {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.effective[gav]
}

func (c *buildContext) keepModel(gav string, e *effective) *effective {
	c.mu.Lock()
	defer c.mu.Unlock()
	if have := c.effective[gav]; have != nil {
		return have
	}
	c.effective[gav] = e
	return e
}

// missingModel says that a parent or a BOM could not be had.
type missingModel struct {
	what, gav string
	of        string
	// by is the import of a BOM.
	by  *dependency
	err error
}

func (e *missingModel) Error() string {
	return fmt.Sprintf("%s %s of %s cannot be resolved: %v", e.what, e.gav, e.of, e.err)
}

func (e *missingModel) Unwrap() error { return e.err }

// rejected says what is wrong with a POM that cannot be used; for a
// dependency's POM it makes the model invalid.
type rejected struct {
	raw *rawModel
	msg string
}

func (e *rejected) Error() string { return e.msg }

// lineage assembles a POM with its parents.
func (l *loader) lineage(ctx context.Context, c *buildContext, r *rawModel, remotes *remoteList) (*assembled, error) {
	dir := ""
	if c == l.project {
		dir = r.dir
	}
	return l.assemble(ctx, c, r, remotes, dir, nil)
}

// assemble assembles the parents too. The file conditions of all of them, of
// those from repositories too, are judged below the folder of the project that
// is built: Maven sets it once for the whole lineage.
func (l *loader) assemble(ctx context.Context, c *buildContext, r *rawModel, remotes *remoteList, dir string, below []string) (*assembled, error) {
	if a := c.lineageOf(r); a != nil && (len(below) > 0 || !c.external.matter()) {
		return a, nil
	}
	if msg := checkRaw(r); msg != "" {
		return nil, &rejected{r, msg}
	}
	act := *c.act
	act.dir = dir
	profiles, fault := act.choose(r.profiles, r.props)
	if len(below) == 0 {
		external, msg := act.fromSettings(c.external)
		profiles, fault = append(profiles, external...), cmp.Or(fault, msg)
	}
	p := inject(r, profiles)
	if c == l.project {
		p.addPlugins(profiles)
	}
	id := r.gav()
	for _, b := range below {
		if b == id {
			return nil, &rejected{r, "the parents form a cycle: " + strings.Join(append(below, id), " -> ")}
		}
	}
	remotes = l.repos.add(remotes, p.repos)
	var parent *assembled
	msg := fault
	if r.parent != nil {
		pr, err := l.parent(ctx, c, r, remotes)
		if err != nil {
			return nil, err
		}
		if pr.packaging() != "pom" {
			msg = fmt.Sprintf("invalid packaging for parent POM %s, must be \"pom\" but is \"%s\"", pr.gav(), pr.packaging())
		}
		if parent, err = l.assemble(ctx, c, pr, remotes, dir, append(below, id)); err != nil {
			return nil, err
		}
	}
	a := inherit(p, parent)
	if msg != "" {
		a.invalid = msg
	}
	a.byFolder = hasFileCondition(r) || parent != nil && parent.byFolder
	if c == l.project && (a.byFolder || c.external.matter() && len(below) == 0) {
		return a, nil // it may differ for another child, or as a parent
	}
	return c.keepLineage(r, a), nil
}

// hasFileCondition reports whether the POM may be assembled differently below
// another folder.
func hasFileCondition(r *rawModel) bool {
	for _, p := range r.profiles {
		if p.activation != nil && p.activation.File != nil {
			return true
		}
	}
	return false
}

// parent finds the parent's POM: by its relative path for a POM of the
// project, else in the repositories.
func (l *loader) parent(ctx context.Context, c *buildContext, r *rawModel, remotes *remoteList) (*rawModel, error) {
	p := r.parent
	if r.file != "" && p.relativePath != "" {
		pr, err := l.localParent(r)
		if err != nil || pr != nil {
			return pr, err
		}
	}
	v, err := l.parentVersion(ctx, r, l.repos.combine(remotes, c.behind))
	if err != nil {
		return nil, err
	}
	gav := p.groupID + ":" + p.artifactID + ":" + v
	if pr := l.fromReactor(c, pomKey{p.groupID, p.artifactID, v, nil}); pr != nil {
		return pr, nil
	}
	pr, err := l.fetchNewest(ctx, pomKey{p.groupID, p.artifactID, v, l.repos.combine(remotes, c.behind)})
	var parse *parseError
	switch {
	case errors.As(err, &parse):
		return nil, &rejected{r, err.Error()}
	case err != nil:
		return nil, &missingModel{"parent", gav, r.gav(), nil, err}
	}
	l.family(pr, l.repos.combine(remotes, c.behind))
	return pr, nil
}

// fetchNewest is fetch for a parent or a BOM, whose version may be LATEST or
// RELEASE: Maven's resolver looks that up for whatever it resolves.
func (l *loader) fetchNewest(ctx context.Context, k pomKey) (*rawModel, error) {
	v, err := l.metaVersion(ctx, k)
	if err != nil {
		return nil, err
	}
	k.version = v
	return l.fetch(ctx, k)
}

// fromReactor returns the POM of a module: of any, for the project's own
// models; of the selected ones for others.
func (l *loader) fromReactor(c *buildContext, k pomKey) *rawModel {
	k.remotes = nil
	if c == l.dependencies {
		if e := l.sibling(k); e != nil {
			return e.raw
		}
		return nil
	}
	return l.pool[k.groupID+":"+k.artifactID+":"+k.version]
}

// localParent reads the POM at the relative path, if it is the parent.
func (l *loader) localParent(r *rawModel) (*rawModel, error) {
	path := filepath.Join(r.dir, filepath.FromSlash(strings.ReplaceAll(r.parent.relativePath, "\\", "/")))
	if info, err := os.Stat(path); err != nil {
		return nil, nil
	} else if info.IsDir() {
		path = filepath.Join(path, "pom.xml")
		if info, err := os.Stat(path); err != nil || info.IsDir() {
			return nil, nil
		}
	}
	pr, err := l.local(path)
	if err != nil {
		return nil, &rejected{r, err.Error()}
	}
	g, a, v := pr.coordinates()
	if g != r.parent.groupID || a != r.parent.artifactID {
		return nil, nil
	}
	if v != "" && v != r.parent.version {
		spec, err := version.ParseMavenRange(r.parent.version)
		if err != nil || !spec.IsRange() || !spec.Contains(v) {
			return nil, nil
		}
		return pr, constantVersion(r)
	}
	return pr, nil
}

// constantVersion sees that a POM whose parent's version is a range states its
// own.
func constantVersion(r *rawModel) error {
	switch deref(r.pom.Version) {
	case "", "${pom.version}", "${project.version}", "${pom.parent.version}", "${project.parent.version}":
		return &rejected{r, "version must be a constant"}
	}
	return nil
}

// parentVersion resolves a version range of a parent.
func (l *loader) parentVersion(ctx context.Context, r *rawModel, remotes *remoteList) (string, error) {
	p := r.parent
	if !strings.HasPrefix(p.version, "[") && !strings.HasPrefix(p.version, "(") {
		return p.version, nil
	}
	gav := p.groupID + ":" + p.artifactID + ":" + p.version
	found, err := l.versions(ctx, artifact{groupID: p.groupID, artifactID: p.artifactID, version: p.version}, remotes)
	switch {
	case err != nil:
		return "", &missingModel{"parent", gav, r.gav(), nil, err}
	case len(found.versions) == 0:
		return "", &missingModel{"parent", gav, r.gav(), nil, errors.New("no versions matched the requested parent version range")}
	case found.spec.UpperBound() == "":
		return "", &missingModel{"parent", gav, r.gav(), nil, errors.New("the requested parent version range does not specify an upper bound")}
	}
	if err := constantVersion(r); err != nil {
		return "", err
	}
	return found.versions[len(found.versions)-1], nil
}

// interpolator is that of a POM's model, which newEffective completes.
func (l *loader) interpolator(c *buildContext, r *rawModel) *interpolator {
	in := &interpolator{user: c.user, system: c.act.system}
	if c == l.project {
		in.dir = r.dir
	}
	return in
}

// build makes the effective model of a POM. The imports that lead to it are
// given as g:a:v.
func (l *loader) build(ctx context.Context, c *buildContext, r *rawModel, remotes *remoteList, importing []string) (*effective, error) {
	a, err := l.lineage(ctx, c, r, remotes)
	if err != nil {
		return nil, err
	}
	in := l.interpolator(c, r)
	var e *effective
	load := func(d *dependency) (*management, error) {
		g, _ := in.expand(a.groupID)
		v, _ := in.expand(a.version)
		// BOMs are imported after interpolation, so that the model's own
		// repositories are known by then, whatever their URLs are made of.
		remotes := l.repos.add(remotes, expandRepositories(a.repos, in))
		return l.bom(ctx, c, d, remotes, append(importing, g+":"+deref(r.pom.ArtifactID)+":"+v))
	}
	e = newEffective(a, in, load)
	if err := errors.Join(e.broken...); err != nil {
		return nil, err
	}
	return e, nil
}

// bom returns the management of an imported BOM.
func (l *loader) bom(ctx context.Context, c *buildContext, d *dependency, remotes *remoteList, importing []string) (*management, error) {
	gav := d.groupID + ":" + d.artifactID + ":" + d.version
	for _, i := range importing {
		if i == gav {
			return nil, &invalidBOM{"the dependencies of type=pom and with scope=import form a cycle: " + strings.Join(append(importing, gav), " -> ")}
		}
	}
	if c == l.project {
		c = l.boms
	}
	if e := c.modelOf(gav); e != nil {
		return e.mgmt, nil
	}
	r := l.fromReactor(c, pomKey{d.groupID, d.artifactID, d.version, nil})
	if r == nil {
		var err error
		r, err = l.fetchNewest(ctx, pomKey{d.groupID, d.artifactID, d.version, l.repos.combine(remotes, c.behind)})
		var parse *parseError
		switch {
		case errors.As(err, &parse):
			return nil, &invalidBOM{err.Error()}
		case err != nil:
			return nil, &missingModel{"BOM", gav, importing[len(importing)-1], d, err}
		}
		l.family(r, l.repos.combine(remotes, c.behind))
	}
	e, err := l.build(ctx, c, r, remotes, importing)
	var rej *rejected
	switch {
	case errors.As(err, &rej):
		return nil, &invalidBOM{rej.msg}
	case err != nil:
		return nil, err
	case e.invalid != "":
		return nil, &invalidBOM{gav + ": " + e.invalid}
	}
	return c.keepModel(gav, e).mgmt, nil
}
