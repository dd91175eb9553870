package override

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// Options for stubs and for what is imported.
type Options struct {
	// Remembered gives a license that is known of the component by name only,
	// not by a text that was read; it is offered as a candidate. May be nil.
	Remembered func(audit.ID) (spdx.Expression, bool)
	// License reads a license's name or URL as our tables do. Where it is nil,
	// only SPDX expressions are understood.
	License  func(name, url string) (spdx.Expression, bool)
	By, Date string // filled in where not empty
}

// Stub is one entry, ready to be completed, with the evidence in comments: a
// block of YAML that begins with "- match:". Left as it is, it is refused.
func Stub(f audit.Finding, o Options) string {
	con := f.Conclusion
	if con.Upstream != nil {
		con = *con.Upstream
	}
	match, versions := selector(f.Component)
	s := &stub{}
	s.item("match", match)
	s.comment("%s: %s", f.Component.ID.Label(), basis(con))
	for _, claim := range con.Claims {
		s.evidence(claim)
	}
	if o.Remembered != nil {
		if license, ok := o.Remembered(f.Component.ID); ok {
			s.comment("remembered, not read: %s (check it before you rely on it)", license)
		}
	}
	if versions != "" {
		s.line("versions: %s", quoteVersion(versions))
	}
	if guard := guardOf(con); guard != "" {
		s.line("when: { declared: %s }", guard)
	}
	s.license(con)
	s.rest(o)
	return s.String()
}

// Blank is a stub for a matcher of which nothing is known.
func Blank(match string, o Options) string {
	s := &stub{}
	s.item("match", match)
	s.comment("no result knows this component: add versions and a guard, as versions: \"[1.0]\" and when: { declared: none }")
	s.line("license: %s  # an SPDX expression", FillIn)
	s.rest(o)
	return s.String()
}

// stub writes an entry.
type stub struct{ strings.Builder }

func (s *stub) item(key, value string) {
	fmt.Fprintf(s, "- %s: %s\n", key, yamlfile.Quote(value))
}

func (s *stub) line(format string, args ...any) { fmt.Fprintf(s, "  "+format+"\n", args...) }

// comment writes a comment line; what is foreign in it must be quoted.
func (s *stub) comment(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	text = strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffe || r == 0xffff {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	fmt.Fprintf(s, "  # %s\n", text)
}

// basis says in words why there is no license.
func basis(c audit.Conclusion) string {
	switch c.Basis {
	case audit.None:
		return "nothing declares a license"
	case audit.Unrecognised:
		return "a license is declared in words that no rule knows"
	case audit.AmbiguousB:
		return "several licenses are possible"
	case audit.Conflicting:
		return "the evidence contradicts itself"
	case audit.Unreadable:
		return "evidence could not be fetched or read"
	}
	if c.AssumedOr {
		return "several licenses are declared; choose: says that one may be chosen, license: with AND that all apply"
	}
	return "upstream says " + said(c)
}

// evidence writes what one claim rests on.
func (s *stub) evidence(c audit.Claim) {
	ev := c.Evidence
	var what string
	switch {
	case ev.Name != "" && ev.URL != "":
		what = fmt.Sprintf("%s, %s", short(ev.Name), short(ev.URL))
	case ev.Name+ev.URL != "":
		what = short(ev.Name + ev.URL)
	case ev.SHA256 != "":
		what = "text with the SHA-256 " + ev.SHA256
	default:
		what = "nothing"
	}
	where := ""
	if ev.Found.File != "" {
		where = " in " + place(ev.Found)
	}
	s.comment("%s%s: %s: %s", ev.Kind, where, what, understood(c))
}

func place(p audit.Position) string {
	if p.Line == 0 {
		return short(p.File)
	}
	return short(p.File) + ":" + strconv.Itoa(p.Line)
}

func understood(c audit.Claim) string {
	switch c.Status() {
	case audit.Identified:
		return string(c.License)
	case audit.Ambiguous:
		return "one of " + join(c.Candidates)
	}
	return "not recognised"
}

func join(list []spdx.Expression) string {
	var all []string
	for _, e := range list {
		all = append(all, string(e))
	}
	return strings.Join(all, ", ")
}

// short quotes a foreign string and bounds it.
func short(s string) string {
	const most = 160
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "..."
	}
	return strconv.Quote(s)
}

