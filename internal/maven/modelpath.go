package maven

import (
	"cmp"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/vifraa/gopom"
)

// A placeholder may lead through lists and maps of the model, as in
// ${project.dependencies[0].version} or ${project.properties(x)}: the rules
// are those of plexus-interpolation's ReflectionValueExtractor. What leads to
// an object and not to a text, whose print Maven would insert, has no value
// here.
// https://codehaus-plexus.github.io/plexus-interpolation/apidocs/org/codehaus/plexus/interpolation/reflection/ReflectionValueExtractor.html

// evaluate is the value at a path through the model.
func (in *interpolator) evaluate(path string) (string, bool) {
	if first := identifier(path); first == "" || !projectParts()[strings.ToLower(first[:1])+first[1:]] {
		return "", false // as most that are no model's: the model is not needed
	}
	if in.merged == nil {
		in.merged = in.model.project()
	}
	return follow(reflect.ValueOf(in.merged), "."+path)
}

// projectParts are the names with which a path may begin.
var projectParts = sync.OnceValue(func() map[string]bool {
	parts := map[string]bool{}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[gopom.Project]()) {
		parts[elementName(f)] = true
	}
	return parts
})

// elementName is the name of the element that a field is read from; that of the
// POM itself is no part of it.
func elementName(f reflect.StructField) string {
	if f.Name == "XMLName" {
		return ""
	}
	tag, _, _ := strings.Cut(f.Tag.Get("xml"), ",")
	tag, _, _ = strings.Cut(tag, ">")
	return tag
}

// follow walks the steps of a path: .name, [index] and (key).
func follow(v reflect.Value, steps string) (string, bool) {
	for steps != "" {
		for v.IsValid() && v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		kind := steps[0]
		steps = steps[1:]
		var name string
		ok := true
		switch kind {
		case '.':
			name = identifier(steps)
			steps = steps[len(name):]
			v = fieldOf(v, name)
		case '[':
			name, steps, ok = strings.Cut(steps, "]")
			v = elementOf(v, name)
		case '(':
			name, steps, ok = strings.Cut(steps, ")")
			v = entryOf(v, name)
		default:
			return "", false
		}
		if !ok || name == "" || !v.IsValid() {
			return "", false
		}
	}
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		return v.String(), true
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), true
	}
	return "", false
}

// identifier is the leading part of s that could be a name in Java.
func identifier(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' && r != '_' || r > 'z'
	})
	if end < 0 {
		return s
	}
	return s[:end]
}

// fieldOf is what the getter of that name returns: its first letter may be
// written either way. A value that a POM leaves out has its default.
func fieldOf(v reflect.Value, name string) reflect.Value {
	if v.Kind() != reflect.Struct || name == "" {
		return reflect.Value{}
	}
	name = strings.ToLower(name[:1]) + name[1:]
	if of := computed[v.Type().Name()+"."+name]; of != nil {
		return of(v)
	}
	for _, f := range reflect.VisibleFields(v.Type()) {
		if elementName(f) != name {
			continue
		}
		if got := v.FieldByIndex(f.Index); got.Kind() != reflect.Pointer || !got.IsNil() {
			return got
		}
		if s, ok := modelDefaults[v.Type().Name()+"."+name]; ok {
			return reflect.ValueOf(s)
		}
		return v.FieldByIndex(f.Index)
	}
	return reflect.Value{}
}

// modelDefaults are values of the model where a POM has none.
// https://maven.apache.org/ref/3.8.7/maven-model/maven.html
var modelDefaults = map[string]string{
	"Dependency.type": "jar", "Parent.relativePath": "../pom.xml",
	"Plugin.groupId": "org.apache.maven.plugins", "ReportingPlugin.groupId": "org.apache.maven.plugins",
	"PluginExecution.id": "default", "ReportSet.id": "default", "Profile.id": "default",
	"Repository.layout": "default", "PluginRepository.layout": "default", "Repository.uniqueVersion": "true",
	"Activation.activeByDefault": "false", "Prerequisites.maven": "2.0",
}

// computed are values that Maven's model makes of others: no POM states them.
// https://maven.apache.org/ref/3.8.7/maven-model/apidocs/org/apache/maven/model/Plugin.html
var computed = map[string]func(reflect.Value) reflect.Value{
	"Dependency.managementKey": func(v reflect.Value) reflect.Value {
		d := v.Interface().(gopom.Dependency)
		key := deref(d.GroupID) + ":" + deref(d.ArtifactID) + ":" + deref(d.Type)
		if d.Classifier != nil {
			key += ":" + *d.Classifier
		}
		return reflect.ValueOf(key)
	},
	"Plugin.key": func(v reflect.Value) reflect.Value {
		return reflect.ValueOf(pluginKey(v.Interface().(gopom.Plugin)))
	},
	"Plugin.id": func(v reflect.Value) reflect.Value {
		p := v.Interface().(gopom.Plugin)
		return reflect.ValueOf(pluginKey(p) + ":" + cmp.Or(deref(p.Version), "[unknown-version]"))
	},
	"Build.pluginsAsMap":            pluginsByKey,
	"PluginManagement.pluginsAsMap": pluginsByKey,
}

func pluginKey(p gopom.Plugin) string {
	return cmp.Or(deref(p.GroupID), modelDefaults["Plugin.groupId"]) + ":" + deref(p.ArtifactID)
}

func pluginsByKey(v reflect.Value) reflect.Value {
	plugins, _ := reflect.TypeAssert[*[]gopom.Plugin](v.FieldByName("Plugins"))
	out := map[string]gopom.Plugin{}
	for _, p := range value(plugins) {
		out[pluginKey(p)] = p
	}
	return reflect.ValueOf(out)
}

func elementOf(v reflect.Value, index string) reflect.Value {
	i, err := strconv.Atoi(index)
	if err != nil || v.Kind() != reflect.Slice || i < 0 || i >= v.Len() {
		return reflect.Value{}
	}
	return v.Index(i)
}

func entryOf(v reflect.Value, key string) reflect.Value {
	if p, ok := reflect.TypeAssert[gopom.Properties](v); ok {
		v = reflect.ValueOf(p.Entries)
	}
	if v.Kind() != reflect.Map {
		return reflect.Value{}
	}
	return v.MapIndex(reflect.ValueOf(key))
}
