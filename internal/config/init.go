package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// schemaURL is where editors find the schema of a file of ours, in the version
// of the main branch.
const schemaURL = "https://raw.githubusercontent.com/licaudit/licaudit/main/internal/config/schema.json"

// Init writes a starter licaudit.yaml for a report: allow receives permissive
// and weak copyleft licenses only; every other license in use stands under
// review with its components. Every line is explained.
func Init(r audit.Report) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `# yaml-language-server: $schema=%s
# $schema: %s
#
# What may be used where. Facts about components belong into overrides.yaml.
# Lists take SPDX ids, ids WITH an exception, and categories: permissive,
# public-domain, weak-copyleft, strong-copyleft, network-copyleft,
# non-commercial, source-available, proprietary, any.
version: 1

policy:
  # Licenses that may be used. Categories cover licenses that are yet to come.
  allow:
    - permissive      # MIT, BSD, Apache-2.0 and their like
    - weak-copyleft   # LGPL, MPL, EPL: changes to the library itself stay under it

`, schemaURL, schemaURL)
	reviewList(&b, r)
	b.WriteString(`
  # Licenses that fail the build whatever else is said: deny wins over review,
  # review wins over allow. What stands in no list is denied below, too.
  deny: []

  otherwise: deny     # licenses in no list
  unknown: deny       # none declared, or in words that no rule knows
  ambiguous: deny     # several are possible, and not all are allowed
  conflicting: deny   # the evidence contradicts itself, and not all sides are allowed

  # What stands here goes before the lists above, in its scope alone.
  scopes:
    test:
      allow: [any]    # what only tests is not shipped
`)
	group := "com.acme"
	if r.Project.ID.Namespace != "" {
		group = r.Project.ID.Namespace
	}
	fmt.Fprintf(&b, `
  # More that may be said here:
  # prefer: [Apache-2.0, MIT]        # between equally good alternatives of a choice
  # first-party: [%s]   # your own groups: listed apart, not judged
  # exceptions:                      # one component may have what is not allowed
  #   - match: com.mysql:mysql-connector-j
  #     allow: ["GPL-2.0-only WITH Universal-FOSS-exception-1.0"]
  #     reason: used in the migration tool only, not shipped
  #     expires: 2027-06-30

# Where copied JavaScript libraries are looked for; everywhere, if nothing is said.
# javascript:
#   include: ["src/main/webapp/**"]
#   exclude: ["**/our-own/**"]
#   own: ["Acme *"]                  # holders of your own notices in scripts

# Which dependencies are audited; all, if nothing is said.
# maven:
#   scopes: [compile, runtime, provided, system, test]
`, comment(yamlfile.Quote(group)+`, `+yamlfile.Quote(group+".*")))
	return []byte(b.String())
}

// reviewList writes the licenses in use that the allow list does not cover, each
// with its components.
func reviewList(b *strings.Builder, r audit.Report) {
	users := map[spdx.Expression][]string{}
	for _, f := range r.Findings {
		e := f.Conclusion.License
		if _, ok := spdx.Satisfy(e, starterAllows); ok || e == "" || f.Component.FirstParty {
			continue
		}
		for _, t := range e.Terms() {
			if !starterAllows(t) {
				x := t.Expression()
				users[x] = append(users[x], f.Component.ID.Label())
			}
		}
	}
	b.WriteString("  # Licenses that are reported for a decision and fail only with --fail-on review.\n")
	if len(users) == 0 {
		b.WriteString("  # No license in use needs one.\n  review: []\n")
		return
	}
	b.WriteString("  # These are in use now: move each to allow or deny.\n  review:\n")
	var all []spdx.Expression
	for x := range users {
		all = append(all, x)
	}
	slices.SortFunc(all, func(a, b spdx.Expression) int {
		return cmp.Or(strings.Compare(strings.ToLower(string(a)), strings.ToLower(string(b))), strings.Compare(string(a), string(b)))
	})
	for _, x := range all {
		category := "no category is known"
		if c, ok := spdx.CategoryOf(x.Terms()[0]); ok {
			category = string(c)
		}
		fmt.Fprintf(b, "    - %s   # %s\n", yamlfile.Quote(string(x)), category)
		slices.Sort(users[x])
		for _, u := range slices.Compact(users[x]) {
			fmt.Fprintf(b, "      # %s\n", comment(u))
		}
	}
}

func starterAllows(t spdx.Term) bool {
	c, ok := spdx.CategoryOf(t)
	return ok && (c == spdx.Permissive || c == spdx.WeakCopyleft)
}

// comment keeps foreign text on its line.
func comment(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r >= 0xfffe && r <= 0xffff {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
}
