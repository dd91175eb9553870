//go:build network

package normalize

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestCurationsAgain reads again what the rows were read from: entries of jars
// through the machine's own mvn, and files of source repositories from clones
// in $CURATION_CLONES/OWNER/NAME, where there is one.
//
//	CURATION_CLONES=~/clones go test -tags network -run CurationsAgain -timeout 1h ./internal/normalize
func TestCurationsAgain(t *testing.T) {
	clones := os.Getenv("CURATION_CLONES")
	for ga, rows := range curations() {
		for _, c := range rows {
			t.Run(ga+c.versions+c.kind, func(t *testing.T) {
				if c.kind == "file" && clones == "" {
					t.Skip("CURATION_CLONES is not set")
				}
				got, err := c.readAgain(t, ga, clones)
				if err != nil {
					t.Fatal(err)
				}
				sum := sha256.Sum256(got)
				if hash := hex.EncodeToString(sum[:]); hash != c.sha256 {
					t.Errorf("%s: got SHA-256 %s, the row has %s", c.where, hash, c.sha256)
				}
			})
		}
	}
}

func (c curation) readAgain(t *testing.T, ga, clones string) ([]byte, error) {
	if c.kind == "file" {
		repository, file, commit := c.file()
		return exec.Command("git", "-C", filepath.Join(clones, repository), "show", commit+":"+file).Output()
	}
	dir := t.TempDir()
	artifact := ga + ":" + strings.Trim(c.versions, "[]") + ":jar"
	if c.kind == "sources" {
		artifact += ":sources"
	}
	cmd := exec.Command("mvn", "-q", "-B", "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy", "-Dartifact="+artifact, "-DoutputDirectory="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Logf("%s", out)
		return nil, err
	}
	jars, err := filepath.Glob(filepath.Join(dir, "*.jar"))
	if err != nil || len(jars) != 1 {
		t.Fatalf("jars: %v, %v", jars, err)
	}
	z, err := zip.OpenReader(jars[0])
	if err != nil {
		return nil, err
	}
	defer z.Close()
	f, err := z.Open(c.where)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
