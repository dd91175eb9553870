package maven

import (
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
