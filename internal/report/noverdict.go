package report

import (
	"github.com/licaudit/licaudit/internal/audit"
)

// NoVerdict makes the files that replace yesterday's when a run ends without a
// verdict: in each of the formats they say so, and the pages say why; exit is
// the status with which the run ends.
func NoVerdict(reason string, exit int, problems []audit.Problem, formats []string) []File {
	r := audit.Report{
		Version: audit.ReportVersion, Tool: audit.Tool{Name: "licaudit"}, NoVerdict: line(reason), Exit: exit,
		Problems: problems, Settings: audit.Settings{FailOn: audit.Denied},
	}
	if r.NoVerdict == "" {
		r.NoVerdict = "the run ended without a result"
	}
	files, err := RenderAll(r, formats)
	if err != nil { // a fault of ours: even then no green page may stay
		page := "<!DOCTYPE html><html lang=\"en\"><title>No verdict</title><h1>No verdict</h1>"
		return []File{{"index.html", []byte(page)}, {"report.md", []byte("# NO VERDICT\n")}, {"result.json", []byte("{}\n")}}
	}
	return files
}
