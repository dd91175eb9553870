package maven

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/vifraa/gopom"
)

// interpolator replaces the placeholders of one model, as Maven's
// StringSearchInterpolator does with the value sources of
// AbstractStringBasedModelInterpolator, in this order: basedir, project.* and
// pom.*, user properties, the model's properties, system properties, the
// environment, bare names of the model.
// https://maven.apache.org/ref/3.8.7/maven-model-builder/#model-interpolation
type interpolator struct {
	model  *assembled
	user   map[string]string
	system map[string]string
	dir    string
	// stack holds the names being replaced, without their prefix.
	stack []string
	// memo has whole strings, values single expressions: without it a chain of
	// properties that each name the next one twice would take for ever.
	memo, values map[string]string
	// merged is the model for the paths of modelpath.go; nil until one is met.
	merged *gopom.Project
	// cycle is the first cycle that was met.
	cycle string
	mu    sync.Mutex
}

// expand returns s with its placeholders replaced; what has no value stays. It
// fails on a cycle.
func (in *interpolator) expand(s string) (string, bool) {
	if !dynamic(s) {
		return s, true
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	if v, ok := in.memo[s]; ok {
		return v, true
	}
	v, ok := in.replace(s)
	if ok {
		if in.memo == nil {
			in.memo = map[string]string{}
		}
		in.memo[s] = v
	}
	return v, ok
}

// maxExpansion bounds the length of a value: nested properties may double it
// at every step.
const maxExpansion = 1 << 20

func (in *interpolator) replace(s string) (string, bool) {
	var out strings.Builder
	for {
		i := strings.Index(s, "${")
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i+1:], '}')
		if j < 0 {
			break
		}
		j += i + 1
		out.WriteString(s[:i])
		v, found, ok := in.lookup(s[i:j+1], s[i+2:j])
		if !ok {
			return "", false
		}
		if !found {
			v = s[i : j+1]
		}
		out.WriteString(v)
		if out.Len() > maxExpansion {
			in.fail("the value of %s grows without bound", s[i:j+1])
			return "", false
		}
		s = s[j+1:]
	}
	out.WriteString(s)
	return out.String(), true
}

func (in *interpolator) fail(format string, args ...any) {
	if in.cycle == "" {
		in.cycle = fmt.Sprintf(format, args...)
	}
}

// lookup finds and expands the value of one expression.
func (in *interpolator) lookup(whole, expr string) (v string, found, ok bool) {
	expr = strings.TrimPrefix(expr, ".")
	if v, ok := in.values[expr]; ok {
		return v, true, true
	}
	naked := trimPrefix(expr)
	for _, s := range in.stack {
		if s == naked {
			in.fail("recursive expression %s: %s -> %s", whole, strings.Join(in.stack, " -> "), naked)
			return "", false, false
		}
	}
	v, found, cyclic := in.value(whole, expr)
	if !found {
		if cyclic {
			in.fail("the value of %s contains itself", whole)
		}
		return "", false, !cyclic
	}
	if !dynamic(v) {
		return in.align(naked, v), true, true
	}
	in.stack = append(in.stack, naked)
	v, ok = in.replace(v)
	in.stack = in.stack[:len(in.stack)-1]
	if ok {
		v = in.align(naked, v)
		if in.values == nil {
			in.values = map[string]string{}
		}
		in.values[expr] = v
	}
	return v, true, ok
}

// align makes the value of a path of the project's own absolute, as Maven's
// PathTranslatingPostProcessor does with those that it knows for paths.
func (in *interpolator) align(naked, v string) string {
	if in.dir == "" || filepath.IsAbs(v) || !slices.Contains(paths, naked) {
		return v
	}
	return filepath.Join(in.dir, v)
}

// paths are the values that are paths below the project's folder.
var paths = []string{"build.directory", "build.outputDirectory", "build.testOutputDirectory", "build.sourceDirectory",
	"build.testSourceDirectory", "build.scriptSourceDirectory", "reporting.outputDirectory"}

// trimPrefix makes synonyms of one name alike.
func trimPrefix(expr string) string {
	for _, prefix := range []string{"pom.", "project."} {
		if rest, ok := strings.CutPrefix(expr, prefix); ok {
			return strings.TrimPrefix(rest, ".")
		}
	}
	return expr
}

