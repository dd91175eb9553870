package evidence

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// Limits of reading the evidence of one archive.
const (
	maxTexts      = 200
	maxTextsBytes = 16 << 20
	maxManifest   = 1 << 20
	maxPOM        = 4 << 20
)

// Contents is the evidence found in one archive.
type Contents struct {
	// Evidence is about the archive's own component: the files at its root
	// first, then those of META-INF, then the others, each sorted by path.
	Evidence []audit.Evidence
	// Contained are the Maven components that were copied into the archive,
	// sorted by ID, as META-INF/maven of a shaded jar names them.
	Contained []Contained
}

// Contained is a component inside another one's archive.
type Contained struct {
	ID       audit.ID
	Evidence []audit.Evidence
}

// ReadArchive returns what an archive holds about the license of its own
// component. name stands before "!/" in every position. What could not be read
// is a problem, and the rest is read nevertheless.
func ReadArchive(ctx context.Context, name string, r io.ReaderAt, size int64) ([]audit.Evidence, []audit.Problem) {
	c, problems := ReadContents(ctx, name, r, size)
	return c.Evidence, problems
}

// ReadContents is ReadArchive with the contained components.
func ReadContents(ctx context.Context, name string, r io.ReaderAt, size int64) (Contents, []audit.Problem) {
	a := &archive{ctx: ctx, name: name}
	z, err := OpenZip(r, size)
	if err != nil {
		a.problem("", err)
		return Contents{}, a.problems
	}
	a.zip = z
	for _, bad := range z.Rejected {
		a.problem(bad, fmt.Errorf("the entry's name leads out of the archive"))
	}
	for _, e := range a.chosen() {
		if err := ctx.Err(); err != nil {
			a.problem("", err)
			break
		}
		a.read(e)
	}
	if strings.Contains(name, "-sources") {
		a.headers()
	}
	return a.contents(), a.problems
}

type archive struct {
	ctx      context.Context
	name     string
	zip      *Zip
	taken    int64 // bytes read so far
	found    Contents
	poms     []embedded
	problems []audit.Problem
}

func (a *archive) at(entry string) audit.Position {
	if entry == "" {
		return audit.Position{File: a.name}
	}
	return audit.Position{File: a.name + "!/" + entry}
}

func (a *archive) problem(entry string, err error) {
	p := audit.Problem{Code: audit.CodeArchiveUnreadable, Severity: audit.SeverityIncomplete, Subject: a.name, At: a.at(entry),
		Message: fmt.Sprintf("archive %q cannot be read: %v", a.name, err),
		Hint:    "see whether the file is damaged; an override can state the license"}
	if entry != "" {
		p.Message = fmt.Sprintf("entry %q of %q cannot be read: %v", entry, a.name, err)
	}
	a.problems = append(a.problems, p)
}

// chosen are the entries that may be evidence, the archive's own first.
func (a *archive) chosen() []Entry {
	var out []Entry
	for _, e := range a.zip.Entries {
		if kindOf(e.Name) != "" {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(x, y Entry) int {
		return cmp.Or(cmp.Compare(rank(x.Name), rank(y.Name)), cmp.Compare(x.Name, y.Name))
	})
	if len(out) > maxTexts {
		a.problem("", fmt.Errorf("%d license files, the first %d were read: %w", len(out), maxTexts, ErrLimit))
		out = out[:maxTexts]
	}
	return out
}

// rank orders the manifest and META-INF/maven first, which are small, then
// the root, META-INF and the rest.
func rank(name string) int {
	switch dir := strings.ToUpper(path.Dir(name)); {
	case isManifest(name), isEmbeddedPOM(name):
		return 0
	case dir == ".":
		return 1
	case dir == "META-INF":
		return 2
	case strings.HasPrefix(dir, "META-INF/"):
		return 3
	}
	return 4
}

func isManifest(name string) bool { return strings.EqualFold(name, "META-INF/MANIFEST.MF") }

func isEmbeddedPOM(name string) bool {
	return strings.HasPrefix(name, "META-INF/maven/") && path.Base(name) == "pom.xml"
}

func kindOf(name string) audit.Kind {
	switch {
	case isManifest(name), isEmbeddedPOM(name):
		return audit.KindManifest
	case IsNoticeName(name):
		return audit.KindNoticeFile
	case IsLicenseName(name):
		return audit.KindLicenseFile
	}
	return ""
}

// read takes the evidence of one entry.
func (a *archive) read(e Entry) {
	limit := int64(MaxText)
	switch {
	case isManifest(e.Name):
		limit = maxManifest
	case isEmbeddedPOM(e.Name):
		limit = maxPOM
	}
	if a.taken+min(e.Size, limit) > maxTextsBytes {
		a.problem(e.Name, fmt.Errorf("%d bytes of license files were read before it: %w", a.taken, ErrLimit))
		return
	}
	b, err := a.zip.Read(e, limit)
	if err != nil {
		a.problem(e.Name, err)
		return
	}
	a.taken += int64(len(b))
	switch {
	case isManifest(e.Name):
		a.found.Evidence = append(a.found.Evidence, manifest(b, a.at(e.Name))...)
	case isEmbeddedPOM(e.Name):
		a.embed(b, e.Name)
	default:
		a.text(b, kindOf(e.Name), e.Name)
	}
}

func (a *archive) text(b []byte, kind audit.Kind, name string) {
	ev, ok := FromText(b, kind, a.at(name))
	if !ok {
		a.problem(name, fmt.Errorf("it is not a text"))
		return
	}
	if strings.TrimSpace(ev.Text) != "" {
		a.found.Evidence = append(a.found.Evidence, ev)
	}
}

// FromText is the evidence of a text file: its text as UTF-8, the hash of its
// bytes as found, its copyright lines. It is false for what is no text.
func FromText(b []byte, kind audit.Kind, at audit.Position) (audit.Evidence, bool) {
	text, ok := Decode(b)
	if !ok {
		return audit.Evidence{}, false
	}
	sum := sha256.Sum256(b)
	return audit.Evidence{Kind: kind, Text: string(text), Found: at, SHA256: hex.EncodeToString(sum[:]), Copyright: Copyright(text)}, true
}
