// Package digest reduces a script or a style sheet to what survives the way
// from its author to a foreign tree: the hash of its tokens survives comments,
// white space and reformatting; the string literals and property names, in
// their order, survive minifiers, concatenation, bundlers and edits.
package digest

import (
	"bytes"

	"github.com/licaudit/licaudit/internal/js/lex"
)

// Digest is what is left of a file.
type Digest struct {
	// Tokens is the hash of the tokens without comments, white space, the
	// kind of quotes, and the punctuation that a formatter may add or drop.
	Tokens uint64
	// Count is the number of tokens that went into Tokens.
	Count int
	// Features are the string literals and property names, in order.
	Features []Feature
	// Sequence are the features, and with them a script's numbers and versions,
	// in order: what a minifier leaves of it.
	Sequence []Feature
	// Literals are the string literals that hold something like a version.
	Literals []Literal
	// Comments are the block comments and the runs of line comments.
	Comments []Span
	// CommentsCut says that the file has more comments than these.
	CommentsCut bool
	css         bool
}

// Feature is a string literal or property name: its hash and place. Which of
// the two it is does not count, since minifiers turn a["b"] into a.b.
type Feature struct {
	Hash uint32
	Pos  int32
}

// Span is a part of the file, in bytes.
type Span struct{ Start, End int }

const (
	offset64 = 14695981039346656037
	prime64  = 1099511628211
)

func hashBytes(b []byte) uint64 {
	h := uint64(offset64)
	for _, c := range b {
		h = (h ^ uint64(c)) * prime64
	}
	return h
}

// mix joins a value to a running hash.
func mix(h, v uint64) uint64 {
	h ^= v
	h *= 0x9E3779B97F4A7C15
	return h ^ h>>29
}

func fold(h uint64) uint32 {
	h ^= h >> 32
	h *= 0x9E3779B97F4A7C15
	return uint32(h >> 32)
}

// Script digests a script with the modules in it that are strings for eval; text is
// what the digest's positions are in.
func Script(src []byte) (text []byte, d *Digest) {
	text = Evaluated(src)
	return text, JS(text)
}

// JS digests a script.
func JS(src []byte) *Digest {
	s := scripts{src: src, d: &Digest{}, lexer: lex.NewJS(src)}
	s.d.Features = make([]Feature, 0, len(src)/24)
	s.d.Sequence = make([]Feature, 0, len(src)/20)
	s.run()
	return s.d
}

// scripts is the state of one pass over a script.
type scripts struct {
	src   []byte
	d     *Digest
	lexer *lex.JS
	buf   []byte
	// last and before are the last two tokens that are no comments.
	last, before lex.Token
	literals     pairs
	brackets     brackets
}

func (s *scripts) run() {
	for t := s.lexer.Next(); t.Kind != lex.End; t = s.lexer.Next() {
		if t.Kind == lex.Comment {
			s.d.comment(s.src, t)
			continue
		}
		s.token(t)
		s.brackets.follow(s.src, s.last, t)
		s.before, s.last = s.last, t
	}
}

func (s *scripts) token(t lex.Token) {
	text := t.Text(s.src)
	var h uint64
	switch t.Kind {
	case lex.Punct:
		if len(text) == 1 {
			switch text[0] {
			case ';', ',', '(', ')', '{', '}':
				return
			}
		}
		h = hashBytes(text)
	case lex.Ident:
		if string(text) == "return" && s.ends(t.End) {
			return // minifiers drop it at a function's end, which a block's looks like
		}
		h = hashBytes(text)
		if s.isProperty(t, text) {
			s.d.feature(h, t.Start)
		}
	case lex.Number:
		var kept bool
		if h, kept = hashNumber(text); kept {
			s.d.Sequence = append(s.d.Sequence, Feature{fold(h), int32(t.Start)})
		}
	case lex.String, lex.Template:
		h = s.string(t, text)
	case lex.Regexp:
		s.buf = plainRegexp(s.buf[:0], text)
		h = hashBytes(s.buf)
		s.d.feature(h, t.Start)
	}
	s.d.Tokens = mix(s.d.Tokens, h)
	s.d.Count++
}

