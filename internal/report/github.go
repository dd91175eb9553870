package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/licaudit/licaudit/internal/audit"
)

// GitHub shows ten annotations of a level for a step and drops the others
// (https://docs.github.com/en/rest/checks/runs), and takes a summary of at most
// 1 MiB, dropping it whole above that
// (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits).
const (
	maxAnnotations = 10
	maxStepSummary = 1<<20 - 1024 // room for what the step wrote before
)

// gitHub writes workflow commands that annotate the lines, and the step's
// summary.
func gitHub(r audit.Report) CIOutput {
	var b strings.Builder
	s := source{Report: r}
	levels := []string{"error", "warning", "note"}
	for _, level := range levels {
		var mine []issue
		for _, i := range s.issues() {
			if i.level == level && !i.known {
				mine = append(mine, i)
			}
		}
		for n, i := range mine {
			if n == maxAnnotations-1 && len(mine) > maxAnnotations {
				annotate(&b, level, place{}, "licaudit", fmt.Sprintf("and %d more: see the summary of the step and the report", len(mine)-n))
				break
			}
			annotate(&b, level, i.places[0], i.code, i.message)
		}
	}
	return CIOutput{Stdout: b.String(), StepSummary: stepSummary(r)}
}

func annotate(b *strings.Builder, level string, p place, title, message string) {
	command := map[string]string{"error": "error", "warning": "warning", "note": "notice"}[level]
	var properties []string
	if p.File != "" {
		properties = append(properties, "file="+gitHubProperty(p.File))
	}
	if p.Line > 0 {
		properties = append(properties, fmt.Sprintf("line=%d", p.Line))
	}
	properties = append(properties, "title="+gitHubProperty(title))
	fmt.Fprintf(b, "::%s %s::%s\n", command, strings.Join(properties, ","), gitHubData(message))
}

// gitHubData and gitHubProperty escape as the runner reads
// (https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts).
func gitHubData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(log(line(s)))
}

func gitHubProperty(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(gitHubData(s))
}

// stepSummary is the Markdown report; if it is too long for GitHub it ends
// after the last whole line that fits, and says so.
func stepSummary(r audit.Report) string {
	md := markdownPage(newPage(r), newProse())
	if len(md) <= maxStepSummary {
		return md
	}
	const note = "\n\n**This summary ends here: GitHub takes no more than 1 MiB.** The whole report is in report.md and index.html.\n"
	end := maxStepSummary - len(note) - 16
	for end > 0 && !utf8.RuneStart(md[end]) {
		end--
	}
	head := md[:end]
	if i := strings.LastIndexByte(head, '\n'); i > 0 {
		head = head[:i]
	}
	if open := openFence(head); open != "" {
		head += "\n" + open
	}
	return head + note
}

// openFence is the fence of a block of code that is not closed at the end.
func openFence(md string) string {
	open := ""
	for l := range strings.Lines(md) {
		l = strings.TrimRight(l, "\n")
		marks := l[:len(l)-len(strings.TrimLeft(l, "`"))]
		switch {
		case len(marks) < 3:
		case open == "":
			open = marks
		case l == open:
			open = ""
		}
	}
	return open
}
