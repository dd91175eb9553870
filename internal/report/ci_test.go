package report

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
)

func TestCI(t *testing.T) {
	for _, name := range CINames() {
		out := CI(name, load(t, "rich"))
		golden(t, filepath.Join("testdata", "rich", "ci-"+name+".txt"), []byte(out.Stdout))
		if got := len(out.Files) > 0; got != (name == "gitlab") {
			t.Errorf("%s: %d files", name, len(out.Files))
		}
		if got := out.StepSummary != ""; got != (name == "github") {
			t.Errorf("%s: a summary of %d bytes", name, len(out.StepSummary))
		}
	}
	if out := CI("nothing", rich()); out.Stdout+out.StepSummary != "" || out.Files != nil {
		t.Errorf("an unknown server gets %v", out)
	}
}

func TestDetectCI(t *testing.T) {
	for _, c := range []struct {
		environ []string
		want    string
	}{
		{nil, ""},
		{[]string{"PATH=/bin", "CI=true"}, ""},
		{[]string{"TEAMCITY_VERSION=2025.07"}, "teamcity"},
		{[]string{"GITHUB_ACTIONS=true"}, "github"},
		{[]string{"GITHUB_ACTIONS=false", "GITLAB_CI=true"}, "gitlab"},
		{[]string{"TF_BUILD=True"}, "azure"},
		{[]string{"JENKINS_URL="}, ""},
		{[]string{"JENKINS_URL=https://ci.example/"}, "jenkins"},
	} {
		if got := DetectCI(c.environ); got != c.want {
			t.Errorf("DetectCI(%q) = %q, want %q", c.environ, got, c.want)
		}
	}
}

// failing is a report of n denied components.
func failing(n int) audit.Report {
	r := rich()
	base := r.Findings[2]
	r.Findings, r.Problems = nil, nil
	for i := range n {
		f := base
		f.Component.ID = audit.Maven("org.example", fmt.Sprintf("library-%04d", i), "jar", "", "1.0")
		r.Findings = append(r.Findings, f)
	}
	return r
}

// TestCILimits checks that what does not fit is counted, not dropped.
func TestCILimits(t *testing.T) {
	r := failing(1500)
	gh := CI("github", r)
	if n := strings.Count(gh.Stdout, "::error "); n != maxAnnotations || !strings.Contains(gh.Stdout, "and 1491 more") {
		t.Errorf("%d annotations: %s", n, gh.Stdout)
	}
	if n := len(gh.StepSummary); n > maxStepSummary || n < maxStepSummary-4096 || !strings.Contains(gh.StepSummary, "This summary ends here") {
		t.Errorf("a summary of %d bytes that ends with %q", n, gh.StepSummary[n-200:])
	}
	harmlessMarkdown(t, gh.StepSummary)
	if !strings.Contains(shownAll(gh.StepSummary[len(gh.StepSummary)-4000:]), "no more than 1 MiB") {
		t.Error("the last line is inside a block of code")
	}
	tc := CI("teamcity", r).Stdout
	if n := strings.Count(tc, "buildProblem"); n != maxBuildProblems+1 || !strings.Contains(tc, "and 1450 more") {
		t.Errorf("%d build problems", n)
	}
	r.Exit = 0 // --no-fail
	if tc := CI("teamcity", r).Stdout; strings.Contains(tc, "buildProblem") || !strings.Contains(tc, "##teamcity[message text=") {
		t.Error("a build that is not to fail gets a build problem")
	}
	if s := Summary(r); !strings.Contains(s, "and 1400 more: see the report") {
		t.Error("the summary does not count what it leaves out")
	}
}

func TestOpenFence(t *testing.T) {
	for md, want := range map[string]string{"": "", "a\n```yaml\nb\n": "```", "```\nb\n```\nc": "", "````\n```\n": "````", "``a``": ""} {
		if got := openFence(md); got != want {
			t.Errorf("openFence(%q) = %q, want %q", md, got, want)
		}
	}
}

func TestTeamCityValue(t *testing.T) {
	for in, want := range map[string]string{"a'b|c[d]": "a|'b||c|[d|]", "é": "|0x00e9", "🙂": "|0xd83d|0xde42", "a\nb": "a b", "": "-"} {
		if got := teamCityValue(in); got != want {
			t.Errorf("teamCityValue(%q) = %q, want %q", in, got, want)
		}
	}
}
