package maven

import (
	"strings"

	"github.com/vifraa/gopom"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/maven/pom"
)

// rawModel is a POM as written, in the form that the later stages work with.
// It is shared by everything that reads the POM, and never changed.
type rawModel struct {
	pom *pom.POM
	// name is how messages and reports call the POM: its path below the
	// project, or "g:a:v.pom".
	name string
	// file is the path on disk of a POM of the project, dir its folder; both
	// are empty for a POM from a repository.
	file, dir string

	parent     *parentRef
	deps       []*dependency
	managed    []*dependency
	props      map[string]string
	repos      []gopom.Repository
	profiles   []*rawProfile
	modules    []string
	extensions []extensionRef
}

// parentRef is a <parent>.
type parentRef struct {
	groupID, artifactID, version string
	relativePath                 string // "../pom.xml" where absent
}

// rawProfile is a <profile>.
type rawProfile struct {
	id         string
	pom        *gopom.Profile // nil for one of settings.xml
	activation *gopom.Activation
	deps       []*dependency
	managed    []*dependency
	props      map[string]string
	repos      []gopom.Repository
	modules    []string
	build      *gopom.BuildBase
	places     *pom.Places
	// external marks a profile of settings.xml; pluginRepos are kept of it
	// alone.
	external    bool
	pluginRepos []gopom.Repository
}

func newRawModel(p *pom.POM, name, file, dir string) *rawModel {
	r := &rawModel{pom: p, name: name, file: file, dir: dir}
	if p.Parent != nil {
		r.parent = &parentRef{deref(p.Parent.GroupID), deref(p.Parent.ArtifactID), deref(p.Parent.Version), "../pom.xml"}
		if p.Parent.RelativePath != nil {
			r.parent.relativePath = *p.Parent.RelativePath
		}
	}
	r.deps = lastWins(newDependencies(p.Dependencies, p.Places.Dependencies, r))
	if p.DependencyManagement != nil {
		r.managed = newDependencies(p.DependencyManagement.Dependencies, p.Places.Managed, r)
	}
	r.props = entries(p.Properties)
	r.repos = value(p.Repositories)
	r.modules = value(p.Modules)
	if p.Build != nil {
		for _, e := range value(p.Build.Extensions) {
			r.extensions = append(r.extensions, extensionRef{deref(e.GroupID), deref(e.ArtifactID), deref(e.Version)})
		}
	}
	profiles := value(p.Profiles)
	for i := range profiles {
		r.profiles = append(r.profiles, newRawProfile(&profiles[i], &p.Places.Profiles[i], r))
	}
	return r
}

func newRawProfile(f *gopom.Profile, places *pom.Places, origin *rawModel) *rawProfile {
	q := &rawProfile{id: "default", pom: f, activation: f.Activation, places: places,
		deps: newDependencies(f.Dependencies, places.Dependencies, origin), props: entries(f.Properties),
		repos: value(f.Repositories), modules: value(f.Modules), build: f.Build}
	if f.ID != nil {
		q.id = *f.ID
	}
	if f.DependencyManagement != nil {
		q.managed = newDependencies(f.DependencyManagement.Dependencies, places.Managed, origin)
	}
	return q
}

func value[T any](p *[]T) []T {
	if p == nil {
		return nil
	}
	return *p
}

func entries(p *gopom.Properties) map[string]string {
	if p == nil {
		return nil
	}
	return p.Entries
}

// at is the position of an offset in the POM.
func (r *rawModel) at(offset int) audit.Position {
	return audit.Position{File: r.name, Line: r.pom.Line(offset)}
}

// coordinates are the POM's own, with what it takes from its parent as
// declared there.
func (r *rawModel) coordinates() (groupID, artifactID, version string) {
	groupID, artifactID, version = deref(r.pom.GroupID), deref(r.pom.ArtifactID), deref(r.pom.Version)
	if r.parent != nil {
		if r.pom.GroupID == nil {
			groupID = r.parent.groupID
		}
		if r.pom.Version == nil {
			version = r.parent.version
		}
	}
	return groupID, artifactID, version
}

func (r *rawModel) gav() string {
	g, a, v := r.coordinates()
	return g + ":" + a + ":" + v
}

func (r *rawModel) packaging() string {
	if r.pom.Packaging == nil {
		return "jar"
	}
	return *r.pom.Packaging
}

// baseVersion writes the timestamp of a snapshot as SNAPSHOT, as
// org.apache.maven.artifact.ArtifactUtils.toSnapshotVersion does.
func baseVersion(v string) string {
	last := strings.LastIndexByte(v, '-')
	if last <= 0 {
		return v
	}
	prev := strings.LastIndexByte(v[:last], '-')
	if prev <= 0 || !digits(v[last+1:]) {
		return v
	}
	stamp := v[prev+1 : last]
	if len(stamp) != 15 || stamp[8] != '.' || !digits(stamp[:8]) || !digits(stamp[9:]) {
		return v
	}
	return v[:prev] + "-SNAPSHOT"
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
