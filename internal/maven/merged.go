package maven

import (
	"cmp"
	"maps"
	"reflect"
	"slices"

	"github.com/vifraa/gopom"
)

// project is the model as one POM: with what profiles add, and what it
// inherits. Of lists that describe a project to people the nearest counts.
func (a *assembled) project() *gopom.Project {
	p := a.raw.pom.Project
	props := map[string]string{}
	for q := a.parent; q != nil; q = q.parent {
		from := q.raw.pom.Project
		p.Organization, p.IssueManagement, p.CIManagement = cmp.Or(p.Organization, from.Organization), cmp.Or(p.IssueManagement, from.IssueManagement), cmp.Or(p.CIManagement, from.CIManagement)
		p.Licenses, p.Developers = cmp.Or(p.Licenses, from.Licenses), cmp.Or(p.Developers, from.Developers)
		p.Contributors, p.MailingLists = cmp.Or(p.Contributors, from.Contributors), cmp.Or(p.MailingLists, from.MailingLists)
		p.SCM, p.DistributionManagement = fillFields(p.SCM, from.SCM), fillFields(p.DistributionManagement, unmoved(from.DistributionManagement))
		p.Build, p.Reporting = fillFields(p.Build, from.Build), fillFields(p.Reporting, from.Reporting)
		p.PluginRepositories = cmp.Or(p.PluginRepositories, from.PluginRepositories)
	}
	for q := a; q != nil; q = q.parent {
		own := maps.Clone(q.props)
		if own == nil {
			continue
		}
		maps.Copy(own, props)
		props = own
	}
	site := "${project.build.directory}/site" // of Maven's super POM
	p.Reporting = fillFields(p.Reporting, &gopom.Reporting{OutputDirectory: &site})
	p.Properties = &gopom.Properties{Entries: props}
	repos, plugins := superRepositories(a.repos, value(p.PluginRepositories))
	p.Repositories, p.PluginRepositories, p.Modules = &repos, &plugins, &a.modules
	p.Dependencies = written(a.deps)
	p.DependencyManagement = &gopom.DependencyManagement{Dependencies: written(a.managed.entries)}
	if len(a.plugins) > 0 {
		p.Build = fillFields(&gopom.Build{BuildBase: gopom.BuildBase{Plugins: writtenPlugins(a.plugins)}}, p.Build)
	}
	return &p
}

// superRepositories are those of a model behind which Maven's super POM puts its
// own, unless they have one of that name.
func superRepositories(repos []gopom.Repository, plugins []gopom.PluginRepository) ([]gopom.Repository, []gopom.PluginRepository) {
	r := central()
	name, layout := "Central Repository", "default"
	if !slices.ContainsFunc(repos, func(own gopom.Repository) bool { return deref(own.ID) == r.ID }) {
		repos = append(slices.Clip(repos), gopom.Repository{ID: &r.ID, URL: &r.URL, Name: &name, Layout: &layout})
	}
	if !slices.ContainsFunc(plugins, func(own gopom.PluginRepository) bool { return deref(own.ID) == r.ID }) {
		plugins = append(slices.Clip(plugins), gopom.PluginRepository{ID: &r.ID, URL: &r.URL, Name: &name, Layout: &layout})
	}
	return repos, plugins
}

// unmoved is the part without its relocation, which no child inherits.
func unmoved(d *gopom.DistributionManagement) *gopom.DistributionManagement {
	if d == nil {
		return nil
	}
	out := *d
	out.Relocation = nil
	return &out
}

// fillFields is own with the fields that it lacks.
func fillFields[T any](own, inherited *T) *T {
	if own == nil || inherited == nil {
		return cmp.Or(own, inherited)
	}
	out := *own
	to, from := reflect.ValueOf(&out).Elem(), reflect.ValueOf(inherited).Elem()
	for _, f := range reflect.VisibleFields(to.Type()) {
		if t := to.FieldByIndex(f.Index); t.Kind() == reflect.Pointer && t.IsNil() {
			t.Set(from.FieldByIndex(f.Index))
		}
	}
	return &out
}

// written turns dependencies back into what a POM has.
func written(list []*dependency) *[]gopom.Dependency {
	out := make([]gopom.Dependency, len(list))
	for i, d := range list {
		keep := func(s *string, p presence) *string {
			if d.has(p) {
				return s
			}
			return nil
		}
		out[i] = gopom.Dependency{GroupID: &d.groupID, ArtifactID: &d.artifactID, Type: &d.kind,
			Version: keep(&d.version, hasVersion), Classifier: keep(&d.classifier, hasClassifier), Scope: keep(&d.scope, hasScope),
			SystemPath: keep(&d.systemPath, hasSystemPath), Optional: keep(&d.optional, hasOptional)}
		exclusions := make([]gopom.Exclusion, len(d.exclusions))
		for j := range d.exclusions {
			exclusions[j] = gopom.Exclusion{GroupID: &d.exclusions[j].groupID, ArtifactID: &d.exclusions[j].artifactID}
		}
		out[i].Exclusions = &exclusions
	}
	return &out
}

func writtenPlugins(list []*plugin) *[]gopom.Plugin {
	out := make([]gopom.Plugin, len(list))
	for i, p := range list {
		out[i] = gopom.Plugin{GroupID: &p.groupID, ArtifactID: &p.artifactID, Version: nonEmpty(p.version),
			Extensions: nonEmpty(p.extensions), Inherited: nonEmpty(p.inherited), Dependencies: written(p.deps)}
	}
	return &out
}
