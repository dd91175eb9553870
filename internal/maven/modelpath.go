package maven

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/vifraa/gopom"
)

// A placeholder may lead through lists and maps of the model, as in
// ${project.dependencies[0].version} or ${project.properties(x)}: the rules
// are those of plexus-interpolation's ReflectionValueExtractor. What leads to
// an object and not to a text, whose print Maven would insert, has no value
// here.
// https://codehaus-plexus.github.io/plexus-interpolation/apidocs/org/codehaus/plexus/interpolation/reflection/ReflectionValueExtractor.html

// evaluate is the value at a path through the model.
func (in *interpolator) evaluate(path string) (string, bool) {
	if first := identifier(path); first == "" || !projectParts()[strings.ToLower(first[:1])+first[1:]] {
		return "", false // as most that are no model's: the model is not needed
	}
	if in.merged == nil {
		in.merged = in.model.project()
	}
	return follow(reflect.ValueOf(in.merged), "."+path)
}

// projectParts are the names with which a path may begin.
var projectParts = sync.OnceValue(func() map[string]bool {
	parts := map[string]bool{}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[gopom.Project]()) {
		parts[elementName(f)] = true
	}
	return parts
})

// elementName is the name of the element that a field is read from; that of the
// POM itself is no part of it.
func elementName(f reflect.StructField) string {
	if f.Name == "XMLName" {
		return ""
	}
	tag, _, _ := strings.Cut(f.Tag.Get("xml"), ",")
	tag, _, _ = strings.Cut(tag, ">")
	return tag
}

// follow walks the steps of a path: .name, [index] and (key).
func follow(v reflect.Value, steps string) (string, bool) {
	for steps != "" {
		for v.IsValid() && v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		kind := steps[0]
		steps = steps[1:]
		var name string
		ok := true
		switch kind {
		case '.':
			name = identifier(steps)
			steps = steps[len(name):]
			v = fieldOf(v, name)
		case '[':
			name, steps, ok = strings.Cut(steps, "]")
			v = elementOf(v, name)
		case '(':
			name, steps, ok = strings.Cut(steps, ")")
			v = entryOf(v, name)
		default:
			return "", false
		}
		if !ok || name == "" || !v.IsValid() {
			return "", false
		}
	}
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		return v.String(), true
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), true
	}
	return "", false
}

// identifier is the leading part of s that could be a name in Java.
func identifier(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' && r != '_' || r > 'z'
	})
	if end < 0 {
		return s
	}
	return s[:end]
}

// fieldOf is what the getter of that name returns: its first letter may be
// written either way. A value that a POM leaves out has its default.
func fieldOf(v reflect.Value, name string) reflect.Value {
	if v.Kind() != reflect.Struct || name == "" {
		return reflect.Value{}
	}
	name = strings.ToLower(name[:1]) + name[1:]
	for _, f := range reflect.VisibleFields(v.Type()) {
		if elementName(f) != name {
			continue
		}
		if got := v.FieldByIndex(f.Index); got.Kind() != reflect.Pointer || !got.IsNil() {
			return got
		}
		if s, ok := modelDefaults[v.Type().Name()+"."+name]; ok {
			return reflect.ValueOf(s)
		}
		return v.FieldByIndex(f.Index)
	}
	return reflect.Value{}
}

// modelDefaults are values of the model where a POM has none.
// https://maven.apache.org/ref/3.8.7/maven-model/maven.html
var modelDefaults = map[string]string{
	"Dependency.type": "jar", "Parent.relativePath": "../pom.xml",
	"Plugin.groupId": "org.apache.maven.plugins", "ReportingPlugin.groupId": "org.apache.maven.plugins",
	"PluginExecution.id": "default", "ReportSet.id": "default", "Profile.id": "default",
	"Repository.layout": "default", "PluginRepository.layout": "default", "Repository.uniqueVersion": "true",
}

func elementOf(v reflect.Value, index string) reflect.Value {
	i, err := strconv.Atoi(index)
	if err != nil || v.Kind() != reflect.Slice || i < 0 || i >= v.Len() {
		return reflect.Value{}
	}
	return v.Index(i)
}

func entryOf(v reflect.Value, key string) reflect.Value {
	if p, ok := reflect.TypeAssert[gopom.Properties](v); ok {
		return reflect.ValueOf(p.Entries).MapIndex(reflect.ValueOf(key))
	}
	return reflect.Value{}
}

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
