package normalize

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/version"
)

var (
	//go:embed data/curations.tsv
	curationsData string
	//go:embed data/remembered.tsv
	rememberedData string
)

// curation is a row of data/curations.tsv, whose head explains the fields.
type curation struct {
	versions string
	license  spdx.Expression
	kind     string // file, sources or jar
	sha256   string
	where    string
	line     int
}

// curations are the rows by "group:artifact".
var curations = sync.OnceValue(func() map[string][]curation {
	rows := make(map[string][]curation)
	line := 0
	for text := range strings.Lines(curationsData) {
		line++
		f := strings.Split(strings.TrimRight(text, "\n"), "\t")
		if len(f) == 6 && !strings.HasPrefix(f[0], "#") {
			rows[f[0]] = append(rows[f[0]], curation{f[1], spdx.Expression(f[2]), f[3], f[4], f[5], line})
		}
	}
	return rows
})

// Curated is what was read of a famous artifact without usable metadata.
// sha256s are the hashes of the texts that were found in it: a row that was
// read in the jar applies only where its text is among them; one that was read
// in the release's sources applies by version alone.
func Curated(id audit.ID, sha256s []string) (audit.Claim, bool) {
	if id.Type != "maven" {
		return audit.Claim{}, false
	}
	for _, c := range curations()[id.Namespace+":"+id.Name] {
		if c.covers(id.Version) && (c.kind != "jar" || slices.Contains(sha256s, c.sha256)) {
			return c.claim(id), true
		}
	}
	return audit.Claim{}, false
}

func (c curation) covers(v string) bool {
	r, err := version.ParseMavenRange(c.versions)
	return err == nil && r.Contains(v)
}

func (c curation) claim(id audit.ID) audit.Claim {
	return audit.Claim{
		Evidence: audit.Evidence{
			Kind: audit.KindCuration, Name: string(c.license), URL: c.url(), Text: c.reason(id), SHA256: c.sha256,
			Found: audit.Position{File: "curations.tsv", Line: c.line},
		},
		License: c.license,
		Rule:    fmt.Sprintf("curation:%s:%s", id.Namespace, id.Name),
	}
}

// reason says what was read, as Markdown.
func (c curation) reason(id audit.ID) string {
	switch c.kind {
	case "file":
		repository, file, commit := c.file()
		return fmt.Sprintf("`%s` of the source repository %s at %s says so.", file, repository, commit)
	case "sources":
		return fmt.Sprintf("The header of `%s` in the sources of %s says so.", c.where, id.Label())
	}
	return fmt.Sprintf("`%s` in %s says so.", c.where, id.Label())
}

func (c curation) url() string {
	if c.kind != "file" {
		return ""
	}
	repository, file, commit := c.file()
	return "https://github.com/" + repository + "/blob/" + commit + "/" + file
}

func (c curation) file() (repository, file, commit string) {
	repository, rest, _ := strings.Cut(c.where, " ")
	i := strings.LastIndexByte(rest, ' ')
	return repository, rest[:i], rest[i+1:]
}

// Remembered is what is only remembered of an artifact: a candidate to write
// into a stub, which a person confirms, and never a conclusion.
func Remembered(id audit.ID) (spdx.Expression, bool) {
	if id.Type != "maven" {
		return "", false
	}
	for text := range strings.Lines(rememberedData) {
		ga, license, ok := strings.Cut(strings.TrimSpace(text), "\t")
		if ok && ga == id.Namespace+":"+id.Name {
			return spdx.Expression(license), true
		}
	}
	return "", false
}

// CurationsVersion names the curations in use: the start of their SHA-256.
func CurationsVersion() string {
	sum := sha256.Sum256([]byte(curationsData))
	return hex.EncodeToString(sum[:6])
}