// string notes a string literal as a feature or as a version, and returns the
// hash of its content.
func (s *scripts) string(t lex.Token, text []byte) uint64 {
	content := text[1:]
	switch {
	case t.Kind == lex.String:
		content = content[:len(content)-1]
	case bytes.HasSuffix(content, []byte("${")):
		content = content[:len(content)-2]
	case len(content) > 0:
		content = content[:len(content)-1]
	}
	if bytes.IndexByte(content, '\\') >= 0 {
		s.buf = unescape(s.buf[:0], content)
		content = s.buf
	}
	h := hashBytes(content)
	if len(content) == 0 || string(content) == "use strict" || s.isUndefined(t, content) {
		return h
	}
	literal, whole := parseLiteral(content)
	if literal.Value != "" {
		literal.At, literal.Pos = len(s.d.Features), int32(t.Start)
		literal.name = s.assigned()
		s.d.Literals = s.literals.add(s.d.Literals, literal)
	}
	if whole {
		s.d.Sequence = append(s.d.Sequence, Feature{fold(h), int32(t.Start)})
	} else {
		s.d.feature(h, t.Start)
	}
	return h
}

// isUndefined reports whether a string is what typeof gives of a value that is not
// there: minifiers compare with void 0 instead, or write typeof x>"u".
func (s *scripts) isUndefined(t lex.Token, content []byte) bool {
	switch string(content) {
	case "undefined":
		return true
	case "u":
		if op := s.last.Text(s.src); len(op) == 1 && (op[0] == '<' || op[0] == '>') {
			return true
		}
		next := s.skip(t.End)
		return next < len(s.src) && (s.src[next] == '<' || s.src[next] == '>')
	}
	return false
}

// assigned returns the hash of the name that the coming literal is given to,
// as in version: "1.2" or VERSION = "1.2", or 0. A short name may be a
// minifier's.
func (s *scripts) assigned() uint32 {
	if op := s.last.Text(s.src); len(op) != 1 || op[0] != ':' && op[0] != '=' {
		return 0
	}
	name := s.before.Text(s.src)
	if s.before.Kind == lex.String {
		name = name[1 : len(name)-1]
	} else if s.before.Kind != lex.Ident {
		return 0
	}
	if len(name) < 4 {
		return 0
	}
	return fold(hashBytes(name))
}

// isProperty reports whether a name is one that minifiers leave alone: a
// member, a key of an object literal, a method. {width} is {width: w} once the
// local variable has another name.
func (s *scripts) isProperty(t lex.Token, text []byte) bool {
	if len(text) < 2 || text[0] == '#' {
		return false // minifiers give private names others
	}
	if s.brackets.inside() == class && s.beginsMember(t) {
		next := s.skip(t.End)
		return next < len(s.src) && s.src[next] == '(' && isMethod(text)
	}
	if s.last.Kind != lex.Punct {
		return false
	}
	prev := s.src[s.last.End-1]
	if prev == '.' {
		return s.last.Start == 0 || s.src[s.last.Start-1] != '.' // not ...rest
	}
	if prev != '{' && prev != ',' {
		return false
	}
	next := s.skip(t.End)
	if next >= len(s.src) {
		return false
	}
	switch s.src[next] {
	case ':':
		return true
	case '(':
		return s.brackets.inside() == members && isMethod(text)
	case ',', '}':
		return s.brackets.inside() == members
	case '=':
		return s.brackets.inside() == members && next+1 < len(s.src) && s.src[next+1] != '>' && s.src[next+1] != '='
	}
	return false
}

