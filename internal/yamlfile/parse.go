package yamlfile

import (
	"bytes"
	"unicode/utf8"
)

var bom = []byte("\xef\xbb\xbf")

// Parse reads a file of one document. What is wrong with it is noted in errs,
// and then the node is nil. Plain files, which are nearly all, are read by a
// reader of our own that is twenty times as fast; it leaves everything that it
// is not sure of to the reference, yaml.v3, and a fuzz test holds the two
// against each other.
func Parse(src Source, errs *Errors) *Node {
	data := src.Data
	switch {
	case len(data) > MaxSize:
		errs.AddAt(0, 0, "the file is larger than %d MB", MaxSize>>20)
		return nil
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		errs.AddAt(1, 1, "the file is UTF-16: save it as UTF-8")
		return nil
	}
	data = bytes.TrimPrefix(data, bom)
	if !utf8.Valid(data) {
		line, column := badByte(data)
		errs.AddAt(line, column, "the file is not UTF-8: save it as UTF-8")
		return nil
	}
	if n, ok := parseFast(string(data)); ok {
		return n
	}
	return parseReference(data, errs)
}

// badByte is the position of the first byte that is not UTF-8.
func badByte(data []byte) (line, column int) {
	line, column = 1, 1
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			break
		}
		if column++; r == '\n' {
			line, column = line+1, 1
		}
		data = data[n:]
	}
	return line, column
}

// At is the position of the node.
func (n *Node) At() (line, column int) { return int(n.Line), int(n.Column) }
