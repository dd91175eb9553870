package maven

import (
	"fmt"

	"github.com/licaudit/licaudit/internal/audit"
)

// strictCheck are the checks that Maven makes of the project's own POMs, and of
// their local parents, as they are written.
// https://maven.apache.org/ref/3.8.7/maven-model-builder/xref/org/apache/maven/model/validation/DefaultModelValidator.html
type strictCheck struct {
	raw    *rawModel
	faults []error
	// fatal is set where Maven does not look at the POM any further.
	fatal bool
}

// checkStrict returns what is wrong with a POM, in Maven's order.
func checkStrict(r *rawModel) strictCheck {
	c := strictCheck{raw: r}
	p := r.pom
	if p.Strict != nil {
		c.faults = append(c.faults, &Error{Kind: Rejected, At: audit.Position{File: r.name, Line: p.Strict.Line}, Msg: "malformed POM: " + p.Strict.Msg})
	}
	for _, msg := range rawFaults(r) {
		c.stop(r.pom.Places.Parent, "%s", msg)
	}
	c.coordinates()
	c.dependencies(r.deps)
	for _, d := range r.deps {
		if d.groupID == deref(p.GroupID) && d.artifactID == deref(p.ArtifactID) && d.version == deref(p.Version) && !d.has(hasClassifier) && d.version != "" {
			c.stop(d.place.Start, "'dependencies.dependency' for %s is referencing itself", d.key())
		}
	}
	c.dependencies(r.managed)
	seen := map[string]bool{}
	for i, s := range sectionsOf(r) {
		if i > 0 { // a profile, active or not
			f := r.profiles[i-1]
			if seen[f.id] {
				c.reject(0, "'profiles.profile.id' must be unique but found duplicate profile with id %s", f.id)
			}
			seen[f.id] = true
			c.dependencies(f.deps)
			c.dependencies(f.managed)
		}
		c.section(s)
	}
	return c
}

func (c *strictCheck) reject(offset int, format string, args ...any) {
	c.faults = append(c.faults, &Error{Kind: Rejected, At: c.raw.at(offset), Module: c.raw.gav(), Msg: fmt.Sprintf(format, args...)})
}

func (c *strictCheck) stop(offset int, format string, args ...any) {
	c.reject(offset, format, args...)
	c.fatal = true
}

func (c *strictCheck) coordinates() {
	p := c.raw.pom
	switch v := deref(p.ModelVersion); v {
	case "":
		c.reject(0, "'modelVersion' is missing")
	case "4.0.0":
	default:
		c.stop(0, "'modelVersion' must be one of [4.0.0] but is '%s'", v)
	}
	if c.raw.parent == nil && deref(p.GroupID) == "" {
		c.stop(0, "'groupId' is missing")
	}
	if deref(p.ArtifactID) == "" {
		c.stop(0, "'artifactId' is missing")
	}
	if c.raw.parent == nil && deref(p.Version) == "" {
		c.stop(0, "'version' is missing")
	}
}

func (c *strictCheck) dependencies(list []*dependency) {
	for _, d := range list {
		if d.isImport() && d.classifier != "" {
			c.reject(d.place.Start, "'classifier' for %s must be empty, imported POM cannot have a classifier", d.key())
		}
	}
}

func (c *strictCheck) section(s section) {
	for _, msg := range s.checkRepositories() {
		c.reject(0, "%s", s.prefix+msg)
	}
	for _, msg := range s.checkPlugins() {
		c.stop(0, "%s", s.prefix+msg)
	}
}
