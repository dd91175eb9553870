package policy

import (
	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// Exceptions lists the policy's exceptions in file order with what became of
// them.
func Exceptions(cfg *config.Config, findings []audit.Finding, asOf string) []audit.Exception {
	return nil
}

// Describe is the policy in words, with the allow entries that no finding
// needs.
func Describe(cfg *config.Config, findings []audit.Finding) audit.Policy { return audit.Policy{} }

// Problems are entries of the policy that deserve a look: exceptions that are
// unused or have expired, allow entries that nothing needs; and findings whose
// evidence could not be read, which make the result incomplete.
func Problems(cfg *config.Config, findings []audit.Finding, asOf string) []audit.Problem { return nil }

// Baseline is a file of findings that are known and do not fail the build.
type Baseline struct {
	File    audit.File
	Entries []BaselineEntry // sorted by component, license, code
}

// BaselineEntry is one known failure.
type BaselineEntry struct {
	Component string `json:"component"` // package URL without a version
	License   string `json:"license"`
	Code      string `json:"code"`
}

// LoadBaseline reads a baseline; an empty path gives none.
func LoadBaseline(path string) (*Baseline, []audit.Problem, error) { return nil, nil, nil }

// MakeBaseline writes the file that grandfathers what fails now.
func MakeBaseline(findings []audit.Finding) []byte { return nil }

// Grandfather marks failing findings as Baselined or New. Without a baseline
// the findings stay as they are.
func Grandfather(findings []audit.Finding, b *Baseline) []audit.Finding { return findings }

// Stale are the entries of a baseline that no finding needs any more.
func Stale(findings []audit.Finding, b *Baseline) []audit.Problem { return nil }

// Tests is the outcome of RunTests.
type Tests struct {
	Passed, Failed int
	Output         string // a line per case, what failed first with got and want
}

// RunTests judges the cases of a file by a policy. The error is about the file.
func RunTests(cfg *config.Config, file yamlfile.Source, asOf string) (Tests, error) {
	return Tests{}, nil
}
