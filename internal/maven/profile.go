package maven

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/vifraa/gopom"
)

// activation is what profiles are judged by.
type activation struct {
	active, inactive map[string]bool
	user             map[string]string
	system           map[string]string
	platform         *platform
	// dir is the folder of the project's POM; empty for a POM of a repository,
	// whose file conditions with ${basedir} never hold.
	dir string
}

// choose returns the active profiles of one POM in order, as
// DefaultProfileSelector does: those active by default come last, and only if
// no other of the POM is active. A condition that cannot be judged makes the
// model invalid; fault is the first one's, or empty.
// https://maven.apache.org/guides/introduction/introduction-to-profiles.html
func (a *activation) choose(profiles []*rawProfile, props map[string]string) (active []*rawProfile, fault string) {
	var byDefault []*rawProfile
	chosen := false
	for _, p := range profiles {
		if a.inactive[p.id] {
			continue
		}
		holds := a.active[p.id]
		if !holds {
			var msg string
			if holds, msg = a.holds(p.activation, props); msg != "" && fault == "" {
				fault = fmt.Sprintf("the activation of profile %q cannot be judged: %s", p.id, msg)
			}
		}
		switch {
		case holds:
			active = append(active, p)
			chosen = chosen || !p.external
		case p.activation != nil && p.activation.ActiveByDefault != nil && *p.activation.ActiveByDefault:
			if p.external {
				active = append(active, p)
			} else {
				byDefault = append(byDefault, p)
			}
		}
	}
	if !chosen {
		active = append(active, byDefault...)
	}
	return active, fault
}

// externalProfiles are the profiles of settings.xml, and those of them that are
// active in the project's folder.
type externalProfiles struct {
	all, active []*rawProfile
	fault       string // of an activation that cannot be judged
	byFolder    bool
}

func newExternalProfiles(all, active []*rawProfile, fault string) externalProfiles {
	e := externalProfiles{all: all, active: active, fault: fault}
	for _, p := range all {
		e.byFolder = e.byFolder || p.activation != nil && p.activation.File != nil
	}
	return e
}

// matter reports whether any may be active in a folder of the project.
func (e externalProfiles) matter() bool { return e.byFolder || len(e.active) > 0 || e.fault != "" }

// fromSettings are the active ones for a POM of the project: a file condition
// is judged in the folder of each.
func (a *activation) fromSettings(e externalProfiles) (active []*rawProfile, fault string) {
	if !e.byFolder || a.dir == "" {
		return e.active, e.fault
	}
	return a.choose(e.all, nil)
}

// holds reports whether there are conditions and all of them hold. Each is
// looked at: one that cannot be judged is a fault, whatever the others say.
func (a *activation) holds(c *gopom.Activation, props map[string]string) (active bool, fault string) {
	if c == nil || c.JDK == nil && c.OS == nil && c.Property == nil && c.File == nil {
		return false, ""
	}
	active = (c.OS == nil || a.platform.osMatches(c.OS)) && (c.File == nil || a.fileHolds(c.File, props))
	if c.JDK != nil {
		matches, ok := jdkMatches(a.system["java.version"], *c.JDK)
		if active = active && matches; !ok {
			fault = fmt.Sprintf("%q is no version of Java", *c.JDK)
		}
	}
	if c.Property != nil {
		if strings.TrimPrefix(deref(c.Property.Name), "!") == "" {
			return false, "the name of its property is missing"
		}
		active = active && a.propertyHolds(c.Property)
	}
	return active, fault
}

func (a *activation) propertyHolds(p *gopom.ActivationProperty) bool {
	name, reverse := strings.CutPrefix(deref(p.Name), "!")
	got, ok := a.user[name]
	if !ok {
		got, ok = a.system[name]
	}
	want := deref(p.Value)
	if want == "" {
		return (got != "") != reverse
	}
	if v, not := strings.CutPrefix(want, "!"); not {
		return !(ok && got == v)
	}
	return ok && got == want
}

func (a *activation) fileHolds(f *gopom.ActivationFile, props map[string]string) bool {
	path, missing := deref(f.Exists), false
	if path == "" {
		path, missing = deref(f.Missing), true
	}
	if path == "" || a.dir == "" && strings.Contains(path, "${basedir}") {
		return false
	}
	path = a.expandPath(path, props, 0)
	if !filepath.IsAbs(path) {
		if a.dir == "" {
			return false
		}
		path = filepath.Join(a.dir, path)
	}
	_, err := os.Stat(path)
	return (err == nil) != missing
}

// expandPath interpolates a path as ProfileActivationFilePathInterpolator
// does: ${basedir}, the POM's own properties, user and system properties.
func (a *activation) expandPath(s string, props map[string]string, depth int) string {
	var out strings.Builder
	for depth < 20 {
		i := strings.Index(s, "${")
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i:], '}')
		if j < 0 {
			break
		}
		out.WriteString(s[:i])
		out.WriteString(a.expandOne(s[i:i+j+1], s[i+2:i+j], props, depth))
		s = s[i+j+1:]
	}
	return out.String() + s
}

func (a *activation) expandOne(whole, name string, props map[string]string, depth int) string {
	if name == "basedir" && a.dir != "" {
		return a.dir
	}
	for _, m := range []map[string]string{props, a.user, a.system} {
		if v, ok := m[name]; ok && !strings.Contains(v, whole) {
			return a.expandPath(v, props, depth+1)
		}
	}
	return whole
}

