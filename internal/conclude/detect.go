package conclude

import (
	"path"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// detect is what the artifact's own texts say: license files first, then tags,
// banners and header comments, then the manifest, each only where the one
// before says nothing.
func detect(claims []audit.Claim) audit.Conclusion {
	ranks := [][]audit.Claim{
		primary(ofKind(claims, audit.KindLicenseFile)),
		ofKind(claims, audit.KindLicenseFile),
		ofKind(claims, audit.KindSPDXTag, audit.KindBanner, audit.KindSignature),
		ofKind(claims, audit.KindManifest),
		ofKind(claims, audit.KindPOMComment),
	}
	var open audit.Conclusion
	for _, rank := range ranks {
		c := together(rank)
		if c.License != "" || c.AssumedOr {
			return c
		}
		if len(open.Candidates) == 0 && len(c.Candidates) > 0 {
			open = c
		}
	}
	return open
}

// primary keeps the files that speak for the artifact as a whole: those at its
// root or in META-INF, and not those of parts that it contains.
func primary(files []audit.Claim) []audit.Claim {
	var out []audit.Claim
	for _, c := range files {
		_, inside, found := strings.Cut(c.Evidence.Found.File, "!/")
		if !found {
			inside = c.Evidence.Found.File
		}
		if dir := path.Dir(inside); dir == "." || strings.EqualFold(dir, "META-INF") || !found {
			out = append(out, c)
		}
	}
	return out
}

// together reads several texts of the same rank. Different texts side by side
// may be a choice or may each cover a part: both readings are kept.
func together(claims []audit.Claim) audit.Conclusion {
	var known []spdx.Expression
	var candidates []spdx.Expression
	by := ""
	for _, c := range claims {
		if c.License != "" {
			known = append(known, c.License)
			if by == "" {
				by = c.Rule
			}
		}
		candidates = append(candidates, c.Candidates...)
	}
	if len(known) == 0 {
		return audit.Conclusion{Basis: audit.AmbiguousB, Candidates: sorted(candidates)}
	}
	or, and := spdx.Or(known...), spdx.And(known...)
	if or == and {
		return audit.Conclusion{Basis: audit.Detected, License: or, By: by}
	}
	if whole, ok := covering(known); ok {
		return audit.Conclusion{Basis: audit.Detected, License: whole, By: by}
	}
	return audit.Conclusion{Basis: audit.AmbiguousB, AssumedOr: true, Candidates: []spdx.Expression{or, and}, By: by}
}

// covering finds the expression that names every license of the others, as a
// LICENSE that says "MIT or Apache-2.0" does beside the two texts.
func covering(known []spdx.Expression) (spdx.Expression, bool) {
	for _, k := range known {
		all := true
		for _, other := range known {
			all = all && contains(k, other)
		}
		if all {
			return k, true
		}
	}
	return "", false
}

// contains reports whether every term of part is a term of whole. The only and
// or-later forms of one version are the same here, since a license text does
// not say which of the two the author granted; and so is a license WITH an
// exception in whole and without it in part, since the exception stands in the
// files' headers more often than in the text.
func contains(whole, part spdx.Expression) bool {
	has := make(map[string]bool)
	for _, t := range whole.Terms() {
		has[version(t)] = true
		has[version(t)+" WITH "+t.Exception] = true
	}
	for _, t := range part.Terms() {
		key := version(t)
		if t.Exception != "" {
			key += " WITH " + t.Exception
		}
		if !has[key] {
			return false
		}
	}
	return true
}

func version(t spdx.Term) string {
	return strings.TrimSuffix(strings.TrimSuffix(t.License, "-only"), "-or-later")
}
