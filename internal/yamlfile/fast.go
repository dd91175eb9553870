package yamlfile

import (
	"strings"
	"unicode/utf8"
)

// fast reads the part of YAML in which people write such files: block mappings
// and lists, scalars and brackets that end on their line, literal blocks.
// Wherever something else begins it gives up: fail panics with giveUp.
type fast struct {
	src   string
	rows  []row
	at    int    // the row at hand
	stack []Node // kids of the values that are still open
	slab  []Node // room for kids of values that are read
}

// row is a line without its end. indent is -1 where the line has nothing but a
// comment.
type row struct {
	start, end, indent int
}

// maxRow bounds a line, in bytes: columns are counted from its start for each
// value in it.
const maxRow = 8 << 10

// slabSize is how many kids get their room at once: most values have few.
const slabSize = 1 << 10

type giveUp struct{}

func fail() { panic(giveUp{}) }

// parseFast reads src, or says that it cannot.
func parseFast(src string) (n *Node, ok bool) {
	defer func() {
		if p := recover(); p != nil {
			if _, is := p.(giveUp); !is {
				panic(p)
			}
			n, ok = nil, false
		}
	}()
	if !plainText(src) {
		return nil, false
	}
	f := &fast{src: src, rows: rowsOf(src)}
	f.stack = make([]Node, 0, min(len(f.rows), 1<<14))
	f.skip()
	if f.at == len(f.rows) || f.rows[f.at].indent != 0 {
		return nil, false
	}
	root := f.block(0, 1)
	if f.skip(); f.at != len(f.rows) {
		return nil, false
	}
	return &root, true
}

// plainText reports whether src holds only characters that mean the same to
// every reader: no tabs, controls, or line ends other than LF and CRLF.
func plainText(src string) bool {
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case c >= 0x20 && c < 0x7f || c == '\n':
		case c == '\r' && i+1 < len(src) && src[i+1] == '\n':
		case c < 0x80:
			return false
		default:
			r, n := utf8.DecodeRuneInString(src[i:])
			if r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r >= 0xd800 && r < 0xe000 || r >= 0xfffd {
				return false
			}
			i += n - 1
		}
	}
	return true
}

func rowsOf(src string) []row {
	rows := make([]row, 0, strings.Count(src, "\n")+1)
	for start := 0; start < len(src); {
		end := strings.IndexByte(src[start:], '\n')
		next := start + end + 1
		if end < 0 {
			next = len(src)
			end = len(src) - start
		}
		line := strings.TrimSuffix(src[start:start+end], "\r")
		if len(line) > maxRow {
			fail()
		}
		r := row{start: start, end: start + len(line), indent: -1}
		for i := 0; i < len(line); i++ {
			if line[i] != ' ' {
				if line[i] != '#' {
					r.indent = i
				}
				break
			}
		}
		rows = append(rows, r)
		start = next
	}
	return rows
}

// skip goes on to the next row that is not blank.
func (f *fast) skip() {
	for f.at < len(f.rows) && f.rows[f.at].indent < 0 {
		f.at++
	}
}

// indent of the next row that is not blank, or -1 at the end.
func (f *fast) indent() int {
	if f.skip(); f.at == len(f.rows) {
		return -1
	}
	return f.rows[f.at].indent
}

// rest of the row at hand, from a byte column on.
func (f *fast) rest(col int) string {
	r := f.rows[f.at]
	return f.src[r.start+col : r.end]
}

// column in characters, from 1, of a byte column of a row.
func (f *fast) column(at, col int) int {
	start := f.rows[at].start
	return utf8.RuneCountInString(f.src[start:start+col]) + 1
}

func isDash(s string) bool { return s == "-" || strings.HasPrefix(s, "- ") }

// block reads the value that begins in the row at hand at byte column col,
// which is its indentation.
func (f *fast) block(col, depth int) Node {
	text := f.rest(col)
	if depth > maxDepth || col == 0 && (strings.HasPrefix(text, "---") || strings.HasPrefix(text, "...") || text[0] == '%') {
		fail()
	}
	if isDash(text) {
		return f.sequence(col, depth)
	}
	return f.mapping(col, depth)
}

// close takes the kids since mark off the stack.
func (f *fast) close(n Node, mark int) Node {
	count := len(f.stack) - mark
	if count > cap(f.slab)-len(f.slab) {
		f.slab = make([]Node, 0, max(count, slabSize))
	}
	if count == 0 {
		n.Kids = []Node{}
		return n
	}
	start := len(f.slab)
	f.slab = append(f.slab, f.stack[mark:]...)
	n.Kids = f.slab[start:len(f.slab):len(f.slab)]
	f.stack = f.stack[:mark]
	return n
}

func (f *fast) sequence(col, depth int) Node {
	n := Node{Kind: Sequence, Line: int32(f.at + 1), Column: int32(f.column(f.at, col))}
	mark := len(f.stack)
	for first := true; first || f.indent() == col && isDash(f.rest(col)); first = false {
		text := f.rest(col + 1)
		inner := len(text) - len(strings.TrimLeft(text, " "))
		if inner == len(text) || text[inner] == '#' {
			fail() // an item that begins on a later line
		}
		begin := col + 1 + inner
		var item Node
		if text = text[inner:]; isDash(text) || keyEnd(text) > 0 {
			item = f.block(begin, depth+1)
		} else {
			item = f.value(begin, col, depth)
		}
		f.stack = append(f.stack, item)
	}
	if f.indent() > col {
		fail()
	}
	return f.close(n, mark)
}

func (f *fast) mapping(col, depth int) Node {
	n := Node{Kind: Mapping, Line: int32(f.at + 1), Column: int32(f.column(f.at, col))}
	mark := len(f.stack)
	for first := true; first || f.indent() == col; first = false {
		text := f.rest(col)
		if isDash(text) {
			if first {
				fail()
			}
			break // the next item of a list that stands at its key's column
		}
		end := keyEnd(text)
		if end <= 0 {
			fail()
		}
		key := f.key(text[:end], col)
		f.stack = append(f.stack, key)
		f.stack = append(f.stack, f.valueOf(col, col+end+1, depth))
	}
	if f.indent() > col {
		fail()
	}
	return f.close(n, mark)
}
