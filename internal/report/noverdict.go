package report

import (
	"github.com/licaudit/licaudit/internal/audit"
)

// NoVerdict makes the files that replace yesterday's when a run ends without a
// verdict: index.html, report.css, report.md and result.json say NO VERDICT,
// and why; exit is the status with which the run ends.
func NoVerdict(reason string, exit int, problems []audit.Problem) []File {
	r := audit.Report{
		Version: audit.ReportVersion, Tool: audit.Tool{Name: "licaudit"}, NoVerdict: line(reason), Exit: exit,
		Problems: problems, Settings: audit.Settings{FailOn: audit.Denied},
	}
	if r.NoVerdict == "" {
		r.NoVerdict = "the run ended without a result"
	}
	files, err := RenderAll(r, []string{"html", "md", "json"})
	if err != nil { // a fault of ours: even then no green page may stay
		page := "<!DOCTYPE html><html lang=\"en\"><title>No verdict</title><h1>No verdict</h1>"
		return []File{{"index.html", []byte(page)}, {"report.md", []byte("# NO VERDICT\n")}, {"result.json", []byte("{}\n")}}
	}
	return files
}
