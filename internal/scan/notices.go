package scan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/js"
	"github.com/licaudit/licaudit/internal/override"
)

// shownPaths is how many paths of one notice a problem names besides the first.
const shownPaths = 3

// tellNotices makes problems of the notices in scripts that are no library known,
// but for those that an override settles: one for all that claim the same.
func (r *run) tellNotices() {
	r.settle()
	var own []string
	for _, h := range js.Fold(r.js.Notices) {
		u := r.unnamedOf(h)
		if h.Own == "" {
			r.unnamed = append(r.unnamed, u)
			r.problems = append(r.problems, unnamedProblem(u, h))
			continue
		}
		own = append(own, fmt.Sprintf("%s in %s (%s): %s", u.Claim(), scripts(len(h.Paths), ""), h.Own, shown(h.Paths)))
	}
	if len(own) > 0 {
		slices.Sort(own)
		r.problems = append(r.problems, audit.Problem{
			Code: audit.CodeOwnNotice, Severity: audit.SeverityNote,
			Message: "taken for the project's own and passed over: " + strings.Join(own, "; "),
			Hint: "if one is another's, declare it under components in overrides.yaml; `licaudit identify` lists the notices of all scripts, " +
				"but does not read licaudit.yaml",
		})
	}
}

// settle leaves out the notices of which an override says what they are.
func (r *run) settle() {
	r.several = make(map[string]int)
	own := make(map[string]int)
	for _, n := range r.js.Notices {
		if n.Own != "" {
			own[n.Path]++
		} else {
			r.several[n.Path]++
		}
	}
	holding := make(map[string]bool)
	for _, l := range r.js.Libraries {
		holding[l.Path] = true
	}
	r.js.Notices = slices.DeleteFunc(r.js.Notices, func(n js.Notice) bool {
		alone := r.several[n.Path] == 1
		if n.Own != "" {
			alone = r.several[n.Path] == 0 && own[n.Path] == 1
		}
		return r.overrides.Settles(override.Unnamed{File: n.Path, Holders: n.Holders, Says: n.Says, Alone: alone, Beside: holding[strings.TrimSuffix(n.Path, ".LICENSE.txt")]})
	})
}

// shown are the first paths of a notice.
func shown(paths []string) string {
	s := strings.Join(paths[:min(len(paths), shownPaths)], ", ")
	if len(paths) > shownPaths {
		s += ", ..."
	}
	return s
}

// unnamedOf is a header as the report has it.
func (r *run) unnamedOf(h js.Header) audit.Unnamed {
	u := audit.Unnamed{License: h.License, Candidates: h.Candidates, Licensed: h.Licensed, Closed: h.Closed, Holders: h.Holders, MoreHolders: h.Others}
	for _, n := range h.Notices {
		u.Notices = append(u.Notices, audit.Notice{At: audit.Position{File: n.Path, Line: n.Line}, Says: n.Says, Several: r.several[n.Path] > 1})
	}
	return u
}

func unnamedProblem(u audit.Unnamed, h js.Header) audit.Problem {
	message := "code that is no library known, with " + u.Claim()
	if h.Says != "" {
		message += fmt.Sprintf(": %q", h.Says)
	}
	if more := h.Paths[1:]; len(more) > 0 {
		message += fmt.Sprintf("; the same in %s: %s", scripts(len(more), " more"), shown(more))
	}
	for i, says := range h.Also {
		message += map[bool]string{true: "; others say ", false: ", "}[i == 0] + fmt.Sprintf("%q", says)
	}
	which := "with its path and license"
	if slices.ContainsFunc(u.Notices, func(n audit.Notice) bool { return n.Several }) {
		which = "with its path and license, and the name that the notice gives it or its holder as metadata.organization, since the file has several notices"
	}
	return audit.Problem{
		Code: audit.CodeUnnamedScript, Severity: audit.SeverityWarning, At: audit.Position{File: h.Path, Line: h.Line},
		Message: message,
		Hint: "say what it is under components in overrides.yaml, " + which + " (`licaudit override suggest --write` writes the entry), or add its signatures; " +
			"if it is your own, list its holder under javascript.own in licaudit.yaml, or its path in an override with library: false",
	}
}

func scripts(n int, more string) string {
	if n == 1 {
		return "1" + more + " script"
	}
	return fmt.Sprintf("%d%s scripts", n, more)
}
