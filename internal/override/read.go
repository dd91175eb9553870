package override

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// FillIn is what a stub has where a person must decide. A file that still holds
// it is refused.
const FillIn = "FILL-IN"

// reader turns what is written into entries and notes what is wrong.
type reader struct {
	drafts     bool // unfinished stubs are no errors
	unfinished bool // the entry being read is one
	errs       *yamlfile.Errors
	fileName   string
	file       int
	texts      texts
	licenses   map[string]parsed
	ranges     map[string]versions
	named      map[string]int // line of each name
	refs       []reference
}

type parsed struct {
	license spdx.Expression
	err     error
}

func newReader(errs *yamlfile.Errors, name string, file int, t texts) *reader {
	return &reader{errs: errs, fileName: name, file: file, texts: t, licenses: map[string]parsed{}, ranges: map[string]versions{}, named: map[string]int{}}
}

func (r *reader) at(p yamlfile.At) audit.Position {
	line, column := p.At()
	return audit.Position{File: r.fileName, Line: line, Column: column}
}

func (r *reader) override(w *writtenOverride) *entry {
	e := &entry{kind: kindOverride, file: r.file, at: r.at(w.Place), noLibrary: w.Library.Given() && !w.Library.Value, note: w.Note.Value}
	what := subject{"the override of ", w.Match}
	r.matcher(e, w)
	r.when(e, w.When)
	e.license = r.license(w.License, what)
	e.choose = r.license(w.Choose, what)
	e.metadata = metadata(w.Metadata)
	if w.Library.Given() && w.Library.Value {
		r.errs.Add(w.Library, "library: true says nothing: remove it")
	}
	if e.noLibrary && e.match.ID.Type == "maven" {
		r.errs.Add(w.Library, "library: false is for files in the tree: a Maven artifact is a library; list its group as first-party in licaudit.yaml if it is yours")
	}
	given := 0
	for _, p := range [...]yamlfile.Place{w.License.Place, w.Choose.Place, w.Library.Place} {
		if p.Given() {
			given++
		}
	}
	switch {
	case given > 1:
		r.errs.Add(w.Place, "%s has more than one of license, choose and library", what)
	case given == 0 && w.Metadata == nil && !w.Note.Given():
		r.errs.Add(w.Place, "%s says nothing: give license, choose, library: false, metadata or note", what)
	}
	r.origin(e, &w.writtenOrigin, w.Place, what)
	e.text = r.text(w.Text)
	r.reference(e, w.License, w.Source)
	return e
}

// subject names an entry in errors: "the override of", and what.
type subject struct {
	noun string
	of   yamlfile.Text
}

func (s subject) String() string {
	if s.of.Value == "" {
		return s.noun + "an entry"
	}
	return fmt.Sprintf("%s%q", s.noun, s.of.Value)
}

func (r *reader) matcher(e *entry, w *writtenOverride) {
	if !w.Match.Given() {
		r.errs.Add(w.Place, "the override has no match")
		return
	}
	if w.Match.Value == "" {
		return // noted by the decoder
	}
	m, err := config.ParseMatcher(w.Match.Value)
	e.match = m
	switch {
	case err != nil:
		r.errs.Add(w.Match, "%v", err)
	case m.Everything() && !w.All.Value:
		r.errs.Add(w.Match, "the matcher %q matches everything: add \"all: true\" if that is meant", w.Match.Value)
	}
	if w.Versions.Value == "" {
		return
	}
	if m.ID.Version != "" {
		r.errs.Add(w.Versions, "the matcher %q already names a version", w.Match.Value)
	}
	key := m.ID.Type + " " + w.Versions.Value
	v, ok := r.ranges[key]
	if !ok {
		if v, err = parseVersions(w.Versions.Value, m.ID.Type); err != nil {
			r.errs.Add(w.Versions, "%v", err)
			return
		}
		r.ranges[key] = v
	}
	e.versions = v
}

func (r *reader) when(e *entry, w *writtenWhen) {
	if w == nil {
		return
	}
	for _, d := range w.Declared {
		e.declared = append(e.declared, d.Value)
		if d.Value == noneDeclared && len(w.Declared) > 1 {
			r.errs.Add(d, "\"none\" cannot stand beside other licenses")
		}
	}
	e.sha256 = w.SHA256.Value
	if b, err := hex.DecodeString(e.sha256); w.SHA256.Given() && (err != nil || len(b) != 32) {
		r.errs.Add(w.SHA256, "%q is not a SHA-256: it must be 64 hexadecimal digits", e.sha256)
	}
	if len(e.declared) == 0 && e.sha256 == "" {
		r.errs.Add(w.Place, "when has no guard: give declared or sha256")
	}
}

// license reads an expression; each different one is parsed once.
func (r *reader) license(t yamlfile.Text, what subject) spdx.Expression {
	if t.Value == "" {
		return ""
	}
	if t.Value == FillIn {
		r.fillIn(t, "license", strings.TrimPrefix(what.String(), "the override of "))
		return ""
	}
	p, ok := r.licenses[t.Value]
	if !ok {
		p.license, p.err = spdx.Parse(t.Value)
		r.licenses[t.Value] = p
	}
	if p.err != nil {
		r.errs.Add(t, "%s", expressionError(t.Value, p.err))
	}
	return p.license
}

