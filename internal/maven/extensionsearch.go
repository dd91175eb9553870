package maven

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/vifraa/gopom"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/maven/repository"
)

// extensionSearch looks for the extensions of a project while its trees are
// resolved. Maven ends with an error where one cannot be had, whether anything
// of it is used or not, and of whichever module it is.
type extensionSearch struct {
	uses []extensionUse
	errs []error
	wait sync.WaitGroup
}

// searchExtensions begins to look for the extensions of the modules, and for
// those of Maven's core.
func (s *Session) searchExtensions(list []*project) *extensionSearch {
	f := &extensionSearch{}
	for _, x := range s.core {
		f.uses = append(f.uses, extensionUse{extensionRef{x.GroupID, x.ArtifactID, x.Version}, coreExtensionsFile, s.plugins})
	}
	f.uses = append(f.uses, s.extensionsOf(list)...)
	f.errs = make([]error, len(f.uses))
	for i, x := range f.uses {
		f.wait.Add(1)
		s.loader.ahead.start(func() {
			defer f.wait.Done()
			f.errs[i] = s.findExtension(s.loader.ahead.ctx, x)
		})
	}
	return f
}

// findExtension returns why an extension cannot be had. Its POM is enough: that
// the archive and what it depends on are there as well is believed, see
// docs/decisions/0005-what-maven-trusts.md. Maven wants the archive alone, which
// is looked for where there is no POM.
func (s *Session) findExtension(ctx context.Context, x extensionUse) error {
	switch {
	case dynamic(x.gav()):
		return errors.New("a property in its coordinates has no value")
	case x.version == "" && x.file == coreExtensionsFile:
		return errors.New("it has no version")
	case strings.ContainsAny(x.version, "[("):
		return s.findInRange(ctx, x)
	case x.version == "", x.version == "LATEST", x.version == "RELEASE":
		all, err := s.source.Metadata(ctx, strings.ReplaceAll(x.groupID, ".", "/")+"/"+x.artifactID, x.remotes.list)
		if err == nil && len(all) == 0 {
			err = fmt.Errorf("no repository has metadata of it, which would tell its version: %w", repository.ErrNotFound)
		}
		return err
	}
	_, err := s.source.File(ctx, pomPath(x.groupID, x.artifactID, x.version), x.remotes.list)
	if errors.Is(err, repository.ErrNotFound) {
		if a, jarErr := s.source.Archive(ctx, x.jarPath(), x.remotes.list); jarErr == nil {
			return a.Close()
		}
	}
	return err
}

// findInRange returns why no version of an extension is within its range.
func (s *Session) findInRange(ctx context.Context, x extensionUse) error {
	f, err := s.loader.versions(ctx, artifact{groupID: x.groupID, artifactID: x.artifactID, version: x.version}, x.remotes)
	if err == nil && len(f.versions) == 0 {
		err = fmt.Errorf("no version is within the range: %w", repository.ErrNotFound)
	}
	return err
}

// missingExtensions waits for the search and returns the extensions that cannot
// be had; the problems are those that licaudit can do without: offline, what is at
// hand need not be what Maven has.
func (s *Session) missingExtensions(f *extensionSearch) (problems []audit.Problem, missing []error) {
	f.wait.Wait()
	for i, err := range f.errs {
		x := f.uses[i]
		switch {
		case err == nil:
		case s.opts.Offline && errors.Is(err, repository.ErrNotFound):
			problems = append(problems, missingExtension(x.unresolved(err), audit.SeverityWarning))
		case stopped(err):
			missing = append(missing, err)
		default:
			missing = append(missing, x.unresolved(err))
		}
	}
	return problems, missing
}

func (x extensionUse) unresolved(err error) *Error {
	return &Error{Kind: kindOf(err), At: audit.Position{File: x.file}, Err: err,
		Msg:  fmt.Sprintf("the extension %s cannot be resolved, and Maven fails without it", x.gav()),
		Hint: "see that its coordinates are right, and that a repository for plugins has it"}
}

func missingExtension(e *Error, severity audit.Severity) audit.Problem {
	return audit.Problem{Code: audit.CodeMavenExtension, Severity: severity, At: e.At, Message: e.Msg + ": " + e.Err.Error(), Hint: e.Hint}
}

// extensionsFound waits for the search. Where modules are to go on without one
// another, a missing extension makes the result incomplete; else it is the end,
// as for Maven.
func (s *Session) extensionsFound(f *extensionSearch) ([]audit.Problem, error) {
	problems, missing := s.missingExtensions(f)
	if !s.opts.KeepGoing {
		return problems, joined(missing)
	}
	for _, err := range missing {
		var e *Error
		if !errors.As(err, &e) {
			return nil, err
		}
		problems = append(problems, missingExtension(e, audit.SeverityIncomplete))
	}
	return problems, nil
}

// pluginRemotes are the repositories that are asked for the plugins and
// extensions of a module.
func (s *Session) pluginRemotes(m *effective) *remoteList {
	var declared []gopom.Repository
	for a := m.assembled; a != nil; a = a.parent {
		list := slices.Clone(value(a.raw.pom.PluginRepositories))
		for _, f := range a.profiles {
			list = append(list, value(f.PluginRepositories)...)
		}
		for _, r := range list {
			declared = append(declared, gopom.Repository{ID: r.ID, URL: r.URL, Layout: r.Layout, Releases: r.Releases, Snapshots: r.Snapshots})
		}
	}
	return s.loader.repos.combine(s.loader.repos.add(s.loader.repos.none(), expandRepositories(declared, m.in)), s.plugins)
}
