package report

import "fmt"

// GitLab's report of code quality
// (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).
type (
	qualityIssue struct {
		Description string          `json:"description"`
		Check       string          `json:"check_name"`
		Fingerprint string          `json:"fingerprint"`
		Severity    string          `json:"severity"`
		Location    qualityLocation `json:"location"`
	}
	qualityLocation struct {
		Path  string       `json:"path"`
		Lines qualityLines `json:"lines"`
	}
	qualityLines struct {
		Begin int `json:"begin"`
	}
)

// codeQuality writes what is not allowed and what is missing, at the first
// line that brings each. What the baseline knows is left out: GitLab has no
// word for it, and compares with the target branch itself.
func codeQuality(s source) ([]byte, error) {
	out := []qualityIssue{}
	if s.NoVerdict != "" { // an empty list would be a green one
		out = append(out, qualityIssue{"NO VERDICT: " + line(s.NoVerdict), "no-verdict", fingerprint("no-verdict"), "blocker", qualityLocation{"pom.xml", qualityLines{1}}})
	}
	seen := make(map[string]int)
	for _, i := range s.issues() {
		if i.known {
			continue // said above
		}
		print := i.fingerprint
		if seen[i.fingerprint]++; seen[i.fingerprint] > 1 {
			print = fingerprint(i.fingerprint, fmt.Sprint(seen[i.fingerprint])) // GitLab drops repeats
		}
		severity := map[string]string{"error": "critical", "warning": "major", "note": "info"}[i.level]
		out = append(out, qualityIssue{i.message, i.code, print, severity, qualityLocation{i.places[0].File, qualityLines{max(1, i.places[0].Line)}}})
	}
	return jsonFile(out)
}
