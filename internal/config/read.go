package config

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

var (
	mavenScopes = []string{"compile", "runtime", "provided", "system", "test"}
	allScopes   = append(slices.Clone(mavenScopes), "documentation")
	verdicts    = map[string]audit.Verdict{"allow": audit.Allowed, "review": audit.Review, "deny": audit.Denied}
)

// reader turns what is written into what is meant and notes what is wrong.
type reader struct {
	errs *yamlfile.Errors
	file string
}

func (r reader) at(p yamlfile.At) audit.Position {
	line, column := p.At()
	return audit.Position{File: r.file, Line: line, Column: column}
}

func (r reader) policy(w *writtenPolicy, l *layer) Policy {
	p := Policy{Rules: r.rules(&w.writtenRules), Scopes: r.scopeRules(w.Scopes)}
	for key, given := range map[string]bool{
		"allow": w.Allow != nil, "review": w.Review != nil, "deny": w.Deny != nil,
		"otherwise": w.Otherwise.Given(), "unknown": w.Unknown.Given(), "ambiguous": w.Ambiguous.Given(), "conflicting": w.Conflicting.Given(),
		"scopes": w.Scopes.Given(), "modules": w.Modules.Given(), "prefer": w.Prefer != nil,
		"first-party": w.FirstParty != nil, "exceptions": w.Exceptions != nil,
	} {
		if given {
			l.given[key] = true
		}
	}
	for _, m := range w.Modules.Items {
		if strings.Count(m.Key.Value, ":") != 1 {
			r.errs.Add(m.Key, "the module %q must be written as g:a; globs may stand in it", m.Key.Value)
		}
		p.Modules = append(p.Modules, ModuleRules{Glob: m.Key.Value, At: r.at(m.Key), Rules: r.rules(&m.Value.writtenRules), Scopes: r.scopeRules(m.Value.Scopes)})
	}
	p.Prefer = r.entries(w.Prefer)
	for _, e := range p.Prefer {
		if e.Category != "" {
			r.errs.AddAt(e.At.Line, e.At.Column, "%q is a category: prefer takes licenses", e.Text)
		}
	}
	for _, g := range w.FirstParty {
		switch {
		case strings.Trim(g.Value, "*?.") == "":
			r.errs.Add(g, "the first-party group %q matches every component: nothing would be judged", g.Value)
		case strings.ContainsAny(g.Value, ":/ "):
			r.errs.Add(g, "the first-party group %q must be a groupId such as com.acme or com.acme.*", g.Value)
		}
		p.OwnGroups = append(p.OwnGroups, Group{Glob: g.Value, At: r.at(g)})
	}
	for i := range w.Exceptions {
		p.Exceptions = append(p.Exceptions, r.exception(&w.Exceptions[i]))
	}
	return p
}

func (r reader) rules(w *writtenRules) Rules {
	rules := Rules{
		Allow: r.entries(w.Allow), Review: r.entries(w.Review), Deny: r.entries(w.Deny),
		Otherwise: r.setting(w.Otherwise), Unknown: r.setting(w.Unknown), Ambiguous: r.setting(w.Ambiguous), Conflicting: r.setting(w.Conflicting),
	}
	lists := rules.lists()
	for i, winner := range lists {
		for _, loser := range lists[i+1:] {
			for _, e := range loser.entries {
				if at := slices.IndexFunc(winner.entries, func(w Entry) bool { return strings.EqualFold(w.Text, e.Text) }); at >= 0 {
					r.errs.AddAt(e.At.Line, e.At.Column, "%q already stands in a list that wins, in line %d", e.Text, winner.entries[at].At.Line)
				}
			}
		}
	}
	return rules
}

func (r reader) scopeRules(m yamlfile.Map[writtenScope]) []ScopeRules {
	var out []ScopeRules
	for _, s := range m.Items {
		if !contains(allScopes, s.Key.Value) {
			r.errs.Add(s.Key, "unknown scope %q%s", s.Key.Value, meant(s.Key.Value, allScopes))
		}
		out = append(out, ScopeRules{Scope: s.Key.Value, At: r.at(s.Key), Rules: r.rules(&s.Value.writtenRules)})
	}
	return out
}

func (r reader) entries(list []yamlfile.Text) []Entry {
	var out []Entry
	for _, t := range list {
		if !t.Given() || t.Value == "" {
			continue // noted by the decoder
		}
		e, err := ParseEntry(t.Value)
		if err != nil {
			r.errs.Add(t, "%v", err)
		}
		e.At = r.at(t)
		out = append(out, e)
	}
	return out
}