// beginsMember reports whether a token begins a member of a class: after the brace, a
// method, or a field that a semicolon ends, which its author may have left out.
func (s *scripts) beginsMember(t lex.Token) bool {
	switch c := s.src[s.last.End-1]; s.last.Kind {
	case lex.Punct:
		switch c {
		case '{', '}', ';':
			return true
		case ')', ']':
			return s.breaksLine(t)
		}
		return false
	case lex.Ident:
		switch string(s.last.Text(s.src)) {
		case "static", "async", "get", "set", "accessor", "new", "await", "typeof", "void", "delete", "in", "of", "instanceof", "extends":
			return false
		}
	}
	return s.breaksLine(t)
}

// breaksLine reports whether a token begins another line than the last one ends.
func (s *scripts) breaksLine(t lex.Token) bool {
	return bytes.IndexByte(s.src[s.last.End:t.Start], '\n') >= 0
}

// isMethod reports whether a name before a parenthesis can be a method's.
func isMethod(text []byte) bool { return len(text) > 2 && !isKeyword(text) }

// skip returns where the next byte stands that is neither white space nor a comment.
func (s *scripts) skip(at int) int {
	for at < len(s.src) {
		switch {
		case s.src[at] <= ' ':
			at++
		case bytes.HasPrefix(s.src[at:], []byte("//")):
			n := bytes.IndexAny(s.src[at:min(at+maxSkipped, len(s.src))], "\r\n")
			if n < 0 {
				return at
			}
			at += n
		case bytes.HasPrefix(s.src[at:], []byte("/*")):
			n := bytes.Index(s.src[at+2:min(at+maxSkipped, len(s.src))], []byte("*/"))
			if n < 0 {
				return at
			}
			at += n + 4
		default:
			return at
		}
	}
	return at
}

// maxSkipped bounds a comment that is passed, in bytes: it is read again and again if
// names without end stand before it.
const maxSkipped = 1 << 12

// ends reports whether a return stands before a closing brace, but for a semicolon.
func (s *scripts) ends(at int) bool {
	if s.last.Kind == lex.Punct && s.src[s.last.End-1] == '.' {
		return false // a member's name
	}
	at = s.skip(at)
	if at < len(s.src) && s.src[at] == ';' {
		at = s.skip(at + 1)
	}
	return at < len(s.src) && s.src[at] == '}'
}

func isKeyword(text []byte) bool {
	switch string(text) {
	case "for", "while", "switch", "catch", "function", "return", "with", "typeof", "throw", "new", "delete", "void":
		return true
	}
	return false
}

func (d *Digest) feature(h uint64, pos int) {
	f := Feature{fold(h), int32(pos)}
	d.Features = append(d.Features, f)
	if !d.css {
		d.Sequence = append(d.Sequence, f)
	}
}

// maxComments bounds the comments of one file.
const maxComments = 1 << 18

// comment notes a comment; line comments that follow one another are one.
func (d *Digest) comment(src []byte, t lex.Token) {
	if t.End-t.Start < 8 {
		return
	}
	if n := len(d.Comments); n > 0 && src[t.Start+1] == '/' {
		last := &d.Comments[n-1]
		if src[last.Start+1] == '/' && t.Start-last.End < 200 && len(bytes.TrimSpace(src[last.End:t.Start])) == 0 {
			last.End = t.End
			return
		}
	}
	if d.CommentsCut = d.CommentsCut || len(d.Comments) == maxComments; d.CommentsCut {
		return
	}
	d.Comments = append(d.Comments, Span{t.Start, t.End})
}

// Shingles calls yield for every run of three features: its hash and the
// index of the first. A run that repeats itself is passed as often.
func (d *Digest) Shingles(yield func(hash uint32, i int)) {
	seed := uint64(1)
	if d.css {
		seed = 2
	}
	f := d.Features
	for i := 0; i+2 < len(f); i++ {
		h := mix(mix(mix(seed, uint64(f[i].Hash)), uint64(f[i+1].Hash)), uint64(f[i+2].Hash))
		yield(fold(h), i)
	}
}
