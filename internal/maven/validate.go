package maven

import (
	"fmt"
	"path/filepath"
	"strings"
)

// The checks of DefaultModelValidator that make a model invalid, in Maven's words
// and order.
// https://maven.apache.org/ref/3.8.7/maven-model-builder/xref/org/apache/maven/model/validation/DefaultModelValidator.html

// checkRaw is the first violation of rawFaults, or "".
func checkRaw(r *rawModel) string { return first(rawFaults(r)) }

// rawFaults are the violations for which every POM that is read is refused.
func rawFaults(r *rawModel) []string {
	p := r.parent
	if p == nil {
		return nil
	}
	var faults []string
	for _, part := range []struct{ name, value string }{{"groupId", p.groupID}, {"artifactId", p.artifactID}, {"version", p.version}} {
		if part.value == "" {
			faults = append(faults, "'parent."+part.name+"' is missing")
		}
	}
	if p.groupID == deref(r.pom.GroupID) && p.artifactID == deref(r.pom.ArtifactID) {
		faults = append(faults, "'parent.artifactId' must be changed, the parent element cannot have the same groupId:artifactId as the project")
	}
	return faults
}

// checkDependency holds for the effective dependencies of every model.
func checkDependency(d *dependency) string { return first(dependencyFaults(d)) }

// checkManaged holds for managed dependencies and others alike.
func checkManaged(d *dependency) string { return first(managedFaults(d)) }

// first is the first violation, if there is one.
func first(faults []string) string {
	if len(faults) == 0 {
		return ""
	}
	return faults[0]
}

// dependencyFaults are all violations of checkDependency.
func dependencyFaults(d *dependency) []string {
	const prefix = "'dependencies.dependency."
	faults := idFaults(d, prefix)
	if d.version == "" {
		faults = append(faults, fmt.Sprintf(prefix+"version' for %s is missing", d.key()))
	}
	if d.kind == "" {
		faults = append(faults, fmt.Sprintf(prefix+"type' for %s is missing", d.key()))
	}
	return append(faults, pathFaults(d, prefix)...)
}

// managedFaults are all violations of checkManaged.
func managedFaults(d *dependency) []string {
	const prefix = "'dependencyManagement.dependencies.dependency."
	return append(idFaults(d, prefix), pathFaults(d, prefix)...)
}

func idFaults(d *dependency, prefix string) []string {
	var faults []string
	if msg := checkID(d.artifactID); msg != "" {
		faults = append(faults, fmt.Sprintf(prefix+"artifactId' for %s %s", d.key(), msg))
	}
	if msg := checkID(d.groupID); msg != "" {
		faults = append(faults, fmt.Sprintf(prefix+"groupId' for %s %s", d.key(), msg))
	}
	return faults
}

func pathFaults(d *dependency, prefix string) []string {
	switch {
	case d.scope == "system" && d.systemPath == "":
		return []string{fmt.Sprintf(prefix+"systemPath' for %s is missing", d.key())}
	case d.scope == "system" && !filepath.IsAbs(d.systemPath):
		return []string{fmt.Sprintf(prefix+"systemPath' for %s must specify an absolute path but is %s", d.key(), d.systemPath)}
	case d.scope != "system" && d.systemPath != "":
		return []string{fmt.Sprintf(prefix+"systemPath' for %s must be omitted: it may only be specified for a dependency with system scope", d.key())}
	}
	return nil
}

func checkID(id string) string {
	if id == "" {
		return "is missing"
	}
	for i := 0; i < len(id); i++ {
		c := id[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.') {
			return fmt.Sprintf("with value '%s' does not match a valid id pattern", id)
		}
	}
	return ""
}

// illegal are the characters that a version may not have.
const illegal = "\\/:\"<>|?*"

func checkVersion(v string) string {
	switch {
	case dynamic(v):
		return fmt.Sprintf("must be a valid version but is '%s'", v)
	case strings.ContainsAny(v, illegal):
		return fmt.Sprintf("must not contain any of these characters %s but is '%s'", illegal, v)
	}
	return ""
}