// jdkMatches judges <jdk>: a prefix, a negated prefix or a range, as
// JdkVersionProfileActivator does. A bound that is met and is no number is not
// ok: Maven stops there.
func jdkMatches(java, jdk string) (matches, ok bool) {
	if java == "" {
		return false, true
	}
	if rest, ok := strings.CutPrefix(jdk, "!"); ok {
		return !strings.HasPrefix(java, rest), true
	}
	if !strings.HasPrefix(jdk, "[") && !strings.HasPrefix(jdk, "(") {
		return strings.HasPrefix(java, jdk), true
	}
	bounds := jdkRange(jdk)
	left, ok := jdkOrder(java, bounds[0], true)
	if !ok || left <= 0 {
		return ok && left == 0, ok
	}
	right, ok := jdkOrder(java, bounds[1], false)
	return ok && right <= 0, ok
}

type jdkBound struct {
	value  string
	closed bool
}

func jdkRange(s string) []jdkBound {
	var bounds []jdkBound
	tokens := strings.Split(s, ",")
	for len(tokens) > 0 && tokens[len(tokens)-1] == "" { // Java's split drops them
		tokens = tokens[:len(tokens)-1]
	}
	for _, t := range tokens {
		switch {
		case strings.HasPrefix(t, "["):
			bounds = append(bounds, jdkBound{strings.TrimSpace(strings.ReplaceAll(t, "[", "")), true})
		case strings.HasPrefix(t, "("):
			bounds = append(bounds, jdkBound{strings.TrimSpace(strings.ReplaceAll(t, "(", "")), false})
		case strings.HasSuffix(t, "]"):
			bounds = append(bounds, jdkBound{strings.TrimSpace(strings.ReplaceAll(t, "]", "")), true})
		case strings.HasSuffix(t, ")"):
			bounds = append(bounds, jdkBound{strings.TrimSpace(strings.ReplaceAll(t, ")", "")), false})
		case t == "":
			bounds = append(bounds, jdkBound{"", false})
		}
	}
	if len(bounds) < 2 {
		bounds = append(bounds, jdkBound{"99999999", false})
	}
	return bounds
}

// jdkOrder compares three numbers of the version with a bound. It fails where
// Maven's Integer.parseInt would.
func jdkOrder(java string, b jdkBound, left bool) (int, bool) {
	if b.value == "" {
		if left {
			return 1, true
		}
		return -1, true
	}
	have := strings.FieldsFunc(java, func(r rune) bool { return r < '0' || r > '9' })
	want := strings.Split(b.value, ".")
	for i := range 3 { // what comes after the first difference is not read
		x, err1 := numberAt(have, i)
		y, err2 := numberAt(want, i)
		switch {
		case err1 != nil || err2 != nil:
			return 0, false
		case x < y:
			return -1, true
		case x > y:
			return 1, true
		}
	}
	switch {
	case b.closed:
		return 0, true
	case left:
		return -1, true
	}
	return 1, true
}

// numberAt is a token as Integer.parseInt reads it; one that is not there is 0.
func numberAt(tokens []string, i int) (int64, error) {
	if i >= len(tokens) {
		return 0, nil
	}
	return strconv.ParseInt(tokens[i], 10, 32)
}

// part is one POM of a lineage with its active profiles injected.
type part struct {
	raw        *rawModel
	deps       []*dependency
	managed    []*dependency
	props      map[string]string
	repos      []gopom.Repository
	modules    []string
	plugins    []*plugin // with pluginMgmt, in models of the project alone
	pluginMgmt []*plugin
	// active are the identifiers of the injected profiles, in order; profiles
	// are those of the POM among them.
	active   []string
	profiles []*gopom.Profile
}

// inject returns the POM with profiles injected in order, as
// DefaultProfileInjector does: a later one dominates.
func inject(r *rawModel, profiles []*rawProfile) *part {
	p := &part{raw: r, deps: r.deps, managed: r.managed, props: r.props, repos: r.repos, modules: r.modules}
	for _, f := range profiles {
		p.active = append(p.active, f.id)
		if f.pom != nil {
			p.profiles = append(p.profiles, f.pom)
		}
		p.deps = mergeDependencies(p.deps, f.deps, true)
		p.managed = mergeDependencies(p.managed, f.managed, true)
		p.repos = mergeRepositories(f.repos, p.repos)
		if len(f.props) > 0 {
			merged := make(map[string]string, len(p.props)+len(f.props))
			maps.Copy(merged, p.props)
			maps.Copy(merged, f.props)
			p.props = merged
		}
		p.modules = mergeModules(p.modules, f.modules)
	}
	return p
}

func mergeModules(target, source []string) []string {
	if len(source) == 0 {
		return target
	}
	seen := map[string]bool{}
	out := append([]string(nil), target...)
	for _, m := range target {
		seen[m] = true
	}
	for _, m := range source {
		if !seen[m] {
			out = append(out, m)
		}
	}
	return out
}

// mergeRepositories puts the dominant ones first; of equal identifiers the
// first counts.
func mergeRepositories(dominant, recessive []gopom.Repository) []gopom.Repository {
	if len(dominant) == 0 {
		return recessive
	}
	if len(recessive) == 0 {
		return dominant
	}
	seen := map[string]bool{}
	var out []gopom.Repository
	for _, list := range [][]gopom.Repository{dominant, recessive} {
		for _, r := range list {
			if id := deref(r.ID); !seen[id] {
				seen[id] = true
				out = append(out, r)
			}
		}
	}
	return out
}
