// Package lex splits JavaScript and CSS into tokens, well enough to compare
// published libraries with what was made of them. It accepts every input:
// where the text is no JavaScript it falls back to single bytes and goes on.
package lex

import "bytes"

// Kind is the kind of a token.
type Kind uint8

// The kinds of tokens. White space yields none.
const (
	End Kind = iota
	Comment
	Ident // names and keywords
	Number
	String   // with its quotes
	Template // one chunk of a template literal, with its delimiters
	Regexp
	Punct // one byte, or one of the longer operators
)

// Token is one token: source[Start:End].
type Token struct {
	Kind       Kind
	Start, End int
}

// Text returns the token's bytes.
func (t Token) Text(src []byte) []byte { return src[t.Start:t.End] }

const (
	classSpace = 1 << iota
	classIdent // may start a name
	classDigit
)

// classes holds the classes of bytes. Bytes beyond ASCII count as letters:
// invalid UTF-8 then only makes a strange name.
var classes = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c == ' ' || c >= '\t' && c <= '\r':
			t[c] = classSpace
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$' || c == '\\' || c == '#' || c >= 0x80:
			t[c] = classIdent
		case c >= '0' && c <= '9':
			t[c] = classDigit
		}
	}
	return t
}()

func isName(c byte) bool { return classes[c]&(classIdent|classDigit) != 0 }

// JS reads JavaScript.
type JS struct {
	src []byte
	pos int
	// operand reports that the last token ends an operand, so that a slash
	// after it divides.
	operand bool
	// parens remembers for each open parenthesis whether it follows if, for,
	// while or with: after its end a slash starts a regular expression.
	parens []bool
	// braces remembers for each open brace what it opened.
	braces  []brace
	keyword bool // the last token is one of those four
	waste   int  // bytes read in search of an end that never came
}

// gaveUp reports whether so much was read in vain that quotes and slashes are
// no longer taken for the start of anything: hostile text would otherwise cost
// the square of its length.
func (l *JS) gaveUp() bool { return l.waste > 4*len(l.src)+1<<16 }

// vain notes a search in vain from start to end, and yields the single byte.
func (l *JS) vain(start, end int) Token {
	l.waste += end - start
	return l.token(Punct, start, start+1)
}

type brace uint8

const (
	block brace = iota
	object
	template // "${" of a template literal
)

// maxDepth bounds what is remembered of nesting.
const maxDepth = 1 << 16

// NewJS returns a reader of src.
func NewJS(src []byte) *JS {
	l := &JS{src: src}
	if len(src) >= 3 && src[0] == 0xEF && src[1] == 0xBB && src[2] == 0xBF {
		l.pos = 3
	}
	if len(src) > l.pos+1 && src[l.pos] == '#' && src[l.pos+1] == '!' {
		l.pos = lineEnd(src, l.pos)
	}
	return l
}

// Next returns the next token; its kind is End after the last.
func (l *JS) Next() Token {
	src := l.src
	for l.pos < len(src) && classes[src[l.pos]] == classSpace {
		l.pos++
	}
	if l.pos >= len(src) {
		return Token{Kind: End, Start: len(src), End: len(src)}
	}
	start := l.pos
	c := src[start]
	switch {
	case classes[c] == classIdent:
		return l.name(start)
	case classes[c] == classDigit, c == '.' && start+1 < len(src) && classes[src[start+1]] == classDigit:
		return l.number(start)
	case c == '"' || c == '\'':
		return l.string(start, c)
	case c == '`':
		return l.template(start)
	case c == '/':
		return l.slash(start)
	}
	return l.punct(start, c)
}

func (l *JS) token(kind Kind, start, end int) Token {
	l.pos = end
	return Token{Kind: kind, Start: start, End: end}
}

func (l *JS) name(start int) Token {
	end := start + 1
	for end < len(l.src) && isName(l.src[end]) && l.src[end] != '#' { // which begins a private name
		end++
	}
	afterDot := start > 0 && l.src[start-1] == '.'
	l.operand, l.keyword = true, false
	if !afterDot {
		switch string(l.src[start:end]) {
		case "if", "while", "for", "with":
			l.operand, l.keyword = false, true
		case "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "instanceof", "yield", "await":
			l.operand = false
		}
	}
	return l.token(Ident, start, end)
}

func (l *JS) number(start int) Token {
	end := start + 1
	for end < len(l.src) {
		c := l.src[end]
		exponent := (c == '+' || c == '-') && (l.src[end-1]|0x20) == 'e' && !(l.src[start] == '0' && start+1 < len(l.src) && (l.src[start+1]|0x20) == 'x')
		if !isName(c) && c != '.' && !exponent {
			break
		}
		end++
	}
	l.operand, l.keyword = true, false
	return l.token(Number, start, end)
}

// string reads a string literal. One that its line does not close is taken for
// a stray quote, so that the damage ends with the line.
func (l *JS) string(start int, quote byte) Token {
	l.operand, l.keyword = true, false
	if l.gaveUp() {
		return l.token(Punct, start, start+1)
	}
	for i := start + 1; i < len(l.src); i++ {
		switch l.src[i] {
		case quote:
			return l.token(String, start, i+1)
		case '\\':
			if i+2 < len(l.src) && l.src[i+1] == '\r' && l.src[i+2] == '\n' {
				i++
			}
			i++
		case '\n', '\r':
			return l.vain(start, i)
		}
	}
	return l.vain(start, len(l.src))
}

