package maven

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/vifraa/gopom"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/fetch"
	"github.com/licaudit/licaudit/internal/maven/repository"
	"github.com/licaudit/licaudit/internal/maven/settings"
)

// Session resolves one project and answers questions about its artifacts. All
// modules share its caches.
type Session struct {
	opts     Options
	loader   *loader
	source   repository.Source
	problems func() []audit.Problem
	// external are the repositories of settings.xml and Maven's default one.
	external *remoteList
	// plugins are those that are asked for plugins and extensions.
	plugins  *remoteList
	platform *platform
	settings *settings.Settings
	types    *typeTable
	core     []coreExtension
}

// Open reads the settings and the platform, and finds the repositories. The
// project's POMs are read by Resolve.
func Open(ctx context.Context, o Options) (*Session, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, &Error{Kind: Rejected, Msg: "the working directory cannot be found", Err: err}
	}
	o.Dir = dir
	so := settings.Options{User: o.SettingsFile, Global: o.GlobalSettingsFile, Dir: dir, Home: o.Home, Environ: o.Environ, Properties: o.Properties}
	p := newPlatform(o.Environ, o.Home, dir, so.MavenHome())
	if err := p.readJVMConfig(dir); err != nil {
		return nil, &Error{Kind: Rejected, Msg: "jvm.config cannot be read", Err: err}
	}
	so.System = p.system
	set, err := settings.Load(so)
	if err != nil {
		return nil, &Error{Kind: Rejected, Msg: "the settings cannot be read", Err: err}
	}
	core, err := coreExtensions(dir, o.Properties, p.system)
	if err != nil {
		return nil, &Error{Kind: Rejected, Msg: "the core extensions cannot be read", Err: err}
	}
	for _, x := range core {
		if x.ArtifactID == "os-maven-plugin" {
			maps.Copy(p.system, p.detected())
		}
	}
	o.Offline = o.Offline || set.Offline
	chain := newChain(o, set)
	s := newSession(o, p, set, chain)
	s.core = core
	s.loader.ahead.near = func() bool { return !chain.Asked() }
	s.problems = func() []audit.Problem {
		return slices.Concat(set.Problems, chain.Problems(), extensionProblems(core))
	}
	return s, nil
}

func newChain(o Options, set *settings.Settings) *repository.Chain {
	ro := repository.Options{Local: set.LocalRepository, Save: o.SaveLocal, Checksum: o.Checksum, Offline: o.Offline, Update: o.UpdateSnapshots, Auth: set.Auth}
	if _, explicit := o.Properties["maven.repo.local"]; o.CacheDir != "" && !(explicit && o.Offline) {
		ro.Cache = repository.OpenCache(o.CacheDir)
	}
	ro.Client = fetch.New(fetch.Options{InFlight: o.InFlight, Offline: o.Offline, Proxy: set.Proxy})
	return repository.New(ro)
}

// newSession builds a session over any source of repository files.
func newSession(o Options, p *platform, set *settings.Settings, source repository.Source) *Session {
	active, inactive := parseProfiles(o.Profiles)
	for _, id := range set.ActiveProfiles {
		active[id] = true
	}
	act := &activation{active: active, inactive: inactive, user: o.Properties, system: p.system, platform: p}
	var profiles []*rawProfile
	for _, q := range set.Profiles {
		profiles = append(profiles, settingsProfile(q))
	}
	act.dir = o.Dir // for the repositories; each module judges anew
	chosen, fault := act.choose(profiles, nil)
	act.dir = ""
	act.user = withProfileProperties(chosen, o.Properties)

	repos := newRepositories(set.Remotes)
	l := &loader{repos: repos, pomReader: newPOMReader(source, o.InFlight, o.Dir), models: map[pomKey]*modelEntry{}, ahead: newAhead()}
	s := &Session{opts: o, loader: l, source: source, platform: p, settings: set}
	external := repos.none()
	for _, q := range chosen {
		external = repos.add(external, q.repos)
	}
	s.external = repos.addRemotes(external, []repository.Remote{central()})
	forPlugins := repos.none()
	for _, q := range chosen {
		forPlugins = repos.add(forPlugins, q.pluginRepos)
	}
	s.plugins = repos.combine(forPlugins, s.external)

	l.project = newBuildContext(act, o.Properties)
	l.project.external, l.project.behind = newExternalProfiles(profiles, chosen, fault), s.external
	none := &activation{user: o.Properties, system: p.system, platform: p}
	l.boms = newBuildContext(none, o.Properties)
	l.boms.behind = s.external
	// A dependency's POM does not know the user's properties: they stand behind
	// its own (MNG-7563).
	system := maps.Clone(p.system)
	maps.Copy(system, o.Properties)
	l.dependencies = newBuildContext(&activation{system: system, platform: p}, nil)
	return s
}

// parseProfiles reads the values of -P. A question mark belongs to the name:
// only Maven 4 takes it for "if there is such a profile".
func parseProfiles(list []string) (active, inactive map[string]bool) {
	active, inactive = map[string]bool{}, map[string]bool{}
	for _, v := range list {
		for _, id := range strings.Split(v, ",") {
			id = strings.TrimSpace(id)
			switch {
			case id == "":
			case id[0] == '!' || id[0] == '-':
				inactive[id[1:]] = true
			case id[0] == '+':
				active[id[1:]] = true
			default:
				active[id] = true
			}
		}
	}
	return active, inactive
}

// withProfileProperties puts the properties of active settings profiles behind
// the user's, for the activation of profiles.
func withProfileProperties(profiles []*rawProfile, user map[string]string) map[string]string {
	if len(profiles) == 0 {
		return user
	}
	out := map[string]string{}
	for _, p := range profiles {
		maps.Copy(out, p.props)
	}
	maps.Copy(out, user)
	return out
}

// settingsProfile converts a profile of settings.xml, which counts as one of
// the project's POM.
func settingsProfile(q settings.Profile) *rawProfile {
	p := &rawProfile{id: q.ID, external: true, props: map[string]string{}}
	for _, kv := range q.Properties {
		p.props[kv.Name] = kv.Value
	}
	for _, r := range q.Repositories {
		p.repos = append(p.repos, fromRemote(r))
	}
	for _, r := range q.PluginRepositories {
		p.pluginRepos = append(p.pluginRepos, fromRemote(r))
	}
	a := q.Activation
	if a == nil {
		return p
	}
	p.activation = &gopom.Activation{ActiveByDefault: &a.ActiveByDefault, JDK: nonEmpty(a.JDK)}
	if a.OS != nil {
		p.activation.OS = &gopom.ActivationOS{Name: nonEmpty(a.OS.Name), Family: nonEmpty(a.OS.Family), Arch: nonEmpty(a.OS.Arch), Version: nonEmpty(a.OS.Version)}
	}
	if a.Property != nil {
		p.activation.Property = &gopom.ActivationProperty{Name: &a.Property.Name, Value: nonEmpty(a.Property.Value)}
	}
	if a.FileExists != "" || a.FileMissing != "" {
		p.activation.File = &gopom.ActivationFile{Exists: nonEmpty(a.FileExists), Missing: nonEmpty(a.FileMissing)}
	}
	return p
}

func nonEmpty(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
