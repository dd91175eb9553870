package js

import (
	"fmt"
	"path"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/js/signatures"
	"github.com/licaudit/licaudit/internal/spdx"
)

// license settles the license of a library that the database knows: what the
// database says of the version, what the file's comments and the texts beside
// it say. Where those contradict each other, Sides holds both.
func (x *file) license(out *Library, l *signatures.Library) {
	known, source, possible := licenseOf(l, out)
	if known != "" {
		out.Evidence = append(out.Evidence, audit.Evidence{Kind: audit.KindSignature, Name: string(known), URL: source, Found: audit.Position{File: out.Path}})
	}
	out.License = known
	for _, e := range x.spoken(out) {
		out.Evidence = append(out.Evidence, e.Evidence)
		switch {
		case e.license == "":
		case out.License == "":
			out.License = e.license
		case agree(out.License, e.license):
		case e.Kind == audit.KindLicenseFile:
			out.Sides = append(out.Sides, e.license)
		default:
			x.clash(out, e)
		}
	}
	if out.License == "" {
		out.ByVersion = possible
	}
	if len(out.Sides) > 0 {
		out.Sides = append(out.Sides, out.License)
		slices.Sort(out.Sides)
		out.Sides = slices.Compact(out.Sides)
	}
}

// clash reports that a package's manifest, or a comment, contradicts what is
// known of the library: the latter stands, since such statements are often
// left behind when a license changes or a library is repackaged.
func (x *file) clash(out *Library, e spoken) {
	what := "its comment"
	if e.Kind == audit.KindPackageJSON || e.Kind == audit.KindPOM {
		what = path.Base(e.Found.File)
	}
	x.add(nil, []audit.Problem{{
		Code: audit.CodeLicenseClash, Severity: audit.SeverityWarning, Subject: out.ID.String(), At: e.Found,
		Message: fmt.Sprintf("%s says %s, and %s is under %s", what, e.license, out.ID.Label(), out.License),
		Hint:    "look at the library's own license text; an entry in overrides.yaml settles it",
	}})
}

// licenseOf returns what the database says of the version, or of all the
// versions that it may be; possible holds their licenses where they differ.
func licenseOf(l *signatures.Library, out *Library) (license spdx.Expression, source string, possible []spdx.Expression) {
	versions := []string{out.ID.Version}
	if out.ID.Version == "" {
		versions = out.Candidates
	}
	if len(versions) == 0 {
		versions = l.Versions
	}
	for _, v := range versions {
		var text string
		text, source = l.License(v)
		e, err := spdx.Parse(text)
		if err != nil {
			return "", "", nil
		}
		possible = append(possible, e)
	}
	slices.Sort(possible)
	if possible = slices.Compact(possible); len(possible) == 1 {
		return possible[0], source, nil
	}
	return "", "", possible
}

// isCopy reports whether the file's own comment gives a license that no version
// of the library has: what a library ships beside its main files may be another's.
func (x *file) isCopy(library int) bool {
	b, _ := x.licenseComment()
	says := quickLicense(b)
	if says == "" {
		return false
	}
	license, _, possible := licenseOf(&x.db.Libraries[library], &Library{}) // of all its versions
	if license != "" {
		possible = append(possible, license)
	}
	return len(possible) > 0 && !slices.ContainsFunc(possible, func(e spdx.Expression) bool { return agree(e, says) })
}

// spoken is evidence with what it says.
type spoken struct {
	audit.Evidence
	license spdx.Expression
}

// maxBanner bounds the comment that is kept as evidence.
const maxBanner = 4 << 10

// spoken returns what the file's own comment, the package's manifest and the
// license file beside it say.
func (x *file) spoken(out *Library) []spoken {
	var all []spoken
	if len(x.matched) <= 1 { // else the comment may be another library's
		if b, line := x.licenseComment(); b != nil {
			e := audit.Evidence{Kind: audit.KindBanner, Text: string(b), Found: audit.Position{File: out.Path, Line: line}}
			if spdxTag().Match(b) {
				e.Kind = audit.KindSPDXTag
			}
			all = append(all, spoken{e, quickLicense(b)})
		}
	}
	if m, _ := x.folder.manifest(x.entry.path); m != nil && signatures.Plain(m.Name) == signatures.Plain(out.ID.Name) {
		for _, e := range m.evidence() {
			all = append(all, spoken{e, m.License})
		}
	}
	if e, ok := x.folder.pom(x.entry.path); ok {
		all = append(all, e)
	}
	return append(all, x.beside(out)...)
}

// beside reads the license file in the file's folder, or in its package's.
func (x *file) beside(out *Library) []spoken {
	dirs := []string{parent(x.entry.path)}
	if m, dir := x.folder.manifest(x.entry.path); m != nil && !m.bare && dir != dirs[0] {
		dirs = append(dirs, dir)
	}
	var all []spoken
	for _, dir := range dirs {
		if dir == "" || len(x.folder.licenses[dir]) > 2 {
			continue // the project's own, or a collection's
		}
		for _, i := range x.folder.licenses[dir] {
			e := x.folder.entries[i]
			data, err := e.read(maxText)
			if err != nil {
				x.add(nil, []audit.Problem{readProblem(e.path, err)})
				continue
			}
			c := x.texts.Classify(data)
			all = append(all, spoken{audit.Evidence{
				Kind: audit.KindLicenseFile, Text: string(data), Found: audit.Position{File: e.path}, SHA256: c.SHA256, Copyright: c.Copyright,
			}, c.License})
		}
		if len(all) > 0 {
			break
		}
	}
	return all
}

// licenseComment returns the first comment near the file's start that speaks
// of a license, and its line.
func (x *file) licenseComment() ([]byte, int) {
	if x.digest == nil {
		if kindOf(x.entry.path) == kindFont || isBinary(x.data) {
			return nil, 0
		}
		x.read()
	}
	for _, c := range x.digest.Comments {
		if c.Start > maxBanner {
			break
		}
		text := x.text[c.Start:min(c.End, c.Start+maxBanner)]
		if licenseWord().Match(text) {
			line := 1
			for _, b := range x.text[:c.Start] {
				if b == '\n' {
					line++
				}
			}
			return text, line
		}
	}
	return nil, 0
}

// agree reports whether two licenses do not contradict each other: they share
// a term. A banner of a dual-licensed library often names one of the two.
func agree(a, b spdx.Expression) bool {
	for _, t := range a.Terms() {
		if slices.ContainsFunc(b.Terms(), func(o spdx.Term) bool { return sameFamily(t, o) }) {
			return true
		}
	}
	return false
}

// sameFamily reports whether two terms are one license but for "or later".
func sameFamily(a, b spdx.Term) bool {
	trim := func(t spdx.Term) string {
		s := t.License
		for _, suffix := range []string{"-only", "-or-later"} {
			if len(s) > len(suffix) && s[len(s)-len(suffix):] == suffix {
				s = s[:len(s)-len(suffix)]
			}
		}
		return s
	}
	return trim(a) == trim(b)
}
