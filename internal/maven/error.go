package maven

import (
	"errors"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// Kind says at which of Maven's stages a run ended.
type Kind int

// The kinds of Error.
const (
	// Rejected: the project's own POMs, settings or flags are at fault.
	Rejected Kind = iota + 1
	// Unresolved: a parent, BOM, range or conflict cannot be resolved.
	Unresolved
	// Unreachable: a repository could not be asked, or refused.
	Unreachable
)

// Error is why Maven would have failed.
type Error struct {
	Kind Kind
	// At is the place in the user's POM, where one is at fault.
	At audit.Position
	// Module is the g:a:v of the module that could not be resolved, if known.
	Module string
	// Chain is the way that led there, outermost first: "g:a:v".
	Chain []string
	// Msg says what is wrong; Hint what to do about it.
	Msg  string
	Hint string
	// Err is the cause, if there is one below.
	Err error
}

// Error prints position, message, chain and cause.
func (e *Error) Error() string {
	var b strings.Builder
	if e.At.File != "" {
		b.WriteString(position(e.At) + ": ")
	}
	b.WriteString(e.Msg)
	if len(e.Chain) > 0 {
		b.WriteString(" (through " + strings.Join(e.Chain, " -> ") + ")")
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errors are all that is wrong with the POMs of a project, in Maven's order.
type Errors []*Error

// Error prints a line or more for each.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i := range e {
		lines[i] = e[i].Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the errors.
func (e Errors) Unwrap() []error {
	out := make([]error, len(e))
	for i := range e {
		out[i] = e[i]
	}
	return out
}

// Reasons are the Errors that err holds, one by one; else err alone.
func Reasons(err error) []error {
	var all Errors
	if errors.As(err, &all) {
		return all.Unwrap()
	}
	return []error{err}
}

// KindOf is the kind of an error of this package, 0 of any other. Of Errors it
// is the one to mend first: the user's POMs, then a repository that cannot be
// asked.
func KindOf(err error) Kind {
	var all Errors
	if !errors.As(err, &all) {
		var e *Error
		if errors.As(err, &e) {
			return e.Kind
		}
		return 0
	}
	kinds := map[Kind]bool{}
	for _, e := range all {
		kinds[e.Kind] = true
	}
	for _, k := range []Kind{Rejected, Unreachable} {
		if kinds[k] {
			return k
		}
	}
	return Unresolved
}

// joined is one error of all that went wrong, each said once; nil for none. The
// end of the run says all.
func joined(list []error) error {
	var all Errors
	seen := map[string]bool{}
	for _, err := range list {
		for _, reason := range Reasons(err) {
			var e *Error
			if !errors.As(reason, &e) {
				return err
			}
			if text := e.Error(); !seen[text] {
				seen[text] = true
				all = append(all, e)
			}
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return all
}
