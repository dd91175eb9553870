package lex

// CSS reads a style sheet: comments, strings, names (with a leading dot, "@",
// "#" or "-" where they have one), numbers with their unit, single bytes.
type CSS struct {
	src   []byte
	pos   int
	waste int // as in JS
}

// NewCSS returns a reader of src.
func NewCSS(src []byte) *CSS {
	l := &CSS{src: src}
	if len(src) >= 3 && src[0] == 0xEF && src[1] == 0xBB && src[2] == 0xBF {
		l.pos = 3
	}
	return l
}

func isCSSName(c byte) bool { return isName(c) && c != '#' && c != '$' || c == '-' }

// Next returns the next token; its kind is End after the last.
func (l *CSS) Next() Token {
	src := l.src
	for l.pos < len(src) && classes[src[l.pos]] == classSpace {
		l.pos++
	}
	if l.pos >= len(src) {
		return Token{Kind: End, Start: len(src), End: len(src)}
	}
	start, end := l.pos, l.pos+1
	kind := Punct
	switch c := src[start]; {
	case c == '/' && end < len(src) && src[end] == '*':
		kind, end = Comment, start+2
		if l.waste <= 4*len(src)+1<<16 {
			if e := commentEnd(src, start); e > 0 {
				end = e
			} else {
				l.waste += len(src) - start
			}
		}
	case (c == '"' || c == '\'') && l.waste <= 4*len(src)+1<<16:
		var searched int
		if kind, searched = cssString(src, start); kind == String {
			end = searched
		} else {
			l.waste += searched - start
		}
	case classes[c] == classDigit || (c == '.' || c == '-' || c == '+') && end < len(src) && classes[src[end]] == classDigit,
		c == '-' && end+1 < len(src) && src[end] == '.' && classes[src[end+1]] == classDigit:
		kind = Number
		for end < len(src) && (isName(src[end]) && src[end] != '#' || src[end] == '.' || src[end] == '%') {
			end++
		}
	case isCSSName(c) || (c == '.' || c == '@' || c == '#') && end < len(src) && isCSSName(src[end]):
		kind = Ident
		for end < len(src) && isCSSName(src[end]) {
			end++
		}
	}
	l.pos = end
	return Token{Kind: kind, Start: start, End: end}
}

func cssString(src []byte, start int) (Kind, int) {
	for i := start + 1; i < len(src); i++ {
		switch src[i] {
		case src[start]:
			return String, i + 1
		case '\\':
			i++
		case '\n':
			return Punct, i
		}
	}
	return Punct, len(src)
}
