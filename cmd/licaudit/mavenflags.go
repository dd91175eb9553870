package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/licaudit/licaudit/internal/maven"
	"github.com/spf13/cobra"
)

// mavenFlags are Maven's own options, in Maven's own letters.
type mavenFlags struct {
	file, settings, globalSettings, resumeFrom       string
	profiles, defines, projects                      []string
	alsoMake, alsoMakeDependents, nonRecursive       bool
	offline, update, batch, quiet, debug, noProgress bool
	cacheDir                                         string
	inFlight                                         int
	saveLocal, strictChecksums, laxChecksums         bool
}

func (m *mavenFlags) bind(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&m.file, "file", "f", "", "the POM, or its folder, if not pom.xml")
	f.StringArrayVarP(&m.profiles, "activate-profiles", "P", nil, "profiles to activate, !p to deactivate (-P a,b)")
	f.StringArrayVarP(&m.defines, "define", "D", nil, "a user property (-Dname=value)")
	f.StringVarP(&m.settings, "settings", "s", "", "the user's settings.xml")
	f.StringVar(&m.globalSettings, "global-settings", "", "the global settings.xml (-gs)")
	f.StringArrayVar(&m.projects, "projects", nil, "only these modules: [g]:a or folder, !x to leave out (-pl)")
	f.BoolVar(&m.alsoMake, "also-make", false, "with -pl: the modules that those need too (-am)")
	f.BoolVar(&m.alsoMakeDependents, "also-make-dependents", false, "with -pl: the modules that need those too (-amd)")
	f.StringVar(&m.resumeFrom, "resume-from", "", "leave out the modules before this one (-rf)")
	f.BoolVarP(&m.nonRecursive, "non-recursive", "N", false, "the root POM alone")
	f.BoolVarP(&m.offline, "offline", "o", false, "open no connection")
	f.BoolVarP(&m.update, "update-snapshots", "U", false, "look again for snapshots and for what was not found")
	f.BoolVarP(&m.strictChecksums, "strict-checksums", "C", false, "a wrong checksum is an error")
	f.BoolVarP(&m.laxChecksums, "lax-checksums", "c", false, "a wrong checksum is a warning")
	f.BoolVar(&m.saveLocal, "save-local", false, "also write downloaded POMs into the local Maven repository")
	f.BoolVarP(&m.batch, "batch-mode", "B", false, "no progress display")
	f.BoolVarP(&m.quiet, "quiet", "q", false, "errors only on stderr")
	f.BoolVarP(&m.debug, "debug", "X", false, "say on stderr what is read from where")
	f.BoolVar(&m.noProgress, "no-transfer-progress", false, "no progress display (-ntp)")
	f.StringVar(&m.cacheDir, "cache", "", "licaudit's cache folder (default: below the user's cache folder)")
	f.IntVar(&m.inFlight, "in-flight", 24, "requests under way at once, 1 to 64")
}

// dir is the project's folder: what was given, or the POM's. The command line
// goes before .mvn/maven.config and MAVEN_ARGS.
func (m *mavenFlags) dir(a *app, words []string) (string, error) {
	dir := "."
	if len(words) > 0 {
		dir = words[0]
	}
	switch {
	case m.file != "" && len(words) > 0:
		return "", status{exitUsage, fmt.Errorf("give either a folder or -f %s, not both", m.file)}
	case m.file == "" && filepath.IsAbs(a.file):
		m.file = a.file
	case m.file == "" && a.file != "":
		m.file = filepath.Join(dir, a.file)
	}
	if m.file != "" {
		dir = pomDir(m.file)
	}
	stat, err := os.Stat(dir)
	if err != nil {
		return "", status{exitUsage, fmt.Errorf("the project's folder cannot be read: %w", err)}
	}
	if !stat.IsDir() {
		return "", status{exitUsage, fmt.Errorf("%s is not a folder; use -f for a POM of another name", dir)}
	}
	return filepath.Abs(dir)
}

// options turns the flags into the resolver's options.
func (m *mavenFlags) options(a *app, dir string) (maven.Options, error) {
	if a.words != nil {
		return maven.Options{}, status{exitUsage, a.words}
	}
	if m.inFlight < 1 || m.inFlight > 64 {
		return maven.Options{}, status{exitUsage, fmt.Errorf("--in-flight %d: must be 1 to 64", m.inFlight)}
	}
	o := maven.Options{
		Dir: dir, Environ: a.environ, Home: a.home(),
		Profiles: splitCommas(m.profiles), Projects: splitCommas(m.projects), Properties: map[string]string{},
		SettingsFile: absolute(m.settings), GlobalSettingsFile: absolute(m.globalSettings), ResumeFrom: m.resumeFrom,
		AlsoMake: m.alsoMake, AlsoMakeDependents: m.alsoMakeDependents, NonRecursive: m.nonRecursive,
		Offline: m.offline, UpdateSnapshots: m.update, CacheDir: a.repositoryCache(m.cacheDir), InFlight: m.inFlight, SaveLocal: m.saveLocal,
	}
	switch {
	case m.strictChecksums: // before -c, wherever they stand
		o.Checksum = "fail"
	case m.laxChecksums:
		o.Checksum = "warn"
	}
	if m.file != "" {
		stat, err := os.Stat(m.file)
		if err != nil {
			return maven.Options{}, status{exitUsage, fmt.Errorf("-f: the POM cannot be read: %w", err)}
		}
		if !stat.IsDir() {
			o.File = filepath.Base(m.file)
		}
	}
	for _, d := range m.defines {
		name, value, found := strings.Cut(d, "=")
		if !found {
			value = "true" // Maven: a bare -Dx is true
		}
		if name == localRepository {
			value = absolute(value) // relative to the caller, as for mvn
		}
		o.Properties[name] = value
	}
	return o, nil
}

// localRepository is the property that names Maven's local repository.
const localRepository = "maven.repo.local"

// absolute makes a path that was given relative to the caller independent of
// the project's folder.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil && path != "" {
		return abs
	}
	return path
}

func splitCommas(list []string) []string {
	var out []string
	for _, s := range list {
		for part := range strings.SplitSeq(s, ",") {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

// home is the user's home folder, as Java's user.home would be.
func (a *app) home() string {
	if h := a.env("HOME"); h != "" {
		return h
	}
	return a.env("USERPROFILE")
}
