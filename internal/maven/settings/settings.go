// Package settings reads Maven's settings.xml: the user's, and that of the
// Maven installation, merged, interpolated and with passwords decrypted, as
// Maven does: https://maven.apache.org/settings.html
package settings

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/fetch"
	"github.com/licaudit/licaudit/internal/maven/repository"
)

// Options say where the settings are and what they may refer to.
type Options struct {
	// User and Global are Maven's -s and -gs: files that must exist. Where they
	// are empty, Maven's default places are looked at.
	User, Global string
	// Dir is the folder that relative paths start from.
	Dir string
	// Home is the user's home folder.
	Home string
	// Environ is the environment as "KEY=value".
	Environ []string
	// Properties are the user properties (-D).
	Properties map[string]string
	// System are Java's system properties, as far as they are known.
	System map[string]string
}

// Settings is what Maven takes from its settings files.
type Settings struct {
	// LocalRepository is the folder of the local repository. It is never empty:
	// -Dmaven.repo.local, <localRepository>, or Maven's default.
	LocalRepository string
	Offline         bool
	Mirrors         []Mirror  // in order of precedence
	Profiles        []Profile // likewise
	// ActiveProfiles are active whatever their activation says.
	ActiveProfiles []string
	// Files are the files that were read, the user's first.
	Files []string
	// Problems are what Maven, too, only warns of, in the order of the files.
	Problems []audit.Problem

	servers []server
	proxies []proxy
	env     proxyEnv
}

// Mirror stands in for repositories.
type Mirror struct {
	ID, URL string
	// Of is the pattern of repository ids: "*", "external:*", "a,b", "*,!x".
	Of string
	// Layouts is the pattern of layouts that are mirrored; empty is any.
	Layouts string
	Layout  string
	// Blocked mirrors forbid the repositories that they stand for.
	Blocked bool
}

// Profile is a profile of settings.xml. Whether it is active is decided with
// those of the POMs, by the same rules.
type Profile struct {
	ID         string
	Activation *Activation // nil: there is none
	// Properties in the file's order; of a name's values the last one counts.
	Properties []Property
	// Repositories and PluginRepositories as declared, before mirrors.
	Repositories, PluginRepositories []repository.Remote
}

// Property is a name with its value.
type Property struct{ Name, Value string }

// Activation is the <activation> of a profile.
type Activation struct {
	ActiveByDefault bool
	JDK             string
	OS              *ActivationOS
	Property        *Property
	// FileExists and FileMissing are as written.
	FileExists, FileMissing string
}

// ActivationOS is an <os> condition; empty parts are not asked for.
type ActivationOS struct{ Name, Family, Arch, Version string }

// Load reads the settings. An error is about a file that is named and cannot
// be read, or that Maven refuses, too; it has the position first.
func Load(o Options) (*Settings, error) {
	user, err := o.userFile()
	if err != nil {
		return nil, err
	}
	global, err := o.globalFile()
	if err != nil {
		return nil, err
	}
	values := o.values()
	s := &Settings{}
	if user != "" {
		if s, err = read(user, values); err != nil {
			return nil, err
		}
	}
	if global == "" {
		s.merge(&Settings{Mirrors: []Mirror{httpBlocker}})
	} else {
		g, err := read(global, values)
		if err != nil {
			return nil, err
		}
		s.merge(g)
	}
	s.env = values.proxyEnv()
	s.LocalRepository = o.localRepository(s.LocalRepository)
	s.decrypt(o.securityFile())
	s.checkActive()
	return s, nil
}

// httpBlocker stands in Maven's own conf/settings.xml since 3.8.1, so it holds
// where no Maven is installed, too.
// https://maven.apache.org/docs/3.8.1/release-notes.html
var httpBlocker = Mirror{ID: "maven-default-http-blocker", Of: "external:http:*", URL: "http://0.0.0.0/", Blocked: true}

