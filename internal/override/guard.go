package override

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

const noneDeclared = "none"

// guard says how upstream contradicts what the entry expects of it, or nothing.
// An entry that upstream has caught up with is not contradicted by that: the
// decision says that it is superseded.
func (e *entry) guard(upstream audit.Conclusion) string {
	if says := cmp.Or(e.license, e.choose); upstream.Known() && says != "" && equal(upstream.License, says) {
		return ""
	}
	if len(e.declared) > 0 {
		if problem := e.guardDeclared(upstream); problem != "" {
			return problem
		}
	}
	if e.sha256 == "" {
		return ""
	}
	var found []string
	for _, c := range upstream.Claims {
		if strings.EqualFold(c.Evidence.SHA256, e.sha256) {
			return ""
		}
		if c.Evidence.SHA256 != "" && c.Evidence.Kind == audit.KindLicenseFile {
			found = append(found, c.Evidence.SHA256)
		}
	}
	if len(found) == 0 {
		return fmt.Sprintf("the entry expects a license text with the SHA-256 %s, and no text was found", e.sha256)
	}
	return fmt.Sprintf("the entry expects a license text with the SHA-256 %s, and found %s", e.sha256, strings.Join(found, ", "))
}

func (e *entry) guardDeclared(upstream audit.Conclusion) string {
	claims := declaredClaims(upstream.Claims)
	wantNone := slices.Equal(e.declared, []string{noneDeclared})
	switch {
	case len(claims) == 0 && wantNone:
		return ""
	case len(claims) == 0:
		return fmt.Sprintf("the entry expects that upstream declares %s, and it declares none", quoted(e.declared))
	case wantNone && !sameWords(e.declared, claims):
		return fmt.Sprintf("the entry expects that upstream declares none, and it declares %s", quoted(words(claims)))
	}
	if sameWords(e.declared, claims) || sameLicense(e.declared, claims) {
		return ""
	}
	return fmt.Sprintf("the entry expects that upstream declares %s, and it declares %s", quoted(e.declared), quoted(words(claims)))
}

// declaredClaims are those of the metadata; where a library has none, as a
// copied file has, those of its banner.
func declaredClaims(claims []audit.Claim) []audit.Claim {
	for _, kinds := range [][]audit.Kind{
		{audit.KindPOM, audit.KindParentPOM, audit.KindPackageJSON},
		{audit.KindSPDXTag, audit.KindBanner},
	} {
		var out []audit.Claim
		for _, c := range claims {
			if slices.Contains(kinds, c.Evidence.Kind) {
				out = append(out, c)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// word is how a claim is written in a guard: the raw name, else the URL, else
// the license.
func word(c audit.Claim) string {
	for _, s := range []string{c.Evidence.Name, c.Evidence.URL, string(c.License)} {
		if s = squeeze(s); s != "" {
			return s
		}
	}
	return "?"
}

func words(claims []audit.Claim) []string {
	var out []string
	for _, c := range claims {
		out = append(out, word(c))
	}
	return out
}

// declaredWord is what a guard would have to say today.
func declaredWord(c audit.Conclusion) string {
	if w := words(declaredClaims(c.Claims)); len(w) > 0 {
		return strings.Join(w, `", "`)
	}
	return noneDeclared
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func quoted(list []string) string {
	var out []string
	for _, s := range list {
		out = append(out, fmt.Sprintf("%q", s))
	}
	return strings.Join(out, " and ")
}

// sameWords compares as sets, by name or URL as found.
func sameWords(want []string, claims []audit.Claim) bool {
	is := func(w string, c audit.Claim) bool {
		w = squeeze(w)
		return w == squeeze(c.Evidence.Name) || w == squeeze(c.Evidence.URL) || w == word(c)
	}
	for _, c := range claims {
		if !slices.ContainsFunc(want, func(w string) bool { return is(w, c) }) {
			return false
		}
	}
	for _, w := range want {
		if !slices.ContainsFunc(claims, func(c audit.Claim) bool { return is(w, c) }) {
			return false
		}
	}
	return true
}

// sameLicense compares what the guard and the claims mean as SPDX expressions.
func sameLicense(want []string, claims []audit.Claim) bool {
	var expected, found []spdx.Expression
	for _, w := range want {
		e, err := spdx.Parse(w)
		if err != nil {
			return false
		}
		expected = append(expected, e)
	}
	for _, c := range claims {
		if c.License == "" {
			return false
		}
		found = append(found, c.License)
	}
	return equal(spdx.Or(expected...), spdx.Or(found...)) || equal(spdx.And(expected...), spdx.And(found...)) ||
		len(expected) == 1 && equal(expected[0], spdx.And(found...))
}