// value asks the sources in order. A value that contains the expression itself
// does not count; if there is no other, that is a cycle.
func (in *interpolator) value(whole, expr string) (v string, found, cyclic bool) {
	take := func(s string, ok bool) bool {
		if !ok {
			return false
		}
		if strings.Contains(s, whole) {
			cyclic = true
			return false
		}
		v, found = s, true
		return true
	}
	naked := trimPrefix(expr)
	prefixed := len(naked) != len(expr)
	if in.dir != "" {
		switch {
		case naked == "basedir":
			return in.dir, true, false
		case prefixed && naked == "baseUri":
			return "file://" + filepath.ToSlash(in.dir) + "/", true, false
		}
	}
	if prefixed && take(in.modelValue(naked)) {
		return v, true, false
	}
	if s, ok := in.user[expr]; take(s, ok) {
		return v, true, false
	}
	if expr == "revision" || expr == "sha1" || expr == "changelist" {
		if s, ok := in.system[expr]; take(s, ok) {
			return v, true, false
		}
	}
	if take(in.model.property(expr)) {
		return v, true, false
	}
	if s, ok := in.system[expr]; take(s, ok) {
		return v, true, false
	}
	if s, ok := in.system["env."+expr]; take(s, ok) {
		return v, true, false
	}
	if take(in.modelValue(expr)) {
		return v, true, false
	}
	return "", false, cyclic
}

// modelValue is a value of the model by its path, as in "parent.version".
func (in *interpolator) modelValue(path string) (string, bool) {
	m := in.model
	p := m.raw.pom
	opt := func(s *string) (string, bool) { return deref(s), s != nil }
	switch path {
	case "groupId":
		return m.groupID, m.groupID != ""
	case "artifactId":
		return opt(p.ArtifactID)
	case "version":
		return m.version, m.version != ""
	case "packaging":
		return m.raw.packaging(), true
	case "modelVersion":
		return opt(p.ModelVersion)
	case "name":
		return opt(p.Name)
	case "id":
		return m.groupID + ":" + deref(p.ArtifactID) + ":" + m.raw.packaging() + ":" + m.version, true
	case "parent.id":
		if r := m.raw.parent; r != nil {
			return r.groupID + ":" + r.artifactID + ":pom:" + r.version, true
		}
	case "parent.groupId", "parent.artifactId", "parent.version", "parent.relativePath":
		return m.raw.parent.value(strings.TrimPrefix(path, "parent."))
	}
	if rest, ok := strings.CutPrefix(path, "build."); ok {
		if v, ok := in.buildValue(rest); ok {
			return v, true
		}
	}
	if d, ok := described[path]; ok {
		return opt(d.value(m))
	}
	return in.evaluate(path)
}

func (r *parentRef) value(name string) (string, bool) {
	if r == nil {
		return "", false
	}
	switch name {
	case "groupId":
		return r.groupID, r.groupID != ""
	case "artifactId":
		return r.artifactID, r.artifactID != ""
	case "version":
		return r.version, r.version != ""
	}
	return r.relativePath, true
}

// buildValue is a value of <build>; the defaults are the super POM's.
func (in *interpolator) buildValue(name string) (string, bool) {
	v := nearestOf(in.model, func(p *gopom.Project) *string {
		b := p.Build
		if b == nil {
			return nil
		}
		switch name {
		case "directory":
			return b.Directory
		case "finalName":
			return b.FinalName
		case "outputDirectory":
			return b.OutputDirectory
		case "testOutputDirectory":
			return b.TestOutputDirectory
		case "sourceDirectory":
			return b.SourceDirectory
		case "testSourceDirectory":
			return b.TestSourceDirectory
		case "scriptSourceDirectory":
			return b.ScriptSourceDirectory
		}
		return nil
	})
	if v != nil {
		return *v, true
	}
	s, ok := superBuild[name]
	return s, ok
}

// superBuild are the directories of Maven's super POM.
// https://maven.apache.org/ref/3.8.7/maven-model-builder/super-pom.html
var superBuild = map[string]string{
	"directory":             "${project.basedir}/target",
	"outputDirectory":       "${project.build.directory}/classes",
	"finalName":             "${project.artifactId}-${project.version}",
	"testOutputDirectory":   "${project.build.directory}/test-classes",
	"sourceDirectory":       "${project.basedir}/src/main/java",
	"scriptSourceDirectory": "${project.basedir}/src/main/scripts",
	"testSourceDirectory":   "${project.basedir}/src/test/java",
}

// dependency returns d with its placeholders replaced; d itself if it has
// none.
func (in *interpolator) dependency(d *dependency) (*dependency, bool) {
	if d.literal {
		return d, true
	}
	c := *d
	c.written = d
	for _, s := range []*string{&c.groupID, &c.artifactID, &c.version, &c.kind, &c.classifier, &c.scope, &c.systemPath, &c.optional} {
		v, ok := in.expand(*s)
		if !ok {
			return nil, false
		}
		*s = v
	}
	if len(d.exclusions) > 0 {
		c.exclusions = make([]exclusion, len(d.exclusions))
		for i, e := range d.exclusions {
			g, ok1 := in.expand(e.groupID)
			a, ok2 := in.expand(e.artifactID)
			if !ok1 || !ok2 {
				return nil, false
			}
			c.exclusions[i] = exclusion{g, a}
		}
	}
	return &c, true
}
