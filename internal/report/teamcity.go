package report

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/licaudit/licaudit/internal/audit"
)

// maxBuildProblems keeps a first run over an old project from flooding the
// page of the build.
const maxBuildProblems = 50

// teamCity writes service messages
// (https://www.jetbrains.com/help/teamcity/service-messages.html): a build
// problem per failure, the status text, and statistics. A build problem fails
// the build whatever the exit status, so where that is 0 it is a warning.
func teamCity(r audit.Report) CIOutput {
	var b strings.Builder
	s := source{Report: r}
	n := 0
	for _, i := range s.issues() {
		if i.level != "error" || i.known {
			continue // the report has it
		}
		if n++; n > maxBuildProblems {
			continue // counted below
		}
		buildProblem(&b, r, fmt.Sprintf("[%s] %s", i.code, i.message), i.fingerprint[:40])
	}
	if n > maxBuildProblems {
		buildProblem(&b, r, fmt.Sprintf("and %d more: see the license report", n-maxBuildProblems), "licaudit-more")
	}
	message(&b, "buildStatus", "text", "{build.status.text}; licenses: "+verdictLine(r))
	c := count(r)
	for _, stat := range []struct {
		key   string
		value int
	}{
		{"Components", c.judged}, {"Denied", c.verdict[audit.Denied]}, {"Review", c.verdict[audit.Review]}, {"Excepted", c.verdict[audit.Excepted]},
		{"Allowed", c.verdict[audit.Allowed]}, {"Failing", c.failing}, {"Baselined", c.baselined}, {"Incomplete", c.incomplete},
	} {
		message(&b, "buildStatisticValue", "key", "licaudit"+stat.key, "value", fmt.Sprint(stat.value))
	}
	return CIOutput{Stdout: b.String()}
}

func buildProblem(b *strings.Builder, r audit.Report, description, identity string) {
	if r.Exit == 0 {
		message(b, "message", "text", description, "status", "WARNING")
		return
	}
	message(b, "buildProblem", "description", description, "identity", identity)
}

// message writes one service message; names and values alternate.
func message(b *strings.Builder, name string, attributes ...string) {
	b.WriteString("##teamcity[" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		fmt.Fprintf(b, " %s='%s'", attributes[i], teamCityValue(attributes[i+1]))
	}
	b.WriteString("]\n")
}

// teamCityValue escapes a value as TeamCity asks; TeamCity cuts a description
// at 4000 characters.
func teamCityValue(s string) string {
	s = line(s)
	if runes := []rune(s); len(runes) > 3900 {
		s = string(runes[:3900]) + "…"
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case strings.ContainsRune("|'[]", r):
			b.WriteString("|" + string(r))
		case r < 0x80:
			b.WriteRune(r)
		default:
			for _, u := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, "|0x%04x", u)
			}
		}
	}
	return cmp.Or(b.String(), "-")
}
