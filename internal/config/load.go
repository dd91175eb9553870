package config

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// Load reads files, the outermost first. Errors name the position and are
// joined, so that all can be mended at once. Positions name a file by its base
// name where it is not given relative to the current folder.
func Load(files []string) (*Config, error) {
	all, errs := yamlfile.OpenAll("", files)
	var sources []yamlfile.Source
	for i, src := range all {
		if errs[i] == nil {
			sources = append(sources, src)
		}
	}
	c, err := Read(sources)
	if errs = append(errs, err); errors.Join(errs...) != nil {
		return nil, errors.Join(errs...)
	}
	return c, nil
}

// Read is Load for files that have been read already.
func Read(sources []yamlfile.Source) (*Config, error) {
	out := BuiltIn()
	var errs []error
	var outer *layer
	for _, src := range sources {
		l, err := read(src)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if outer != nil {
			if err := tighten(outer, l); err != nil {
				errs = append(errs, err)
			}
		}
		outer = l
		sum := sha256.Sum256(src.Data)
		out.Files = append(out.Files, audit.File{Name: src.Name, SHA256: hex.EncodeToString(sum[:])})
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if outer != nil {
		out.JavaScript, out.Maven = outer.JavaScript, outer.Maven
		if outer.given["policy"] {
			out.BuiltIn, out.Policy = false, outer.Policy
			out.Policy.Rules = failClosed(outer.Policy.Rules, outer.at["policy"])
		}
	}
	return out, nil
}

// failClosed denies what the policy does not speak of; the policy section is
// where that is decided.
func failClosed(r Rules, at audit.Position) Rules {
	for _, s := range []*Setting{&r.Otherwise, &r.Unknown, &r.Ambiguous, &r.Conflicting} {
		if s.Verdict == audit.Undecided {
			*s = Setting{Verdict: audit.Denied, At: at}
		}
	}
	return r
}

// layer is what one file says, and after tighten what it and those further out
// say together.
type layer struct {
	Config
	name string
	// given holds the keys that the file has, "policy.allow" and the like.
	given map[string]bool
	open  map[string]bool
	at    map[string]audit.Position
}

// openKeys are what a file may leave to the nearer one.
var openKeys = []string{"allow", "review", "deny", "otherwise", "unknown", "ambiguous", "conflicting",
	"scopes", "modules", "first-party", "exceptions", "javascript", "maven"}

func read(src yamlfile.Source) (*layer, error) {
	errs := &yamlfile.Errors{File: src.Name}
	var w written
	if !yamlfile.Decode(src, &w, errs) {
		return nil, errs.Err()
	}
	r := reader{errs: errs, file: src.Name}
	switch {
	case !w.Version.Given():
		errs.AddAt(1, 1, "the file has no version: begin it with \"version: 1\"")
	case w.Version.Value != 1 && errs.Err() == nil:
		errs.Add(w.Version, "version %d is not known: this licaudit reads version 1", w.Version.Value)
	}
	l := &layer{name: src.Name, given: map[string]bool{}, open: map[string]bool{}, at: map[string]audit.Position{}}
	for _, key := range w.Open {
		if !contains(openKeys, key.Value) {
			errs.Add(key, "%q cannot be left open%s", key.Value, yamlfile.DidYouMean(key.Value, openKeys))
		}
		l.open[key.Value] = true
	}
	if w.Policy != nil {
		l.give("policy", r.at(w.Policy.Place))
		l.Policy = r.policy(w.Policy, l)
	}
	if w.JavaScript != nil {
		l.give("javascript", audit.Position{})
		l.JavaScript = JavaScript{Include: r.globs(w.JavaScript.Include), Exclude: r.globs(w.JavaScript.Exclude), Own: r.holders(w.JavaScript.Own)}
	}
	if w.Maven != nil {
		l.give("maven", audit.Position{})
		l.Maven = Maven{Scopes: r.scopes(w.Maven.Scopes, mavenScopes)}
	}
	return l, errs.Err()
}

func (l *layer) give(key string, at audit.Position) {
	l.given[key] = true
	l.at[key] = at
}
