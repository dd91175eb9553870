package version

import (
	"fmt"
	"strings"
)

// NPMRange is an npm version range such as "^1.2.0 || >=3 <4": alternatives,
// each a list of comparators that must all hold. The zero value contains
// nothing.
//
// https://github.com/npm/node-semver#ranges
type NPMRange struct {
	alternatives [][]npmComparator
}

// npmComparator is one bound; op is "<", "<=", ">", ">=" or "=".
type npmComparator struct {
	op string
	v  semver
}

// ParseNPMRange reads a range in node-semver's grammar, loosely: spaces after
// an operator and a leading v are allowed, an empty range is any version.
func ParseNPMRange(s string) (NPMRange, error) {
	var r NPMRange
	for part := range strings.SplitSeq(s, "||") {
		alternative, err := parseNPMAlternative(strings.TrimSpace(part))
		if err != nil {
			return NPMRange{}, fmt.Errorf("version range %q: %w", s, err)
		}
		r.alternatives = append(r.alternatives, alternative)
	}
	return r, nil
}

// Contains reports whether the range admits a version. As in npm, a
// prerelease is admitted only where a comparator of the same alternative names
// a prerelease of the same numbers.
func (r NPMRange) Contains(v string) bool {
	parsed, ok := parseSemver(v)
	if !ok {
		return false
	}
	for _, alternative := range r.alternatives {
		if admits(alternative, parsed) {
			return true
		}
	}
	return false
}

func admits(comparators []npmComparator, v semver) bool {
	named := len(v.pre) == 0
	for _, c := range comparators {
		if !c.holds(v) {
			return false
		}
		if len(c.v.pre) > 0 && c.v.pre[0] != "" && c.v.compareNumbers(v) == 0 {
			named = true
		}
	}
	return named
}

func (c npmComparator) holds(v semver) bool {
	rel := v.compare(c.v)
	switch c.op {
	case "<":
		return rel < 0
	case "<=":
		return rel <= 0
	case ">":
		return rel > 0
	case ">=":
		return rel >= 0
	}
	return rel == 0
}

func parseNPMAlternative(s string) ([]npmComparator, error) {
	fields := strings.Fields(s)
	if len(fields) == 3 && fields[1] == "-" {
		return parseHyphen(fields[0], fields[2])
	}
	comparators := []npmComparator{}
	for i := 0; i < len(fields); i++ {
		op, rest := cutOperator(fields[i])
		if rest == "" && op != "" && i+1 < len(fields) {
			i++
			rest = fields[i]
		}
		cs, err := expand(op, rest)
		if err != nil {
			return nil, err
		}
		comparators = append(comparators, cs...)
	}
	return comparators, nil
}

func cutOperator(s string) (op, rest string) {
	for _, op := range []string{"<=", ">=", "~>", "<", ">", "=", "~", "^"} {
		if rest, ok := strings.CutPrefix(s, op); ok {
			return op, rest
		}
	}
	return "", s
}

// partial is a version of which the numbers from known on are open ("1.x").
type partial struct {
	semver
	known int
}

func parsePartial(s string) (partial, error) {
	core := strings.TrimLeft(s, "=v")
	if core == "" || core == "*" || core == "x" || core == "X" {
		return partial{}, nil
	}
	head, _, _ := strings.Cut(core, "+")
	var numbers []string
	for rest := head; ; {
		first, after, more := strings.Cut(rest, ".")
		if first == "x" || first == "X" || first == "*" {
			break
		}
		n := digits(first)
		if n == 0 {
			return partial{}, fmt.Errorf("%q is no version", s)
		}
		numbers = append(numbers, trimZeros(first[:n]))
		if n < len(first) || !more || len(numbers) == 3 {
			break
		}
		rest = after
	}
	p := partial{semver: semver{numbers: numbers}, known: min(len(numbers), 3)}
	if p.known == 3 {
		full, ok := parseSemver(head)
		if !ok {
			return partial{}, fmt.Errorf("%q is no version", s)
		}
		p.semver = full
	}
	return p, nil
}

// bump returns the lowest version after every one that shares the first
// i numbers with p, as an exclusive upper bound ("-0" keeps out prereleases).
func (p partial) bump(i int) semver {
	numbers := make([]string, 3)
	for j := range numbers {
		numbers[j] = "0"
		if j < i {
			numbers[j] = p.number(j)
		}
	}
	numbers[i-1] = increment(numbers[i-1])
	return semver{numbers: numbers, pre: []string{""}}
}

func increment(s string) string {
	b := []byte(s)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] < '9' {
			b[i]++
			return string(b)
		}
		b[i] = '0'
	}
	return "1" + string(b)
}

// expand turns one operator and operand into plain comparators.
func expand(op, operand string) ([]npmComparator, error) {
	p, err := parsePartial(operand)
	if err != nil {
		return nil, err
	}
	if p.known == 0 {
		if op == "<" || op == ">" {
			return []npmComparator{{op: "<", v: semver{numbers: []string{"0"}, pre: []string{""}}}}, nil
		}
		return nil, nil
	}
	atLeast := npmComparator{op: ">=", v: p.semver}
	switch op {
	case "^":
		i := 1
		for i < p.known && p.number(i-1) == "0" {
			i++
		}
		return []npmComparator{atLeast, {op: "<", v: p.bump(i)}}, nil
	case "~", "~>":
		return []npmComparator{atLeast, {op: "<", v: p.bump(min(p.known, 2))}}, nil
	case ">":
		if p.known < 3 {
			bound := p.bump(p.known)
			bound.pre = nil
			return []npmComparator{{op: ">=", v: bound}}, nil
		}
	case "<=":
		if p.known < 3 {
			return []npmComparator{{op: "<", v: p.bump(p.known)}}, nil
		}
	case "<":
		if p.known < 3 {
			bound := p.semver
			bound.pre = []string{""}
			return []npmComparator{{op: "<", v: bound}}, nil
		}
	case "", "=":
		if p.known < 3 {
			return []npmComparator{atLeast, {op: "<", v: p.bump(p.known)}}, nil
		}
		op = "="
	}
	return []npmComparator{{op: op, v: p.semver}}, nil
}

func parseHyphen(from, to string) ([]npmComparator, error) {
	lower, err := expand(">=", from)
	if err != nil {
		return nil, err
	}
	upper, err := expand("<=", to)
	if err != nil {
		return nil, err
	}
	return append(lower, upper...), nil
}
