package spdx

import "strings"

// Expression prints the node with as few parentheses as WITH > AND > OR needs.
func (n Node) Expression() Expression {
	if n.Op == OpTerm {
		return n.Term.Expression()
	}
	var b strings.Builder
	n.print(&b)
	return Expression(b.String())
}

// Expression prints the term.
func (t Term) Expression() Expression {
	s := t.License
	if t.OrLater {
		s += "+"
	}
	if t.Exception != "" {
		s += " WITH " + t.Exception
	}
	return Expression(s)
}

func (n Node) print(b *strings.Builder) {
	if n.Op == OpTerm {
		b.WriteString(string(n.Term.Expression()))
		return
	}
	word := " OR "
	if n.Op == OpAnd {
		word = " AND "
	}
	for i, a := range n.Args {
		if i > 0 {
			b.WriteString(word)
		}
		if n.Op == OpAnd && a.Op == OpOr {
			b.WriteByte('(')
			a.print(b)
			b.WriteByte(')')
			continue
		}
		a.print(b)
	}
}
