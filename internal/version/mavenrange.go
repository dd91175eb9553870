package version

import (
	"fmt"
	"strings"
)

// MavenRange is a Maven version specification: either a plain version, which
// Maven calls a soft requirement, or a union of ranges such as
// "[1.0,2.0),[3.0,)". The zero value contains every version.
type MavenRange struct {
	// Recommended is the plain version; empty for a range.
	Recommended string
	ranges      []mavenInterval
}

// mavenInterval is one range; an empty bound is open-ended.
type mavenInterval struct {
	lower, upper                   string
	lowerInclusive, upperInclusive bool
}

// ParseMavenRange reads a version specification as Maven's resolver does
// (org.eclipse.aether.util.version.GenericVersionScheme).
func ParseMavenRange(s string) (MavenRange, error) {
	var r MavenRange
	rest := s
	for strings.HasPrefix(rest, "[") || strings.HasPrefix(rest, "(") {
		end := strings.IndexAny(rest, "])")
		if end < 0 {
			return MavenRange{}, fmt.Errorf("version range %q is not closed", s)
		}
		iv, err := parseMavenInterval(rest[:end+1])
		if err != nil {
			return MavenRange{}, fmt.Errorf("version range %q: %w", s, err)
		}
		r.ranges = append(r.ranges, iv)
		rest = strings.TrimSpace(rest[end+1:])
		rest = strings.TrimSpace(strings.TrimPrefix(rest, ","))
	}
	if rest != "" && len(r.ranges) > 0 {
		return MavenRange{}, fmt.Errorf("version range %q: expected [ or ( before %q", s, rest)
	}
	if len(r.ranges) == 0 {
		r.Recommended = s
	}
	return r, nil
}

// parseMavenInterval reads one range with its brackets
// (org.eclipse.aether.util.version.GenericVersionRange).
func parseMavenInterval(s string) (mavenInterval, error) {
	iv := mavenInterval{lowerInclusive: s[0] == '[', upperInclusive: s[len(s)-1] == ']'}
	body := s[1 : len(s)-1]
	lower, upper, found := strings.Cut(body, ",")
	if !found {
		v := strings.TrimSpace(body)
		if !iv.lowerInclusive || !iv.upperInclusive {
			return iv, fmt.Errorf("the single version %q must be surrounded by []", v)
		}
		if strings.HasSuffix(v, ".*") {
			prefix := v[:len(v)-1]
			iv.lower, iv.upper = prefix+"min", prefix+"max"
			return iv, nil
		}
		iv.lower, iv.upper = v, v
		return iv, nil
	}
	iv.lower, iv.upper = strings.TrimSpace(lower), strings.TrimSpace(upper)
	if strings.Contains(iv.upper, ",") {
		return iv, fmt.Errorf("%q has more than two bounds", body)
	}
	if iv.lower != "" && iv.upper != "" && CompareMaven(iv.upper, iv.lower) < 0 {
		return iv, fmt.Errorf("the bounds of %q are not in order", s)
	}
	return iv, nil
}

// IsRange reports whether the specification is a range and not a plain version.
func (r MavenRange) IsRange() bool { return len(r.ranges) > 0 }

// Exact returns the one version that the range admits, as "[1.0]" does.
func (r MavenRange) Exact() (string, bool) {
	if len(r.ranges) != 1 {
		return "", false
	}
	iv := r.ranges[0]
	return iv.lower, iv.lower != "" && iv.lower == iv.upper && iv.lowerInclusive && iv.upperInclusive
}

// Contains reports whether the range admits a version. A plain version admits
// the versions that equal it in Maven's order.
func (r MavenRange) Contains(v string) bool {
	if len(r.ranges) == 0 {
		return r.Recommended == "" || CompareMaven(r.Recommended, v) == 0
	}
	for _, iv := range r.ranges {
		if iv.contains(v) {
			return true
		}
	}
	return false
}

// UpperBound returns the bound of the last range, or an empty string.
func (r MavenRange) UpperBound() string {
	if len(r.ranges) == 0 {
		return ""
	}
	return r.ranges[len(r.ranges)-1].upper
}

// Bounds returns the lowest lower and the highest upper bound of the union;
// an empty one is open-ended.
func (r MavenRange) Bounds() (lower, upper string) {
	for i, iv := range r.ranges {
		if i == 0 {
			lower, upper = iv.lower, iv.upper
			continue
		}
		if iv.lower == "" || lower != "" && CompareMaven(iv.lower, lower) < 0 {
			lower = iv.lower
		}
		if iv.upper == "" || upper != "" && CompareMaven(iv.upper, upper) > 0 {
			upper = iv.upper
		}
	}
	return lower, upper
}

func (iv mavenInterval) contains(v string) bool {
	if iv.lower != "" {
		if c := CompareMaven(iv.lower, v); c > 0 || c == 0 && !iv.lowerInclusive {
			return false
		}
	}
	if iv.upper != "" {
		if c := CompareMaven(iv.upper, v); c < 0 || c == 0 && !iv.upperInclusive {
			return false
		}
	}
	return true
}
