package override

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// schemaURL is where editors find the schema, in the version of the main branch.
const schemaURL = "https://raw.githubusercontent.com/licaudit/licaudit/main/internal/override/schema.json"

// starter is an overrides.yaml without entries that explains itself.
const starter = `# yaml-language-server: $schema=` + schemaURL + `
# $schema: ` + schemaURL + `
#
# Facts about components that upstream does not state, or states wrongly.
# "licaudit override suggest" adds an entry for each license that is missing or
# unclear, and for each script with a notice that is no library known, with the
# evidence; complete what it leaves open.
version: 1

# An entry: match (g:a with globs, a package URL, or a path glob), versions,
# when (what upstream says today), license, reason, and by, date, source, expires.
overrides:
`

// Starter is an overrides.yaml without entries that explains itself.
func Starter() []byte { return []byte(starter) }

// Add appends stubs to the overrides of a file. Everything else in it stays as
// it is; an empty file becomes a starter with the stubs. A stub whose match and
// versions the file already has is left out.
func Add(file yamlfile.Source, stubs ...string) ([]byte, error) {
	return add(file, "overrides", stubs)
}

// AddComponents appends stubs to the components of a file, as Add does to overrides.
// One that waits in the file, completed in part or not, is left out.
func AddComponents(file yamlfile.Source, stubs ...ScriptStub) ([]byte, error) {
	var texts []string
	for _, s := range freshScripts(file, stubs) {
		texts = append(texts, s.Text)
	}
	return appendTo(file, "components", texts)
}

// AddNames appends entries to the names of a file, as Add does to overrides.
func AddNames(file yamlfile.Source, entries ...string) ([]byte, error) {
	return add(file, "names", entries)
}

func add(file yamlfile.Source, key string, stubs []string) ([]byte, error) {
	return appendTo(file, key, fresh(file, key, stubs))
}

// appendTo appends entries to a list of a file; an empty file becomes a starter.
func appendTo(file yamlfile.Source, key string, entries []string) ([]byte, error) {
	if strings.TrimSpace(string(file.Data)) == "" {
		file.Data = Starter()
	}
	if len(entries) == 0 {
		return slices.Clone(file.Data), nil
	}
	return yamlfile.Append(file, key, entries...)
}

// fresh are the stubs that the file does not have yet.
func fresh(file yamlfile.Source, key string, stubs []string) []string {
	has := readWritten(file)
	var out []string
	for _, s := range stubs {
		own := readWritten(yamlfile.Source{Name: "new entry", Data: []byte(key + ":\n" + s)})
		if has.lacks(own) {
			out = append(out, s)
			has.Overrides = append(has.Overrides, own.Overrides...)
			has.Names = append(has.Names, own.Names...)
		}
	}
	return out
}

// readWritten reads a file as far as it can be read: what is wrong with it is for others
// to say.
func readWritten(file yamlfile.Source) written {
	var w written
	yamlfile.Decode(file, &w, &yamlfile.Errors{})
	return w
}

// lacks reports whether there is no entry for what the first one of own is for.
func (w written) lacks(own written) bool {
	switch {
	case len(own.Overrides) > 0:
		return !slices.ContainsFunc(w.Overrides, own.Overrides[0].metBy)
	case len(own.Names) > 0:
		return !slices.ContainsFunc(w.Names, own.Names[0].metBy)
	}
	return false
}

// metBy reports whether another entry is what a stub asks for.
func (o writtenOverride) metBy(other writtenOverride) bool {
	return o.Match.Value == other.Match.Value && o.Versions.Value == other.Versions.Value
}

func (n writtenName) metBy(other writtenName) bool {
	return nameKey(n.Is.Value, n.URL.Value) == nameKey(other.Is.Value, other.URL.Value)
}

// Prune removes the entries of the file that have one of the given states
// ("superseded" where none is given). It returns the file and how many entries
// were removed. states must be those of the file as it is; an entry is found by
// its line and by what it matches, so that states of another file of the same
// name cannot remove it.
func Prune(file yamlfile.Source, states []audit.OverrideState, which ...string) ([]byte, int, error) {
	if len(which) == 0 {
		which = []string{Superseded}
	}
	errs := &yamlfile.Errors{File: file.Name}
	var w written
	if !yamlfile.Decode(file, &w, errs) {
		return nil, 0, errs.Err()
	}
	type key struct {
		kind, match string
		line        int
	}
	doomed := map[key]bool{}
	for _, s := range states {
		if path.Base(s.At.File) == path.Base(file.Name) && slices.Contains(which, s.State) {
			doomed[key{s.Kind, s.Match, s.At.Line}] = true
		}
	}
	var overrides, names, components []int
	for i, o := range w.Overrides {
		if doomed[key{kindOverride, o.Match.Value, int(o.Line)}] {
			overrides = append(overrides, i)
		}
	}
	for i, n := range w.Names {
		if doomed[key{kindName, cmp.Or(n.Is.Value, n.URL.Value), int(n.Line)}] {
			names = append(names, i)
		}
	}
	for i, c := range w.Components {
		if doomed[key{kindComponent, componentID(&c).Label(), int(c.Line)}] {
			components = append(components, i)
		}
	}
	for _, list := range []struct {
		key     string
		indexes []int
	}{{"overrides", overrides}, {"names", names}, {"components", components}} {
		data, err := yamlfile.Remove(file, list.key, list.indexes)
		if err != nil {
			return nil, 0, err
		}
		file.Data = data
	}
	return file.Data, len(overrides) + len(names) + len(components), nil
}
