package settings

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/maven/repository"
)

// known lists the tags that Maven knows in each element; "*" is free form.
// https://maven.apache.org/ref/3.9.11/maven-settings/settings.html
var known = map[string][]string{
	"settings":           {"localRepository", "interactiveMode", "usePluginRegistry", "offline", "proxies", "servers", "mirrors", "repositories", "pluginRepositories", "profiles", "activeProfiles", "pluginGroups"},
	"proxies":            {"proxy"},
	"proxy":              {"active", "protocol", "username", "password", "port", "host", "nonProxyHosts", "id"},
	"servers":            {"server"},
	"server":             {"username", "password", "privateKey", "passphrase", "filePermissions", "directoryPermissions", "configuration", "id", "aliases"},
	"mirrors":            {"mirror"},
	"mirror":             {"mirrorOf", "name", "url", "layout", "mirrorOfLayouts", "blocked", "id"},
	"profiles":           {"profile"},
	"profile":            {"activation", "properties", "repositories", "pluginRepositories", "id"},
	"activation":         {"activeByDefault", "jdk", "os", "property", "file", "packaging", "condition"},
	"os":                 {"name", "family", "arch", "version"},
	"property":           {"name", "value"},
	"file":               {"missing", "exists"},
	"repositories":       {"repository"},
	"pluginRepositories": {"pluginRepository"},
	"repository":         {"releases", "snapshots", "id", "name", "url", "layout"},
	"pluginRepository":   {"releases", "snapshots", "id", "name", "url", "layout"},
	"releases":           {"enabled", "updatePolicy", "checksumPolicy"},
	"snapshots":          {"enabled", "updatePolicy", "checksumPolicy"},
	"activeProfiles":     {"activeProfile"},
	"pluginGroups":       {"pluginGroup"},
	"properties":         {"*"},
	"configuration":      {"*"},
}

// lists are the elements whose children repeat.
var lists = []string{"proxies", "servers", "mirrors", "profiles", "repositories", "pluginRepositories", "activeProfiles", "pluginGroups"}

// decoder makes Settings of elements. It collects all that is wrong.
type decoder struct {
	file        string
	interpolate func(string) string
	errs        []error
	problems    []audit.Problem
}

func (d *decoder) settings(root *element) *Settings {
	if root.name != "settings" {
		d.fail(root, "the root element is <%s>, not <settings>", root.name)
		return nil
	}
	d.check(root)
	s := &Settings{LocalRepository: d.text(root, "localRepository"), Offline: d.flag(root, "offline", false)}
	for _, e := range d.children(root, "proxies") {
		s.proxies = append(s.proxies, d.proxy(e))
	}
	for _, e := range d.children(root, "servers") {
		s.servers = append(s.servers, d.server(e))
	}
	for _, e := range d.children(root, "mirrors") {
		s.Mirrors = append(s.Mirrors, d.mirror(e))
	}
	for _, e := range d.children(root, "profiles") {
		s.Profiles = append(s.Profiles, d.profile(e))
	}
	for _, e := range d.children(root, "activeProfiles") {
		s.ActiveProfiles = append(s.ActiveProfiles, d.interpolate(e.text))
	}
	return s
}

// check looks for tags that Maven does not know, which it passes over with a
// warning, and for second ones, which it refuses.
func (d *decoder) check(e *element) {
	tags, ok := known[e.name]
	if !ok || tags[0] == "*" {
		return
	}
	list := slices.Contains(lists, e.name)
	seen := map[string]bool{}
	for _, c := range e.children {
		switch {
		case !slices.Contains(tags, c.name):
			d.problems = append(d.problems, audit.Problem{Code: audit.CodeSettingsIgnored, Severity: audit.SeverityWarning, Subject: "settings.xml",
				At:      audit.Position{File: d.file, Line: c.line, Column: c.column},
				Message: fmt.Sprintf("unknown tag <%s> in <%s>; it is passed over", c.name, e.name), Hint: "known are: " + strings.Join(tags, ", ")})
			continue
		case seen[c.name] && !list:
			d.fail(c, "duplicated tag <%s>", c.name)
		}
		seen[c.name] = true
		d.check(c)
	}
}