// read reads one file.
func read(name string, v values) (*Settings, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	return Parse(name, data, func(s string) string { return v.interpolate(s) })
}

// Parse reads a settings.xml. name is what positions are given with;
// interpolate is applied to every text.
func Parse(name string, data []byte, interpolate func(string) string) (*Settings, error) {
	root, err := parseXML(name, data)
	if err != nil {
		return nil, err
	}
	d := decoder{file: name, interpolate: interpolate}
	s := d.settings(root)
	if len(d.errs) > 0 {
		return nil, joinErrors(d.errs)
	}
	s.Files = []string{name}
	s.Problems = d.problems
	return s, nil
}

// merge adds what other settings have and these lack: lists by id, the local
// repository if none is named. <offline> is the user's alone.
// https://maven.apache.org/ref/3.9.11/maven-settings-builder/xref/org/apache/maven/settings/merge/MavenSettingsMerger.html
func (s *Settings) merge(o *Settings) {
	if s.LocalRepository == "" {
		s.LocalRepository = o.LocalRepository
	}
	s.Mirrors = mergeByID(s.Mirrors, o.Mirrors, func(m Mirror) string { return m.ID })
	s.Profiles = mergeByID(s.Profiles, o.Profiles, func(p Profile) string { return p.ID })
	s.servers = mergeByID(s.servers, o.servers, func(x server) string { return x.id })
	s.proxies = mergeByID(s.proxies, o.proxies, func(p proxy) string { return p.id })
	s.ActiveProfiles = mergeByID(s.ActiveProfiles, o.ActiveProfiles, func(id string) string { return id })
	s.Files = append(s.Files, o.Files...)
	s.Problems = append(s.Problems, o.Problems...)
}

func mergeByID[T any](list, more []T, id func(T) string) []T {
	have := map[string]bool{}
	for _, x := range list {
		have[id(x)] = true
	}
	for _, x := range more {
		if !have[id(x)] {
			list = append(list, x)
		}
	}
	return list
}

// checkActive warns of active profiles that do not exist, as Maven does at the
// end of a build. They may be profiles of a POM, so it is a note.
func (s *Settings) checkActive() {
	for _, id := range s.ActiveProfiles {
		if !slices.ContainsFunc(s.Profiles, func(p Profile) bool { return p.ID == id }) {
			s.Problems = append(s.Problems, audit.Problem{Code: audit.CodeSettingsIgnored, Severity: audit.SeverityNote, Subject: "settings.xml",
				Message: fmt.Sprintf("the active profile %q is not a profile of settings.xml", id), Hint: "see the spelling of its id"})
		}
	}
}

// localRepository decides where the local repository is.
func (o Options) localRepository(configured string) string {
	if v := o.Properties["maven.repo.local"]; v != "" {
		return o.absolute(v)
	}
	if v := o.System["maven.repo.local"]; v != "" {
		return o.absolute(v)
	}
	if configured != "" {
		return o.absolute(configured)
	}
	return filepath.Join(o.Home, ".m2", "repository")
}

// absolute resolves a path against Dir. A leading ~ is the home folder, for
// where no shell replaced it.
func (o Options) absolute(p string) string {
	if filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(o.Dir, p)
}

// Auth returns what the <server> of an id says to send.
func (s *Settings) Auth(id string) fetch.Auth {
	for _, x := range s.servers {
		if x.id == id {
			return fetch.Auth{Username: x.username, Password: x.password, Headers: x.headers}
		}
	}
	return fetch.Auth{}
}

// values are the names that settings may refer to, as ${NAME}.
func (o Options) values() values {
	v := values{}
	maps.Copy(v, systemProperties(o.Environ))
	maps.Copy(v, o.System)
	if o.Home != "" {
		v["user.home"] = o.Home
	}
	maps.Copy(v, o.Properties)
	for _, kv := range o.Environ {
		name, value, ok := cutEnv(kv)
		if ok {
			v["env."+name] = value
		}
	}
	return v
}
