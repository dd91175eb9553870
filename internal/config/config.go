// Package config reads licaudit.yaml: the settings of a run and the policy as
// written. Several files may be given, an organisation's first and the
// project's last; the nearer one may tighten a policy but not loosen it.
package config

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Config is what all files together say.
type Config struct {
	Policy     Policy
	JavaScript JavaScript
	Maven      Maven
	// Files are the files in force, the outermost first.
	Files []audit.File
	// BuiltIn is set where no file was given.
	BuiltIn bool
}

// JavaScript says where to look for copied libraries; globs with slashes,
// relative to the project.
type JavaScript struct {
	Include, Exclude []string
	// Own are globs over the holders of copyrights that are the project's own.
	Own []string
}

// Owns reports whether a holder of a copyright, as comments name him, is the
// project's own. Case does not matter.
func (j JavaScript) Owns(holder string) bool {
	return slices.ContainsFunc(j.Own, func(glob string) bool { return Glob(strings.ToLower(glob), strings.ToLower(holder)) })
}

// Maven says which dependencies are audited.
type Maven struct {
	// Scopes that are audited; empty means all.
	Scopes []string
}

// Includes reports whether dependencies of a scope are audited.
func (m Maven) Includes(scope string) bool {
	return len(m.Scopes) == 0 || slices.Contains(m.Scopes, scope)
}

// Policy says which licenses may be used where.
type Policy struct {
	Rules
	// Scopes and Modules hold rules that stand above those of the policy
	// itself: a module's scope first, then the module, then the scope.
	Scopes  []ScopeRules
	Modules []ModuleRules
	// Prefer orders equally good alternatives of an OR.
	Prefer     []Entry
	OwnGroups  []Group // first-party
	Exceptions []Exception
	// floor is what the files further out say alone.
	floor *Policy
}

// Rules are lists of licenses with what is done about those in no list. An
// empty verdict leaves the answer to the rules further out.
type Rules struct {
	Allow, Review, Deny                        []Entry
	Otherwise, Unknown, Ambiguous, Conflicting Setting
}

// ScopeRules hold in one scope.
type ScopeRules struct {
	Scope string
	At    audit.Position
	Rules
}

// ModuleRules hold in the modules whose g:a a glob matches.
type ModuleRules struct {
	Glob   string
	At     audit.Position
	Scopes []ScopeRules
	Rules
}

// Setting is the verdict for what no list names.
type Setting struct {
	Verdict audit.Verdict // allowed, review or denied; empty where not set
	At      audit.Position
}

// Entry is one word of a list: a license, a license with an exception, or a
// category.
type Entry struct {
	Text string // as written
	// Terms are the licenses meant: a bare "AGPL-3.0" means both its forms.
	Terms    []spdx.Term
	Category spdx.Category // "any" for every license, known or not
	At       audit.Position
}

// Any reports whether the entry covers every license, known or not.
func (e Entry) Any() bool { return e.Category == "any" }

// Group is a groupId, with globs, that is the project's own.
type Group struct {
	Glob string
	At   audit.Position
}

// Exception lets a component have licenses that the policy does not allow.
type Exception struct {
	Match   Matcher
	Allow   []Entry
	Reason  string
	Expires string // YYYY-MM-DD, the last day on which it holds; or empty
	At      audit.Position
}

// FirstParty reports whether a component is the project's own: its groupId, or
// its npm scope, is in a first-party group.
func (p *Policy) FirstParty(id audit.ID) bool {
	return id.Namespace != "" && slices.ContainsFunc(p.OwnGroups, func(g Group) bool { return Glob(g.Glob, id.Namespace) })
}
