package js

import (
	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/evidence"
)

// licenseTexts reads the license texts of a folder: files that a license name
// says so of, and in a tree every text file in which one is recognised.
func (s *scanner) licenseTexts(f *folder) {
	for _, e := range f.entries {
		named := evidence.IsLicenseName(e.path)
		if !named && (f.archive || !evidence.MayBeText(e.path)) || e.size > maxText {
			continue
		}
		data, err := e.read(maxText)
		if err != nil {
			s.add(nil, []audit.Problem{readProblem(e.path, err)})
			continue
		}
		if isBinary(data) {
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
