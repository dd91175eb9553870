package conclude

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// source is where in an artifact a detected license was read.
type source int

const (
	ownText source = iota // a text that speaks for the whole artifact
	header                // tags, banners, headers of source files
	manifest
	comment  // the header of the POM
	partText // license files deep inside, most often of a part
)

type detection struct {
	audit.Conclusion
	from source
	said int // how many claims name a license
}

// detect is what the artifact's own texts say: license files first, then tags,
// banners and header comments, then the manifest, each only where the one
// before says nothing. License files of parts come last.
func detect(claims []audit.Claim) detection {
	own, parts := divide(ofKind(claims, audit.KindLicenseFile))
	headers := ofKind(claims, audit.KindSPDXTag, audit.KindBanner, audit.KindSignature)
	ranks := []struct {
		from   source
		claims []audit.Claim
	}{
		{ownText, own},
		{header, headers},
		{manifest, ofKind(claims, audit.KindManifest)},
		{comment, ofKind(claims, audit.KindPOMComment)},
		{partText, parts},
	}
	var open detection
	for _, rank := range ranks {
		found := detection{together(rank.claims), rank.from, said(rank.claims)}
		if found.License != "" || found.AssumedOr {
			if len(open.Candidates) > 0 && rank.from == partText {
				break
			}
			found.License = widened(found.License, headers)
			return found
		}
		if len(open.Candidates) == 0 && len(found.Candidates) > 0 {
			open = found
		}
	}
	return open
}

func said(claims []audit.Claim) int {
	n := 0
	for _, c := range claims {
		if c.License != "" {
			n++
		}
	}
	return n
}

// widened grants the later versions that the headers of the sources grant,
// where a license file has but the text of a GNU license, which cannot.
func widened(license spdx.Expression, headers []audit.Claim) spdx.Expression {
	base, only := strings.CutSuffix(string(license), "-only")
	if !only || len(license.Terms()) != 1 {
		return license
	}
	later := spdx.Expression(base + "-or-later")
	for _, h := range headers {
		if h.License != "" && h.License != later || h.License == "" && len(h.Candidates) > 0 {
			return license
		}
	}
	if said(headers) == 0 {
		return license
	}
	return later
}

// divide parts the files that speak for the artifact as a whole, at its root,
// in META-INF, in a folder of its licenses or at the root of a WebJar, from
// those of what it contains.
func divide(files []audit.Claim) (own, parts []audit.Claim) {
	for _, c := range files {
		_, inside, found := strings.Cut(c.Evidence.Found.File, "!/")
		if !found || speaks(path.Dir(inside)) {
			own = append(own, c)
		} else {
			parts = append(parts, c)
		}
	}
	return own, parts
}

// webjar is where a WebJar has its library (https://www.webjars.org/documentation).
var webjar = regexp.MustCompile(`^META-INF/resources/webjars/[^/]+/[^/]+$`)

func speaks(dir string) bool {
	switch strings.ToLower(dir) {
	case ".", "meta-inf", "license", "licenses", "legal", "doc", "docs":
		return true
	}
	return webjar.MatchString(dir)
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
	if list := unabsorbed(claims, known); len(list) > 0 {
		return audit.Conclusion{Basis: audit.AmbiguousB, Candidates: list, By: by}
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

// unabsorbed are the readings where a text leaves its license open and no
// other one names what it may mean: nothing of it may be lost.
func unabsorbed(claims []audit.Claim, known []spdx.Expression) []spdx.Expression {
	readings, open := []spdx.Expression{""}, false
	seen := make(map[string]bool)
	for _, c := range claims {
		options := c.Candidates
		if c.License != "" {
			options = []spdx.Expression{c.License}
		} else if slices.ContainsFunc(known, func(k spdx.Expression) bool { return anyCovers(options, k) }) {
			continue
		}
		if key := fmt.Sprint(options); len(options) > 0 && !seen[key] {
			seen[key] = true
			open = open || c.License == ""
			readings = combine(readings, options)
		}
	}
	if !open {
		return nil
	}
	return sorted(readings)
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
