package js

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/licaudit/licaudit/internal/audit"
)

// entry is one file of a folder or archive.
type entry struct {
	path string // as printed: "a.war!/js/x.js"
	size int64
	read func(limit int64) ([]byte, error)
}

// walker lists the files of a tree.
type walker struct {
	Options
	entries  []entry
	problems []audit.Problem
	roots    []string // the folders named
	// visited holds the real paths of the folders on the way down through
	// symbolic links, so that a loop ends.
	visited map[string]bool
}

// skippedFolders are never sources of a project.
var skippedFolders = []string{".git", ".hg", ".svn", ".idea", ".gradle", ".mvn", ".m2", ".cache", ".yarn", ".pnpm-store", ".nyc_output", ".sass-cache"}

// list walks what the options name, and returns the entries sorted by path.
func (w *walker) list(ctx context.Context) error {
	for _, pattern := range slices.Concat(w.Include, w.Exclude) {
		if !doublestar.ValidatePattern(pattern) {
			return fmt.Errorf("invalid glob %q", pattern)
		}
	}
	w.visited = make(map[string]bool)
	named := w.Named
	if len(named) == 0 {
		named = []string{"."}
	}
	for _, name := range named {
		full := name
		if !filepath.IsAbs(name) {
			full = filepath.Join(w.Root, name)
		}
		info, err := os.Stat(full)
		if err != nil {
			return err
		}
		display := path.Clean(filepath.ToSlash(name))
		if !info.IsDir() {
			if info.Mode().IsRegular() {
				w.file(full, display, info.Size())
			} else { // a pipe that nobody writes to would block for ever
				w.unreadable(display, errors.New("it is no regular file"))
			}
			continue
		}
		if display == "." {
			display = ""
		}
		w.roots = append(w.roots, full)
		if err := w.folder(ctx, full, display); err != nil {
			return err
		}
	}
	slices.SortFunc(w.entries, func(a, b entry) int { return strings.Compare(a.path, b.path) })
	w.entries = slices.CompactFunc(w.entries, func(a, b entry) bool { return a.path == b.path })
	return ctx.Err()
}

func (w *walker) folder(ctx context.Context, full, display string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	real, err := filepath.EvalSymlinks(full)
	if err != nil {
		w.unreadable(display, err)
		return nil
	}
	if w.visited[real] {
		return nil
	}
	w.visited[real] = true
	defer delete(w.visited, real)
	list, err := os.ReadDir(full)
	if err != nil {
		w.unreadable(display, err)
		if len(list) == 0 {
			return nil
		}
	}
	names := make(map[string]bool, len(list))
	for _, e := range list {
		names[e.Name()] = true
	}
	for _, e := range list {
		name := path.Join(display, e.Name())
		below := filepath.Join(full, e.Name())
		kind, size := e.Type(), int64(-1)
		if kind&fs.ModeSymlink != 0 {
			info, err := os.Stat(below)
			if err != nil {
				w.unreadable(name, err)
				continue
			}
			kind, size = info.Mode().Type(), info.Size()
		}
		switch {
		case w.excluded(name):
		case kind.IsDir():
			if !skipFolder(e.Name(), names) && !isReport(below) {
				if err := w.folder(ctx, below, name); err != nil {
					return err
				}
			}
		case kind.IsRegular() && w.included(name):
			if size < 0 {
				info, err := e.Info()
				if err != nil {
					w.unreadable(name, err)
					continue
				}
				size = info.Size()
			}
			w.file(below, name, size)
		}
	}
	return nil
}

// skipFolder reports whether a folder is no source of the project: what a
// version control system or an editor keeps there, or the output of the build
// whose description stands beside it.
func skipFolder(name string, siblings map[string]bool) bool {
	switch name {
	case "target":
		return siblings["pom.xml"] || siblings["build.sbt"]
	case "build", "out":
		return siblings["build.gradle"] || siblings["build.gradle.kts"] || siblings["build.xml"]
	}
	return slices.Contains(skippedFolders, name)
}

// isReport reports whether a folder is a report of ours.
func isReport(dir string) bool {
	b, err := os.ReadFile(filepath.Join(dir, "report.css"))
	if err != nil || len(b) == 0 {
		return false
	}
	_, err = os.Stat(filepath.Join(dir, "result.json"))
	return err == nil
}

func (w *walker) excluded(name string) bool {
	return slices.ContainsFunc(w.Exclude, func(glob string) bool { return matches(glob, name) })
}

// included reports whether a path is asked for. An archive also is where what
// it holds may be; globs speak of paths in the tree.
func (w *walker) included(name string) bool {
	return len(w.Include) == 0 || slices.ContainsFunc(w.Include, func(glob string) bool { return matches(glob, name) })
}

// matches reports whether a glob holds a path, or a folder that it lies in. As
// in .gitignore, one without a slash in it holds at any depth:
// https://git-scm.com/docs/gitignore#_pattern_format
func matches(glob, name string) bool {
	glob = strings.TrimSuffix(glob, "/")
	if anchored, ok := strings.CutPrefix(strings.TrimPrefix(glob, "."), "/"); ok { // "./docs" too
		glob = anchored
	} else if !strings.Contains(glob, "/") {
		glob = "**/" + glob
	}
	return doublestar.MatchUnvalidated(glob, name) || doublestar.MatchUnvalidated(glob+"/**", name)
}

func (w *walker) file(full, display string, size int64) {
	w.entries = append(w.entries, entry{path: display, size: size, read: func(limit int64) ([]byte, error) { return readFile(full, limit) }})
}

var errTooLarge = errors.New("the file is too large to be read")

// readFile reads a file of at most limit bytes, whatever its size was said to
// be.
func readFile(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > limit {
		return nil, errTooLarge
	}
	b := make([]byte, 0, info.Size()+1)
	for {
		n, err := f.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		switch {
		case errors.Is(err, io.EOF):
			return b, nil
		case err != nil:
			return nil, err
		case int64(len(b)) > limit:
			return nil, errTooLarge
		case len(b) == cap(b):
			b = append(b, 0)[:len(b)]
		}
	}
}

func (w *walker) unreadable(display string, err error) {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err // the path in it is absolute
	}
	w.problems = append(w.problems, fileProblem(display, err))
}

func fileProblem(display string, err error) audit.Problem {
	return audit.Problem{
		Code: audit.CodeFileUnreadable, Severity: audit.SeverityIncomplete, Subject: display, At: audit.Position{File: display},
		Message: fmt.Sprintf("cannot be read: %v", err),
		Hint:    "make it readable, or exclude it with javascript.exclude in licaudit.yaml",
	}
}
