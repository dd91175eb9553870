package main

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/licaudit/licaudit/internal/maven/pom"
	"github.com/licaudit/licaudit/internal/tools/peer"
	"github.com/vifraa/gopom"
)

const (
	// delay is how long the repository on loopback waits before each of its
	// replies: a slow round trip, beside which the machine's own work counts
	// little.
	delay = 100 * time.Millisecond
	// inFlight is what licaudit has under way at once if it is not told.
	inFlight = 24
)

// roundTrips is a cold run against a repository on loopback whose every reply
// is delayed.
type roundTrips struct {
	// poms is how many a resolution needs.
	poms int
	// chain is the length of the longest chain of POMs each of which is first
	// named in the one before it.
	chain    int
	requests int
	elapsed  time.Duration // median of whole processes
}

// least is the time below which nobody gets who has so many requests under way
// at once: that of the longest chain, or of all replies.
func (r roundTrips) least() time.Duration {
	return time.Duration(max(r.chain, (r.poms+inFlight-1)/inFlight)) * delay
}

// measureRoundTrips serves the POMs that measureLimits has kept.
func measureRoundTrips(ctx context.Context, o options, name, dir string) (roundTrips, error) {
	poms, err := keptPOMs(filepath.Join(o.work, "limits", name))
	if err != nil {
		return roundTrips{}, err
	}
	r := roundTrips{poms: len(poms)}
	if r.chain, err = longestChain(dir, poms); err != nil {
		return r, err
	}
	var requests atomic.Int64
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return r, err
	}
	server := &http.Server{Handler: slowly(poms, &requests)}
	go server.Serve(listener)
	defer server.Close()
	tmp, err := os.MkdirTemp("", "roundtrips")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(tmp)
	settings := filepath.Join(tmp, "settings.xml")
	mirror := "<settings><mirrors><mirror><id>loopback</id><mirrorOf>*</mirrorOf><url>http://" + listener.Addr().String() + "/</url></mirror></mirrors></settings>\n"
	if err := os.WriteFile(settings, []byte(mirror), 0o600); err != nil {
		return r, err
	}
	run := 0
	r.elapsed, err = median(o.rounds, func() error {
		run++
		requests.Store(0)
		empty := filepath.Join(tmp, fmt.Sprint(run))
		out, err := peer.Exec(ctx, "", nil, o.licaudit, "tree", "--in-flight", fmt.Sprint(inFlight), "-s", settings, "-Dmaven.repo.local="+filepath.Join(empty, "none"), "--cache", filepath.Join(empty, "cache"), dir)
		return ok(out, err, "licaudit")
	})
	r.requests = int(requests.Load())
	return r, err
}

// slowly serves files by path, with their checksum in the header, as the
// central repository has it.
func slowly(files map[string]string, requests *atomic.Int64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		time.Sleep(delay)
		data, err := os.ReadFile(files[strings.TrimPrefix(r.URL.Path, "/")])
		if err != nil {
			http.NotFound(w, r)
			return
		}
		sum := sha1.Sum(data)
		w.Header().Set("x-checksum-sha1", hex.EncodeToString(sum[:]))
		w.Write(data)
	})
}

// keptPOMs are the POMs of a cache by their path in the repository.
func keptPOMs(cache string) (map[string]string, error) {
	root := filepath.Join(cache, "repository", "maven-v1")
	files, err := poms(root)
	if err != nil {
		return nil, err
	}
	kept := make(map[string]string)
	for _, f := range files {
		rel, err := filepath.Rel(root, f)
		if err != nil {
			return nil, err
		}
		_, path, _ := strings.Cut(filepath.ToSlash(rel), "/") // without the repository's name
		kept[path] = f
	}
	return kept, nil
}

// longestChain walks from the project's own POMs: what these name needs one
// round trip, what is named there first a second. A name whose version stands
// elsewhere is taken for known at once, so that the chain is never too long.
func longestChain(dir string, files map[string]string) (int, error) {
	byName := make(map[string][]string) // folder of group and artifact -> paths
	for path := range files {
		name := filepath.Dir(filepath.Dir(path))
		byName[name] = append(byName[name], path)
	}
	var front []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "pom.xml" {
			front = append(front, path)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	seen := make(map[string]bool)
	for chain := 0; ; chain++ {
		var next []string
		for _, file := range front {
			for _, name := range named(file) {
				for _, path := range byName[name] {
					if !seen[path] {
						seen[path] = true
						next = append(next, files[path])
					}
				}
			}
		}
		if len(next) == 0 {
			return chain, nil
		}
		slices.Sort(next)
		front = next
	}
}

// named returns the folders of what a POM names: its parent, the BOMs that it
// imports and its dependencies.
func named(file string) []string {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	p, err := pom.Decode(data)
	if err != nil {
		return nil
	}
	var out []string
	add := func(group, artifact *string) {
		if group != nil && artifact != nil {
			out = append(out, strings.ReplaceAll(*group, ".", "/")+"/"+*artifact)
		}
	}
	if p.Parent != nil {
		add(p.Parent.GroupID, p.Parent.ArtifactID)
	}
	dependencies := func(list *[]gopom.Dependency, managed bool) {
		if list == nil {
			return
		}
		for _, d := range *list {
			if !managed || d.Scope != nil && *d.Scope == "import" {
				add(d.GroupID, d.ArtifactID)
			}
		}
	}
	dependencies(p.Dependencies, false)
	if p.DependencyManagement != nil {
		dependencies(p.DependencyManagement.Dependencies, true)
	}
	return out
}
