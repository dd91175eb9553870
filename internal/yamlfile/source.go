// Package yamlfile reads YAML files that people write, strictly: every error
// has a line and a column, all errors of a file are told at once, and what a
// reader could misread (duplicate keys, aliases, several documents, tabs) is
// refused. It also edits such files and keeps everything else in them as it is.
package yamlfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// MaxSize bounds a file, in bytes. Ten thousand entries with long reasons need
// half of it.
const MaxSize = 8 << 20

// Source is a file's content with the name that positions give it.
type Source struct {
	Name string
	Data []byte
}

// Open reads a file. It is named by its slash-separated path below root, or by
// its base name where it is not below root or root is empty: an absolute path
// would make two machines' reports differ.
func Open(root, file string) (Source, error) {
	name := Name(root, file)
	if err := readable(file); err != nil {
		return Source{}, fmt.Errorf("%s: %w", name, cause(err))
	}
	f, err := os.Open(file)
	if err != nil {
		return Source{}, fmt.Errorf("%s: %w", name, cause(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil {
		return Source{}, fmt.Errorf("%s: %w", name, cause(err))
	}
	return Source{Name: name, Data: data}, nil
}

// readable refuses what is no file: a pipe that nobody writes to would block
// for ever. Only below /dev, where a shell's <(command) and stdin are, it may
// be something else.
func readable(file string) error {
	stat, err := os.Stat(file)
	switch {
	case err != nil:
		return err
	case stat.IsDir():
		return errors.New("is a folder, not a file")
	case !stat.Mode().IsRegular() && !strings.HasPrefix(file, "/dev/"):
		return errors.New("is not a regular file")
	}
	return nil
}

// OpenAll opens files and gives them distinct names: two of the same base name
// are told apart by their folders, and if need be by their number. A file that
// cannot be opened has no Source but an error in its place.
func OpenAll(root string, files []string) ([]Source, []error) {
	sources, errs := make([]Source, len(files)), make([]error, len(files))
	taken := map[string]bool{}
	// The nearest file, which is the last, has its name first.
	for i := len(files) - 1; i >= 0; i-- {
		sources[i], errs[i] = Open(root, files[i])
		name := Name(root, files[i])
		if taken[name] {
			name = filepath.Base(filepath.Dir(files[i])) + "/" + filepath.Base(files[i])
		}
		for base, n := name, 2; taken[name]; n++ {
			name = fmt.Sprintf("%s#%d", base, n)
		}
		taken[name] = true
		sources[i].Name = name
	}
	return sources, errs
}

// cause is the error without the operation and the absolute path.
func cause(err error) error {
	if pe, ok := err.(*os.PathError); ok {
		return pe.Err
	}
	return err
}

// Name is what positions call a file: see Open.
func Name(root, file string) string {
	if root != "" {
		if rel, err := filepath.Rel(root, file); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	if filepath.IsLocal(file) {
		return strings.TrimPrefix(filepath.ToSlash(filepath.Clean(file)), "./")
	}
	return filepath.Base(file)
}
