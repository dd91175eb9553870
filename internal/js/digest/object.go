package digest

import "github.com/licaudit/licaudit/internal/js/lex"

// bracket is what an open bracket holds.
type bracket uint8

const (
	others  bracket = iota // statements, arguments, elements
	members                // an object literal's or a pattern's
	module                 // the names of an import or export
	class                  // methods and fields
)

// maxBrackets bounds what is remembered of nesting.
const maxBrackets = 1 << 16

// brackets follows a script's brackets, to tell a member's name that stands alone,
// as in {width, height}, from an argument.
type brackets struct {
	top  level // outside of all brackets
	open []level
	// importing says that an import or export began and no brace or value came yet.
	importing bool
	// valued says that a value follows the last colon: it is a member's, or that of
	// a condition, and no label's.
	valued bool
}

// level is an open bracket, how many conditions within it await their colon, and whether
// a class within it awaits its body.
type level struct {
	kind       bracket
	conditions int
	class      bool
}

func (b *brackets) push(k bracket) {
	if len(b.open) < maxBrackets {
		b.open = append(b.open, level{kind: k})
	}
}

func (b *brackets) pop() {
	if n := len(b.open); n > 0 {
		b.open = b.open[:n-1]
	}
}

func (b *brackets) innermost() *level {
	if n := len(b.open); n > 0 {
		return &b.open[n-1]
	}
	return &b.top
}

func (b *brackets) inside() bracket { return b.innermost().kind }

// follow notes a token that came after last.
func (b *brackets) follow(src []byte, last, t lex.Token) {
	text := t.Text(src)
	switch t.Kind {
	case lex.Template:
		if text[0] == '}' {
			b.pop()
		}
		if text[len(text)-1] == '{' {
			b.push(others)
		}
	case lex.Ident:
		switch string(text) {
		case "import", "export":
			b.importing = last.Kind != lex.Punct || src[last.End-1] != '.'
		case "default", "function", "const", "let", "var":
			b.importing = false
		case "class":
			b.importing = false
			b.innermost().class = last.Kind != lex.Punct || src[last.End-1] != '.'
		}
	case lex.String:
		b.importing = false
	case lex.Punct:
		if len(text) == 1 {
			b.punct(src, last, text[0])
		}
	}
}

func (b *brackets) punct(src []byte, last lex.Token, c byte) {
	switch c {
	case '?':
		b.innermost().conditions++
	case ':':
		b.importing = false
		level := b.innermost()
		level.class = false
		b.valued = level.kind == members || level.conditions > 0
		level.conditions = max(0, level.conditions-1)
	case '(', '[':
		b.importing = false
		b.push(others)
	case '{':
		switch {
		case b.importing:
			b.push(module)
		case b.innermost().class:
			b.innermost().class = false
			b.push(class)
		case b.opensObject(src, last):
			b.push(members)
		default:
			b.push(others)
		}
		b.importing = false
	case ')', ']', '}':
		b.pop()
	case ';', '=', '.', ',':
		b.importing = b.importing && c == ','
		b.innermost().class = b.innermost().class && c == '.'
	}
}

// opensObject reports whether a brace after this token opens an object literal or
// a pattern, and no block.
func (b *brackets) opensObject(src []byte, last lex.Token) bool {
	text := last.Text(src)
	switch last.Kind {
	case lex.Punct:
		switch text[len(text)-1] {
		case '(', '[', ',', '=', '?', '|', '&', '.':
			return true
		case ':':
			return b.valued
		}
	case lex.Template:
		return text[len(text)-1] == '{'
	case lex.Ident:
		switch string(text) {
		case "const", "let", "var", "return", "default", "yield", "await", "of", "in", "throw", "case", "typeof", "void":
			return true
		}
	}
	return false
}
