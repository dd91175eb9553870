package digest

import (
	"bytes"

	"github.com/licaudit/licaudit/internal/js/lex"
)

// Evaluated returns a script with the modules that a development bundle keeps
// as strings for eval written out, among all else that it holds: such a bundle
// may stand in one file with others. Any other script is returned as it is.
// https://webpack.js.org/configuration/devtool/
func Evaluated(src []byte) []byte {
	if !bytes.Contains(src, []byte("eval(")) || !bytes.Contains(src, []byte("sourceURL=webpack")) {
		return src
	}
	var out []byte
	done := 0
	lexer := lex.NewJS(src)
	var last, before lex.Token
	for t := lexer.Next(); t.Kind != lex.End; t = lexer.Next() {
		if t.Kind == lex.String && t.End-t.Start > 64 && string(last.Text(src)) == "(" && string(before.Text(src)) == "eval" {
			out = append(append(out, src[done:t.Start]...), '\n')
			out = append(unescape(out, src[t.Start+1:t.End-1]), '\n')
			done = t.End
		}
		before, last = last, t
	}
	return append(out, src[done:]...)
}
