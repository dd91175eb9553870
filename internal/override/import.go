package override

import (
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// The kinds of files that Import takes over.
const (
	ThirdParty  = "third-party"  // THIRD-PARTY.properties, override files
	LicensesXML = "licenses-xml" // license-maven-plugin's licenses.xml
	POM         = "pom"          // its licenseMerges in a pom.xml
	CSV         = "csv"
)

// Imported is what Import made of a file.
type Imported struct {
	Overrides []string // entries as YAML, for Add
	Names     []string // names entries as YAML, for AddNames
	// Left says what could not be carried over and why, a line each.
	Left []string
}

// Import takes over a license-maven-plugin file or a table
// (https://www.mojohaus.org/license-maven-plugin/): kind is one of the
// constants above, or empty to tell it from name and content. The error is
// about a file that cannot be read at all.
func Import(file yamlfile.Source, kind string, o Options) (Imported, error) {
	if len(file.Data) > yamlfile.MaxSize {
		return Imported{}, fmt.Errorf("%s: the file is larger than %d MB", file.Name, yamlfile.MaxSize>>20)
	}
	im := &importer{file: file, Options: o}
	var err error
	switch kindOf(kind, file) {
	case ThirdParty:
		err = im.properties()
	case LicensesXML:
		err = im.licensesXML()
	case POM:
		err = im.merges()
	case CSV:
		err = im.csv()
	default:
		err = fmt.Errorf("%s: it cannot be told what kind of file this is: say third-party, licenses-xml, pom or csv", file.Name)
	}
	return im.out, err
}

// kindOf is the kind, told from the file where it is not given.
func kindOf(kind string, file yamlfile.Source) string {
	head := string(file.Data[:min(len(file.Data), 4096)])
	switch ext := strings.ToLower(path.Ext(file.Name)); {
	case kind != "":
		return kind
	case ext == ".properties":
		return ThirdParty
	case ext == ".csv" || ext == ".tsv":
		return CSV
	case ext == ".xml" && strings.Contains(head, "<licenseSummary"):
		return LicensesXML
	case ext == ".xml" || ext == ".pom":
		return POM
	}
	return ""
}

type importer struct {
	Options
	file yamlfile.Source
	out  Imported
}

// row is one component of a foreign file.
type row struct {
	group, artifact, version string
	names, urls              []string // of its licenses, index for index
	declared                 []string // what upstream is said to declare
	overrides                bool     // it is meant to replace what upstream declares
	reason, source           string
	note, by, date           string
	line                     int
}

func (im *importer) left(line int, format string, args ...any) {
	im.out.Left = append(im.out.Left, fmt.Sprintf("%s:%d: %s", im.file.Name, line, fmt.Sprintf(format, args...)))
}

// add makes an entry of a row.
func (im *importer) add(r row) {
	id := strings.Trim(r.group+":"+r.artifact+":"+r.version, ":")
	match := r.group + ":" + r.artifact
	switch {
	case r.group == "" || r.artifact == "" || strings.ContainsAny(match, " \t\r\n/\\[](),*?") || strings.Count(match, ":") != 1:
		im.left(r.line, "%q is not g:a:v", id)
		return
	case strings.Join(r.names, "")+strings.Join(r.urls, "") == "":
		im.left(r.line, "%q has no license", id)
		return
	}
	license, unknown := im.license(r)
	s := &stub{}
	s.item("match", match)
	if r.version != "" {
		s.line("versions: %s", quoteVersion(versionRange(r.version)))
	}
	switch {
	case len(r.declared) > 0:
		var all []string
		for _, d := range r.declared {
			all = append(all, yamlfile.Quote(squeeze(d)))
		}
		s.line("when: { declared: [%s] }", strings.Join(all, ", "))
	case !r.overrides:
		s.line("when: { declared: none }")
	}
	if license == "" {
		s.line("license: %s  # %s", FillIn, clean(unknown))
		im.left(r.line, "%s: the license %s is in no table: fill it in", id, unknown)
	} else {
		s.line("license: %s", yamlfile.Quote(string(license)))
	}
	if r.note != "" {
		s.line("note: %s", yamlfile.Quote(r.note))
	}
	reason := r.reason
	if strings.TrimSpace(reason) == "" {
		reason = fmt.Sprintf("taken over from %s, which says %s", path.Base(im.file.Name), saidOf(r))
	}
	s.line("reason: %s", yamlfile.Quote(reason))
	if r.source != "" {
		s.line("source: %s", yamlfile.Quote(r.source))
	}
	im.origin(s, r)
	im.out.Overrides = append(im.out.Overrides, s.String())
}

func (im *importer) origin(s *stub, r row) {
	by, date := r.by, r.date
	if by == "" {
		by = im.By
	}
	if date == "" {
		date = im.Date
	}
	if by != "" {
		s.line("by: %s", yamlfile.Quote(by))
	}
	if date != "" && !isDate(date) {
		im.left(r.line, "%q is not a date and was left out", date)
	} else if date != "" {
		s.line("date: %s", date)
	}
}

// license reads all license names of a row together; several are a choice, as
// the plugin and Maven have it. unknown names what is not understood.
func (im *importer) license(r row) (license spdx.Expression, unknown string) {
	var all []spdx.Expression
	for i, name := range r.names {
		url := ""
		if i < len(r.urls) {
			url = r.urls[i]
		}
		e, ok := im.read(name, url)
		if !ok {
			return "", short(strings.TrimSpace(name + " " + url))
		}
		all = append(all, e)
	}
	return spdx.Or(all...), ""
}

func (im *importer) read(name, url string) (spdx.Expression, bool) {
	if e, err := spdx.Parse(strings.TrimSpace(name)); err == nil && e != "" {
		return e, true
	}
	if im.License == nil {
		return "", false
	}
	return im.License(name, url)
}

// saidOf quotes what a row says of its licenses.
func saidOf(r row) string {
	var all []string
	for i, n := range r.names {
		if n == "" && i < len(r.urls) {
			n = r.urls[i]
		}
		all = append(all, short(n))
	}
	return strings.Join(all, " and ")
}

// clean keeps a comment on its line.
func clean(s string) string { return strings.NewReplacer("\n", " ", "\r", " ", "#", " ").Replace(s) }

// versionRange pins a plain version; a range stays.
func versionRange(v string) string {
	if strings.ContainsAny(v, "[](),") {
		return v
	}
	return "[" + v + "]"
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
