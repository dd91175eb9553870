package maven

import (
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// checkStrict makes the checks that Maven makes of the project's own POMs as
// they are written.
func (s *Session) checkStrict(r *rawModel) error {
	reject := func(offset int, format string, args ...any) error {
		return &Error{Kind: Rejected, At: r.at(offset), Module: r.gav(), Msg: fmt.Sprintf(format, args...)}
	}
	p := r.pom
	switch {
	case p.Strict != nil:
		return &Error{Kind: Rejected, At: audit.Position{File: r.name, Line: p.Strict.Line}, Msg: "malformed POM: " + p.Strict.Msg}
	case deref(p.ModelVersion) == "":
		return reject(0, "'modelVersion' is missing")
	case *p.ModelVersion != "4.0.0":
		return reject(0, "'modelVersion' must be one of [4.0.0] but is '%s'", *p.ModelVersion)
	case deref(p.ArtifactID) == "":
		return reject(0, "'artifactId' is missing")
	case r.parent == nil && deref(p.GroupID) == "":
		return reject(0, "'groupId' is missing")
	case r.parent == nil && deref(p.Version) == "":
		return reject(0, "'version' is missing")
	}
	seen := map[string]bool{}
	for _, f := range r.profiles {
		if seen[f.id] {
			return reject(0, "'profiles.profile.id' must be unique but found duplicate profile with id %s", f.id)
		}
		seen[f.id] = true
	}
	ids := map[string]bool{}
	for _, repo := range r.repos {
		id := deref(repo.ID)
		switch {
		case id == "":
			return reject(0, "'repositories.repository.id' is missing")
		case deref(repo.URL) == "":
			return reject(0, "'repositories.repository.[%s].url' is missing", id)
		case ids[id]:
			return reject(0, "'repositories.repository.id' must be unique: %s", id)
		}
		ids[id] = true
	}
	for _, d := range slices.Concat(r.deps, r.managed) {
		if d.isImport() && d.classifier != "" {
			return reject(d.place.Start, "'classifier' for %s must be empty, imported POM cannot have a classifier", d.key())
		}
	}
	for _, d := range r.deps {
		if d.groupID == deref(p.GroupID) && d.artifactID == deref(p.ArtifactID) && d.version == deref(p.Version) && !d.has(hasClassifier) && d.version != "" {
			return reject(d.place.Start, "'dependencies.dependency' for %s is referencing itself", d.key())
		}
	}
	return nil
}

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
		if d.optional != "" && !strings.EqualFold(d.optional, "true") && !strings.EqualFold(d.optional, "false") {
			return reject(d, "'dependencies.dependency.optional' for %s must be 'true' or 'false' but is '%s'", d.key(), d.optional)
		}
		if d.groupID == m.groupID && d.artifactID == m.artifactID && d.version == m.version && !d.has(hasClassifier) {
			return reject(d, "'dependencies.dependency' for %s is referencing itself", d.key())
		}
	}
	if m.invalid != "" {
		return reject(nil, "%s", m.invalid)
	}
	if !slices.Contains(packagings, m.packaging) && len(extensionsOf([]*project{p})) == 0 && len(s.core) == 0 {
		return reject(nil, "unknown packaging: %s", m.packaging)
	}
	modules := map[string]bool{}
	for _, name := range m.modules {
		if modules[name] {
			return reject(nil, "'modules.module' specifies duplicate child module %s", name)
		}
		modules[name] = true
	}
	for _, q := range p.plugins {
		if q.version != "" && (dynamic(q.version) || q.version == "RELEASE" || q.version == "LATEST" || strings.ContainsAny(q.version, illegal)) {
			return reject(nil, "'build.plugins.plugin.version' for %s:%s must be a valid version but is '%s'", q.groupID, q.artifactID, q.version)
		}
	}
	return nil
}
