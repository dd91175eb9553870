package spdx

// Choose judges an expression: each term by judge, an AND by its worst
// operand, an OR by its best; better compares values, positive where a is the
// better one. choice is the expression with every OR reduced to the branch
// that was taken, the first of equals. The empty expression has no value.
func Choose[V any](e Expression, judge func(Term) V, better func(a, b V) int) (value V, choice Expression) {
	n := e.Node()
	if n.Op == OpNone {
		return value, ""
	}
	v, c := choose(n, judge, better)
	return v, c.Expression()
}

func choose[V any](n Node, judge func(Term) V, better func(a, b V) int) (V, Node) {
	if n.Op == OpTerm {
		return judge(n.Term), n
	}
	value, choice := choose(n.Args[0], judge, better)
	taken := []Node{choice}
	for _, a := range n.Args[1:] {
		v, c := choose(a, judge, better)
		taken = append(taken, c)
		if d := better(v, value); n.Op == OpOr && d > 0 || n.Op == OpAnd && d < 0 {
			value, choice = v, c
		}
	}
	if n.Op == OpAnd {
		choice = combine(OpAnd, taken)
	}
	return value, choice
}

// Satisfy reports whether the terms that allowed accepts are enough, and the
// branch of each OR that was taken.
func Satisfy(e Expression, allowed func(Term) bool) (choice Expression, ok bool) {
	ok, choice = Choose(e, allowed, func(a, b bool) int {
		switch {
		case a == b:
			return 0
		case a:
			return 1
		}
		return -1
	})
	return choice, ok
}
