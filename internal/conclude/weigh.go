package conclude

import (
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// weigh holds what is declared against what was detected.
func weigh(declared audit.Conclusion, found detection) audit.Conclusion {
	detected := found.Conclusion
	if detected.License == "" {
		return withoutText(declared, found)
	}
	if faint(declared, found) {
		return partial(declared, detected)
	}
	text := detected.License
	switch {
	case declared.AssumedOr:
		return confirm(declared, found)
	case declared.License != "":
		return agree(declared, detected)
	case declared.Basis == audit.AmbiguousB, declared.Basis == audit.Conflicting:
		if anyCovers(declared.Candidates, text) {
			return detected
		}
		return conflict(append([]spdx.Expression{text}, declared.Candidates...)...)
	}
	return detected // nothing declared, or in words that no rule knows
}

// faint reports whether what was found speaks of a part and not of the whole:
// the license file of something contained, or a single file's header beside a
// declaration that leaves something open.
func faint(declared audit.Conclusion, found detection) bool {
	return found.from == partText || found.from == header && found.said < 2 && len(declared.Candidates) > 0
}

// partial lets the license of a part choose among declared candidates, but not
// contradict what is declared. Where nothing is declared it is a candidate.
func partial(declared, part audit.Conclusion) audit.Conclusion {
	switch {
	case declared.License != "" || declared.AssumedOr:
		return declared
	case anyCovers(declared.Candidates, part.License):
		return part
	case len(declared.Candidates) > 0:
		return declared
	}
	return audit.Conclusion{Basis: audit.AmbiguousB, Candidates: []spdx.Expression{part.License}, By: part.By}
}

// withoutText keeps the declared answer, narrowed by the candidates that an
// ambiguous text leaves. An own text that has the declared license with other
// terms beside it says more than a name can.
func withoutText(declared audit.Conclusion, found detection) audit.Conclusion {
	detected := found.Conclusion
	if found.from == ownText && declared.License != "" && slices.ContainsFunc(detected.Candidates, func(c spdx.Expression) bool {
		return contains(c, spdx.And(declared.License, spdx.OtherTerms))
	}) {
		return audit.Conclusion{Basis: audit.AmbiguousB, Candidates: sorted(append([]spdx.Expression{declared.License}, detected.Candidates...)), By: detected.By}
	}
	if declared.Basis != audit.None && declared.Basis != audit.Unrecognised || len(detected.Candidates) == 0 {
		return declared
	}
	return audit.Conclusion{Basis: audit.AmbiguousB, Candidates: detected.Candidates, By: detected.By}
}

// agree compares one declared license with one detected license.
func agree(declared, detected audit.Conclusion) audit.Conclusion {
	switch {
	case contains(declared.License, detected.License):
		return declared // equal, or the text of one alternative of a declared choice
	case contains(detected.License, declared.License):
		return detected // the text says more: further choices, or the licenses of parts
	}
	return conflict(declared.License, detected.License)
}

// confirm lets a text settle how several license elements are meant. A
// manifest is no such text: it is made from the elements.
func confirm(declared audit.Conclusion, found detection) audit.Conclusion {
	detected := found.Conclusion
	switch {
	case found.from == manifest && (contains(detected.License, declared.License) || contains(declared.License, detected.License)):
		return declared
	case contains(detected.License, declared.License):
		return detected
	case contains(declared.License, detected.License):
		return declared // the text of one element alone leaves the relation open
	}
	return conflict(declared.License, detected.License)
}

func anyCovers(candidates []spdx.Expression, text spdx.Expression) bool {
	for _, c := range candidates {
		if contains(c, text) || contains(text, c) {
			return true
		}
	}
	return false
}

func conflict(sides ...spdx.Expression) audit.Conclusion {
	return audit.Conclusion{Basis: audit.Conflicting, Candidates: sorted(sides)}
}
