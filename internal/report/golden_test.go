package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/licaudit/licaudit/internal/audit"
)

var update = flag.Bool("update", false, "rewrite testdata from what is rendered now")

// stored are the reports whose renderings are kept under testdata.
func stored() map[string]func() audit.Report {
	return map[string]func() audit.Report{"rich": rich, "hostile": hostile}
}

// TestStoredResults pins the fixtures as result.json.
func TestStoredResults(t *testing.T) {
	for name, build := range stored() {
		data, err := Encode(build())
		if err != nil {
			t.Fatal(err)
		}
		golden(t, filepath.Join("testdata", name, "result.json"), data)
	}
}

// TestGolden renders every stored result in every format.
func TestGolden(t *testing.T) {
	for name := range stored() {
		r := load(t, name)
		files, err := RenderAll(r, Formats())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			golden(t, filepath.Join("testdata", name, f.Name), f.Data)
		}
		golden(t, filepath.Join("testdata", name, "summary.txt"), []byte(Summary(r)))
		var explained bytes.Buffer
		for _, f := range r.Findings {
			explained.WriteString(Explain(r, f, false) + "\n")
		}
		golden(t, filepath.Join("testdata", name, "explain.txt"), explained.Bytes())
	}
}

func load(t *testing.T, name string) audit.Report {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name, "result.json"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got; go test -update rewrites it):\n%s", path, diff)
	}
}
