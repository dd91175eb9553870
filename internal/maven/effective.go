package maven

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/vifraa/gopom"
)

// effective is a model after inheritance, interpolation, import and
// management.
type effective struct {
	*assembled
	groupID, artifactID, version, packaging string
	// deps are the dependencies with management injected and scopes filled in.
	deps []*dependency
	mgmt *management
	in   *interpolator
	// invalid is why Maven calls the model invalid; then deps do not count.
	// faults are all reasons that were met while the model was built.
	invalid string
	faults  []string
	// broken is why it cannot be built at all: BOMs are missing.
	broken []error
}

// management answers for managed dependencies by coordinates: the model's own
// entries in order, then those of its imports.
type management struct {
	list    *managedList
	in      *interpolator
	dynamic map[ga][]int32 // of entries whose coordinates have placeholders
	imports *imports       // nil for none
	mu      sync.Mutex
	memo    map[ga][]*dependency
	lists   map[*imports]*imports // those that end with this one, by what is before it
	failed  string
	// invalid is what is wrong with the first of the model's own entries.
	invalid string
	// emptied is the first entry whose type turned out to be empty.
	emptied *dependency
	// bom are the coordinates, for messages.
	bom string
}

// newManagement interpolates what must be known before a look-up: entries with
// placeholders in their coordinates. It returns the imports that are declared.
func newManagement(a *assembled, in *interpolator, bom string) (m *management, imports []*dependency, invalid string) {
	m = &management{list: a.managed, in: in, memo: map[ga][]*dependency{}, bom: bom}
	l := a.managed
	l.index()
	invalid = l.invalid
	next := 0
	for _, i := range l.dynamic {
		d, ok := in.dependency(l.entries[i])
		if !ok {
			return m, nil, in.cycle
		}
		if d.isImport() {
			for next < len(l.imports) && l.imports[next] < i {
				imports = append(imports, l.entries[l.imports[next]])
				next++
			}
			imports = append(imports, d)
			continue
		}
		if d.kind == "" && m.emptied == nil {
			m.emptied = d
		}
		k := ga{d.groupID, d.artifactID}
		if m.dynamic == nil {
			m.dynamic = map[ga][]int32{}
		}
		m.dynamic[k] = append(m.dynamic[k], i)
		if invalid == "" {
			invalid = checkManaged(d)
		}
	}
	for ; next < len(l.imports); next++ {
		imports = append(imports, l.entries[l.imports[next]])
	}
	return m, imports, invalid
}

