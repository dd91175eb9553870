package repository

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// Aggregate appends repositories to those that are in force already. An id that
// is there is not replaced; but of a mirror that stands in for further
// repositories, their policies are added.
// https://maven.apache.org/resolver/maven-resolver-impl/xref/org/eclipse/aether/internal/impl/DefaultRemoteRepositoryManager.html
func Aggregate(inForce, more []Remote) []Remote {
	all := slices.Clone(inForce)
	for _, r := range more {
		i := slices.IndexFunc(all, func(have Remote) bool { return have.ID == r.ID })
		switch {
		case i < 0:
			all = append(all, r)
		case all[i].Mirrored != "" && r.Mirrored != "":
			all[i] = mergeMirrored(all[i], r)
		}
	}
	return all
}

// mergeMirrored makes one of a mirror that stands in for two sets of
// repositories.
func mergeMirrored(have, more Remote) Remote {
	ids := strings.Split(have.Mirrored, ", ")
	merged := have
	for _, id := range strings.Split(more.Mirrored, ", ") {
		if slices.Contains(ids, id) {
			continue
		}
		merged.Mirrored += ", " + id
		merged.Releases = MergePolicies(have.Releases, more.Releases)
		merged.Snapshots = MergePolicies(have.Snapshots, more.Snapshots)
	}
	return merged
}

// MergePolicies is the policy of one repository that stands for two: enabled
// if one is, updated as often as the more frequent, verified as the laxer.
// https://maven.apache.org/resolver/maven-resolver-impl/xref/org/eclipse/aether/internal/impl/DefaultRemoteRepositoryManager.html
func MergePolicies(a, b Policy) Policy {
	switch {
	case !a.Enabled:
		return b
	case !b.Enabled:
		return a
	}
	if interval(b.Update) < interval(a.Update) {
		a.Update = b.Update
	}
	laxer := []string{"ignore", "warn", "fail"}
	if slices.Index(laxer, b.checksum()) < slices.Index(laxer, a.checksum()) {
		a.Checksum = b.Checksum
	}
	return a
}

// checksum is fail, warn or ignore.
func (p Policy) checksum() string {
	if p.Checksum == "fail" || p.Checksum == "ignore" {
		return p.Checksum
	}
	return "warn"
}

// interval is an update policy in minutes.
func interval(policy string) int {
	n := 0
	switch {
	case policy == "always":
		return 0
	case policy == "never":
		return math.MaxInt
	case policy == "" || policy == "daily":
		return 24 * 60
	}
	if _, err := fmt.Sscanf(policy, "interval:%d", &n); err != nil {
		return 24 * 60
	}
	return n
}

// fresh reports whether an update policy is content with what was stored age
// ago. Maven's daily means: since midnight; so does what it does not know.
// https://maven.apache.org/ref/3.9.11/maven-model/maven.html#class_releases
func fresh(policy string, age time.Duration, now time.Time) bool {
	minutes := interval(policy)
	switch {
	case age < -time.Hour:
		return false // a clock that was wrong: ask again
	case minutes == math.MaxInt:
		return true
	case minutes == 24*60:
		midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
		return age <= now.Sub(midnight)
	}
	return age < time.Duration(minutes)*time.Minute
}
