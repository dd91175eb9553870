package peer

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// dependencyPlugin is the version whose text the trees are compared in.
const dependencyPlugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:"

// Obtain returns the folder of the project's sources below work, fetching and
// unpacking them at the first call. It also writes its list's POM there, for
// projects that are a POM of ours.
func (p Project) Obtain(ctx context.Context, work string) (string, error) {
	dir := filepath.Join(work, "projects", p.Name)
	if p.Artifact == "-" {
		pom, err := lists.ReadFile("projects/" + p.Name + "/pom.xml")
		if err != nil {
			return "", err
		}
		return dir, writeNew(filepath.Join(dir, "pom.xml"), pom)
	}
	done := filepath.Join(dir, ".sha256")
	if have, err := os.ReadFile(done); err == nil && string(have) == p.SHA256 {
		return top(dir)
	}
	file, err := Artifact(ctx, work, p.Artifact, p.SHA256)
	if err != nil {
		return "", err
	}
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	if strings.HasSuffix(file, ".pom") {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		err = writeNew(filepath.Join(dir, "pom.xml"), text)
		if err != nil {
			return "", err
		}
	} else if err := unpack(file, dir); err != nil {
		return "", fmt.Errorf("%s: %w", p.Artifact, err)
	}
	if err := os.WriteFile(done, []byte(p.SHA256), 0o644); err != nil {
		return "", err
	}
	return top(dir)
}

// top is the folder that holds pom.xml: dir, or its only folder.
func top(dir string) (string, error) {
	if _, err := os.Stat(filepath.Join(dir, "pom.xml")); err == nil {
		return dir, nil
	}
	found, err := filepath.Glob(filepath.Join(dir, "*", "pom.xml"))
	if err != nil || len(found) != 1 {
		return "", fmt.Errorf("%s: %d folders with a pom.xml, want one", dir, len(found))
	}
	return filepath.Dir(found[0]), nil
}

// Artifact fetches one file of a repository with the installed Maven, in the
// way a user would, and checks its hash.
func Artifact(ctx context.Context, work, coordinates, hash string) (string, error) {
	out := filepath.Join(work, "artifacts", strings.ReplaceAll(coordinates, ":", "+"))
	cmd := exec.CommandContext(ctx, "mvn", "-B", "-ntp", "-q", dependencyPlugin+"copy",
		"-Dartifact="+coordinates, "-DoutputDirectory="+out, "-Dmdep.overWriteReleases=false")
	cmd.Dir = os.TempDir()
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("fetching %s: %w\n%s", coordinates, err, tail(text))
	}
	found, err := filepath.Glob(filepath.Join(out, "*"))
	if err != nil || len(found) != 1 {
		return "", fmt.Errorf("fetching %s: %d files in %s, want one", coordinates, len(found), out)
	}
	got, err := sum(found[0])
	if err != nil {
		return "", err
	}
	if got != hash {
		return "", fmt.Errorf("%s has SHA-256 %s, want %s", coordinates, got, hash)
	}
	return found[0], nil
}

func sum(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// tail is the end of a log, where Maven says what went wrong.
func tail(text []byte) []byte { return text[max(0, len(text)-2000):] }

func writeNew(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}
