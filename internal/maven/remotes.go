package maven

import (
	"fmt"
	"strings"
	"sync"

	"github.com/vifraa/gopom"

	"github.com/licaudit/licaudit/internal/maven/repository"
)

// remoteList is a list of repositories in the order in which they are asked.
// Equal lists are the same pointer.
type remoteList struct {
	list []repository.Remote
	// added remembers what became of lists of declared repositories.
	added    map[string]*remoteList
	combined map[*remoteList]*remoteList
}

// repositories makes and remembers lists of repositories.
type repositories struct {
	// remotes adds declared repositories to a list, after mirrors.
	remotes func(inForce, declared []repository.Remote) []repository.Remote
	mu      sync.Mutex
	lists   map[string]*remoteList
}

func newRepositories(remotes func(inForce, declared []repository.Remote) []repository.Remote) *repositories {
	return &repositories{remotes: remotes, lists: map[string]*remoteList{}}
}

// central is the repository of Maven's super POM.
// https://maven.apache.org/ref/3.8.7/maven-model-builder/super-pom.html
func central() repository.Remote {
	return repository.Remote{ID: "central", URL: "https://repo.maven.apache.org/maven2", Releases: repository.DefaultPolicy()}
}

// intern returns the list that has these repositories.
func (s *repositories) intern(list []repository.Remote) *remoteList {
	var key strings.Builder
	for _, r := range list {
		fmt.Fprintf(&key, "%#v\n", r)
	}
	if l := s.lists[key.String()]; l != nil {
		return l
	}
	l := &remoteList{list: list, added: map[string]*remoteList{}, combined: map[*remoteList]*remoteList{}}
	s.lists[key.String()] = l
	return l
}

// none is the empty list.
func (s *repositories) none() *remoteList {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.intern(nil)
}

// add appends the repositories that a POM declares; one whose identifier is
// there already adds nothing.
func (s *repositories) add(to *remoteList, declared []gopom.Repository) *remoteList {
	if len(declared) == 0 {
		return to
	}
	var key strings.Builder
	for _, d := range declared {
		fmt.Fprintf(&key, "%#v\n", toRemote(d)) // policies and all: POMs differ in those, too
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if l := to.added[key.String()]; l != nil {
		return l
	}
	var remotes []repository.Remote
	for _, d := range declared {
		if r := toRemote(d); !dynamic(r.URL) && !dynamic(r.ID) { // else the model is not interpolated yet
			remotes = append(remotes, r)
		}
	}
	l := s.intern(s.remotes(to.list, remotes))
	to.added[key.String()] = l
	return l
}

// combine appends one list to another.
func (s *repositories) combine(to, more *remoteList) *remoteList {
	if more == nil || len(more.list) == 0 {
		return to
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if l := to.combined[more]; l != nil {
		return l
	}
	l := s.intern(repository.Aggregate(to.list, more.list))
	to.combined[more] = l
	return l
}

// toRemote converts a <repository>.
func toRemote(d gopom.Repository) repository.Remote {
	r := repository.Remote{ID: deref(d.ID), URL: deref(d.URL), Releases: toPolicy(d.Releases), Snapshots: toPolicy(d.Snapshots)}
	if l := deref(d.Layout); l != "default" {
		r.Layout = l
	}
	return r
}

func toPolicy(p *gopom.RepositoryPolicy) repository.Policy {
	out := repository.DefaultPolicy()
	if p == nil {
		return out
	}
	if e := deref(p.Enabled); e != "" {
		out.Enabled = strings.EqualFold(e, "true")
	}
	if u := deref(p.UpdatePolicy); u != "" {
		out.Update = u
	}
	if c := deref(p.ChecksumPolicy); c != "" {
		out.Checksum = c
	}
	return out
}

// addRemotes appends repositories, after mirrors.
func (s *repositories) addRemotes(to *remoteList, more []repository.Remote) *remoteList {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.intern(s.remotes(to.list, more))
}

// fromRemote is the reverse of toRemote.
func fromRemote(r repository.Remote) gopom.Repository {
	return gopom.Repository{ID: &r.ID, URL: &r.URL, Layout: nonEmpty(r.Layout), Releases: fromPolicy(r.Releases), Snapshots: fromPolicy(r.Snapshots)}
}

func fromPolicy(p repository.Policy) *gopom.RepositoryPolicy {
	enabled := "false"
	if p.Enabled {
		enabled = "true"
	}
	return &gopom.RepositoryPolicy{Enabled: &enabled, UpdatePolicy: nonEmpty(p.Update), ChecksumPolicy: nonEmpty(p.Checksum)}
}
