package maven

import (
	"fmt"
	"slices"

	"github.com/vifraa/gopom"
)

// section is as much of a POM, or of one of its profiles, as Maven checks of
// the project's own POMs before it builds anything of them.
type section struct {
	prefix        string // of messages, up to the name of an element
	repos         []gopom.Repository
	pluginRepos   []gopom.PluginRepository
	plugins       []gopom.Plugin
	pluginManaged []gopom.Plugin
}

// sectionsOf are the POM's own, then its profiles', active or not.
func sectionsOf(r *rawModel) []section {
	p := r.pom
	own := section{prefix: "'", repos: value(p.Repositories), pluginRepos: value(p.PluginRepositories)}
	if p.Build != nil {
		own.addPlugins(&p.Build.BuildBase)
	}
	out := []section{own}
	for i, f := range value(p.Profiles) {
		s := section{prefix: "'profiles.profile[" + r.profiles[i].id + "].", repos: value(f.Repositories), pluginRepos: value(f.PluginRepositories)}
		if f.Build != nil {
			s.addPlugins(f.Build)
		}
		out = append(out, s)
	}
	return out
}

func (s *section) addPlugins(b *gopom.BuildBase) {
	s.plugins = value(b.Plugins)
	if b.PluginManagement != nil {
		s.pluginManaged = value(b.PluginManagement.Plugins)
	}
}

// checkRepositories returns the violations, without the prefix.
func (s *section) checkRepositories() []string {
	names := repositoryNames{kind: "repositories.repository"}
	for _, r := range s.repos {
		names.check(r.ID, r.URL)
	}
	plugins := repositoryNames{kind: "pluginRepositories.pluginRepository"}
	for _, r := range s.pluginRepos {
		plugins.check(r.ID, r.URL)
	}
	return append(names.faults, plugins.faults...)
}

// checkPlugins returns the violations, without the prefix.
func (s *section) checkPlugins() []string {
	return append(checkRawPlugins("build.plugins.plugin", s.plugins), checkRawPlugins("build.pluginManagement.plugins.plugin", s.pluginManaged)...)
}

// repositoryNames sees that repositories have identifiers and URLs, and that
// no two have the same identifier.
type repositoryNames struct {
	kind         string
	seen, faults []string
}

func (n *repositoryNames) check(id, url *string) {
	name := deref(id)
	if name == "" {
		n.faults = append(n.faults, n.kind+".id' is missing")
	}
	if deref(url) == "" {
		n.faults = append(n.faults, fmt.Sprintf("%s.[%s].url' is missing", n.kind, name))
	}
	if name != "" && slices.Contains(n.seen, name) {
		n.faults = append(n.faults, fmt.Sprintf("%s.id' must be unique: %s", n.kind, name))
	}
	n.seen = append(n.seen, name)
}

// checkRawPlugins sees that plugins are named, and their executions apart. An
// execution without an identifier is called "default".
func checkRawPlugins(kind string, plugins []gopom.Plugin) []string {
	var faults []string
	for _, p := range plugins {
		if p.GroupID != nil && *p.GroupID == "" {
			faults = append(faults, kind+"' groupId of a plugin must be defined")
		}
		if deref(p.ArtifactID) == "" {
			faults = append(faults, kind+"' artifactId of a plugin must be defined")
		}
		if p.Version != nil && *p.Version == "" {
			faults = append(faults, kind+"' version of a plugin must be defined")
		}
		seen := map[string]bool{}
		for _, x := range value(p.Executions) {
			id := "default"
			if x.ID != nil {
				id = *x.ID
			}
			if seen[id] {
				faults = append(faults, fmt.Sprintf("%s.[%s].executions.execution.id' must be unique but found duplicate execution with id %s", kind, deref(p.ArtifactID), id))
			}
			seen[id] = true
		}
	}
	return faults
}
