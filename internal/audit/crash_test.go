package audit

import (
	"errors"
	"strings"
	"testing"
)

func TestGuarded(t *testing.T) {
	inner := Guarded(func() error { panic("boom") })
	outer := Guarded(func() error { Rethrow(errors.Join(inner)); return nil })
	var c *Crash
	if !errors.As(outer, &c) || outer != inner || c.ExitStatus() != 70 || !strings.Contains(string(c.Stack), "TestGuarded") {
		t.Errorf("a panic is %v, and rethrown %v", inner, outer)
	}
	if strings.Contains(inner.Error(), ".go") {
		t.Errorf("the message names source files: %s", inner)
	}
	if err := Guarded(func() error { Rethrow(nil); return nil }); err != nil {
		t.Errorf("no panic is %v", err)
	}
}

// traced stands for a panic that a room of no imports passes on.
type traced struct{}

func (traced) Trace() []byte { return []byte("where it was") }

func TestGuardedKeepsTheTrace(t *testing.T) {
	var c *Crash
	if err := Guarded(func() error { panic(traced{}) }); !errors.As(err, &c) || string(c.Stack) != "where it was" {
		t.Errorf("got %+v", err)
	}
}
