package spdx

import (
	_ "embed"
	"strings"
	"sync"
)

// The tables are rows of tab-separated fields sorted by lower-case id, behind
// comment lines that begin with "#".
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
	r := search(licenseTable, licenseLines(), id)
	return r, r != ""
}

// exceptionRow finds an exception by id in any case, or returns "".
func exceptionRow(id string) row { return search(exceptionTable, exceptionLines(), id) }

// licenseLines and exceptionLines say where the rows begin.
var (
	licenseLines   = sync.OnceValue(func() []int { return lines(licenseTable) })
	exceptionLines = sync.OnceValue(func() []int { return lines(exceptionTable) })
)

// lines lists the offsets of the rows of a table, and its end.
func lines(table string) []int {
	at := make([]int, 0, 1024)
	for i := 0; i < len(table); {
		if table[i] != '#' {
			at = append(at, i)
		}
		i += strings.IndexByte(table[i:], '\n') + 1
	}
	return append(at, len(table))
}

// search finds the row of an id by halving the table.
func search(table string, at []int, id string) row {
	for lo, hi := 0, len(at)-1; lo < hi; {
		mid := (lo + hi) / 2
		line := table[at[mid] : at[mid+1]-1]
		switch c := compareFold(line[:strings.IndexByte(line, '\t')], id); {
		case c == 0:
			return row(line)
		case c < 0:
			lo = mid + 1
		default:
			hi = mid
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