// selector names the component as exactly as an entry can.
func selector(c audit.Component) (match, versions string) {
	id := c.ID
	switch {
	case id.Type == "maven" && id.Version != "":
		return label(id), "[" + id.Version + "]"
	case id.Type == "maven":
		return label(id), ""
	case id.Version == "" && len(c.Occurrences) == 1 && len(c.Occurrences[0].Path) == 0 && c.Occurrences[0].Found.File != "":
		return escapeGlob(c.Occurrences[0].Found.File), ""
	}
	version := id.Version
	id.Version = ""
	return id.String(), version
}

// escapeGlob makes a path a matcher of it. What a matcher cannot hold, or does not find
// in a folder even where it is escaped (braces), is any character there; but for such
// files it matches the path alone.
func escapeGlob(path string) string {
	var b strings.Builder
	for _, r := range path {
		switch r {
		case '*', '?', '[':
			b.WriteString("[" + string(r) + "]")
		case '{', '}', '\\', utf8.RuneError:
			b.WriteByte('?')
		default:
			b.WriteRune(r)
		}
	}
	if s := b.String(); strings.ContainsAny(s, "./*?[") {
		return s
	}
	return "./" + b.String()
}

func quoteVersion(v string) string {
	if q := yamlfile.Quote(v); q != v {
		return q
	}
	return strconv.Quote(v)
}

// guardOf is what upstream declares today, as a guard.
func guardOf(c audit.Conclusion) string {
	if c.Basis == audit.Unreadable && len(c.Claims) == 0 {
		return "" // nobody knows what it declares
	}
	list := words(declaredClaims(c.Claims))
	switch {
	case len(list) == 0:
		return noneDeclared
	case slices.Contains(list, "?"):
		return ""
	case len(list) == 1:
		return yamlfile.Quote(list[0])
	}
	var all []string
	for _, w := range list {
		if q := yamlfile.Quote(w); !slices.Contains(all, q) {
			all = append(all, q)
		}
	}
	return "[" + strings.Join(all, ", ") + "]"
}

func (s *stub) license(c audit.Conclusion) {
	switch {
	case len(c.Candidates) > 0 && c.AssumedOr:
		s.line("license: %s  # %s", FillIn, join(c.Candidates))
	case len(c.Candidates) > 0:
		s.line("license: %s  # one of %s", FillIn, join(c.Candidates))
	default:
		s.line("license: %s  # an SPDX expression", FillIn)
	}
}

func (s *stub) rest(o Options) {
	s.line("reason: %s  # where it says so; Markdown", FillIn)
	if o.By != "" {
		s.line("by: %s", yamlfile.Quote(o.By))
	}
	if o.Date != "" {
		s.line("date: %s", o.Date)
	}
}

// Open reports whether a finding is one that an override should settle.
func Open(f audit.Finding) bool {
	if f.Component.FirstParty {
		return false
	}
	switch f.Conclusion.Basis {
	case audit.None, audit.Unrecognised, audit.AmbiguousB, audit.Conflicting:
		return true
	}
	return f.Conclusion.AssumedOr && f.Code == audit.CodeLicenseAmbiguous
}

// Find gives the findings that a matcher such as "g:a", "g:a:v" or a package
// URL selects.
func Find(r audit.Report, match string) []audit.Finding {
	var out []audit.Finding
	for _, f := range r.Findings {
		id := f.Component.ID
		if match == id.Label() || match == label(id) || match == id.String() || match == cmp.Or(id.Namespace+":", ":")+id.Name+":"+id.Version {
			out = append(out, f)
		}
	}
	return out
}
