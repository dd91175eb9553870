package spdx

import (
	"errors"
	"fmt"
	"strings"
)

// Limits of what Parse reads: real expressions hold a dozen terms.
const (
	maxLength = 64 << 10
	maxDepth  = 100
)

// ParseError says where and why an expression cannot be read.
type ParseError struct {
	Input   string
	Offset  int // in bytes, from 0
	Msg     string
	Nearest string // the listed id that is nearest to the one at fault, or empty
}

func (e *ParseError) Error() string {
	in := e.Input
	if len(in) > 200 {
		in = in[:200] + "..."
	}
	s := fmt.Sprintf("license expression %q: at offset %d: %s", in, e.Offset, e.Msg)
	if e.Nearest != "" {
		s += fmt.Sprintf(", did you mean %q?", e.Nearest)
	}
	return s
}

// Parse reads an expression in any case and prints it canonically: ids as the
// list spells them, deprecated ones in today's form, repeats dropped, as few
// parentheses as possible. Its errors are of type *ParseError.
func Parse(s string) (Expression, error) {
	if e, ok := Read(s); ok {
		return e, nil
	}
	n, err := parse(&parser{input: s})
	if err != nil {
		return "", err
	}
	return n.Expression(), nil
}

// Read is Parse for a string that may well be no expression: it does not say
// what is wrong, and takes no time to find out.
func Read(s string) (Expression, bool) {
	if len(s) < 64 {
		if row, ok := licenseRow(s); ok && !row.has("R") && !row.deprecated() {
			return Expression(row.id()), true
		}
	}
	n, err := parse(&parser{input: s, quiet: true})
	if err != nil {
		return "", false
	}
	return n.Expression(), true
}

// parse is the grammar of annex D of the SPDX specification 2.3, with
// AdditionRef- of 3.0 and operators in any case:
// https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/
func parse(p *parser) (Node, error) {
	if len(p.input) > maxLength {
		return Node{}, p.fail(maxLength, "longer than %d bytes", maxLength)
	}
	p.next()
	n, err := p.or()
	if err == nil && p.tok != "" {
		err = p.unexpected()
	}
	if err != nil {
		return Node{}, err
	}
	return n, nil
}

type parser struct {
	input string
	at    int    // offset of tok
	end   int    // offset behind tok
	tok   string // "(", ")", a word, one foreign character, or empty at the end
	depth int
	quiet bool // what is wrong does not matter
}

// errQuiet is the error of a quiet parser.
var errQuiet = errors.New("not a license expression")

func (p *parser) fail(at int, format string, args ...any) error {
	if p.quiet {
		return errQuiet
	}
	return &ParseError{Input: p.input, Offset: at, Msg: fmt.Sprintf(format, args...)}
}

func (p *parser) unexpected() error {
	switch {
	case p.tok == "":
		return p.fail(p.at, "a license id is missing at the end")
	case p.tok == ")":
		return p.fail(p.at, "unexpected \")\"")
	case p.tok == "(":
		return p.fail(p.at, "an operator is missing before \"(\"")
	case operator(p.tok) != "":
		return p.fail(p.at, "a license id is missing before %q", p.tok)
	case !isWord(p.tok[0]):
		return p.fail(p.at, "character %q cannot stand in an expression", p.tok)
	}
	return p.fail(p.at, "an operator (AND, OR, WITH) is missing before %q", p.tok)
}

func (p *parser) next() {
	i := p.end
	for i < len(p.input) && strings.IndexByte(" \t\r\n", p.input[i]) >= 0 {
		i++
	}
	j := i
	for j < len(p.input) && isWord(p.input[j]) {
		j++
	}
	if j == i && i < len(p.input) {
		j++
		for j < len(p.input) && p.input[i] >= 0x80 && p.input[j]&0xC0 == 0x80 {
			j++ // the rest of a UTF-8 sequence
		}
	}
	p.at, p.end, p.tok = i, j, p.input[i:j]
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '+' || c == ':'
}

// operator returns the canonical operator that w spells, or "".
func operator(w string) string {
	for _, op := range []string{"AND", "OR", "WITH"} {
		if strings.EqualFold(w, op) {
			return op
		}
	}
	return ""
}

func (p *parser) or() (Node, error)  { return p.list(OpOr, "OR", p.and) }
func (p *parser) and() (Node, error) { return p.list(OpAnd, "AND", p.atom) }

func (p *parser) list(op Op, word string, operand func() (Node, error)) (Node, error) {
	n, err := operand()
	if err != nil || operator(p.tok) != word {
		return n, err
	}
	args := []Node{n}
	for operator(p.tok) == word {
		p.next()
		if n, err = operand(); err != nil {
			return Node{}, err
		}
		args = append(args, n)
	}
	return combine(op, args), nil
}

func (p *parser) atom() (Node, error) {
	if p.tok == "(" {
		return p.group()
	}
	if p.tok == "" || operator(p.tok) != "" || !isWord(p.tok[0]) {
		return Node{}, p.unexpected()
	}
	at := p.at
	t, err := p.license()
	if err != nil {
		return Node{}, err
	}
	p.next()
	if operator(p.tok) == "WITH" {
		p.next()
		if t.Exception != "" {
			return Node{}, p.fail(at, "the license has an exception already: %s", t.Expression())
		}
		if t.Exception, err = p.exception(); err != nil {
			return Node{}, err
		}
		p.next()
	}
	return Node{Op: OpTerm, Term: t}, nil
}

func (p *parser) group() (Node, error) {
	at := p.at
	if p.depth++; p.depth > maxDepth {
		return Node{}, p.fail(at, "more than %d parentheses deep", maxDepth)
	}
	p.next()
	n, err := p.or()
	if err != nil {
		return Node{}, err
	}
	if p.tok != ")" {
		if p.tok == "" {
			return Node{}, p.fail(at, "\"(\" is not closed")
		}
		return Node{}, p.unexpected()
	}
	p.depth--
	p.next()
	if operator(p.tok) == "WITH" {
		return Node{}, p.fail(p.at, "WITH must follow a license id, not \")\"")
	}
	return n, nil
}
