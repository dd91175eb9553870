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

// projectCheck are the checks of the effective model of a module.
type projectCheck struct {
	*project
	faults []error
}

// checkProject returns what is wrong with a module's model, in Maven's order.
func (s *Session) checkProject(p *project) []error {
	c := projectCheck{project: p}
	m := p.model
	for _, msg := range m.faults {
		c.reject(nil, "%s", msg)
	}
	// An extension, or what it depends on, may bring any packaging: Maven's word
	// on that would cost the extension's own resolution.
	if m.packaging != "" && !slices.Contains(packagings, m.packaging) && len(p.loads()) == 0 && len(s.core) == 0 {
		c.reject(nil, "unknown packaging: %s", m.packaging)
	}
	for _, msg := range m.coordinateFaults() {
		c.reject(nil, "%s", msg)
	}
	c.dependencies()
	c.management()
	c.moduleNames()
	for _, q := range p.plugins {
		for _, msg := range pluginFaults(q) {
			c.reject(nil, "'build.plugins.plugin.%s", msg)
		}
	}
	for _, msg := range descriptionFaults(m) {
		c.reject(nil, "%s", msg)
	}
	return c.faults
}

// reject adds a fault, of a dependency if d is not nil. What was said of the
// POM as it is written is not said again.
func (c *projectCheck) reject(d *dependency, format string, args ...any) {
	e := &Error{Kind: Rejected, At: audit.Position{File: c.raw.name}, Module: c.model.gav(), Msg: fmt.Sprintf(format, args...)}
	if d != nil && d.origin != nil {
		e.At = d.origin.at(d.place.Start)
	}
	for _, said := range c.project.faults {
		if said, ok := said.(*Error); ok && said.Msg == e.Msg && said.At.File == e.At.File {
			return
		}
	}
	c.faults = append(c.faults, e)
}

func (c *projectCheck) dependencies() {
	m := c.model
	for _, d := range m.deps {
		for _, msg := range dependencyFaults(d) {
			c.reject(d, "%s", msg)
		}
		if msg := checkVersion(d.version); msg != "" {
			c.reject(d, "'dependencies.dependency.version' for %s %s", d.key(), msg)
		}
		if !isBoolean(d.optional) {
			c.reject(d, "'dependencies.dependency.optional' for %s must be 'true' or 'false' but is '%s'", d.key(), d.optional)
		}
		if d.groupID == m.groupID && d.artifactID == m.artifactID && d.version == m.version && !d.has(hasClassifier) {
			c.reject(d, "'dependencies.dependency' for %s is referencing itself", d.key())
		}
	}
}

func (c *projectCheck) management() {
	m := c.model.mgmt
	if m.invalid != "" {
		for _, d := range m.list.entries {
			if d, ok := m.in.dependency(d); ok && !d.isImport() {
				for _, msg := range managedFaults(d) {
					c.reject(d, "%s", msg)
				}
			}
		}
		if m.in.cycle != "" {
			c.reject(nil, "%s", m.in.cycle)
		}
	}
	if d := m.notBoolean(nil); d != nil {
		c.reject(d, "'dependencyManagement.dependencies.dependency.optional' for %s must be 'true' or 'false' but is '%s'", d.key(), d.optional)
	}
	if d := m.untyped(); d != nil {
		c.reject(d, "'dependencyManagement.dependencies.dependency.type' for %s:%s is empty", d.groupID, d.artifactID)
	}
}

func (c *projectCheck) moduleNames() {
	seen := map[string]bool{}
	for i, name := range c.model.modules {
		switch {
		case name == "":
			c.reject(nil, "'modules.module[%d]' has been specified without a path to the project directory", i)
		case seen[name]:
			c.reject(nil, "'modules.module' specifies duplicate child module %s", name)
		}
		seen[name] = true
	}
}

// isBoolean is what Maven takes for one; empty is absent.
func isBoolean(s string) bool {
	return s == "" || strings.EqualFold(s, "true") || strings.EqualFold(s, "false")
}

// pluginFaults are the violations of a plugin of a module, managed values and
// all.
func pluginFaults(q *plugin) []string {
	id := q.groupID + ":" + q.artifactID
	var faults []string
	add := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if q.version != "" && (dynamic(q.version) || q.version == "RELEASE" || q.version == "LATEST" || strings.ContainsAny(q.version, illegal)) {
		add("version' for %s must be a valid version but is '%s'", id, q.version)
	}
	if !isBoolean(q.inherited) {
		add("inherited' for %s must be 'true' or 'false' but is '%s'", id, q.inherited)
	}
	if !isBoolean(q.extensions) {
		add("extensions' for %s must be 'true' or 'false' but is '%s'", id, q.extensions)
	}
	for _, d := range q.deps {
		for _, msg := range dependencyFaults(d) {
			add("dependencies' of %s: %s", id, msg)
		}
		if msg := checkVersion(d.version); msg != "" {
			add("dependencies' of %s: the version of %s %s", id, d.key(), msg)
		}
		if !slices.Contains([]string{"", "compile", "runtime", "system"}, d.scope) {
			add("dependencies' of %s: the scope of %s must be one of [compile, runtime, system] but is '%s'", id, d.key(), d.scope)
		}
	}
	return faults
}

// descriptionFaults are violations in parts that no tree depends on, and for
// which Maven rejects a project nevertheless.
func descriptionFaults(m *effective) []string {
	var faults []string
	for _, r := range resourcesOf(m.assembled) {
		if deref(r.Directory) == "" {
			faults = append(faults, "'build.resources.resource.directory' is missing")
		}
		if v, _ := m.in.expand(deref(r.Filtering)); !isBoolean(v) {
			faults = append(faults, fmt.Sprintf("'build.resources.resource.filtering' must be 'true' or 'false' but is '%s'", v))
		}
	}
	for a := m.assembled; a != nil; a = a.parent {
		for _, r := range a.reports() {
			artifactID, _ := m.in.expand(deref(r.ArtifactID))
			groupID, _ := m.in.expand(deref(r.GroupID))
			if artifactID == "" {
				faults = append(faults, "'reporting.plugins.plugin.artifactId' is missing")
			}
			if r.GroupID != nil && groupID == "" {
				faults = append(faults, "'reporting.plugins.plugin.groupId' is missing")
			}
		}
	}
	if m.hasStatus() {
		faults = append(faults, "'distributionManagement.status' must not be specified")
	}
	return faults
}

// hasStatus reports whether a POM of the lineage has a status of distribution,
// which is inherited.
func (m *effective) hasStatus() bool {
	for a := m.assembled; a != nil; a = a.parent {
		for _, d := range a.distributions() {
			if d != nil && d.Status != nil {
				return true
			}
		}
	}
	return false
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
