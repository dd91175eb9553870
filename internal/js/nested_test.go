package js

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/evidence"
)

// An archive that is nested too deep is said, not passed over.
func TestScanSaysWhatIsNestedTooDeep(t *testing.T) {
	data := []byte("var acme;")
	name := "a.js"
	for range evidence.MaxDepth + 1 {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		data, name = b.Bytes(), "inner.jar"
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "app.war"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := Scan(context.Background(), Options{Root: dir})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Problems) != 1 || got.Problems[0].Code != audit.CodeArchiveUnreadable || !strings.Contains(got.Problems[0].Message, "nested") {
		t.Errorf("Problems = %v, want one about the nesting", got.Problems)
	}
}