func (d *decoder) proxy(e *element) proxy {
	p := proxy{id: d.id(e), active: d.flag(e, "active", true), protocol: strings.ToLower(d.or(e, "protocol", "http")),
		host: d.required(e, "host"), username: d.text(e, "username"), password: d.text(e, "password"),
		except: d.text(e, "nonProxyHosts"), port: 8080}
	if t := d.text(e, "port"); t != "" {
		n, err := strconv.ParseUint(t, 10, 16)
		if err != nil {
			d.fail(e.child("port"), "the proxy's port is %q, not a number", t)
		}
		p.port = int(n)
	}
	return p
}

func (d *decoder) mirror(e *element) Mirror {
	return Mirror{ID: d.id(e), URL: d.required(e, "url"), Of: d.required(e, "mirrorOf"), Layout: d.or(e, "layout", "default"),
		Layouts: d.or(e, "mirrorOfLayouts", "default,legacy"), Blocked: d.flag(e, "blocked", false)}
}

func (d *decoder) profile(e *element) Profile {
	p := Profile{ID: d.id(e), Activation: d.activation(e.child("activation"))}
	if props := e.child("properties"); props != nil {
		for _, c := range props.children {
			p.Properties = append(p.Properties, Property{c.name, d.interpolate(c.text)})
		}
	}
	for _, r := range d.children(e, "repositories") {
		p.Repositories = append(p.Repositories, d.repository(r))
	}
	for _, r := range d.children(e, "pluginRepositories") {
		p.PluginRepositories = append(p.PluginRepositories, d.repository(r))
	}
	return p
}

func (d *decoder) activation(e *element) *Activation {
	if e == nil {
		return nil
	}
	a := &Activation{ActiveByDefault: d.flag(e, "activeByDefault", false), JDK: d.text(e, "jdk")}
	if os := e.child("os"); os != nil {
		a.OS = &ActivationOS{Name: d.text(os, "name"), Family: d.text(os, "family"), Arch: d.text(os, "arch"), Version: d.text(os, "version")}
	}
	if p := e.child("property"); p != nil {
		a.Property = &Property{d.text(p, "name"), d.text(p, "value")}
	}
	if f := e.child("file"); f != nil {
		a.FileExists, a.FileMissing = d.text(f, "exists"), d.text(f, "missing")
	}
	return a
}

func (d *decoder) repository(e *element) repository.Remote {
	return repository.Remote{ID: d.required(e, "id"), URL: d.required(e, "url"), Layout: d.text(e, "layout"),
		Releases: d.policy(e.child("releases")), Snapshots: d.policy(e.child("snapshots"))}
}

func (d *decoder) policy(e *element) repository.Policy {
	p := repository.DefaultPolicy()
	if e != nil {
		p.Enabled = d.flag(e, "enabled", true)
		p.Update = d.or(e, "updatePolicy", p.Update)
		p.Checksum = d.or(e, "checksumPolicy", p.Checksum)
	}
	return p
}

// children returns the elements of a list.
func (d *decoder) children(e *element, list string) []*element {
	l := e.child(list)
	if l == nil {
		return nil
	}
	var found []*element
	for _, c := range l.children {
		if slices.Contains(known[list], c.name) {
			found = append(found, c)
		}
	}
	return found
}

// text is the interpolated text of a child, or "".
func (d *decoder) text(e *element, name string) string {
	if c := e.child(name); c != nil {
		return d.interpolate(c.text)
	}
	return ""
}

func (d *decoder) or(e *element, name, fallback string) string {
	if t := d.text(e, name); t != "" {
		return t
	}
	return fallback
}

// id is the <id>, which is "default" for Maven where there is none.
func (d *decoder) id(e *element) string { return d.or(e, "id", "default") }

func (d *decoder) required(e *element, name string) string {
	t := d.text(e, name)
	if t == "" {
		d.fail(e, "<%s> without <%s>", e.name, name)
	}
	return t
}

// flag reads a boolean as Java does: all but "true" is false.
func (d *decoder) flag(e *element, name string, fallback bool) bool {
	if t := d.text(e, name); t != "" {
		return strings.EqualFold(t, "true")
	}
	return fallback
}

func (d *decoder) fail(e *element, format string, args ...any) {
	d.errs = append(d.errs, fmt.Errorf("%s:%d:%d: %s", d.file, e.line, e.column, fmt.Sprintf(format, args...)))
}

func joinErrors(errs []error) error { return errors.Join(errs...) }
