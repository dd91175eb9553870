package settings

import (
	"net/url"
	"strings"

	"github.com/licaudit/licaudit/internal/maven/repository"
)

// Remotes adds declared repositories to those that are in force already and
// returns the new list, in the order in which they are asked. Mirrors are
// applied to the declared ones; an id that is there already is not replaced;
// repositories with the same mirror become one.
// https://maven.apache.org/resolver/maven-resolver-impl/xref/org/eclipse/aether/internal/impl/DefaultRemoteRepositoryManager.html
func (s *Settings) Remotes(inForce, declared []repository.Remote) []repository.Remote {
	effective := make([]repository.Remote, len(declared))
	for i, d := range declared {
		effective[i] = s.Mirrored(d)
	}
	return repository.Aggregate(inForce, effective)
}

// Mirrored is the repository itself, or the mirror that stands in for it.
func (s *Settings) Mirrored(r repository.Remote) repository.Remote {
	m, ok := s.mirrorOf(r)
	if !ok {
		return r
	}
	return repository.Remote{ID: m.ID, URL: m.URL, Releases: r.Releases, Snapshots: r.Snapshots, Mirrored: r.ID,
		Blocked: m.Blocked, Layout: m.Layout}
}

// mirrorOf chooses the mirror: one of just this id first, else the first whose
// pattern matches.
// https://maven.apache.org/resolver/maven-resolver-util/xref/org/eclipse/aether/util/repository/DefaultMirrorSelector.html
func (s *Settings) mirrorOf(r repository.Remote) (Mirror, bool) {
	if r.ID == "" {
		return Mirror{}, false
	}
	for _, m := range s.Mirrors {
		if m.Of == r.ID && matchesLayout(m.Layouts, r.Layout) {
			return m, true
		}
	}
	for _, m := range s.Mirrors {
		if matchesID(m.Of, r) && matchesLayout(m.Layouts, r.Layout) {
			return m, true
		}
	}
	return Mirror{}, false
}

// matchesID matches a repository against <mirrorOf>. White space counts, as in
// Maven: "a, b" does not match b.
func matchesID(pattern string, r repository.Remote) bool {
	if pattern == "*" || pattern == r.ID {
		return true
	}
	matches := false
	for _, p := range strings.Split(pattern, ",") {
		switch {
		case len(p) > 1 && p[0] == '!':
			if p[1:] == r.ID {
				return false
			}
		case p == r.ID:
			return true
		case p == "*", p == "external:*" && external(r, ""), p == "external:http:*" && external(r, "http"):
			matches = true
		}
	}
	return matches
}

// external reports whether a repository is on another machine, and, where
// scheme is "http", reached without encryption.
func external(r repository.Remote, scheme string) bool {
	protocol, _, _ := strings.Cut(strings.ToLower(r.URL), "://")
	host := ""
	if u, err := url.Parse(r.URL); err == nil {
		host = u.Hostname()
	}
	local := host == "localhost" || host == "127.0.0.1"
	if scheme == "http" {
		return !local && (protocol == "http" || protocol == "dav" || protocol == "dav:http" || protocol == "dav+http")
	}
	return !local && !strings.HasPrefix(protocol, "file")
}

func matchesLayout(pattern, layout string) bool {
	if pattern == "" || pattern == "*" {
		return true
	}
	if layout == "" {
		layout = "default"
	}
	matches := false
	for _, p := range strings.Split(pattern, ",") {
		switch {
		case p == "!"+layout:
			return false
		case p == layout:
			return true
		case p == "*":
			matches = true
		}
	}
	return matches
}
