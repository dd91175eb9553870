package maven

import (
	"fmt"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
)

// checkStrict makes the checks that Maven makes of the project's own POMs, and
// of their local parents, as they are written.
func checkStrict(r *rawModel) error {
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
	for _, s := range sectionsOf(r) {
		if msg := s.check(); msg != "" {
			return reject(0, "%s", s.prefix+msg)
		}
	}
	return checkRawDependencies(r, reject)
}

func checkRawDependencies(r *rawModel, reject func(offset int, format string, args ...any) error) error {
	imports := slices.Concat(r.deps, r.managed)
	for _, f := range r.profiles { // active or not
		imports = slices.Concat(imports, f.deps, f.managed)
	}
	for _, d := range imports {
		if d.isImport() && d.classifier != "" {
			return reject(d.place.Start, "'classifier' for %s must be empty, imported POM cannot have a classifier", d.key())
		}
	}
	p := r.pom
	for _, d := range r.deps {
		if d.groupID == deref(p.GroupID) && d.artifactID == deref(p.ArtifactID) && d.version == deref(p.Version) && !d.has(hasClassifier) && d.version != "" {
			return reject(d.place.Start, "'dependencies.dependency' for %s is referencing itself", d.key())
		}
	}
	return nil
}
