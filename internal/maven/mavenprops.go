package maven

import (
	"archive/zip"
	"bufio"
	"cmp"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// What is assumed of Maven where none is installed.
const (
	defaultMaven     = "3.8.7"
	defaultMavenHome = "/usr/share/maven"
)

// mavenProperties are those that the Maven in home, its start script and its
// command line set. A project may ask for the version of the Maven that builds
// it: its tree differs from one Maven to the next.
func mavenProperties(home string) map[string]string {
	version := mavenVersion(home)
	if home == "" {
		home = defaultMavenHome
	}
	return map[string]string{
		"maven.version": version, "maven.build.version": "Apache Maven " + version, "maven.home": home,
		"maven.conf": filepath.Join(home, "conf"), "classworlds.conf": filepath.Join(home, "bin", "m2.conf"),
		"library.jansi.path": filepath.Join(home, "lib", "jansi-native"), "env.MAVEN_CMD_LINE_ARGS": "dependency:tree",
	}
}

// mavenVersion is what the core of the Maven in home says of itself, or the
// version that is assumed.
func mavenVersion(home string) string {
	if home == "" {
		return defaultMaven
	}
	lib := os.DirFS(filepath.Join(home, "lib")) // home itself may have what a pattern means something by
	jars, err := fs.Glob(lib, "maven-core-*.jar")
	if err != nil || len(jars) != 1 {
		return defaultMaven
	}
	if st, err := fs.Stat(lib, jars[0]); err != nil || !st.Mode().IsRegular() {
		return defaultMaven
	}
	z, err := zip.OpenReader(filepath.Join(home, "lib", jars[0]))
	if err != nil {
		return defaultMaven
	}
	defer z.Close()
	f, err := z.Open("META-INF/maven/org.apache.maven/maven-core/pom.properties")
	if err != nil {
		return defaultMaven
	}
	defer f.Close()
	for s := bufio.NewScanner(io.LimitReader(f, 1<<16)); s.Scan(); {
		if v, ok := strings.CutPrefix(s.Text(), "version="); ok {
			return cmp.Or(strings.TrimSpace(v), defaultMaven)
		}
	}
	return defaultMaven
}