// entries returns the managed entries for the coordinates, in the order in
// which they count: of one management key the model's own before the imports'.
// Among the model's own duplicates the last one stays where there are imports,
// as DefaultDependencyManagementImporter has it, and all of them else.
func (m *management) entries(k ga) []*dependency {
	if m.imports == nil && m.list.byGA[k] == nil && m.dynamic[k] == nil {
		return nil // as most BOMs say of most artifacts: nothing to remember
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if got, ok := m.memo[k]; ok {
		return got
	}
	var out []*dependency
	literal, dyn := m.list.byGA[k], m.dynamic[k]
	for len(literal) > 0 || len(dyn) > 0 {
		var i int32
		if len(dyn) == 0 || len(literal) > 0 && literal[0] < dyn[0] {
			i, literal = literal[0], literal[1:]
		} else {
			i, dyn = dyn[0], dyn[1:]
		}
		d, ok := m.in.dependency(m.list.entries[i])
		if !ok {
			m.failed = m.in.cycle
			continue
		}
		out = append(out, d)
	}
	if m.imports != nil {
		out = addEntries(lastWins(out), m.imports.entries(k))
	}
	m.memo[k] = out
	return out
}

// untyped returns an entry with an empty type, of the model's own or of its
// imports; nil if there is none. Maven cannot make an artifact type of it, and
// ends with "type id cannot be empty", whether the entry is used or not.
func (m *management) untyped() *dependency {
	if m.emptied != nil || m.list.untyped != nil {
		return cmp.Or(m.emptied, m.list.untyped)
	}
	for _, imp := range m.imports.boms() {
		if d := imp.untyped(); d != nil {
			return d
		}
	}
	return nil
}

// notBoolean returns the first entry, of the model's own and of its imports,
// whose optional is neither true nor false; nil if there is none. What an
// entry before it replaces does not count.
func (m *management) notBoolean(top *management) *dependency {
	if top == nil {
		top = m
	}
	for _, i := range m.list.odd {
		d, ok := m.in.dependency(m.list.entries[i])
		if !ok || isBoolean(d.optional) {
			continue
		}
		for _, e := range top.entries(ga{d.groupID, d.artifactID}) {
			if e.sameKey(d) && e.optional == d.optional {
				return d
			}
		}
	}
	for _, imp := range m.imports.boms() {
		if d := imp.notBoolean(top); d != nil {
			return d
		}
	}
	return nil
}

// inject fills in what a dependency lacks: version, scope and system path if
// absent, exclusions if none are declared; never optional.
func (m *management) inject(d *dependency) *dependency {
	var c *dependency
	for _, e := range m.entries(ga{d.groupID, d.artifactID}) {
		if !e.sameKey(d) {
			continue
		}
		if c == nil {
			copied := *d
			c = &copied
		}
		if !c.has(hasVersion) && e.has(hasVersion) {
			c.version, c.managed = e.version, e
			c.declared |= hasVersion
		}
		if !c.has(hasScope) && e.has(hasScope) {
			c.scope = e.scope
			c.declared |= hasScope
		}
		if !c.has(hasSystemPath) && e.has(hasSystemPath) {
			c.systemPath = e.systemPath
			c.declared |= hasSystemPath
		}
		if len(c.exclusions) == 0 {
			c.exclusions = e.exclusions
		}
	}
	if c == nil {
		return d
	}
	return c
}

// importer finds the management of a BOM.
type importer func(d *dependency) (*management, error)

// invalidBOM says that a BOM can be read but not used.
type invalidBOM struct{ msg string }

func (e *invalidBOM) Error() string { return e.msg }

// newEffective builds the model. Where something is wrong with it, it is
// filled as far as possible, and says so.
func newEffective(a *assembled, in *interpolator, load importer) *effective {
	e := &effective{assembled: a, in: in, packaging: a.raw.packaging()}
	in.model = a
	e.invalidate(a.invalid)
	e.invalidate(e.coordinates())
	e.invalidate(e.properties())
	m, imports, msg := newManagement(a, in, e.gav())
	e.mgmt = m
	m.invalid = msg
	e.invalid = cmp.Or(e.invalid, msg)
	e.importAll(imports, load)
	if len(e.broken) > 0 {
		return e
	}
	e.dependencies()
	e.invalid = cmp.Or(e.invalid, e.check())
	return e
}

func (e *effective) invalidate(msg string) {
	if msg == "" {
		return
	}
	e.invalid = cmp.Or(e.invalid, msg)
	if !slices.Contains(e.faults, msg) {
		e.faults = append(e.faults, msg)
	}
}

func (e *effective) gav() string { return e.groupID + ":" + e.artifactID + ":" + e.version }

func (e *effective) coordinates() string {
	e.groupID, _ = e.in.expand(e.assembled.groupID)
	e.artifactID, _ = e.in.expand(deref(e.raw.pom.ArtifactID))
	e.version, _ = e.in.expand(e.assembled.version)
	e.packaging, _ = e.in.expand(e.packaging)
	return e.in.cycle
}

// properties sees that no property runs in a circle: Maven interpolates them
// all.
func (e *effective) properties() string {
	for a := e.assembled; a != nil; a = a.parent {
		for name, v := range a.props {
			if !dynamic(v) {
				continue
			}
			if nearest, _ := e.property(name); nearest != v {
				continue
			}
			if _, ok := e.in.expand(v); !ok {
				return e.cycleIn(a)
			}
		}
	}
	return e.descriptions()
}

// cycleIn is the first cycle of a POM's properties by their names, so that it
// is the same one each time.
func (e *effective) cycleIn(a *assembled) string {
	e.in.cycle = ""
	for _, name := range slices.Sorted(maps.Keys(a.props)) {
		if _, ok := e.in.expand("${" + name + "}"); !ok {
			break
		}
	}
	return e.in.cycle
}

// descriptions sees that no text runs in a circle, as <name>${project.name}
// does: Maven interpolates all of the model, and a dependency's POM is invalid
// for its name, too.
func (e *effective) descriptions() string {
	for _, path := range descriptive {
		if d, ok := described[path]; ok {
			if text := d.written(e.assembled); text == nil || !dynamic(*text) {
				continue // as most
			}
		}
		if v, ok := e.in.modelValue(path); ok && dynamic(v) {
			if _, ok := e.in.expand(v); !ok {
				return e.in.cycle
			}
		}
	}
	return ""
}

// descriptive are the texts of a model that may refer to one another.
var descriptive = []string{"name", "description", "url", "inceptionYear", "organization.name", "organization.url",
	"scm.url", "scm.connection", "scm.developerConnection", "scm.tag", "issueManagement.system", "issueManagement.url",
	"ciManagement.system", "ciManagement.url", "distributionManagement.downloadUrl",
	"build.directory", "build.finalName", "build.outputDirectory", "build.testOutputDirectory", "build.sourceDirectory", "build.testSourceDirectory"}

func (e *effective) importAll(imports []*dependency, load importer) {
	for _, d := range imports {
		d, ok := e.in.dependency(d)
		if !ok {
			e.invalidate(e.in.cycle)
			return
		}
		for name, v := range map[string]string{"groupId": d.groupID, "artifactId": d.artifactID, "version": d.version} {
			if v == "" {
				e.invalidate(fmt.Sprintf("'dependencyManagement.dependencies.dependency.%s' for %s is missing", name, d.key()))
			}
		}
		if d.groupID == "" || d.artifactID == "" || d.version == "" {
			continue
		}
		m, err := load(d)
		switch err := err.(type) {
		case nil:
			e.mgmt.imports = m.after(e.mgmt.imports)
		case *invalidBOM:
			e.invalidate(err.msg)
		default:
			e.broken = append(e.broken, err)
			if kindOf(err) != Unresolved {
				return // the next one would not answer either
			}
		}
	}
}

func (e *effective) dependencies() {
	e.deps = make([]*dependency, 0, len(e.assembled.deps))
	for _, d := range e.assembled.deps {
		d, ok := e.in.dependency(d)
		if !ok {
			e.invalidate(e.in.cycle)
			return
		}
		e.deps = append(e.deps, d)
	}
	for i, d := range e.deps {
		d = e.mgmt.inject(d)
		if d.scope == "" {
			c := *d
			c.scope = "compile"
			d = &c
		}
		e.deps[i] = d
	}
	e.invalidate(e.mgmt.failed)
}

// check holds for every effective model.
func (e *effective) check() string {
	if deref(e.raw.pom.ModelVersion) == "" {
		return "'modelVersion' is missing"
	}
	if msg := first(e.coordinateFaults()); msg != "" {
		return msg
	}
	for _, d := range e.deps {
		if msg := checkDependency(d); msg != "" {
			return msg
		}
	}
	return ""
}

func (e *effective) coordinateFaults() []string {
	var faults []string
	if msg := checkID(e.groupID); msg != "" {
		faults = append(faults, "'groupId' "+msg)
	}
	if msg := checkID(e.artifactID); msg != "" {
		faults = append(faults, "'artifactId' "+msg)
	}
	switch {
	case e.packaging == "":
		faults = append(faults, "'packaging' is missing")
	case len(e.modules) > 0 && e.packaging != "pom":
		faults = append(faults, fmt.Sprintf("'packaging' with value '%s' is invalid: aggregator projects require 'pom' as packaging", e.packaging))
	}
	if e.version == "" {
		faults = append(faults, "'version' is missing")
	}
	return faults
}

// repositories are the model's, interpolated.
func (e *effective) repositories() []gopom.Repository { return expandRepositories(e.repos, e.in) }

func expandRepositories(repos []gopom.Repository, in *interpolator) []gopom.Repository {
	out := make([]gopom.Repository, len(repos))
	for i, r := range repos {
		for _, s := range []**string{&r.ID, &r.URL, &r.Layout} {
			if *s != nil && dynamic(**s) {
				v, _ := in.expand(**s)
				*s = &v
			}
		}
		out[i] = r
	}
	return out
}
