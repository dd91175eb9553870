package audit

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// Crash is a panic that was recovered: a bug of ours. In a goroutine it would
// end the process with a status of Go's, and leave the old report in its place.
type Crash struct {
	Value any
	Stack []byte // of the goroutine; it holds paths of the machine that built us
}

// NewCrash makes a Crash of what recover gave. One that passes from goroutine
// to goroutine keeps its first stack; so does what a leaf, which does not know
// this package, passes on with a method Trace.
func NewCrash(p any) *Crash {
	switch p := p.(type) {
	case *Crash:
		return p
	case interface{ Trace() []byte }:
		return &Crash{Value: p, Stack: p.Trace()}
	}
	return &Crash{Value: p, Stack: debug.Stack()}
}

func (c *Crash) Error() string { return fmt.Sprintf("this is a bug in licaudit: %v", c.Value) }

// ExitStatus is EX_SOFTWARE of sysexits.h.
func (c *Crash) ExitStatus() int { return 70 }

// Guarded calls f and turns a panic into a Crash.
func Guarded(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = NewCrash(p)
		}
	}()
	return f()
}

// Rethrow panics with a Crash that another goroutine left.
func Rethrow(err error) {
	var c *Crash
	if errors.As(err, &c) {
		panic(c)
	}
}
