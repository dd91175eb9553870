package report

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// CIOutput is what one build server gets beside the report.
type CIOutput struct {
	// Stdout holds the server's commands, for the end of the log.
	Stdout string
	// StepSummary is Markdown to be appended to the file that GitHub names in
	// GITHUB_STEP_SUMMARY.
	StepSummary string
	// Files are to be written beside the reports.
	Files []File
}

// ciServers lists the servers by name with the variable that gives each away.
var ciServers = []struct {
	name, variable string
	output         func(audit.Report) CIOutput
}{
	{"teamcity", "TEAMCITY_VERSION", teamCity},
	{"github", "GITHUB_ACTIONS", gitHub},
	{"azure", "TF_BUILD", azure},
	{"gitlab", "GITLAB_CI", gitLab},
	{"jenkins", "JENKINS_URL", func(audit.Report) CIOutput { return CIOutput{} }},
}

// CINames lists the build servers that CI knows.
func CINames() []string {
	var names []string
	for _, s := range ciServers {
		names = append(names, s.name)
	}
	return names
}

// DetectCI names the build server from the environment ("KEY=value"), or is
// empty.
func DetectCI(environ []string) string {
	for _, s := range ciServers {
		if slices.ContainsFunc(environ, func(e string) bool {
			key, value, _ := strings.Cut(e, "=")
			return key == s.variable && value != "" && value != "false"
		}) {
			return s.name
		}
	}
	return ""
}

// CI gives what a build server wants to be told; nothing for a name that is
// not one of CINames. Jenkins takes the reports and JUnit's file, and has no
// commands.
func CI(name string, r audit.Report) CIOutput {
	for _, s := range ciServers {
		if s.name == name {
			return s.output(r)
		}
	}
	return CIOutput{}
}

// gitLab gets the report of code quality, which it shows in merge requests.
func gitLab(r audit.Report) CIOutput {
	files, err := Render(r, "codequality")
	if err != nil {
		return CIOutput{}
	}
	return CIOutput{Files: files}
}
