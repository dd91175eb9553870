package maven

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Describe says what the session sees of its surroundings, a line each: the
// Java whose facts activate profiles, the Maven whose version a POM may ask
// for, the settings files, the repositories after mirrors, and the folders that
// are read.
func (s *Session) Describe() []string {
	java := cmp.Or(s.platform.javaHome, "none found, facts assumed")
	out := []string{
		fmt.Sprintf("java: %s (%s)", s.platform.system["java.version"], java),
		fmt.Sprintf("maven: %s (%s)", s.platform.system["maven.version"], cmp.Or(s.platform.maven, "none found, version assumed")),
		fmt.Sprintf("os: %s, %s, %s", s.platform.osName, s.platform.arch, s.platform.osVersion),
	}
	if len(s.settings.Files) == 0 {
		out = append(out, "settings: none, Maven's defaults")
	}
	for _, f := range s.settings.Files {
		out = append(out, "settings: "+f)
	}
	out = append(out, "local repository: "+s.settings.LocalRepository, "cache: "+cmp.Or(s.opts.CacheDir, "none"))
	for _, m := range s.settings.Mirrors {
		line := fmt.Sprintf("mirror: %s of %s at %s", m.ID, m.Of, m.URL)
		if m.Blocked {
			line += " (blocked)"
		}
		out = append(out, line)
	}
	for _, r := range s.external.list {
		out = append(out, fmt.Sprintf("repository: %s at %s", r.ID, r.URL))
	}
	if s.opts.Offline {
		out = append(out, "offline: no connection is opened")
	}
	return append(out, s.describeProfiles()...)
}

func (s *Session) describeProfiles() []string {
	active, inactive := parseProfiles(s.opts.Profiles)
	var words []string
	for id := range active {
		words = append(words, id)
	}
	for id := range inactive {
		words = append(words, "!"+id)
	}
	if len(words) == 0 {
		return nil
	}
	slices.Sort(words)
	return []string{"profiles: " + strings.Join(words, ",")}
}
