package js

import (
	"bytes"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/evidence"
)

// licenseTexts reads the license texts of a folder: files that a license name
// says so of, and in a tree every text file in which one is recognised.
func (s *scanner) licenseTexts(f *folder) {
	for _, e := range f.entries {
		named := evidence.IsLicenseName(e.path)
		if !named && (f.archive || !evidence.MayBeText(e.path) || e.size > maxText) {
			continue
		}
		data, err := e.read(maxText)
		if err != nil {
			s.add(nil, []audit.Problem{unreadText(e.path, err, named)})
			continue
		}
		if !named && (isBinary(data) || !speaksOfLicenses(data)) {
			continue
		}
		c := s.texts.Classify(data)
		if c.Status == audit.Unknown && !named {
			continue
		}
		s.mu.Lock()
		s.result.Texts = append(s.result.Texts, Text{Path: e.path, License: c.License, Candidates: c.Candidates, Status: c.Status})
		s.mu.Unlock()
	}
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
