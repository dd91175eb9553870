package maven

import (
	"sync"

	"github.com/vifraa/gopom"
)

// assembled is a POM with what it inherits, before interpolation. It refers to
// its parent's lists where it adds nothing, so that a family of POMs shares
// them.
type assembled struct {
	*part
	parent *assembled
	// groupID and version are the POM's own, else the nearest parent's.
	groupID, version string
	deps             []*dependency
	managed          *managedList
	repos            []gopom.Repository
	plugins          []*plugin
	pluginMgmt       []*plugin
	extensions       []extensionRef
	// licensed is the nearest POM that has a <license>; nil if none has.
	licensed *rawModel
	// byFolder is set where the folder of the project decides on a profile of
	// the POM or of a parent.
	byFolder bool
	// invalid is the first error that makes the model invalid.
	invalid string
}

// managedList is a list of managed entries with an index, shared by all POMs
// that inherit it unchanged.
type managedList struct {
	entries []*dependency
	once    sync.Once
	// byGA has the positions of the entries whose coordinates are literal;
	// dynamic are those of the others, imports those of literal imports.
	byGA    map[ga][]int32
	dynamic []int32
	imports []int32
	// odd are those whose optional is neither true nor false as written.
	odd []int32
	// untyped is the first literal entry with an empty type.
	untyped *dependency
	// invalid is what is wrong with the first invalid literal entry.
	invalid string
	// distinct is the list without duplicates.
	distinct     *managedList
	distinctOnce sync.Once
}

// inherit assembles a part with its assembled parent, which may be nil.
func inherit(p *part, parent *assembled) *assembled {
	a := &assembled{part: p, parent: parent, deps: p.deps, repos: p.repos, plugins: p.plugins, pluginMgmt: p.pluginMgmt,
		extensions: p.raw.extensions}
	a.groupID, _, a.version = p.raw.coordinates()
	if len(value(p.raw.pom.Licenses)) > 0 {
		a.licensed = p.raw
	}
	if parent == nil {
		a.managed = &managedList{entries: p.managed}
		return a
	}
	if p.raw.pom.GroupID == nil {
		a.groupID = parent.groupID
	}
	if p.raw.pom.Version == nil {
		a.version = parent.version
	}
	a.deps = mergeDependencies(p.deps, parent.deps, false)
	a.repos = mergeRepositories(p.repos, parent.repos)
	if len(p.managed) == 0 {
		a.managed = parent.managed.inherited()
	} else {
		a.managed = &managedList{entries: mergeDependencies(p.managed, parent.managed.entries, false)}
	}
	a.plugins = inheritPlugins(p.plugins, parent.plugins)
	a.pluginMgmt = inheritPlugins(p.pluginMgmt, parent.pluginMgmt)
	a.extensions = mergeByKey(p.raw.extensions, parent.extensions, extensionRef.key, false)
	if a.licensed == nil {
		a.licensed = parent.licensed
	}
	if a.invalid == "" {
		a.invalid = parent.invalid
	}
	return a
}

// inherited is the list as a child has it that adds nothing: of duplicates the
// first.
func (m *managedList) inherited() *managedList {
	m.distinctOnce.Do(func() {
		m.distinct = m
		if list := mergeDependencies(nil, m.entries, false); len(list) < len(m.entries) {
			m.distinct = &managedList{entries: list}
		}
	})
	return m.distinct
}

// index prepares the list for look-ups.
func (m *managedList) index() {
	m.once.Do(func() {
		m.byGA = make(map[ga][]int32, len(m.entries))
		for i, d := range m.entries {
			if !isBoolean(d.optional) {
				m.odd = append(m.odd, int32(i))
			}
			if dynamic(d.groupID) || dynamic(d.artifactID) || dynamic(d.kind) || dynamic(d.scope) || dynamic(d.classifier) {
				m.dynamic = append(m.dynamic, int32(i))
				continue
			}
			if d.isImport() {
				m.imports = append(m.imports, int32(i))
				continue
			}
			if d.kind == "" && m.untyped == nil {
				m.untyped = d
			}
			k := ga{d.groupID, d.artifactID}
			m.byGA[k] = append(m.byGA[k], int32(i))
			if m.invalid == "" {
				m.invalid = checkManaged(d)
			}
		}
	})
}

// property looks a property up: the POM's own, then its parents'.
func (a *assembled) property(name string) (string, bool) {
	for p := a; p != nil; p = p.parent {
		if v, ok := p.props[name]; ok {
			return v, true
		}
	}
	return "", false
}
