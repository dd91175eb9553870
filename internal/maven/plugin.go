package maven

import (
	"strings"

	"github.com/vifraa/gopom"
)

// plugin is as much of a <plugin> as decides the order of modules and which
// extensions are loaded.
type plugin struct {
	groupID, artifactID, version string
	extensions                   string
	inherited                    string
	executions                   bool
	deps                         []*dependency
	bound                        bool // by a lifecycle, and not named by the project
}

// addPlugins fills in the plugins of the POM and its profiles.
func (p *part) addPlugins(profiles []*rawProfile) {
	if b := p.raw.pom.Build; b != nil {
		p.plugins, p.pluginMgmt = buildPlugins(&b.BuildBase)
	}
	for _, f := range profiles {
		plugins, managed := buildPlugins(f.build)
		p.plugins = injectPlugins(p.plugins, plugins)
		p.pluginMgmt = injectPlugins(p.pluginMgmt, managed)
	}
}

func buildPlugins(b *gopom.BuildBase) (plugins, managed []*plugin) {
	if b == nil {
		return nil, nil
	}
	plugins = normalPlugins(newPlugins(b.Plugins))
	if b.PluginManagement != nil {
		managed = newPlugins(b.PluginManagement.Plugins)
	}
	return plugins, managed
}

func newPlugins(list *[]gopom.Plugin) []*plugin {
	var out []*plugin
	for _, p := range value(list) {
		q := &plugin{groupID: "org.apache.maven.plugins", artifactID: deref(p.ArtifactID), version: deref(p.Version),
			extensions: deref(p.Extensions), inherited: deref(p.Inherited), executions: len(value(p.Executions)) > 0,
			deps: newDependencies(p.Dependencies, nil, nil)}
		if p.GroupID != nil {
			q.groupID = *p.GroupID
		}
		out = append(out, q)
	}
	return out
}

func (p *plugin) key() ga { return ga{p.groupID, p.artifactID} }

func (p *plugin) isInherited() bool {
	return p.inherited == "" || strings.EqualFold(p.inherited, "true")
}

// fillFrom takes over what p lacks.
func (p *plugin) fillFrom(o *plugin) *plugin {
	q := *p
	if q.version == "" {
		q.version = o.version
	}
	if q.extensions == "" {
		q.extensions = o.extensions
	}
	if q.inherited == "" {
		q.inherited = o.inherited
	}
	q.executions = q.executions || o.executions
	q.deps = mergeDependencies(q.deps, o.deps, false)
	return &q
}

// normalPlugins merges duplicates: the last one's values first, in the first
// one's place.
func normalPlugins(list []*plugin) []*plugin {
	index := map[ga]int{}
	out := list[:0:0]
	for _, p := range list {
		if i, ok := index[p.key()]; ok {
			out[i] = p.fillFrom(out[i])
			continue
		}
		index[p.key()] = len(out)
		out = append(out, p)
	}
	return out
}

// inheritPlugins merges a parent's plugins into a child's in the order of
// DefaultInheritanceAssembler: the parent's order, with the child's own before
// the next one that both have.
func inheritPlugins(child, parent []*plugin) []*plugin {
	if len(parent) == 0 {
		return child
	}
	var keys []ga
	master := map[ga]*plugin{}
	for _, p := range parent {
		if p.isInherited() || p.executions {
			if master[p.key()] == nil {
				keys = append(keys, p.key())
			}
			master[p.key()] = p
		}
	}
	return interleave(keys, master, child, func(own, inherited *plugin) *plugin { return own.fillFrom(inherited) })
}

// injectPlugins merges a profile's plugins into a model's; the profile's
// values come first.
func injectPlugins(target, source []*plugin) []*plugin {
	if len(source) == 0 {
		return target
	}
	var keys []ga
	master := map[ga]*plugin{}
	for _, p := range target {
		if master[p.key()] == nil {
			keys = append(keys, p.key())
		}
		master[p.key()] = p
	}
	return interleave(keys, master, source, func(profile, own *plugin) *plugin { return profile.fillFrom(own) })
}

func interleave(keys []ga, master map[ga]*plugin, list []*plugin, merge func(p, existing *plugin) *plugin) []*plugin {
	before := map[ga][]*plugin{}
	var pending []*plugin
	for _, p := range list {
		existing := master[p.key()]
		if existing == nil {
			pending = append(pending, p)
			continue
		}
		master[p.key()] = merge(p, existing)
		if len(pending) > 0 {
			before[p.key()] = pending
			pending = nil
		}
	}
	var out []*plugin
	for _, k := range keys {
		out = append(out, before[k]...)
		out = append(out, master[k])
	}
	return append(out, pending...)
}

// managePlugins fills in what <pluginManagement> says.
func managePlugins(plugins, managed []*plugin) []*plugin {
	if len(plugins) == 0 || len(managed) == 0 {
		return plugins
	}
	index := map[ga]*plugin{}
	for _, p := range managed {
		index[p.key()] = p
	}
	out := make([]*plugin, len(plugins))
	for i, p := range plugins {
		out[i] = p
		if m := index[p.key()]; m != nil {
			out[i] = p.fillFrom(m)
		}
	}
	return out
}
