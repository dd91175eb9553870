package audit

import (
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// Unnamed is code that is no library known, and that no component stands for:
// all that is known of it is a notice. Notices that claim the same for the same
// holder are one.
type Unnamed struct {
	// License is what the notice names; Candidates is set instead where its
	// words leave it open. A closed notice has neither.
	License    spdx.Expression   `json:"license,omitempty"`
	Candidates []spdx.Expression `json:"candidates,omitempty"`
	// Licensed marks words that speak of a license, recognised or not; Closed
	// such as forbid what a library's license permits.
	Licensed bool `json:"licensed,omitempty"`
	Closed   bool `json:"closed,omitempty"`
	// Holders claim the copyright, as the first notice spells them;
	// MoreHolders says that there are others.
	Holders     []string `json:"holders,omitempty"`
	MoreHolders bool     `json:"moreHolders,omitempty"`
	// Notices are sorted by file and line; there is at least one.
	Notices []Notice `json:"notices"`
}

// Notice is a comment in a script or style sheet that claims a copyright or
// names a license.
type Notice struct {
	At   Position `json:"at"`
	Says string   `json:"says,omitempty"` // its first words
	// Several says that its file has other notices, too: a component is what
	// this one is about only if it has its name or its holder.
	Several bool `json:"several,omitempty"`
}

// Claim is what the notices claim, in words: "a notice of Bob under MIT".
func (u Unnamed) Claim() string {
	what := "a notice"
	if u.Closed {
		what = "a closed notice"
	}
	if len(u.Holders) > 0 {
		what += " of " + strings.Join(u.Holders, ", ")
		if u.MoreHolders {
			what += ", ..."
		}
	}
	var all []string
	for _, e := range u.Candidates {
		all = append(all, string(e))
	}
	switch {
	case u.License != "":
		what += " under " + string(u.License)
	case len(all) > 0:
		what += " under one of " + strings.Join(all, ", ")
	case u.Licensed:
		what += " under a license that is not recognised"
	default:
		what += " that names no license"
	}
	return what
}
