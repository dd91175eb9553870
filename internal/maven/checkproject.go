package maven

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vifraa/gopom"

	"github.com/licaudit/licaudit/internal/audit"
)

// packagings are those that Maven's core knows.
// https://maven.apache.org/ref/3.8.7/maven-core/default-bindings.html
var packagings = []string{"pom", "jar", "ejb", "maven-plugin", "war", "ear", "rar"}

// checkProject makes the checks of the effective model of a module.
func (s *Session) checkProject(p *project) error {
	m := p.model
	reject := func(d *dependency, format string, args ...any) error {
		e := &Error{Kind: Rejected, At: audit.Position{File: p.raw.name}, Module: m.gav(), Msg: fmt.Sprintf(format, args...)}
		if d != nil && d.origin != nil {
			e.At = d.origin.at(d.place.Start)
		}
		return e
	}
	for _, d := range m.deps {
		if msg := checkDependency(d); msg != "" {
			return reject(d, "%s", msg)
		}
		if msg := checkVersion(d.version); msg != "" {
			return reject(d, "'dependencies.dependency.version' for %s %s", d.key(), msg)
		}
		if !isBoolean(d.optional) {
			return reject(d, "'dependencies.dependency.optional' for %s must be 'true' or 'false' but is '%s'", d.key(), d.optional)
		}
		if d.groupID == m.groupID && d.artifactID == m.artifactID && d.version == m.version && !d.has(hasClassifier) {
			return reject(d, "'dependencies.dependency' for %s is referencing itself", d.key())
		}
	}
	if m.invalid != "" {
		return reject(nil, "%s", m.invalid)
	}
	// An extension, or what it depends on, may bring any packaging: Maven's word
	// on that would cost the extension's own resolution.
	if !slices.Contains(packagings, m.packaging) && len(extensionsOf([]*project{p})) == 0 && len(s.core) == 0 {
		return reject(nil, "unknown packaging: %s", m.packaging)
	}
	modules := map[string]bool{}
	for i, name := range m.modules {
		if name == "" {
			return reject(nil, "'modules.module[%d]' has been specified without a path to the project directory", i)
		}
		if modules[name] {
			return reject(nil, "'modules.module' specifies duplicate child module %s", name)
		}
		modules[name] = true
	}
	if d := m.mgmt.notBoolean(nil); d != nil {
		return reject(d, "'dependencyManagement.dependencies.dependency.optional' for %s must be 'true' or 'false' but is '%s'", d.key(), d.optional)
	}
	if d := m.mgmt.untyped(); d != nil {
		return reject(d, "'dependencyManagement.dependencies.dependency.type' for %s:%s is empty", d.groupID, d.artifactID)
	}
	for _, q := range p.plugins {
		if msg := checkPlugin(q); msg != "" {
			return reject(nil, "'build.plugins.plugin.%s", msg)
		}
	}
	if msg := checkDescription(m); msg != "" {
		return reject(nil, "%s", msg)
	}
	return nil
}

// isBoolean is what Maven takes for one; empty is absent.
func isBoolean(s string) bool {
	return s == "" || strings.EqualFold(s, "true") || strings.EqualFold(s, "false")
}

// checkPlugin holds for the plugins of a module, managed values and all.
func checkPlugin(q *plugin) string {
	id := q.groupID + ":" + q.artifactID
	switch {
	case q.version != "" && (dynamic(q.version) || q.version == "RELEASE" || q.version == "LATEST" || strings.ContainsAny(q.version, illegal)):
		return fmt.Sprintf("version' for %s must be a valid version but is '%s'", id, q.version)
	case !isBoolean(q.inherited):
		return fmt.Sprintf("inherited' for %s must be 'true' or 'false' but is '%s'", id, q.inherited)
	case !isBoolean(q.extensions):
		return fmt.Sprintf("extensions' for %s must be 'true' or 'false' but is '%s'", id, q.extensions)
	}
	for _, d := range q.deps {
		if msg := checkDependency(d); msg != "" {
			return fmt.Sprintf("dependencies' of %s: %s", id, msg)
		}
		if msg := checkVersion(d.version); msg != "" {
			return fmt.Sprintf("dependencies' of %s: the version of %s %s", id, d.key(), msg)
		}
		if !slices.Contains([]string{"", "compile", "runtime", "system"}, d.scope) {
			return fmt.Sprintf("dependencies' of %s: the scope of %s must be one of [compile, runtime, system] but is '%s'", id, d.key(), d.scope)
		}
	}
	return ""
}

// checkDescription holds for parts that no tree depends on, and for which
// Maven rejects a project nevertheless.
func checkDescription(m *effective) string {
	for a := m.assembled; a != nil; a = a.parent { // the status is inherited
		for _, d := range a.distributions() {
			if d != nil && d.Status != nil {
				return "'distributionManagement.status' must not be specified"
			}
		}
	}
	for a := m.assembled; a != nil; a = a.parent {
		for _, r := range a.reports() {
			artifactID, _ := m.in.expand(deref(r.ArtifactID))
			groupID, _ := m.in.expand(deref(r.GroupID))
			switch {
			case artifactID == "":
				return "'reporting.plugins.plugin.artifactId' is missing"
			case r.GroupID != nil && groupID == "":
				return "'reporting.plugins.plugin.groupId' is missing"
			}
		}
	}
	for _, r := range resourcesOf(m.assembled) {
		if v, _ := m.in.expand(deref(r.Filtering)); !isBoolean(v) {
			return fmt.Sprintf("'build.resources.resource.filtering' must be 'true' or 'false' but is '%s'", v)
		}
		if deref(r.Directory) == "" {
			return "'build.resources.resource.directory' is missing"
		}
	}
	return ""
}

// distributions are the <distributionManagement> of a POM and of its active
// profiles.
func (p *part) distributions() []*gopom.DistributionManagement {
	out := []*gopom.DistributionManagement{p.raw.pom.DistributionManagement}
	for _, f := range p.profiles {
		out = append(out, f.DistributionManagement)
	}
	return out
}

// reports are the plugins below <reporting> of a POM and of its active
// profiles.
func (p *part) reports() []gopom.ReportingPlugin {
	var out []gopom.ReportingPlugin
	if r := p.raw.pom.Reporting; r != nil {
		out = value(r.Plugins)
	}
	for _, f := range p.profiles {
		if f.Reporting != nil {
			out = slices.Concat(out, value(f.Reporting.Plugins))
		}
	}
	return out
}

// resourcesOf are the resources of the nearest POM that has any, of either
// kind: a child's list replaces its parent's, a profile's adds to it.
func resourcesOf(a *assembled) []gopom.Resource {
	var main, test []gopom.Resource
	for ; a != nil; a = a.parent {
		var m, t []gopom.Resource
		for _, b := range a.builds() {
			m, t = append(m, value(b.Resources)...), append(t, value(b.TestResources)...)
		}
		if len(main) == 0 {
			main = m
		}
		if len(test) == 0 {
			test = t
		}
	}
	return slices.Concat(main, test)
}

// builds are the <build> of a POM and of its active profiles.
func (p *part) builds() []*gopom.BuildBase {
	var out []*gopom.BuildBase
	if b := p.raw.pom.Build; b != nil {
		out = append(out, &b.BuildBase)
	}
	for _, f := range p.profiles {
		if f.Build != nil {
			out = append(out, f.Build)
		}
	}
	return out
}
