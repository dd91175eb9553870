package conclude

import (
	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Library gives the one answer for a JavaScript library found in files.
// licenses are what each file's signature, text and neighbours agree on, sides
// those that contradict each other in one file, byVersion those that it may be
// under because nobody knows its version.
func Library(claims []audit.Claim, licenses, sides, byVersion []spdx.Expression) audit.Conclusion {
	c := found(claims, distinct(licenses), distinct(sides))
	if byVersion = distinct(byVersion); c.Basis == audit.None && len(byVersion) > 1 {
		c = audit.Conclusion{Basis: audit.AmbiguousB, Candidates: byVersion, By: "license by version"}
	}
	c.Claims = claims
	return c
}

func found(claims []audit.Claim, licenses, sides []spdx.Expression) audit.Conclusion {
	switch {
	case len(sides) > 1:
		return conflict(sides...)
	case len(licenses) > 1:
		return conflict(licenses...) // the same version in two places, with two licenses
	case len(licenses) == 1:
		return audit.Conclusion{License: licenses[0], Basis: audit.Detected, By: firstRule(claims, licenses[0])}
	}
	return weigh(Declared(claims), detect(claims))
}

func distinct(list []spdx.Expression) []spdx.Expression {
	list = sorted(list)
	if len(list) > 0 && list[0] == "" {
		return list[1:]
	}
	return list
}

// firstRule names the first claim that says the license.
func firstRule(claims []audit.Claim, license spdx.Expression) string {
	for _, c := range claims {
		if c.License == license {
			return c.Rule
		}
	}
	return "signature"
}