// fillIn notes a stub that nobody has completed: an error, unless drafts are
// passed over.
func (r *reader) fillIn(t yamlfile.Text, what, of string) {
	r.unfinished = true
	if !r.drafts {
		r.errs.Add(t, "fill in the %s of %s", what, of)
	}
}

func expressionError(s string, err error) string {
	var pe *spdx.ParseError
	if !errors.As(err, &pe) {
		return err.Error()
	}
	msg := fmt.Sprintf("%q is not an SPDX expression: %s", s, pe.Msg)
	if strings.Contains(pe.Msg, `"`+s+`"`) {
		msg = pe.Msg
	}
	if pe.Nearest != "" {
		return fmt.Sprintf("%s: did you mean %q?", msg, pe.Nearest)
	}
	return msg + "; for a license that SPDX does not list write LicenseRef-Name and give its text"
}

func (r *reader) origin(e *entry, w *writtenOrigin, place yamlfile.Place, what subject) {
	switch {
	case !w.Reason.Given():
		r.errs.Add(place, "%s has no reason", what)
	case w.Reason.Value == FillIn:
		r.fillIn(w.Reason, "reason", what.String())
	case strings.TrimSpace(w.Reason.Value) == "" && w.Reason.Value != "":
		r.errs.Add(w.Reason, "the reason of %s is blank", what)
	}
	e.reason, e.source, e.author, e.date, e.expires = w.Reason.Value, w.Source.Value, w.By.Value, w.Date.Value, w.Expires.Value
	for _, d := range [...]yamlfile.Text{w.Date, w.Expires} {
		if d.Value == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, d.Value); err != nil {
			r.errs.Add(d, "%q is not a date: write it as 2026-11-22", d.Value)
		}
	}
}

func metadata(w *writtenMetadata) audit.Metadata {
	if w == nil {
		return audit.Metadata{}
	}
	return audit.Metadata{Name: w.Name.Value, URL: w.URL.Value, Description: w.Description.Value,
		Organization: w.Organization.Value, SCM: w.SCM.Value, Copyright: w.Copyright.Value}
}

func (r *reader) name(w *writtenName) *entry {
	e := &entry{kind: kindName, file: r.file, at: r.at(w.Place), is: w.Is.Value, url: urlKey(w.URL.Value), note: w.Note.Value}
	what := subject{"the name ", w.Is}
	if w.Is.Value == "" {
		what.of = w.URL
	}
	key := nameKey(e.is, e.url)
	switch first := r.named[key]; {
	case key == "" && !w.Is.Given() && !w.URL.Given():
		r.errs.Add(w.Place, "the name has neither is nor url")
	case first > 0 && key != "":
		r.errs.Add(w.Place, "%s is already mended in line %d", what, first)
	}
	r.named[key] = int(w.Line)
	if !w.License.Given() {
		r.errs.Add(w.Place, "%s has no license", what)
	}
	e.license = r.license(w.License, what)
	r.origin(e, &w.writtenOrigin, w.Place, what)
	e.text = r.text(w.Text)
	r.reference(e, w.License, w.Source)
	return e
}

var componentScopes = []string{"runtime", "compile", "provided", "test", "documentation"}

func (r *reader) component(w *writtenComponent) *entry {
	e := &entry{kind: kindComponent, file: r.file, at: r.at(w.Place), scope: w.Scope.Value, note: w.Note.Value, metadata: metadata(w.Metadata)}
	what := subject{"the component ", w.Name}
	if w.Name.Value == FillIn && len(w.Path) > 0 {
		what.of = w.Path[0]
	}
	e.id = componentID(w)
	if w.PURL.Value != "" {
		if _, err := audit.ParseID(w.PURL.Value); err != nil {
			r.errs.Add(w.PURL, "%v", err)
		}
	} else if !w.Name.Given() {
		r.errs.Add(w.Place, "the component has no name")
	}
	if w.Name.Value == FillIn {
		r.fillIn(w.Name, "name", what.String())
	}
	e.paths = r.paths(w.Path, w.Place, what)
	if e.scope != "" && !contains(componentScopes, e.scope) {
		r.errs.Add(w.Scope, "unknown scope %q: it must be one of %s", e.scope, strings.Join(componentScopes, ", "))
	}
	if !w.License.Given() {
		r.errs.Add(w.Place, "%s has no license", what)
	}
	e.license = r.license(w.License, what)
	r.origin(e, &w.writtenOrigin, w.Place, what)
	e.text = r.text(w.Text)
	r.reference(e, w.License, w.Source)
	return e
}

func (r *reader) paths(list []yamlfile.Text, place yamlfile.Place, what subject) []string {
	var out []string
	for _, p := range list {
		if s := p.Value; !doublestar.ValidatePattern(s) || strings.Contains(s, `\`) || strings.HasPrefix(s, "/") || strings.Contains("/"+s+"/", "/../") {
			r.errs.Add(p, "the path %q must be a glob within the project, with slashes", s)
		}
		out = append(out, p.Value)
	}
	if list != nil && len(list) == 0 {
		r.errs.Add(place, "%s has an empty list of paths", what)
	}
	return out
}

func componentID(w *writtenComponent) audit.ID {
	if w.PURL.Value != "" {
		if id, err := audit.ParseID(w.PURL.Value); err == nil {
			return id
		}
	}
	return audit.ID{Type: "generic", Name: w.Name.Value, Version: w.Version.Value}
}
