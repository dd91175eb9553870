package js

import (
	"encoding/json"
	"path"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// manifest is what a package says of itself.
type manifest struct {
	Name, Version string
	License       spdx.Expression
	Declared      string // the license as declared
	Main          string
	Home          string
	method        string
	at            string // the file's path
	rank          int    // of the kinds of manifest, the one to believe first
	bare          bool   // names no version: bower.json, or a project's own
}

const maxManifest = 1 << 20

// manifestRanks orders the files that describe a package. Bower writes
// .bower.json with the version that it installed.
var manifestRanks = map[string]int{".bower.json": 1, "package.json": 2, "bower.json": 3, "component.json": 4}

// readManifest reads a package's description; nil if the file is none, or
// describes no package. It is not an error that it cannot be read as one:
// projects have files of these names for other ends.
func readManifest(e entry, base string) *manifest {
	rank := manifestRanks[base]
	if rank == 0 {
		return nil
	}
	data, err := e.read(maxManifest)
	if err != nil {
		return nil
	}
	m := parseManifest(data)
	if m == nil {
		return nil
	}
	m.rank, m.at, m.method = rank, e.path, MethodManifest
	// A description outside of a folder of packages may be the project's own.
	if !inPackages(e.path) {
		m.bare = true
	}
	return m
}

// inPackages reports whether a path lies where a package manager puts
// packages.
func inPackages(name string) bool {
	for _, dir := range []string{"node_modules/", "bower_components/", "jspm_packages/", "webjars/", "components/"} {
		if strings.Contains("/"+name, "/"+dir) {
			return true
		}
	}
	return false
}

func parseManifest(data []byte) *manifest {
	var raw struct {
		Name, Version, Homepage string
		Release                 string `json:"_release"`
		Private                 bool
		License, Licenses, Main json.RawMessage
	}
	if json.Unmarshal(data, &raw) != nil || raw.Name == "" || raw.Private {
		return nil
	}
	m := &manifest{Name: raw.Name, Version: strings.TrimPrefix(raw.Version, "v"), Home: raw.Homepage}
	if m.Version == "" {
		m.Version = raw.Release
	}
	for _, field := range []json.RawMessage{raw.License, raw.Licenses} {
		if m.License, m.Declared = declaredLicense(field); m.Declared != "" {
			break
		}
	}
	if json.Unmarshal(raw.Main, &m.Main) != nil {
		var list []string
		if json.Unmarshal(raw.Main, &list) == nil && len(list) > 0 {
			m.Main = list[0]
		}
	}
	return m
}

// declaredLicense reads a license field: an expression, {type, url}, or a list
// of which one may be chosen.
func declaredLicense(field json.RawMessage) (spdx.Expression, string) {
	var text string
	if json.Unmarshal(field, &text) == nil {
		e, err := spdx.Parse(text)
		if err != nil {
			e = quickLicense([]byte(text))
		}
		return e, text
	}
	var object struct{ Type, Name string }
	if json.Unmarshal(field, &object) == nil && object.Type+object.Name != "" {
		quoted, _ := json.Marshal(object.Type + object.Name)
		return declaredLicense(quoted)
	}
	var list []json.RawMessage
	if json.Unmarshal(field, &list) != nil {
		return "", ""
	}
	var all []spdx.Expression
	var texts []string
	for _, item := range list {
		e, text := declaredLicense(item)
		if e == "" {
			return "", text
		}
		all, texts = append(all, e), append(texts, text)
	}
	return spdx.Or(all...), strings.Join(texts, ", ")
}

// webJarPath is where WebJars keep a library: https://www.webjars.org/documentation
var webJarPath = pattern(`^(.*?META-INF/resources/webjars/((?:@[^/]+/)?[^/]+)/(\d[^/]*))/`)

// webJar returns what a WebJar's path says of a file, and the library's folder.
func webJar(name string) (string, *manifest) {
	if !strings.Contains(name, "/webjars/") {
		return "", nil
	}
	m := webJarPath().FindStringSubmatch(name)
	if m == nil {
		return "", nil
	}
	return m[1], &manifest{Name: m[2], Version: webJarBuild().ReplaceAllString(m[3], ""), method: MethodWebJar, at: name, rank: 0}
}

// webJarBuild is what WebJars append when they repackage the same release.
var webJarBuild = pattern(`-\d+$`)

// evidence returns what the manifest says of the license.
func (m *manifest) evidence() []audit.Evidence {
	if m.Declared == "" {
		return nil
	}
	return []audit.Evidence{{Kind: audit.KindPackageJSON, Name: m.Declared, Found: audit.Position{File: m.at}}}
}

// mainFile returns which of the package's scripts stands for it: its main
// file, the one that has its name, or else the largest.
func (f *folder) mainFile(dir string, m *manifest) string {
	best, weight := "", int64(-1)
	for i := f.first(dir); i < len(f.entries) && strings.HasPrefix(f.entries[i].path, dir+"/"); i++ {
		e := f.entries[i]
		k := kindOf(e.path)
		if k != kindScript && k != kindSheet || moduleRoot(e.path) != moduleRoot(dir+"/x") {
			continue
		}
		w := e.size
		if m.Main != "" && e.path == path.Join(dir, m.Main) {
			w += 1 << 50
		}
		if w > weight {
			best, weight = e.path, w
		}
	}
	return best
}
