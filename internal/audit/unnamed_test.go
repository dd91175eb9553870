package audit_test

import (
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

func TestClaim(t *testing.T) {
	for _, tt := range []struct {
		u    audit.Unnamed
		want string
	}{
		{audit.Unnamed{}, "a notice that names no license"},
		{audit.Unnamed{Closed: true, Licensed: true, Holders: []string{"Foo Ltd"}}, "a closed notice of Foo Ltd under a license that is not recognised"},
		{audit.Unnamed{License: "MIT", Licensed: true, Holders: []string{"Ann", "Bob"}, MoreHolders: true}, "a notice of Ann, Bob, ... under MIT"},
		{audit.Unnamed{Candidates: []spdx.Expression{"BSD-2-Clause", "BSD-3-Clause"}}, "a notice under one of BSD-2-Clause, BSD-3-Clause"},
	} {
		if got := tt.u.Claim(); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}
