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
# unclear, with the evidence; complete its license and its reason.
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

// AddNames appends entries to the names of a file, as Add does to overrides.
func AddNames(file yamlfile.Source, entries ...string) ([]byte, error) {
	return add(file, "names", entries)
}

func add(file yamlfile.Source, key string, stubs []string) ([]byte, error) {
	if strings.TrimSpace(string(file.Data)) == "" {
		file.Data = Starter()
	}
	added := fresh(file, key, stubs)
	if len(added) == 0 {
		return slices.Clone(file.Data), nil
	}
	return yamlfile.Append(file, key, added...)
}

// fresh are the stubs that the file does not have yet.
func fresh(file yamlfile.Source, key string, stubs []string) []string {
	has := titles(file, key)
	var out []string
	for _, s := range stubs {
		own := titles(yamlfile.Source{Name: "new entry", Data: []byte(key + ":\n" + s)}, key)
		if len(own) > 0 && !slices.Contains(has, own[0]) {
			out = append(out, s)
			has = append(has, own...)
		}
	}
	return out
}

// titles are what tells the entries of a file apart. What is wrong with the
// file is for others to say.
func titles(file yamlfile.Source, key string) []string {
	var w written
	yamlfile.Decode(file, &w, &yamlfile.Errors{})
	var out []string
	if key == "names" {
		for _, n := range w.Names {
			out = append(out, nameKey(n.Is.Value, n.URL.Value))
		}
		return out
	}
	for _, o := range w.Overrides {
		out = append(out, o.Match.Value+"\n"+o.Versions.Value)
	}
	return out
}

// Fresh leaves out the stubs that Add would leave out.
func Fresh(file yamlfile.Source, stubs []string) []string { return fresh(file, "overrides", stubs) }

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