func (r reader) setting(t yamlfile.Text) Setting {
	if !t.Given() || t.Value == "" {
		return Setting{}
	}
	v, ok := verdicts[t.Value]
	if !ok {
		r.errs.Add(t, "%q is not an answer%s", t.Value, meant(t.Value, []string{"allow", "review", "deny"}))
	}
	return Setting{Verdict: v, At: r.at(t)}
}

func (r reader) exception(w *writtenException) Exception {
	m, err := ParseMatcher(w.Match.Value)
	subject := ""
	switch {
	case !w.Match.Given():
		r.errs.Add(w.Place, "the exception has no match")
	case err != nil && w.Match.Value != "":
		r.errs.Add(w.Match, "%v", err)
	case m.Everything() && !w.All.Value:
		r.errs.Add(w.Match, "the matcher %q matches everything: add \"all: true\" if that is meant", w.Match.Value)
	}
	if w.Match.Value != "" {
		subject = " for \"" + w.Match.Value + "\""
	}
	if !w.Reason.Given() {
		r.errs.Add(w.Place, "the exception%s has no reason", subject)
	}
	if len(w.Allow) == 0 {
		r.errs.Add(w.Place, "the exception%s allows nothing: list the licenses under allow", subject)
	}
	checkDate(r.errs, w.Expires)
	return Exception{Match: m, Allow: r.entries(w.Allow), Reason: w.Reason.Value, Expires: w.Expires.Value, At: r.at(w.Place)}
}

func checkDate(errs *yamlfile.Errors, t yamlfile.Text) {
	if t.Value == "" {
		return
	}
	if _, err := time.Parse(time.DateOnly, t.Value); err != nil {
		errs.Add(t, "%q is not a date: write it as 2027-06-30", t.Value)
	}
}

func (r reader) globs(list []yamlfile.Text) []string {
	var out []string
	for _, t := range list {
		if fault := globFault(t.Value); fault != "" {
			r.errs.Add(t, "the path glob %q %s", t.Value, fault)
		}
		out = append(out, t.Value)
	}
	return out
}

// holders reads globs over the holders of copyrights.
func (r reader) holders(list []yamlfile.Text) []string {
	var out []string
	for _, t := range list {
		if t.Value != "" && strings.Trim(t.Value, "*?. ") == "" {
			r.errs.Add(t, "the holder %q is everybody: no script without a name would be told", t.Value)
		}
		out = append(out, t.Value)
	}
	return out
}

// globFault says what is wrong with a glob over the tree's paths: one that no
// path can match would leave things in, or out, without a word.
func globFault(glob string) string {
	switch {
	case glob == "":
		return ""
	case !doublestar.ValidatePattern(glob):
		return "cannot be read"
	case strings.HasPrefix(glob, "!"):
		return "begins with !, which takes nothing back here: name what is to be skipped, without it, under exclude"
	case strings.Contains(glob, "//"):
		return "has an empty folder name: write one slash"
	case strings.Contains("/"+glob+"/", "/../"), drive.MatchString(glob):
		return "leads out of the tree: globs are relative to its root"
	case strings.Contains("/"+strings.TrimPrefix(glob, "./")+"/", "/./"), glob == "./":
		return "has a folder named with a dot, which stands for the one before it: leave it out"
	case strings.TrimSpace(glob) != glob:
		return "begins or ends with a space: leave it out, or write [ ] for it"
	case emptyRange(glob):
		return "has a range that holds no letter: write [a-z]"
	}
	return ""
}

// drive is how an absolute path begins on Windows.
var drive = regexp.MustCompile(`^[A-Za-z]:[/\\]`)

// classes are the classes of letters of a glob, letters the ranges in one.
var (
	classes = regexp.MustCompile(`\[[!^]?([^\]]+)\]`)
	letters = regexp.MustCompile(`(.)-([^\]])`)
)

// emptyRange reports whether a class of a glob has a range that ends before it
// begins.
func emptyRange(glob string) bool {
	for _, class := range classes.FindAllStringSubmatch(glob, -1) {
		for _, m := range letters.FindAllStringSubmatch(class[1], -1) {
			from, _ := utf8.DecodeRuneInString(m[1])
			to, _ := utf8.DecodeRuneInString(m[2])
			if from > to {
				return true
			}
		}
	}
	return false
}

func (r reader) scopes(list []yamlfile.Text, known []string) []string {
	var out []string
	for _, t := range list {
		if t.Value != "" && !contains(known, t.Value) {
			r.errs.Add(t, "unknown scope %q%s", t.Value, meant(t.Value, known))
		}
		out = append(out, t.Value)
	}
	return out
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }

// meant names the nearest word, or all where none is near.
func meant(s string, words []string) string {
	if near := yamlfile.DidYouMean(s, words); near != "" {
		return near
	}
	return ": it must be one of " + strings.Join(words, ", ")
}
