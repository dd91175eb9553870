package fetch

import (
	"context"
	"strings"
	"testing"
)

// TestFlightPanics: a panic reaches the one who waits, who can recover it.
func TestFlightPanics(t *testing.T) {
	var f flights
	defer func() {
		c, ok := recover().(*crash)
		if !ok || c.Error() != "boom" || !strings.Contains(string(c.Trace()), "TestFlightPanics") {
			t.Errorf("recovered %v", c)
		}
		if len(f.calls) > 0 {
			t.Error("the request is still under way")
		}
	}()
	f.do(context.Background(), "key", func(context.Context) (*Response, error) { panic("boom") })
	t.Error("do returned")
}
