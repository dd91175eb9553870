package scan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/js"
)

// shownPaths is how many paths of one notice a problem names besides the first.
const shownPaths = 3

// tellNotices makes problems of the notices in scripts that are no library known,
// but for those whose file an override settles: one for all that claim the same.
func (r *run) tellNotices() {
	r.js.Notices = slices.DeleteFunc(r.js.Notices, func(n js.Notice) bool { return r.overrides.Settles(n.Path) })
	var own []string
	for _, h := range js.Fold(r.js.Notices) {
		if h.Own == "" {
			r.problems = append(r.problems, unnamed(h))
			continue
		}
		own = append(own, fmt.Sprintf("%s in %s (%s)", claimOf(h.Notice), scripts(len(h.Paths), ""), h.Own))
	}
	if len(own) > 0 {
		slices.Sort(own)
		r.problems = append(r.problems, audit.Problem{
			Code: audit.CodeOwnNotice, Severity: audit.SeverityNote,
			Message: "taken for the project's own and passed over: " + strings.Join(own, "; "),
			Hint:    "`licaudit identify` lists them; if one is another's, declare it under components in overrides.yaml",
		})
	}
}

// unnamed reports whether a script is told that no component stands for.
func (r *run) unnamed() bool {
	return slices.ContainsFunc(r.js.Notices, func(n js.Notice) bool { return n.Own == "" })
}

func unnamed(h js.Header) audit.Problem {
	message := "code that is no library known, with " + claimOf(h.Notice)
	if h.Says != "" {
		message += fmt.Sprintf(": %q", h.Says)
	}
	if more := h.Paths[1:]; len(more) > 0 {
		message += fmt.Sprintf("; the same in %s: %s", scripts(len(more), " more"), strings.Join(more[:min(len(more), shownPaths)], ", "))
		if len(more) > shownPaths {
			message += ", ..."
		}
	}
	return audit.Problem{
		Code: audit.CodeUnnamedScript, Severity: audit.SeverityWarning, At: audit.Position{File: h.Path, Line: h.Line},
		Message: message,
		Hint: "say what it is under components in overrides.yaml, with its path and license, or add its signatures; " +
			"if it is your own, list its holder under javascript.own in licaudit.yaml, or its path in an override with library: false",
	}
}

func scripts(n int, more string) string {
	if n == 1 {
		return "1" + more + " script"
	}
	return fmt.Sprintf("%d%s scripts", n, more)
}

// claimOf is what a notice claims, in words.
func claimOf(n js.Notice) string {
	what := "a notice"
	if n.Closed {
		what = "a closed notice"
	}
	if n.Holder() != "" {
		what += " of " + n.Holder()
	}
	var all []string
	for _, e := range n.Candidates {
		all = append(all, string(e))
	}
	switch {
	case n.License != "":
		what += " under " + string(n.License)
	case len(all) > 0:
		what += " under one of " + strings.Join(all, ", ")
	case n.Licensed:
		what += " under a license that is not recognised"
	default:
		what += " that names no license"
	}
	return what
}
