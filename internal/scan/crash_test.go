package scan

import (
	"errors"
	"testing"
)

func TestGuarded(t *testing.T) {
	var f Failure
	if err := guarded(func() error { panic("boom") }); !errors.As(err, &f) || f.Status != 70 {
		t.Errorf("a panic is %v, want a failure of status 70", err)
	}
	if err := guarded(func() error { return nil }); err != nil {
		t.Errorf("no panic is %v", err)
	}
}
