package normalize

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/spdx"
)

// figures of a run over names with a known truth.
type figures struct{ right, wrong, none, guessed int }

func (f figures) precision() float64 { return 100 * float64(f.right) / float64(f.right+f.wrong) }
func (f figures) recall() float64    { return 100 * float64(f.right) / float64(f.right+f.wrong+f.none) }

// TestSample holds the figures on names from real POMs, manifests, npm
// packages and other tools' tables, whose truth was checked by hand. The
// floors may rise; docs/accuracy.md says what is measured.
func TestSample(t *testing.T) {
	var strings_, poms figures
	for _, f := range rowsOf(t, "testdata/sample.tsv")[1:] {
		n, _ := strconv.Atoi(f[4])
		got := Name(f[0], f[1])
		also := ""
		if len(f) > 7 {
			also = f[7]
		}
		one, many := verdict(string(got.License), f[2], also, 1), verdict(string(got.License), f[2], also, n)
		strings_, poms = strings_.plus(one), poms.plus(many)
		if one.wrong+one.guessed > 0 {
			t.Logf("Name(%q, %q) = %q [%s], truth %s", f[0], f[1], got.License, got.Rule, f[2])
		}
	}
	t.Logf("strings: precision %.2f recall %.2f %+v", strings_.precision(), strings_.recall(), strings_)
	t.Logf("by POMs: precision %.2f recall %.2f %+v", poms.precision(), poms.recall(), poms)
	if strings_.precision() < 99.9 || strings_.recall() < 99 || strings_.guessed > 0 {
		t.Errorf("strings: precision %.2f, recall %.2f, %d guesses at ambiguous or unknown names", strings_.precision(), strings_.recall(), strings_.guessed)
	}
	if poms.precision() < 99.99 || poms.recall() < 99.9 {
		t.Errorf("by POMs: precision %.2f, recall %.2f", poms.precision(), poms.recall())
	}
}

func (f figures) plus(g figures) figures {
	return figures{f.right + g.right, f.wrong + g.wrong, f.none + g.none, f.guessed + g.guessed}
}

// verdict weighs an answer: a truth is an expression, "UNKNOWN" or
// "AMBIGUOUS:...", of which the last two ask for no answer.
func verdict(answer, truth, also string, n int) figures {
	definite := truth != "UNKNOWN" && !strings.HasPrefix(truth, "AMBIGUOUS")
	switch {
	case answer == "" && definite:
		return figures{none: n}
	case answer == "":
		return figures{}
	}
	for _, w := range append(strings.Split(also, ";"), truth) {
		if e, err := spdx.Parse(w); err == nil && same(e, spdx.Expression(answer)) {
			return figures{right: n}
		}
	}
	switch {
	case definite:
		return figures{wrong: n}
	case strings.Contains(answer, "LicenseRef-"):
		return figures{}
	}
	return figures{guessed: n}
}

// same compares expressions in whatever order their operands stand.
func same(a, b spdx.Expression) bool { return sorted(a.Node()) == sorted(b.Node()) }

func sorted(n spdx.Node) string {
	if n.Op == spdx.OpTerm {
		return string(n.Term.Expression())
	}
	var args []string
	for _, a := range n.Args {
		args = append(args, sorted(a))
	}
	slices.Sort(args)
	return "(" + strings.Join(args, []string{"", "", " AND ", " OR "}[n.Op]) + ")"
}
