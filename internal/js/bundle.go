package js

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/js/digest"
	"github.com/licaudit/licaudit/internal/js/signatures"
)

// bundlers are marks of a bundler's output.
var bundlers = [][]byte{[]byte("__webpack_require__"), []byte("webpackBootstrap"), []byte("webpackJsonp"), []byte("webpackChunk"), []byte("parcelRequire")}

func isBundle(script []byte) bool {
	return slices.ContainsFunc(bundlers, func(mark []byte) bool { return bytes.Contains(script, mark) })
}

// modulePath is a module's path as a bundler that keeps it writes it: a key of
// webpack's table, or the comment that esbuild puts before a module.
var modulePath = pattern(`(?m)(?:["'](?:\.{1,2}/)+|^\s*// (?:\.{1,2}/)*|webpack://[^"'\s\\]{0,100}/)(node_modules/[\w@.+/~-]+)`)

// list notes the packages that the source map and the module paths list. A map may
// be another file's: it is believed only if the code bears it out.
func (x *file) list() {
	if m := x.sourceMap(); m != nil {
		x.mapped = x.members(m)
		if !x.bornOut(x.mapped) {
			x.mapped = nil
		}
	}
	x.modules = x.modulePaths()
	x.listed = make(map[int]bool)
	for _, list := range []map[string]member{x.mapped, x.modules} {
		for name := range list {
			if i, ok := x.db.Find(name); ok {
				x.listed[i] = true
			}
		}
	}
}

// modulePaths returns the packages whose modules a bundle lists by path.
func (x *file) modulePaths() map[string]member {
	if x.css() || !bytes.Contains(x.data, []byte("// node_modules/")) && !bytes.Contains(x.data, []byte("/node_modules/")) {
		return nil
	}
	bundle := isBundle(x.data)
	modules := make(map[string]member)
	for _, m := range modulePath().FindAllSubmatch(x.data, 1<<16) {
		if !bundle && !bytes.HasPrefix(bytes.TrimLeft(m[0], " \t\r\n"), []byte("//")) {
			continue
		}
		if name, version := packageOf(string(m[1])); name != "" {
			modules[name] = member{version: version}
		}
	}
	return modules
}

// ofModules returns the libraries whose modules the bundle lists, and that were not
// recognised by their code.
func (x *file) ofModules(named map[string]bool) []Library {
	if x.distributed(x.modules) {
		return nil
	}
	var out []Library
	for _, name := range slices.Sorted(maps.Keys(x.modules)) {
		if !named[signatures.Plain(name)] {
			named[signatures.Plain(name)] = true
			out = append(out, x.member(name, x.modules[name], MethodSourceMap, 0.85))
		}
	}
	return out
}

// distributed reports whether a bundle is what a library publishes: the file is
// that library for the most part, and does not list it among the packages that
// it was made of. Those are the library's, and not counted again.
func (x *file) distributed(listed map[string]member) bool {
	return slices.ContainsFunc(x.matched, func(f signatures.Found) bool {
		_, ok := listed[x.db.Libraries[f.Library].Name]
		return !ok && f.Coverage >= 0.7 && f.Share >= 0.7
	})
}

// packageOf returns the package of a path below node_modules, and its version
// where pnpm's layout tells it: node_modules/.pnpm/react@18.2.0/node_modules/react/.
func packageOf(p string) (name, version string) {
	const modules = "node_modules/"
	i := strings.LastIndex(p, modules)
	if i < 0 {
		return "", ""
	}
	parts := strings.SplitN(p[i+len(modules):], "/", 3)
	name = parts[0]
	if strings.HasPrefix(name, "@") && len(parts) > 1 {
		name += "/" + parts[1]
	}
	if name == "" || name[0] == '.' || strings.HasSuffix(name, ".js") && len(parts) == 1 {
		return "", ""
	}
	if m := pnpmPath().FindStringSubmatch(p[:i]); m != nil && strings.ReplaceAll(m[1], "+", "/") == name {
		version = m[2]
	}
	return name, version
}

var pnpmPath = pattern(`\.pnpm/(@?[^@/]+)@(\d+\.\d+\.\d+[\w.-]*?)(?:_[^/]*|\([^/]*)?/$`)

// member returns a library that a bundle says it holds.
func (x *file) member(name string, m member, method string, confidence float64) Library {
	out := Library{Path: x.entry.path, ID: audit.NPM(name, m.version), Method: method, Confidence: confidence, Scope: scopeOf(x.entry.path)}
	out.Metadata = audit.Metadata{Name: name}
	i, ok := x.db.Find(name)
	if !ok {
		return out
	}
	l := &x.db.Libraries[i]
	out.ID, out.Metadata.URL = audit.NPM(l.Name, ""), l.Home
	if v, ok := x.mention(i); m.version == "" && ok && x.credible(&candidate{library: i}, v) {
		m.version, _ = l.Canonical(v)
	}
	x.narrow(&out, i, m)
	x.license(&out, l)
	return out
}

// noticeURL is a repository or a page of a project in a notice.
var noticeURL = pattern(`https?://(?:www\.)?(?:github\.com/[\w.-]+|[\w-]+\.github\.io)/([\w.-]+)`)

// licenseTxt ends the name of the file of comments that webpack writes beside a
// bundle.
const licenseTxt = ".LICENSE.txt"

// noticed returns the libraries that the *.LICENSE.txt beside a bundle names:
// the bundler collected the license comments of what it bundled.
func (x *file) noticed(named map[string]bool) []Library {
	if len(x.notices) == 0 {
		return nil
	}
	var out []Library
	for _, c := range digest.JS(x.notices).Comments {
		text := x.notices[c.Start:min(c.End, c.Start+maxBanner)]
		for _, name := range noticeNames(text) {
			i, ok := x.db.Find(name)
			if !ok || named[signatures.Plain(name)] {
				continue
			}
			named[signatures.Plain(name)] = true
			l := x.member(x.db.Libraries[i].Name, member{}, MethodLicenseText, 0.75)
			l.Evidence = append(l.Evidence, audit.Evidence{Kind: audit.KindBanner, Text: string(text), Found: audit.Position{File: x.entry.path + licenseTxt}})
			out = append(out, l)
			break
		}
	}
	return out
}

// noticeNames returns what a notice may be of: the file that it names, its first
// line, the project that it points to. The file goes first, since packages of one
// project begin their notices with the same words.
func noticeNames(text []byte) []string {
	var names []string
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		s := strings.TrimSpace(strings.Trim(strings.TrimSpace(string(line)), "/*!"))
		s = strings.TrimSpace(strings.TrimPrefix(s, "@license"))
		if s == "" {
			continue
		}
		if strings.HasSuffix(s, ".js") && !strings.Contains(s, " ") {
			base, _, _ := strings.Cut(s, ".")
			names = slices.Insert(names, 0, base)
			continue
		}
		if first, _, _ := strings.Cut(s, " "); len(names) == 0 {
			names = append(names, strings.ToLower(strings.TrimSuffix(first, ".js")), strings.ToLower(first))
		}
	}
	if m := noticeURL().FindSubmatch(text); m != nil {
		names = append(names, strings.ToLower(string(m[1])))
	}
	return names
}
