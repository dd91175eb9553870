package config

import (
	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// BuiltIn is the policy in force without any file: permissive, public-domain
// and weak copyleft licenses are allowed, the test scope is free, all else and
// everything unknown is denied.
func BuiltIn() *Config {
	category := func(c spdx.Category) Entry { return Entry{Text: string(c), Category: c} }
	denied := Setting{Verdict: audit.Denied}
	return &Config{BuiltIn: true, Policy: Policy{
		Rules: Rules{
			Allow:     []Entry{category(spdx.Permissive), category(spdx.PublicDomain), category(spdx.WeakCopyleft)},
			Otherwise: denied, Unknown: denied, Ambiguous: denied, Conflicting: denied,
		},
		Scopes: []ScopeRules{{Scope: "test", Rules: Rules{Allow: []Entry{category(spdx.Any)}}}},
	}}
}
