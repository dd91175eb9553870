package js

import (
	"bytes"
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/evidence"
)

// licenseTexts reads the license texts of a folder: files that a license name
// says so of, and in a tree every text file in which one is recognised.
func (s *scanner) licenseTexts(ctx context.Context, f *folder, workers int) error {
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for _, e := range f.entries {
		if inner.Err() != nil {
			break
		}
		named := evidence.IsLicenseName(e.path)
		if !named && (f.archive || !evidence.MayBeText(e.path) || e.size > maxText) {
			continue
		}
		group.Go(func() error {
			return audit.Guarded(func() error {
				s.licenseText(e, named)
				return nil
			})
		})
	}
	return group.Wait()
}

// licenseText reads one file that may be a license text.
func (s *scanner) licenseText(e entry, named bool) {
	data, err := e.read(maxText)
	if err != nil {
		s.add(nil, []audit.Problem{unreadText(e.path, err, named)})
		return
	}
	if !named && (isBinary(data) || !speaksOfLicenses(data)) {
		return
	}
	c := s.texts.Classify(data)
	if c.Status == audit.Unknown && !named && !holdsText(c) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.result.Texts = append(s.result.Texts, Text{Path: e.path, License: c.License, Candidates: c.Candidates, Status: c.Status})
}

// holdsText reports whether there is a license's text in a file, if only others':
// that its own license is unknown must be said then.
func holdsText(c evidence.Classification) bool {
	const long = 500 // bytes; what is shorter may only name a license
	return slices.ContainsFunc(c.Matches, func(m audit.Match) bool { return m.End-m.Start >= long })
}

// unreadText is the problem of a file that cannot be read. One that is not named
// for a license is only looked at in case, and its lack makes nothing incomplete.
func unreadText(name string, err error, named bool) audit.Problem {
	p := readProblem(name, err)
	if !named {
		p.Severity = audit.SeverityWarning
	}
	return p
}

// speaksOfLicenses reports whether a long text has a word near its start that
// licenses have, so that tables of data are not read to their end.
func speaksOfLicenses(data []byte) bool {
	const enough = 64 << 10
	if len(data) <= enough {
		return true
	}
	head := bytes.ToLower(data[:enough])
	return slices.ContainsFunc(licenseWords, func(word []byte) bool { return bytes.Contains(head, word) })
}

var licenseWords = [][]byte{[]byte("licen"), []byte("copyright"), []byte("permission"), []byte("public domain"), []byte("warrant"), []byte("redistribut"), []byte("(c)"), []byte("\xc2\xa9")}
