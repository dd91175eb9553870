package scan

import (
	"fmt"
	"maps"
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
	var strangers []js.Header
	var own []string
	for _, h := range js.Fold(r.js.Notices) {
		u := r.unnamedOf(h)
		if h.Own == "" {
			r.unnamed, strangers = append(r.unnamed, u), append(strangers, h)
			continue
		}
		own = append(own, fmt.Sprintf("%s in %s (%s): %s", u.Claim(), scripts(len(h.Paths), ""), h.Own, shown(h.Paths)))
	}
	for i, tellings := range override.Tell(r.unnamed) {
		r.problems = append(r.problems, unnamedProblem(r.unnamed[i], strangers[i], slices.Max(tellings)))
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
	byFile := make(map[string][]int)
	for i, n := range r.js.Notices {
		byFile[n.Path] = append(byFile[n.Path], i)
		if n.Own == "" {
			r.several[n.Path]++
		}
	}
	holding := make(map[string]bool)
	for _, l := range r.js.Libraries {
		holding[l.Path] = true
	}
	settled := make([]bool, len(r.js.Notices))
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		var notices []override.Notice
		for _, i := range byFile[file] {
			n := r.js.Notices[i]
			notices = append(notices, override.Notice{Holders: n.Holders, Says: n.Says, Own: n.Own != ""})
		}
		for at, is := range r.overrides.Settle(file, holding[strings.TrimSuffix(file, ".LICENSE.txt")], notices) {
			settled[byFile[file][at]] = is
		}
	}
	var left []js.Notice
	for i, n := range r.js.Notices {
		if !settled[i] {
			left = append(left, n)
		}
	}
	r.js.Notices = left
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

func unnamedProblem(u audit.Unnamed, h js.Header, t override.Telling) audit.Problem {
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
	return audit.Problem{
		Code: audit.CodeUnnamedScript, Severity: audit.SeverityWarning, At: audit.Position{File: h.Path, Line: h.Line},
		Message: message,
		Hint: declaring(t) + ", or add its signatures; " +
			"if it is your own, list its holder under javascript.own in licaudit.yaml, or its path in an override with library: false",
	}
}

// declaring says how to declare code that is told from the rest of its files in a way.
func declaring(t override.Telling) string {
	const entry, writes = "say what it is under components in overrides.yaml, with its path and license", " (`licaudit override suggest --write` writes the entry)"
	switch t {
	case override.ByPath:
		return entry + writes
	case override.ByEither:
		return entry + ", and the name that the notice gives it or its holder as metadata.organization, since the file has several notices" + writes
	case override.ByWords:
		return entry + ", and in its name words of the notice that no other of the file says" + writes
	case override.ByHolder:
		return entry + ", and its holder as metadata.organization, since the file has several notices" + writes
	case override.Together:
		return entry + ", and its holder as metadata.organization or words of the notice in its name; nothing tells it from another notice of the file, so that both stay until each has an entry with a name or license of its own" + writes
	}
	return "no entry can tell it from the other notices of its file: declare what the file holds under components in overrides.yaml, " +
		"and settle the file by an override with its path and library: false, which leaves those components"
}

func scripts(n int, more string) string {
	if n == 1 {
		return "1" + more + " script"
	}
	return fmt.Sprintf("%d%s scripts", n, more)
}
