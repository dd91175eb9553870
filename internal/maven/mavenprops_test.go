package maven

import (
	"archive/zip"
	"os"
	"path/filepath"
	"testing"
)

func TestMavenVersion(t *testing.T) {
	install := func(t *testing.T, jar, entry, text string) string {
		t.Helper()
		home := filepath.Join(t.TempDir(), "[3]")
		if err := os.MkdirAll(filepath.Join(home, "lib"), 0o755); err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(filepath.Join(home, "lib", jar))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z := zip.NewWriter(f)
		w, err := z.Create(entry)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return home
	}
	const entry = "META-INF/maven/org.apache.maven/maven-core/pom.properties"
	for name, tt := range map[string]struct{ home, want string }{
		"none":          {"", defaultMaven},
		"empty folder":  {t.TempDir(), defaultMaven},
		"3.9":           {install(t, "maven-core-3.9.11.jar", entry, "#Generated\r\nversion=3.9.11\r\ngroupId=org.apache.maven\r\n"), "3.9.11"},
		"Debian's name": {install(t, "maven-core-3.x.jar", entry, "version=3.8.7\n"), "3.8.7"},
		"no version":    {install(t, "maven-core-3.9.11.jar", entry, "version=\n"), defaultMaven},
		"no properties": {install(t, "maven-core-3.9.11.jar", "x", "version=1\n"), defaultMaven},
	} {
		t.Run(name, func(t *testing.T) {
			if got := mavenVersion(tt.home); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
