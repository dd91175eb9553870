package maven

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Config returns the words of .mvn/maven.config for a project in dir, in
// order; none where there is no such file. As for Maven, .mvn is looked for in
// dir and its parents. Maven 3 splits the file at white space:
// https://maven.apache.org/configure.html#mvn-maven-config-file
func Config(dir string) ([]string, error) {
	words, err := configWords(dir, "maven.config")
	return unquote(words), err
}

// unquote takes the quotes from around words, and joins the words between
// them, as Maven's CleanArgument does: "-Dx=a b" is one.
func unquote(words []string) []string {
	var out []string
	open := false
	for _, w := range words {
		rest, starts := strings.CutPrefix(w, `"`)
		switch {
		case open && !starts:
			rest, ends := strings.CutSuffix(w, `"`)
			out[len(out)-1] += " " + rest
			open = !ends
		case starts:
			rest, ends := strings.CutSuffix(rest, `"`)
			out = append(out, rest)
			open = !ends
		default:
			out = append(out, w)
		}
	}
	return out
}

// JVMConfig returns the words of .mvn/jvm.config; its -D options are system
// properties to Maven.
func JVMConfig(dir string) ([]string, error) {
	return configWords(dir, "jvm.config")
}

// ProjectRoot returns the folder at or above dir that holds .mvn, or dir.
func ProjectRoot(dir string) string {
	for d := filepath.Clean(dir); ; d = filepath.Dir(d) {
		if info, err := os.Stat(filepath.Join(d, ".mvn")); err == nil && info.IsDir() {
			return d
		}
		if d == filepath.Dir(d) {
			return dir
		}
	}
}

func configWords(dir, name string) ([]string, error) {
	data, err := readLocal(filepath.Join(ProjectRoot(dir), ".mvn", name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return strings.Fields(string(data)), nil
}
