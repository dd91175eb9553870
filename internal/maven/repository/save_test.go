package repository

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSaveWritesTheLocalRepositoryOnlyWhenAsked(t *testing.T) {
	for _, save := range []bool{false, true} {
		local := t.TempDir()
		c := New(Options{Local: local, Save: save})
		c.save("g/a/1/a-1.pom", []byte("<project/>"))
		data, err := os.ReadFile(filepath.Join(local, "g", "a", "1", "a-1.pom"))
		if got := err == nil; got != save {
			t.Errorf("save %v: written %v", save, got)
		}
		if save && string(data) != "<project/>" {
			t.Errorf("got %q", data)
		}
	}
}
