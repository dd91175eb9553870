package spdx

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/github/go-spdx/v2/spdxexp"
)

// TestOracle compares what is valid, and what satisfies what, with another
// implementation, on expressions drawn at random.
func TestOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	ids := []string{"MIT", "ISC", "Zlib", "BSD-3-Clause", "EPL-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", "LicenseRef-A", "CDDL-1.1"}
	for range 500 {
		e := draw(r, ids, 3)
		parsed, err := Parse(e)
		if err != nil {
			t.Fatalf("Parse(%q): %v", e, err)
		}
		var allowed []string
		for _, id := range ids {
			if r.IntN(2) == 0 {
				allowed = append(allowed, id)
			}
		}
		if len(allowed) == 0 {
			continue
		}
		want, err := spdxexp.Satisfies(e, allowed)
		if err != nil {
			t.Fatalf("oracle on %q: %v", e, err)
		}
		accept := func(t Term) bool {
			for _, a := range allowed {
				if a == string(t.Expression()) {
					return true
				}
			}
			return false
		}
		choice, got := Satisfy(parsed, accept)
		if got != want {
			t.Errorf("Satisfy(%q, %q) = %v, the oracle says %v", e, allowed, got, want)
		}
		if got {
			for _, term := range choice.Terms() {
				if !accept(term) {
					t.Errorf("Satisfy(%q, %q) chose %q, which holds %q", e, allowed, choice, term.Expression())
				}
			}
		}
	}
}

// TestOracleValid: both accept every listed id, and refuse the same nonsense.
func TestOracleValid(t *testing.T) {
	var es []string
	for _, l := range Licenses() {
		es = append(es, l.ID)
	}
	for _, x := range Exceptions() {
		if !x.Deprecated { // which the oracle refuses
			es = append(es, "GPL-2.0-only WITH "+x.ID)
		}
	}
	es = append(es, "MIT OR", "(MIT", "MIT)", "MIT ISC", "WITH", "MIT WITH ISC", "FOO", "", "LicenseRef-", "Apache-2.0+", "MIT AND AND ISC")
	for _, e := range es {
		want, _ := spdxexp.ValidateLicenses([]string{e})
		if _, err := Parse(e); (err == nil) != want {
			t.Errorf("Parse(%q): %v; the oracle says valid: %v", e, err, want)
		}
	}
}

func draw(r *rand.Rand, ids []string, depth int) string {
	if depth == 0 || r.IntN(3) == 0 {
		return ids[r.IntN(len(ids))]
	}
	op := []string{" AND ", " OR "}[r.IntN(2)]
	parts := make([]string, 2+r.IntN(2))
	for i := range parts {
		parts[i] = "(" + draw(r, ids, depth-1) + ")"
		if !strings.ContainsAny(parts[i], " ") {
			parts[i] = strings.Trim(parts[i], "()")
		}
	}
	return strings.Join(parts, op)
}
