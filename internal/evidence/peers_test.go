//go:build peers

package evidence

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/spdx"
)

// scancode is the peer that pip installs into a folder of its own.
const scancode = "scancode-toolkit==32.4.1"

// TestPeers prints our figures, those of licensecheck alone and those of
// ScanCode on one table in one run. ScanCode takes some minutes.
//
//	go test -tags peers -run TestPeers -timeout 30m -v ./internal/evidence
func TestPeers(t *testing.T) {
	var ours, first, peer figures
	answers := scancodeAnswers(t)
	for _, row := range sampleTable(t) {
		if row["truth"] == "UNKNOWN" {
			continue
		}
		text := sampleText(t, row)
		ours.add(string(Classify(text).License), row)
		var found []spdx.Expression
		for _, f := range scan(text, words(text), nil) {
			found = append(found, f.license)
		}
		first.add(string(spdx.And(found...)), row)
		peer.add(answers[row["file"]], row)
	}
	for name, f := range map[string]figures{"licaudit": ours, "licensecheck alone": first, scancode: peer} {
		t.Logf("%s: precision %.1f, recall %.1f of %d texts", name, f.precision(), f.recall(), f.total)
	}
}

func scancodeAnswers(t *testing.T) map[string]string {
	dir := t.TempDir()
	out := filepath.Join(dir, "out.json")
	for _, command := range [][]string{
		{"python3", "-m", "venv", dir + "/venv"},
		{dir + "/venv/bin/pip", "install", "--quiet", scancode},
		{dir + "/venv/bin/scancode", "--quiet", "--license", "--json", out, "testdata/texts"},
	} {
		if b, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", command[0], err, b)
		}
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return parseScancode(t, b)
}

func parseScancode(t *testing.T, b []byte) map[string]string {
	var report struct {
		Files []struct {
			Path       string `json:"path"`
			Expression string `json:"detected_license_expression_spdx"`
		} `json:"files"`
	}
	if err := json.Unmarshal(b, &report); err != nil {
		t.Fatal(err)
	}
	answers := make(map[string]string)
	for _, f := range report.Files {
		if !strings.Contains(f.Expression, "LicenseRef-scancode-unknown") {
			answers[filepath.Base(f.Path)] = f.Expression
		}
	}
	return answers
}
