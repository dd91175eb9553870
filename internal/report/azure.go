package report

import (
	"fmt"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// azure writes the logging commands of Azure Pipelines
// (https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands):
// an issue per finding, and the step's result where something is missing. The
// exit status fails the step.
func azure(r audit.Report) CIOutput {
	var b strings.Builder
	s := source{Report: r}
	for _, i := range s.issues() {
		if i.level == "note" || i.known {
			continue // Azure knows errors and warnings only; the report has it
		}
		p := i.places[0]
		fmt.Fprintf(&b, "##vso[task.logissue type=%s;sourcepath=%s;linenumber=%d;code=%s]%s\n", i.level, azureProperty(p.File), max(1, p.Line), azureProperty(i.code), azureData(i.message))
	}
	return CIOutput{Stdout: b.String()}
}

// azureData and azureProperty escape as the agent reads
// (https://github.com/microsoft/azure-pipelines-agent/blob/master/docs/preview/loggingcommands.md).
func azureData(s string) string {
	return strings.NewReplacer("%", "%AZP25", "\r", "%0D", "\n", "%0A").Replace(log(line(s)))
}

func azureProperty(s string) string {
	return strings.NewReplacer(";", "%3B", "]", "%5D").Replace(azureData(s))
}
