package maven

import (
	"fmt"

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

// check returns the first violation, without the prefix; "" if there is none.
func (s *section) check() string {
	names := repositoryNames{kind: "repositories.repository"}
	for _, r := range s.repos {
		if msg := names.check(r.ID, r.URL); msg != "" {
			return msg
		}
	}
	names = repositoryNames{kind: "pluginRepositories.pluginRepository"}
	for _, r := range s.pluginRepos {
		if msg := names.check(r.ID, r.URL); msg != "" {
			return msg
		}
	}
	if msg := checkRawPlugins("build.plugins.plugin", s.plugins); msg != "" {
		return msg
	}
	return checkRawPlugins("build.pluginManagement.plugins.plugin", s.pluginManaged)
}

// repositoryNames sees that repositories have identifiers and URLs, and that
// no two have the same identifier.
type repositoryNames struct {
	kind string
	seen []string
}

func (n *repositoryNames) check(id, url *string) string {
	switch {
	case deref(id) == "":
		return n.kind + ".id' is missing"
	case deref(url) == "":
		return fmt.Sprintf("%s.[%s].url' is missing", n.kind, *id)
	}
	for _, s := range n.seen {
		if s == *id {
			return fmt.Sprintf("%s.id' must be unique: %s", n.kind, s)
		}
	}
	n.seen = append(n.seen, *id)
	return ""
}

// checkRawPlugins sees that plugins are named, and their executions apart. An
// execution without an identifier is called "default".
func checkRawPlugins(kind string, plugins []gopom.Plugin) string {
	for _, p := range plugins {
		switch {
		case p.GroupID != nil && *p.GroupID == "":
			return kind + "' groupId of a plugin must be defined"
		case deref(p.ArtifactID) == "":
			return kind + "' artifactId of a plugin must be defined"
		case p.Version != nil && *p.Version == "":
			return kind + "' version of a plugin must be defined"
		}
		seen := map[string]bool{}
		for _, x := range value(p.Executions) {
			id := "default"
			if x.ID != nil {
				id = *x.ID
			}
			if seen[id] {
				return fmt.Sprintf("%s.[%s].executions.execution.id' must be unique but found duplicate execution with id %s", kind, *p.ArtifactID, id)
			}
			seen[id] = true
		}
	}
	return ""
}
