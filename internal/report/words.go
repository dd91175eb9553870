package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// label names a component as people of its ecosystem do, with an approximate
// version where the exact one is unknown.
func label(c audit.Component) string {
	if c.Near != "" && c.ID.Version == "" {
		return line(c.ID.Label() + " near " + c.Near)
	}
	return line(c.ID.Label())
}

// licenseText says in a few words what was concluded. The seven ways of not
// knowing stay apart; JSON, HTML and Markdown agree on it.
func licenseText(c audit.Conclusion) string {
	if c.License != "" {
		return line(string(c.License))
	}
	switch c.Basis {
	case audit.None:
		return "none declared"
	case audit.Unrecognised:
		return "unrecognised: " + quoteNames(c.Claims)
	case audit.AmbiguousB:
		return "ambiguous: " + expressions(c.Candidates, " or ")
	case audit.Conflicting:
		return "conflicting: " + expressions(c.Candidates, " against ")
	case audit.Unreadable:
		return "could not be read"
	}
	return "not concluded"
}

// maxCandidates is how many candidates a line names.
const maxCandidates = 6

func expressions(list []spdx.Expression, sep string) string {
	var words []string
	for _, e := range list {
		words = append(words, line(string(e)))
	}
	return several(words, maxCandidates, sep)
}

// several joins at most n words and says how many more there are.
func several(words []string, n int, sep string) string {
	if len(words) <= n {
		return strings.Join(words, sep)
	}
	return fmt.Sprintf("%s and %d more", strings.Join(words[:n], sep), len(words)-n)
}

// quoteNames quotes the declared names that no rule knows.
func quoteNames(claims []audit.Claim) string {
	var names []string
	for _, c := range claims {
		if c.Status() != audit.Unknown || c.Evidence.Kind == audit.KindLockfile {
			continue // another element, or a text, that is understood; or a version
		}
		name := c.Evidence.Name
		if name == "" {
			name = c.Evidence.URL
		}
		if name != "" && !slices.Contains(names, quote(name)) {
			names = append(names, quote(name))
		}
	}
	if len(names) == 0 {
		return "a text that no rule knows"
	}
	return several(names, 3, ", ")
}

// quote puts a foreign name between quotation marks, shortened.
func quote(s string) string {
	s = line(s)
	if runes := []rune(s); len(runes) > 120 {
		s = string(runes[:120]) + "…"
	}
	return `"` + s + `"`
}

// basisText says what a conclusion rests on.
func basisText(c audit.Conclusion) string {
	switch {
	case c.Basis == "":
		return "not concluded"
	case c.AssumedOr:
		return string(c.Basis) + ", assumed a choice"
	}
	return string(c.Basis)
}

// verdictText names a verdict in the report's words.
func verdictText(f audit.Finding) string {
	switch {
	case f.Component.FirstParty:
		return "first-party"
	case f.Verdict == audit.Undecided:
		return "undecided"
	case unreadable(f):
		return "not readable"
	case f.Baselined:
		return string(f.Verdict) + ", in the baseline"
	}
	return string(f.Verdict)
}

// unreadable reports a finding that could not be judged, because its evidence
// could not be fetched or read: it makes the result incomplete, and is no
// denial.
func unreadable(f audit.Finding) bool {
	return f.Code == audit.CodeLicenseUnreadable && !f.Component.FirstParty && !f.Baselined
}

// position prints file:line:column as far as known.
func position(p audit.Position) string {
	s := line(p.File)
	if p.Line > 0 {
		s += fmt.Sprintf(":%d", p.Line)
		if p.Column > 0 {
			s += fmt.Sprintf(":%d", p.Column)
		}
	}
	return s
}

// chain prints how a component came in: the module and the artifacts on the
// path by their short names.
func chain(o audit.Occurrence) string {
	var words []string
	if o.Module != "" {
		words = append(words, shortModule(o.Module))
	}
	for _, id := range o.Path {
		words = append(words, line(id.Name))
	}
	return strings.Join(words, " -> ")
}

// fullChain prints the same with whole coordinates.
func fullChain(o audit.Occurrence) string {
	var words []string
	if o.Module != "" {
		words = append(words, line(o.Module))
	}
	for _, id := range o.Path {
		words = append(words, line(id.Label()))
	}
	return strings.Join(words, " -> ")
}

func shortModule(module string) string {
	return line(module[strings.LastIndexByte(module, ':')+1:])
}

// scopeOrder is the order in which scopes are listed: what ships first.
var scopeOrder = []string{"compile", "runtime", "provided", "system", "test", "documentation"}

// scopes lists the scopes of a component, what ships first, each once.
func scopes(c audit.Component) []string {
	var out []string
	for _, o := range c.Occurrences {
		if s := line(o.Scope); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		if i, j := scopeRank(a), scopeRank(b); i != j {
			return i - j
		}
		return strings.Compare(a, b)
	})
	return out
}

func scopeRank(s string) int {
	if i := slices.Index(scopeOrder, s); i >= 0 {
		return i
	}
	return len(scopeOrder)
}

// judgement is the policy's answer for occurrence i.
func judgement(f audit.Finding, i int) audit.Judgement {
	if i < len(f.Judgements) {
		return f.Judgements[i]
	}
	return f.Judgement
}

// worstOccurrences lists the indices of the occurrences that share the
// finding's verdict: those that have to be looked at.
func worstOccurrences(f audit.Finding) []int {
	var out []int
	for i := range f.Component.Occurrences {
		if judgement(f, i).Verdict == f.Verdict {
			out = append(out, i)
		}
	}
	return out
}
