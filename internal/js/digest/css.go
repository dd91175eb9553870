package digest

import (
	"bytes"
	"unicode/utf8"

	"github.com/licaudit/licaudit/internal/js/lex"
)

// CSS digests a style sheet. Every name, number and string is a feature.
func CSS(src []byte) *Digest {
	d := &Digest{css: true, Features: make([]Feature, 0, len(src)/10)}
	lexer := lex.NewCSS(src)
	for t := lexer.Next(); t.Kind != lex.End; t = lexer.Next() {
		text := t.Text(src)
		switch t.Kind {
		case lex.Comment:
			d.comment(src, t)
			continue
		case lex.Punct:
			continue
		case lex.Number:
			text = plainNumber(text)
		case lex.String:
			text = text[1 : len(text)-1]
		case lex.Ident:
			text = bytes.ToLower(text)
		}
		h := hashBytes(text)
		d.feature(h, t.Start)
		d.Tokens = mix(d.Tokens, h)
		d.Count++
	}
	d.Sequence = d.Features
	return d
}

func hexRun(s []byte, n int) (rune, int) {
	var r rune
	i := 0
	for ; i < n && i < len(s); i++ {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return r, i
		}
	}
	return r, i
}

// appendRune appends a character; half of one, which has no UTF-8, in three bytes of
// its own.
func appendRune(dst []byte, r rune) []byte {
	if r >= 0xD800 && r <= 0xDFFF {
		return append(dst, 0xED, 0x80|byte(r>>6&0x3F), 0x80|byte(r&0x3F))
	}
	return utf8.AppendRune(dst, r)
}
