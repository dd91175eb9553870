package config

import (
	"fmt"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// Lines says the policy in words, a line each.
func (p *Policy) Lines() []string {
	out := p.Rules.lines("")
	for _, s := range p.Scopes {
		out = append(out, s.Rules.lines("scope "+s.Scope+", ")...)
	}
	for _, m := range p.Modules {
		out = append(out, m.Rules.lines("modules "+m.Glob+", ")...)
		for _, s := range m.Scopes {
			out = append(out, s.Rules.lines("modules "+m.Glob+", scope "+s.Scope+", ")...)
		}
	}
	if len(p.Prefer) > 0 {
		out = append(out, "prefer: "+texts(p.Prefer))
	}
	if len(p.OwnGroups) > 0 {
		var all []string
		for _, g := range p.OwnGroups {
			all = append(all, g.Glob)
		}
		out = append(out, "first-party: "+strings.Join(all, ", "))
	}
	return out
}

func (r Rules) lines(where string) []string {
	var out []string
	for _, l := range []struct {
		key     string
		entries []Entry
	}{{"allow", r.Allow}, {"review", r.Review}, {"deny", r.Deny}} {
		if len(l.entries) > 0 {
			out = append(out, where+l.key+": "+texts(l.entries))
		}
	}
	for _, s := range r.settings() {
		if s.Verdict != audit.Undecided {
			out = append(out, where+s.key+": "+verb(s.Verdict))
		} else if where == "" {
			out = append(out, s.key+": deny")
		}
	}
	return out
}

type keyed struct {
	key string
	Setting
}

func (r Rules) settings() []keyed {
	return []keyed{{"otherwise", r.Otherwise}, {"unknown", r.Unknown}, {"ambiguous", r.Ambiguous}, {"conflicting", r.Conflicting}}
}

// verb is a verdict as the file says it.
func verb(v audit.Verdict) string {
	for word, is := range verdicts {
		if is == v {
			return word
		}
	}
	return "deny"
}

func texts(list []Entry) string {
	var all []string
	for _, e := range list {
		all = append(all, e.Text)
	}
	return strings.Join(all, ", ")
}

// Show prints the settings in force as YAML; with origin, each line names the
// file and line that decided.
func Show(c *Config, origin bool) string {
	s := &shower{origin: origin, builtIn: c.BuiltIn}
	s.line(0, "version: 1", audit.Position{}, false)
	s.line(0, "policy:", audit.Position{}, false)
	s.rules(2, c.Policy.Rules, true)
	s.scopes(2, c.Policy.Scopes)
	if len(c.Policy.Modules) > 0 {
		s.line(2, "modules:", audit.Position{}, false)
	}
	for _, m := range c.Policy.Modules {
		s.line(4, quote(m.Glob)+":", m.At, true)
		s.rules(6, m.Rules, false)
		s.scopes(6, m.Scopes)
	}
	s.entries(2, "prefer", c.Policy.Prefer)
	if len(c.Policy.OwnGroups) > 0 {
		s.line(2, "first-party:", audit.Position{}, false)
	}
	for _, g := range c.Policy.OwnGroups {
		s.line(4, "- "+quote(g.Glob), g.At, true)
	}
	if len(c.Policy.Exceptions) > 0 {
		s.line(2, "exceptions:", audit.Position{}, false)
	}
	for _, x := range c.Policy.Exceptions {
		s.line(4, "- match: "+quote(x.Match.Text), x.At, true)
		s.entries(6, "allow", x.Allow)
		s.line(6, "reason: "+quote(x.Reason), x.At, false)
		if x.Expires != "" {
			s.line(6, "expires: "+x.Expires, x.At, false)
		}
	}
	s.words("javascript", words{"include", c.JavaScript.Include}, words{"exclude", c.JavaScript.Exclude}, words{"own", c.JavaScript.Own})
	s.words("maven", words{"scopes", c.Maven.Scopes})
	return s.b.String()
}

type shower struct {
	b               strings.Builder
	origin, builtIn bool
}

// line prints a line; known says that it has an origin.
func (s *shower) line(indent int, text string, at audit.Position, known bool) {
	text = strings.Repeat(" ", indent) + text
	switch {
	case s.origin && known && at.Line > 0:
		text = fmt.Sprintf("%-48s # %s:%d", text, at.File, at.Line)
	case s.origin && known && s.builtIn:
		text = fmt.Sprintf("%-48s # built-in policy", text)
	case s.origin && known:
		text = fmt.Sprintf("%-48s # default", text)
	}
	s.b.WriteString(text + "\n")
}

func (s *shower) entries(indent int, key string, list []Entry) {
	if len(list) == 0 {
		return
	}
	s.line(indent, key+":", audit.Position{}, false)
	for _, e := range list {
		s.line(indent+2, "- "+quote(e.Text), e.At, true)
	}
}

func (s *shower) rules(indent int, r Rules, all bool) {
	s.entries(indent, "allow", r.Allow)
	s.entries(indent, "review", r.Review)
	s.entries(indent, "deny", r.Deny)
	for _, k := range r.settings() {
		if all || k.Verdict != audit.Undecided {
			s.line(indent, k.key+": "+verb(k.Verdict), k.At, true)
		}
	}
}

func (s *shower) scopes(indent int, list []ScopeRules) {
	if len(list) > 0 {
		s.line(indent, "scopes:", audit.Position{}, false)
	}
	for _, sc := range list {
		s.line(indent+2, sc.Scope+":", sc.At, true)
		s.rules(indent+4, sc.Rules, false)
	}
}

func (s *shower) words(key string, lists ...words) {
	begun := false
	for _, l := range lists {
		if len(l.list) == 0 {
			continue
		}
		if !begun {
			s.line(0, key+":", audit.Position{}, false)
			begun = true
		}
		s.line(2, l.key+":", audit.Position{}, false)
		for _, w := range l.list {
			s.line(4, "- "+quote(w), audit.Position{}, false)
		}
	}
}

type words struct {
	key  string
	list []string
}

// quote writes a scalar so that every YAML reader takes it for a string.
func quote(s string) string { return yamlfile.Quote(s) }
