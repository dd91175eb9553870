package js

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/evidence"
	"github.com/licaudit/licaudit/internal/js/signatures"
)

// Limits of what is read.
const (
	maxScript  = 64 << 20  // bytes of a script, style sheet, font or source map
	maxText    = 1 << 20   // bytes of a license text
	maxArchive = 512 << 20 // bytes of an archive
)

// Scan looks for libraries and license texts. What cannot be read becomes a
// Problem of the result; the error is about this run alone (a missing Root or
// named file, an invalid glob or signature file, the context's end).
func Scan(ctx context.Context, o Options) (Result, error) {
	w := walker{Options: o}
	if err := w.list(ctx); err != nil {
		return Result{}, err
	}
	s := &scanner{
		Options: o, result: Result{Problems: w.problems}, total: len(w.entries),
		texts: evidence.Cache{Dir: o.TextCache},
	}
	s.signatures = sync.OnceValues(func() (*signatures.DB, error) {
		db, err := signatures.Load(o.Signatures...)
		if err != nil {
			return nil, err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.result.DataVersion = db.Made
		return db, nil
	})
	if len(o.Signatures) > 0 {
		if _, err := s.signatures(); err != nil {
			return Result{}, err
		}
	}
	if err := s.folder(ctx, newFolder(w.entries), runtime.GOMAXPROCS(0)); err != nil {
		return Result{}, err
	}
	if len(s.result.Notices) > 0 {
		s.ownNotices(projectOf(w.roots))
	}
	s.sort()
	return s.result, nil
}

// scanner collects the results of one Scan.
type scanner struct {
	Options
	// signatures decodes the database at its first use: a tree without
	// scripts does not pay for it.
	signatures func() (*signatures.DB, error)
	texts      evidence.Cache

	mu          sync.Mutex
	result      Result
	done, total int
	unknown     map[string]bool // scripts and style sheets of the tree itself that are no library known
}

// folder scans the files of a tree or an archive.
func (s *scanner) folder(ctx context.Context, f *folder, workers int) error {
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for _, e := range f.entries {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			err := audit.Guarded(func() error { return s.entry(inner, f, e) })
			s.progress(f, e)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	libraries, err := s.undetected(f)
	if err != nil {
		return err
	}
	s.add(libraries, nil)
	if !s.SkipTexts {
		if err := s.licenseTexts(ctx, f, workers); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (s *scanner) progress(f *folder, e entry) {
	if s.Progress == nil || f.archive {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done++
	s.Progress(s.done, s.total, e.path)
}

func (s *scanner) add(libraries []Library, problems []audit.Problem) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.result.Libraries = append(s.result.Libraries, libraries...)
	s.result.Problems = append(s.result.Problems, problems...)
}

func (s *scanner) entry(ctx context.Context, f *folder, e entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	switch kindOf(e.path) {
	case kindScript, kindSheet, kindFont:
		if f.judgedByManifest(e.path) {
			return nil
		}
		libraries, err := s.file(f, e)
		if err != nil {
			return err
		}
		f.note(libraries)
		s.add(libraries, nil)
	case kindArchive:
		return s.archive(ctx, e)
	}
	return nil
}

// archive scans an archive of the tree.
func (s *scanner) archive(ctx context.Context, e entry) error {
	data, err := e.read(maxArchive)
	if err != nil {
		s.add(nil, []audit.Problem{readProblem(e.path, err)})
		return nil
	}
	zip, err := evidence.OpenZip(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		s.add(nil, []audit.Problem{archiveProblem(e.path, err)})
		return nil
	}
	return s.zip(ctx, e.path, zip, 1)
}

func (s *scanner) zip(ctx context.Context, name string, zip *evidence.Zip, depth int) error {
	for _, rejected := range zip.Rejected {
		s.add(nil, []audit.Problem{archiveProblem(name, fmt.Errorf("the entry %q leads out of the archive", rejected))})
	}
	var entries []entry
	for _, member := range zip.Entries {
		p := name + "!/" + member.Name
		if kindOf(p) == kindArchive {
			if depth >= evidence.MaxDepth {
				s.add(nil, []audit.Problem{archiveProblem(p, fmt.Errorf("it is nested more than %d deep", evidence.MaxDepth))})
				continue
			}
			nested, err := zip.Nested(member)
			if err != nil {
				s.add(nil, []audit.Problem{archiveProblem(p, err)})
				continue
			}
			if err := s.zip(ctx, p, nested, depth+1); err != nil {
				return err
			}
			continue
		}
		entries = append(entries, entry{path: p, size: member.Size, read: func(limit int64) ([]byte, error) { return zip.Read(member, limit) }})
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.path, b.path) })
	entries = slices.CompactFunc(entries, func(a, b entry) bool { return a.path == b.path })
	f := newFolder(entries)
	f.archive = true
	return s.folder(ctx, f, 1)
}

func archiveProblem(name string, err error) audit.Problem {
	return audit.Problem{
		Code: audit.CodeArchiveUnreadable, Severity: audit.SeverityIncomplete, Subject: name, At: audit.Position{File: name},
		Message: fmt.Sprintf("the archive cannot be read: %v", err),
		Hint:    "unpack it to see what it holds, or exclude it with javascript.exclude in licaudit.yaml",
	}
}

func readProblem(name string, err error) audit.Problem {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	return fileProblem(name, err)
}

func (s *scanner) sort() {
	slices.SortFunc(s.result.Libraries, func(a, b Library) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), a.ID.Compare(b.ID), cmp.Compare(a.Near, b.Near))
	})
	slices.SortFunc(s.result.Texts, func(a, b Text) int { return cmp.Compare(a.Path, b.Path) })
	slices.SortFunc(s.result.Notices, compareNotices)
	slices.SortFunc(s.result.Problems, func(a, b audit.Problem) int {
		return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	s.result.Problems = slices.Compact(s.result.Problems)
}

// kind is what a file is, by its name.
type kind int

const (
	kindOther kind = iota
	kindScript
	kindSheet
	kindFont
	kindArchive
)

func kindOf(name string) kind {
	switch strings.ToLower(path.Ext(name)) {
	case ".js", ".mjs", ".cjs", ".jsm", ".es", ".es5", ".es6", ".jsx":
		return kindScript
	case ".css":
		return kindSheet
	case ".woff", ".woff2", ".ttf", ".otf", ".eot":
		return kindFont
	case ".war", ".jar", ".zip", ".ear":
		return kindArchive
	}
	return kindOther
}
