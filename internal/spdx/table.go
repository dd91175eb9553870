package spdx

import (
	_ "embed"
	"strings"
)

// The tables are rows of tab-separated fields sorted by lower-case id; the
// comment lines at the head begin with "#", which sorts before every id.
var (
	//go:embed data/licenses.tsv
	licenseTable string
	//go:embed data/exceptions.tsv
	exceptionTable string
)

// row is one line of a table.
type row string

const (
	fieldID = iota
	fieldName
	fieldFlags
	fieldToday
	fieldCategory
	fieldObligations
	fieldSource
	fieldSeeAlso
)

func (r row) field(n int) string {
	s := string(r)
	for ; n > 0; n-- {
		s = s[strings.IndexByte(s, '\t')+1:]
	}
	if i := strings.IndexByte(s, '\t'); i >= 0 {
		s = s[:i]
	}
	return s
}

func (r row) id() string           { return r.field(fieldID) }
func (r row) has(flag string) bool { return strings.Contains(r.field(fieldFlags), flag) }
func (r row) deprecated() bool     { return r.has("D") }

// today is the id to write: another one where the list has deprecated it.
func (r row) today() string {
	if t := r.field(fieldToday); t != "" {
		return t
	}
	return r.id()
}

// term is the license in today's form.
func (r row) term() Term {
	license, exception, _ := strings.Cut(r.today(), " WITH ")
	return Term{License: license, Exception: exception}
}

// licenseRow finds a license by id in any case.
func licenseRow(id string) (row, bool) {
	r := search(licenseTable, id)
	return r, r != ""
}

// exceptionRow finds an exception by id in any case, or returns "".
func exceptionRow(id string) row { return search(exceptionTable, id) }

// search finds the row of an id by halving the table.
func search(table, id string) row {
	lo, hi := 0, len(table) // lo and hi stand at starts of lines
	for lo < hi {
		start := lo
		if i := strings.LastIndexByte(table[lo:(lo+hi)/2], '\n'); i >= 0 {
			start = lo + i + 1
		}
		end := start + strings.IndexByte(table[start:], '\n')
		line := table[start:end]
		tab := strings.IndexByte(line, '\t')
		c := -1 // a comment
		if tab >= 0 && line[0] != '#' {
			c = compareFold(line[:tab], id)
		}
		switch {
		case c == 0:
			return row(line)
		case c < 0:
			lo = end + 1
		default:
			hi = start
		}
	}
	return ""
}

// compareFold compares in the order of the lower-case ASCII bytes.
func compareFold(a, b string) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		if x, y := lower(a[i]), lower(b[i]); x != y {
			return int(x) - int(y)
		}
	}
	return len(a) - len(b)
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// rows visits the rows of a table in order.
func rows(table string) func(yield func(row) bool) {
	return func(yield func(row) bool) {
		for line := range strings.Lines(table) {
			if line[0] != '#' && !yield(row(strings.TrimSuffix(line, "\n"))) {
				return
			}
		}
	}
}
