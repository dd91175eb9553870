package scan

import (
	"fmt"
	"runtime/debug"
)

// Crash is the failure that a recovered panic stands for, with its stack.
func Crash(p any) error {
	return Failure{70, fmt.Errorf("this is a bug in licaudit: %v\n%s", p, debug.Stack())}
}

// guarded calls f and turns a panic into an error: in a goroutine it would end
// the process with a status of Go's, and leave the old report in its place.
func guarded(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = Crash(p)
		}
	}()
	return f()
}
