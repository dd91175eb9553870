package scan

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/conclude"
	"github.com/licaudit/licaudit/internal/evidence"
	"github.com/licaudit/licaudit/internal/js"
	"github.com/licaudit/licaudit/internal/maven"
	"github.com/licaudit/licaudit/internal/maven/repository"
	"github.com/licaudit/licaudit/internal/normalize"
	"github.com/licaudit/licaudit/internal/spdx"
	"golang.org/x/sync/errgroup"
)

// subject is one component on its way through the stages.
type subject struct {
	node       *maven.Node  // of a Maven artifact
	libraries  []js.Library // of a JavaScript library
	component  audit.Component
	conclusion audit.Conclusion
	problems   []audit.Problem
}

// readers bounds the components whose evidence is read at once.
const readers = 16

// conclude reads the evidence of every component and concludes. Components
// are read side by side; each writes to its own subject, so the order of the
// work shows in no output.
func (r *run) conclude(ctx context.Context) ([]*subject, error) {
	subjects := append(r.components(), r.libraries()...)
	sortOccurrences(subjects)
	var group errgroup.Group
	group.SetLimit(readers)
	var mu sync.Mutex
	done := 0
	for _, s := range subjects {
		group.Go(func() error {
			err := audit.Guarded(func() error { r.concludeOne(ctx, s); return nil })
			mu.Lock()
			defer mu.Unlock()
			done++
			r.progress("reading licenses", done, len(subjects))
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err // a bug: whatever else fails is a Problem
	}
	for _, s := range subjects {
		r.problems = append(r.problems, s.problems...)
	}
	return subjects, nil
}

func (r *run) concludeOne(ctx context.Context, s *subject) {
	s.component.FirstParty = r.config.Policy.FirstParty(s.component.ID)
	if s.node != nil {
		r.concludeArtifact(ctx, s)
	} else {
		r.concludeLibrary(s)
	}
}

// concludeArtifact reads the POM and its parents, and the artifact itself
// where those leave the answer open.
func (r *run) concludeArtifact(ctx context.Context, s *subject) {
	declared, err := r.session.Licenses(ctx, s.node)
	unread := err != nil
	if err != nil {
		s.problems = append(s.problems, unreadable(s.component.ID, "its POM could not be read", err))
	}
	s.component.Metadata = declared.Metadata
	claims := r.claims(declared.Evidence)
	if declared.Comment != nil && conclude.Open(claims) {
		claims = append(claims, r.textClaim(*declared.Comment))
	}
	if !s.component.FirstParty && r.wantsArtifact(s, claims, declared) {
		more, ok := r.readArtifact(ctx, s, claims)
		claims = append(claims, more...)
		unread = unread || !ok
	}
	s.conclusion = conclude.Conclude(claims, unread)
	if s.conclusion.License == "" && !r.NoCurations {
		if c, ok := normalize.Curated(s.component.ID, hashes(claims)); ok {
			s.conclusion = conclude.Conclude(append(claims, c), unread)
		}
	}
}

// wantsArtifact says whether the artifact must be opened (design, "Evidence
// and names"); it never depends on what happens to be cached.
func (r *run) wantsArtifact(s *subject, claims []audit.Claim, declared maven.Declared) bool {
	switch {
	case s.node.Extension == "pom":
		return false // there is nothing but the POM
	case r.FullEvidence, conclude.Open(claims), r.overrides.NeedsText(s.component):
		return true
	case declared.ParentGroupID != "" && declared.ParentGroupID != s.component.ID.Namespace:
		return true // a corporate parent may speak of itself
	}
	c := conclude.Declared(claims)
	return c.AssumedOr && r.readingsDiffer(s.component, c)
}

// readArtifact reads the jar, and its sources where the jar leaves the answer
// open. It reports false where one of them could not be read.
func (r *run) readArtifact(ctx context.Context, s *subject, declared []audit.Claim) ([]audit.Claim, bool) {
	r.warm()
	extension := s.node.Extension
	claims, ok := r.readArchive(ctx, s, s.component.ID.Classifier, extension)
	if ok && s.component.ID.Classifier == "" && conclude.Conclude(append(declared[:len(declared):len(declared)], claims...), false).License == "" {
		var more []audit.Claim
		more, ok = r.readArchive(ctx, s, "sources", "jar")
		claims = append(claims, more...)
	}
	return claims, ok
}

// warm builds the tables that read texts while the first archives are on their
// way, unless texts of earlier runs are remembered: then they may not be needed.
func (r *run) warm() {
	r.warming.Do(func() {
		if _, err := os.Stat(r.TextCache); err != nil {
			go evidence.Warm()
		}
	})
}

func (r *run) readArchive(ctx context.Context, s *subject, classifier, extension string) ([]audit.Claim, bool) {
	archive, err := r.session.Archive(ctx, s.node, classifier)
	if errors.Is(err, repository.ErrNotFound) {
		return nil, true // an artifact without a jar, or without sources, is ordinary
	}
	name := archiveName(s.component.ID, classifier, extension)
	if err != nil {
		s.problems = append(s.problems, unreadable(s.component.ID, name+" could not be fetched", err))
		return nil, false
	}
	defer archive.Close()
	found, problems := evidence.ReadArchive(ctx, name, archive, archive.Size())
	s.problems = append(s.problems, problems...)
	return r.claims(found), len(problems) == 0
}

// claims turns evidence into claims: what the user's overrides name first,
// then texts by what they are, names by the tables.
func (r *run) claims(found []audit.Evidence) []audit.Claim {
	var out []audit.Claim
	for _, ev := range found {
		if ev.Kind == audit.KindLockfile { // of the version, not of the license
			out = append(out, audit.Claim{Evidence: ev})
			continue
		}
		if license, by, ok := r.overrides.Name(ev.Name, ev.URL); ok {
			out = append(out, audit.Claim{Evidence: ev, License: license, Rule: by})
			continue
		}
		if ev.Text == "" {
			out = append(out, normalize.Claim(ev, nil))
			continue
		}
		out = append(out, r.textClaim(ev))
	}
	return out
}

// textClaim says what a text is.
func (r *run) textClaim(ev audit.Evidence) audit.Claim {
	c := r.classified.Classify([]byte(ev.Text))
	ev.Copyright = c.Copyright
	claim := audit.Claim{Evidence: ev, License: c.License, Candidates: c.Candidates, Notes: c.Notes}
	for _, m := range c.Matches {
		if !m.ThirdParty {
			claim.Rule = m.Rule
			break
		}
	}
	return claim
}

func hashes(claims []audit.Claim) []string {
	var out []string
	for _, c := range claims {
		if c.Evidence.SHA256 != "" {
			out = append(out, c.Evidence.SHA256)
		}
	}
	return out
}

func unreadable(id audit.ID, what string, err error) audit.Problem {
	return audit.Problem{
		Code: audit.CodeLicenseUnreadable, Severity: audit.SeverityIncomplete, Subject: id.Label(),
		Message: what + ": " + err.Error(),
		Hint:    "run again with the repository in reach, or fill the cache with licaudit cache import",
	}
}

// concludeLibrary joins what was found in and beside the files of a library.
func (r *run) concludeLibrary(s *subject) {
	var claims []audit.Claim
	var licenses, sides, byVersion []spdx.Expression
	seen := make(map[said]bool)
	for _, lib := range s.libraries {
		s.component.Metadata = cmp.Or(s.component.Metadata, lib.Metadata)
		licenses = append(licenses, lib.License)
		sides = append(sides, lib.Sides...)
		byVersion = append(byVersion, lib.ByVersion...)
		for _, c := range r.claims(lib.Evidence) {
			k := said{c.Evidence.Kind, c.Evidence.Name, c.Evidence.URL, c.Evidence.SHA256, c.License}
			if !seen[k] {
				seen[k] = true
				claims = append(claims, c)
			}
		}
	}
	s.conclusion = conclude.Library(claims, licenses, sides, byVersion)
}

// said is what makes one claim about a library the same as another.
type said struct {
	kind              audit.Kind
	name, url, sha256 string
	license           spdx.Expression
}

// keepText moves a text into the report's store, once for all who carry it.
func (r *run) keepText(ev *audit.Evidence) {
	if ev.Text == "" {
		return
	}
	if ev.SHA256 == "" {
		sum := sha256.Sum256([]byte(ev.Text))
		ev.SHA256 = hex.EncodeToString(sum[:])
	}
	r.texts[ev.SHA256] = strings.ToValidUTF8(ev.Text, "\uFFFD")
	ev.Text = ""
}
