package version

import (
	"cmp"
	"strings"
)

// CompareNPM orders two versions as npm does (https://semver.org/#spec-item-11,
// read loosely as node-semver's loose mode does: "v1.2", "1.2.3.4" and
// "1.2.3beta" are versions). Build metadata does not count. What is no version
// at all sorts before every version, by its bytes.
func CompareNPM(a, b string) int {
	x, okX := parseSemver(a)
	y, okY := parseSemver(b)
	switch {
	case okX && okY:
		return x.compare(y)
	case okX:
		return 1
	case okY:
		return -1
	}
	return strings.Compare(a, b)
}

// semver is a version in parts. Numbers are kept as digits without leading
// zeros, since foreign versions may be of any length.
type semver struct {
	numbers []string
	pre     []string
}

// parseSemver reads a version loosely; it needs a number to begin with.
func parseSemver(s string) (semver, bool) {
	s = strings.TrimSpace(s)
	s = strings.TrimLeft(s, "=v ")
	s, _, _ = strings.Cut(s, "+")
	var v semver
	for {
		n := digits(s)
		if n == 0 {
			return v, false
		}
		v.numbers = append(v.numbers, trimZeros(s[:n]))
		s = s[n:]
		if len(s) < 2 || s[0] != '.' || s[1] < '0' || s[1] > '9' {
			break
		}
		s = s[1:]
	}
	s = strings.TrimLeft(s, "-._")
	if s != "" {
		v.pre = strings.Split(s, ".")
	}
	return v, true
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

func trimZeros(s string) string {
	s = strings.TrimLeft(s, "0")
	return cmp.Or(s, "0")
}

// number returns the i-th number; what is missing is zero.
func (v semver) number(i int) string {
	if i < len(v.numbers) {
		return v.numbers[i]
	}
	return "0"
}

func (v semver) compare(o semver) int {
	if c := v.compareNumbers(o); c != 0 {
		return c
	}
	switch {
	case len(v.pre) == 0 && len(o.pre) == 0:
		return 0
	case len(v.pre) == 0:
		return 1
	case len(o.pre) == 0:
		return -1
	}
	for i := 0; i < len(v.pre) && i < len(o.pre); i++ {
		if c := comparePre(v.pre[i], o.pre[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(v.pre), len(o.pre))
}

func (v semver) compareNumbers(o semver) int {
	for i := range max(len(v.numbers), len(o.numbers), 3) {
		if c := compareDigits(v.number(i), o.number(i)); c != 0 {
			return c
		}
	}
	return 0
}

// comparePre compares two prerelease identifiers: numbers before words.
func comparePre(a, b string) int {
	aNum := a != "" && digits(a) == len(a)
	bNum := b != "" && digits(b) == len(b)
	switch {
	case aNum && bNum:
		return compareDigits(trimZeros(a), trimZeros(b))
	case aNum:
		return -1
	case bNum:
		return 1
	}
	return strings.Compare(a, b)
}

func compareDigits(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}
