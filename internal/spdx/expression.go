package spdx

import "slices"

// Expression is an SPDX license expression in canonical form. Only Parse, And
// and Or make one; the empty Expression means that there is none.
type Expression string

// OtherTerms stands for conditions that a text adds to a listed license, or
// changes in it: with them it is no listed license any more. No category knows
// it, so that it passes no policy that does not name it.
const OtherTerms Expression = "LicenseRef-Other-Terms"

// Op is the operator of a Node.
type Op int

// The operators. OpNone is the Node of the empty Expression.
const (
	OpNone Op = iota
	OpTerm
	OpAnd
	OpOr
)

// Node is a parsed expression: a Term, or an operator over two or more Args,
// none of which has the same operator.
type Node struct {
	Op   Op
	Args []Node
	Term Term
}

// Term is one license of an expression, with its exception if it has one.
type Term struct {
	License   string // a listed id, or [DocumentRef-x:]LicenseRef-y
	Exception string // a listed id, or [DocumentRef-x:]AdditionRef-y
	// OrLater is a "+" on an id that has no -or-later form of its own.
	OrLater bool
}

// And joins expressions of which all hold. Nested conjunctions are flattened,
// repeats dropped; the order is that of first sight. Empty ones are left out.
func And(es ...Expression) Expression { return join(OpAnd, es) }

// Or joins expressions of which one may be chosen, in the way of And.
func Or(es ...Expression) Expression { return join(OpOr, es) }

func join(op Op, es []Expression) Expression {
	args := make([]Node, 0, len(es))
	for _, e := range es {
		if n := e.Node(); n.Op != OpNone {
			args = append(args, n)
		}
	}
	return combine(op, args).Expression()
}

// Node returns the parsed tree. An Expression that Parse would refuse is a
// single Term whose License is the whole of it: no list and no category knows
// it, so that it cannot pass for anything.
func (e Expression) Node() Node {
	if e == "" {
		return Node{}
	}
	n, err := parse(&parser{input: string(e), quiet: true})
	if err != nil {
		return Node{Op: OpTerm, Term: Term{License: string(e)}}
	}
	return n
}

// Terms lists the distinct terms in the order in which they stand.
func (e Expression) Terms() []Term {
	var terms []Term
	e.Node().walk(func(t Term) {
		if !slices.Contains(terms, t) {
			terms = append(terms, t)
		}
	})
	return terms
}

func (n Node) walk(visit func(Term)) {
	if n.Op == OpTerm {
		visit(n.Term)
	}
	for _, a := range n.Args {
		a.walk(visit)
	}
}

// combine flattens nested nodes of the same operator and drops repeats.
func combine(op Op, args []Node) Node {
	var flat []Node
	seen := make(map[Expression]bool, len(args))
	add := func(n Node) {
		if k := n.Expression(); !seen[k] {
			seen[k] = true
			flat = append(flat, n)
		}
	}
	for _, a := range args {
		if a.Op != op {
			add(a)
			continue
		}
		for _, b := range a.Args {
			add(b)
		}
	}
	switch len(flat) {
	case 0:
		return Node{}
	case 1:
		return flat[0]
	}
	return Node{Op: op, Args: flat}
}
