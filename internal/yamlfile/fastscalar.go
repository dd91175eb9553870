package yamlfile

import "strings"

// keyEnd is the offset of the colon that ends the key at the start of text, or
// -1 where there is no key. Keys that yaml could read otherwise give up.
func keyEnd(text string) int {
	i := 0
	if text[0] == '"' || text[0] == '\'' {
		end := quoteEnd(text)
		if end < 0 {
			return -1
		}
		i = end
		if i == len(text) || text[i] != ':' {
			return -1
		}
		if i+1 < len(text) && text[i+1] != ' ' {
			fail()
		}
		return i
	}
	for ; i < len(text); i++ {
		switch text[i] {
		case ':':
			if i+1 == len(text) || text[i+1] == ' ' {
				return i
			}
		case '#':
			if i > 0 && text[i-1] == ' ' {
				return -1
			}
		case '{', '[':
			if i == 0 {
				return -1
			}
		}
	}
	return -1
}

// quoteEnd is the offset behind the quoted scalar at the start of text, or -1.
// Escapes give up.
func quoteEnd(text string) int {
	q := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && q == '"':
			fail()
		case text[i] == q && q == '\'' && i+1 < len(text) && text[i+1] == q:
			i++
		case text[i] == q:
			return i + 1
		}
	}
	return -1
}

func unquote(text string) string {
	body := text[1 : len(text)-1]
	if text[0] == '\'' && strings.Contains(body, "''") {
		body = strings.ReplaceAll(body, "''", "'")
	}
	return body
}

func (f *fast) key(text string, col int) Node {
	if len(text) > 200 {
		fail()
	}
	line, column := f.at+1, f.column(f.at, col)
	if text[0] == '"' || text[0] == '\'' {
		return scalar(line, column, unquote(text), false)
	}
	text = strings.TrimRight(text, " ")
	if !plainStart(text) {
		fail()
	}
	return scalar(line, column, text, true)
}

// plainStart reports whether a plain scalar may begin so, to every reader.
func plainStart(text string) bool {
	if text == "" {
		return false
	}
	switch c := text[0]; {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c >= 0x80:
		return true
	default:
		return strings.IndexByte("._/($+^;~", c) >= 0
	}
}

// valueOf reads the value of a key in the column col; after is the byte column
// behind the colon.
func (f *fast) valueOf(col, after, depth int) Node {
	text := f.rest(after)
	inner := len(text) - len(strings.TrimLeft(text, " "))
	if inner < len(text) && (text[inner] != '#' || inner == 0) {
		return f.value(after+inner, col, depth)
	}
	line := f.at
	f.at++
	switch next := f.indent(); {
	case next > col, next == col && isDash(f.rest(col)):
		if keyEnd(f.rest(next)) <= 0 && !isDash(f.rest(next)) {
			fail() // a scalar on a line of its own
		}
		return f.block(next, depth+1)
	}
	return scalar(line+1, f.column(line, after), "", true)
}

// value reads what stands in the row at hand from byte column col on; outer is
// the indentation of the list or mapping that holds it.
func (f *fast) value(col, outer, depth int) Node {
	text := f.rest(col)
	line, column := f.at+1, f.column(f.at, col)
	var n Node
	switch text[0] {
	case '"', '\'':
		end := quoteEnd(text)
		if end < 0 {
			fail()
		}
		ends(text[end:])
		n = scalar(line, column, unquote(text[:end]), false)
	case '[', '{':
		var end int
		n, end = f.flow(col, depth+1)
		ends(f.rest(end))
	case '|':
		return f.literal(col, outer)
	default:
		end := len(text)
		if i := strings.Index(text, " #"); i >= 0 {
			end = i
		}
		text = strings.TrimRight(text[:end], " ")
		if !plainStart(text) || strings.Contains(text, ": ") || strings.HasSuffix(text, ":") {
			fail()
		}
		n = scalar(line, column, text, true)
	}
	if f.at++; f.indent() > outer {
		fail() // goes on, or is wrong
	}
	return n
}

// ends gives up unless nothing but a comment follows.
func ends(text string) {
	trimmed := strings.TrimLeft(text, " ")
	if trimmed != "" && (trimmed[0] != '#' || len(trimmed) == len(text)) {
		fail()
	}
}

// literal reads a block of text behind "|" or "|-".
func (f *fast) literal(col, outer int) Node {
	head := f.rest(col)
	if head != "|" && head != "|-" {
		fail()
	}
	n := Node{Kind: Scalar, Line: int32(f.at + 1), Column: int32(f.column(f.at, col))}
	var lines []string
	indent := -1
	for f.at++; f.at < len(f.rows); f.at++ {
		text := f.rest(0)
		blank := len(text) - len(strings.TrimLeft(text, " "))
		switch {
		case blank == len(text):
			if indent < 0 || blank > indent {
				fail() // leading blank lines, and blanks that count
			}
			lines = append(lines, "")
			continue
		case indent < 0:
			indent = blank
		}
		if blank < indent || blank <= outer {
			if text[blank] == '#' {
				fail() // a comment, or is it text?
			}
			break
		}
		lines = append(lines, text[indent:])
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 0 || f.indent() > outer || f.at == len(f.rows) && !strings.HasSuffix(f.src, "\n") {
		fail()
	}
	n.Value = strings.Join(lines, "\n")
	if head == "|" {
		n.Value += "\n"
	}
	return n
}
