package yamlfile

import "strings"

// flow reads a list or mapping in brackets that ends on its line. It returns
// the byte column behind it.
func (f *fast) flow(col, depth int) (Node, int) {
	text := f.rest(0)
	if depth > maxDepth {
		fail()
	}
	n := Node{Kind: Sequence, Flow: true, Line: int32(f.at + 1), Column: int32(f.column(f.at, col))}
	closing := byte(']')
	if text[col] == '{' {
		n.Kind, closing = Mapping, '}'
	}
	mark := len(f.stack)
	at := blanks(text, col+1)
	for text[at] != closing {
		if n.Kind == Mapping {
			var key Node
			if key, at = f.flowScalar(text, at, true); at+1 >= len(text) || text[at] != ':' || text[at+1] != ' ' {
				fail()
			}
			f.stack = append(f.stack, key)
			at = blanks(text, at+1)
		}
		var item Node
		if text[at] == '[' || text[at] == '{' {
			item, at = f.flow(at, depth+1)
		} else {
			item, at = f.flowScalar(text, at, false)
		}
		f.stack = append(f.stack, item)
		if at = blanks(text, at); text[at] == ',' {
			at = blanks(text, at+1)
		} else if text[at] != closing {
			fail()
		}
	}
	return f.close(n, mark), at + 1
}

// blanks is the offset of the next byte that is not blank; the line must have
// one.
func blanks(text string, at int) int {
	for at < len(text) && text[at] == ' ' {
		at++
	}
	if at == len(text) {
		fail()
	}
	return at
}

// flowScalar reads a scalar within brackets and returns the offset behind it.
func (f *fast) flowScalar(text string, at int, key bool) (Node, int) {
	line, column := f.at+1, f.column(f.at, at)
	if text[at] == '"' || text[at] == '\'' {
		end := quoteEnd(text[at:])
		if end < 0 {
			fail()
		}
		return scalar(line, column, unquote(text[at:at+end]), false), at + end
	}
	end := at
	for end < len(text) && strings.IndexByte(",[]{}", text[end]) < 0 {
		c := text[end]
		if c == ':' && key && end+1 < len(text) && text[end+1] == ' ' {
			break
		}
		if strings.IndexByte(`#?&*!|>'"%@`+"`", c) >= 0 || c == ':' && (end+1 == len(text) || !plainStart(text[end+1:])) {
			fail()
		}
		end++
	}
	value := strings.TrimRight(text[at:end], " ")
	if !plainStart(value) {
		fail()
	}
	return scalar(line, column, value, true), end
}
