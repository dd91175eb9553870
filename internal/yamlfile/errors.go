package yamlfile

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Error is a mistake in a file.
type Error struct {
	File         string
	Line, Column int // from 1; 0 means the file as a whole
	Msg          string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Msg
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Msg)
}

// maxErrors bounds what is told of one file.
const maxErrors = 50

// Errors collects the mistakes in one file, so that all are told at once.
type Errors struct {
	File string
	list []*Error
	more int
}

// At is a place in a file: a Node, a Text and their like.
type At interface{ At() (line, column int) }

// Add notes a mistake.
func (e *Errors) Add(at At, format string, args ...any) {
	line, column := at.At()
	e.AddAt(line, column, format, args...)
}

// AddAt notes a mistake at a line and column.
func (e *Errors) AddAt(line, column int, format string, args ...any) {
	if len(e.list) == maxErrors {
		e.more++
		return
	}
	e.list = append(e.list, &Error{File: e.File, Line: line, Column: column, Msg: fmt.Sprintf(format, args...)})
}

// Err joins what was noted, in the order of the file; nil where nothing was.
func (e *Errors) Err() error {
	slices.SortStableFunc(e.list, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	var all []error
	for _, err := range e.list {
		all = append(all, err)
	}
	if e.more > 0 {
		all = append(all, fmt.Errorf("%s: and %d more errors", e.File, e.more))
	}
	return errors.Join(all...)
}

// Nearest is the candidate that s may be a misspelling of, or "". At most a
// third of the letters may differ.
func Nearest(s string, candidates []string) string {
	if len(s) > 64 {
		return ""
	}
	best, distance := "", len(s)/3+1
	for _, c := range candidates {
		if d := edits(s, c); d < distance || d == distance && best == "" && d <= 1 {
			best, distance = c, d
		}
	}
	return best
}

// DidYouMean is the clause that names the nearest candidate, or "".
func DidYouMean(s string, candidates []string) string {
	if n := Nearest(s, candidates); n != "" {
		return fmt.Sprintf(": did you mean %q?", n)
	}
	return ""
}

// edits counts the letters to insert, remove, replace or swap.
func edits(a, b string) int {
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	older := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		older, before, row = before, row, older
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(before[j]+1, row[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