// template reads a chunk of a template literal: from the backquote, or from
// the brace that ends a substitution, to the next substitution or the end.
func (l *JS) template(start int) Token {
	l.keyword = false
	if l.gaveUp() {
		l.operand = true
		return l.token(Punct, start, start+1)
	}
	for i := start + 1; i < len(l.src); i++ {
		switch l.src[i] {
		case '`':
			l.operand = true
			return l.token(Template, start, i+1)
		case '\\':
			i++
		case '$':
			if i+1 < len(l.src) && l.src[i+1] == '{' {
				l.operand = false
				l.push(template)
				return l.token(Template, start, i+2)
			}
		}
	}
	l.operand = true
	return l.vain(start, len(l.src))
}

func (l *JS) push(b brace) {
	if len(l.braces) < maxDepth {
		l.braces = append(l.braces, b)
	}
}

func (l *JS) slash(start int) Token {
	if start+1 < len(l.src) {
		switch l.src[start+1] {
		case '/':
			return l.token(Comment, start, lineEnd(l.src, start))
		case '*':
			if !l.gaveUp() {
				if end := commentEnd(l.src, start); end > 0 {
					return l.token(Comment, start, end)
				}
				l.waste += len(l.src) - start
			}
			return l.token(Comment, start, start+2)
		}
	}
	if !l.operand && !l.gaveUp() {
		end, ok := regexpEnd(l.src, start)
		if ok {
			l.operand, l.keyword = true, false
			return l.token(Regexp, start, end)
		}
		l.waste += end - start
	}
	l.operand, l.keyword = false, false
	end := start + 1
	if end < len(l.src) && l.src[end] == '=' {
		end++
	}
	return l.token(Punct, start, end)
}

func (l *JS) punct(start int, c byte) Token {
	end := start + 1
	keyword := l.keyword
	l.keyword = false
	switch c {
	case '(':
		if len(l.parens) < maxDepth {
			l.parens = append(l.parens, keyword)
		}
		l.operand = false
	case ')':
		l.operand = true
		if n := len(l.parens); n > 0 {
			l.operand = !l.parens[n-1]
			l.parens = l.parens[:n-1]
		}
	case '{':
		if l.startsObject(start) {
			l.push(object)
		} else {
			l.push(block)
		}
		l.operand = false
	case '}':
		l.operand = false
		if n := len(l.braces); n > 0 {
			opened := l.braces[n-1]
			l.braces = l.braces[:n-1]
			if opened == template {
				return l.template(start)
			}
			l.operand = opened == object
		}
	case ']':
		l.operand = true
	case '+', '-':
		if end < len(l.src) && l.src[end] == c {
			end++ // keeps the operand: a++ /b/ divides, ++/x/ is nonsense
			break
		}
		l.operand = false
		end = operatorEnd(l.src, start)
	default:
		l.operand = false
		end = operatorEnd(l.src, start)
	}
	return l.token(Punct, start, end)
}

// startsObject reports whether a brace opens an object literal, by what stands
// before it.
func (l *JS) startsObject(start int) bool {
	for i := start - 1; i >= 0 && i > start-64; i-- {
		switch c := l.src[i]; {
		case classes[c] == classSpace:
		case c == '(' || c == ',' || c == '=' || c == ':' || c == '[' || c == '?' || c == '|' || c == '&':
			return true
		case isName(c):
			return i >= 5 && string(l.src[i-5:i+1]) == "return"
		default:
			return false
		}
	}
	return false
}

// operatorEnd joins the operators of more than one byte that matter: those
// that hold "=", "=>" and "?.".
func operatorEnd(src []byte, start int) int {
	end := start + 1
	switch src[start] {
	case '=', '!', '<', '>', '&', '|', '*', '%', '^', '?', '+', '-':
		for end < len(src) && end < start+4 {
			c := src[end]
			if c == '=' || c == src[start] || src[start] == '=' && c == '>' && end == start+1 {
				end++
				continue
			}
			break
		}
		if src[start] == '?' && end == start+1 && end+1 < len(src) && src[end] == '.' && classes[src[end+1]] != classDigit {
			end++
		}
	}
	return end
}

func lineEnd(src []byte, i int) int {
	for i < len(src) && src[i] != '\n' && src[i] != '\r' {
		i++
	}
	return i
}

// commentEnd returns the end of a block comment, or 0 if it is never closed:
// such a one ends after its opening, so that it does not hide the rest.
func commentEnd(src []byte, start int) int {
	if i := bytes.Index(src[start+2:], []byte("*/")); i >= 0 {
		return start + 2 + i + 2
	}
	return 0
}

// regexpEnd returns the end of the regular expression that starts at start, or
// where the search ended and false if its line does not close it.
func regexpEnd(src []byte, start int) (int, bool) {
	class := false
	for i := start + 1; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\\':
			i++
		case c == '\n' || c == '\r':
			return i, false
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			i++
			for i < len(src) && src[i] >= 'a' && src[i] <= 'z' {
				i++
			}
			return i, true
		}
	}
	return len(src), false
}
