package repository

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Folder is a Source over one folder in the default layout: Maven's local
// repository, or any other. It is only read, whatever its
// _remote.repositories files say, and remotes serve only to name metadata.
type Folder string

// File implements Source.
func (f Folder) File(_ context.Context, path string, remotes []Remote) ([]byte, error) {
	if err := checkPath(path); err != nil {
		return nil, err
	}
	data, err := readFile(f.path(path), maxPOM)
	if err == nil {
		return data, nil
	}
	if !missing(err) {
		return nil, localError(err)
	}
	return nil, &notFound{path: path, offline: len(remotes) > 0, remotes: remotes}
}

// Metadata implements Source. Maven writes metadata of its own as
// maven-metadata-local.xml and those of a remote as maven-metadata-ID.xml; a
// folder that is served to others has maven-metadata.xml.
func (f Folder) Metadata(_ context.Context, dir string, _ []Remote) ([]Metadata, error) {
	if err := checkPath(dir); err != nil {
		return nil, err
	}
	found, errs := f.metadata(dir)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return found, nil
}

// metadata returns the metadata that can be read, sorted by the files' names,
// and an error for each that cannot.
func (f Folder) metadata(dir string) (found []Metadata, errs []error) {
	entries, err := os.ReadDir(f.path(dir))
	if missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, []error{localError(err)}
	}
	for _, e := range entries {
		if !isMetadata(e.Name()) {
			continue
		}
		name := path.Join(dir, e.Name())
		data, err := readFile(f.path(name), maxMetadata)
		if err != nil {
			errs = append(errs, localError(err))
			continue
		}
		m, err := ParseMetadata(data)
		if err != nil {
			errs = append(errs, localError(fmt.Errorf("%s: %w", name, err)))
			continue
		}
		found = append(found, m)
	}
	return found, errs
}

// Archive implements Source.
func (f Folder) Archive(_ context.Context, path string, remotes []Remote) (Archive, error) {
	if err := checkPath(path); err != nil {
		return nil, err
	}
	a, err := openArchive(f.path(path))
	if err == nil {
		return a, nil
	}
	if !missing(err) {
		return nil, localError(err)
	}
	return nil, &notFound{path: path, offline: len(remotes) > 0, remotes: remotes}
}

func (f Folder) path(p string) string {
	return string(f) + string(filepath.Separator) + filepath.FromSlash(p)
}

// isMetadata accepts maven-metadata.xml and maven-metadata-ID.xml.
func isMetadata(name string) bool {
	rest, ok := strings.CutPrefix(name, "maven-metadata")
	return ok && (rest == ".xml" || strings.HasPrefix(rest, "-") && strings.HasSuffix(rest, ".xml"))
}

// missing reports whether err says that a file does not exist: a file in the
// place of a folder is as good as nothing there.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNotDir)
}

// fileArchive is a file on disk.
type fileArchive struct {
	*os.File
	size int64
	name string
}

func openArchive(name string) (*fileArchive, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	st, err := f.Stat()
	if err == nil && !st.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a regular file", name)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &fileArchive{f, st.Size(), filepath.Base(name)}, nil
}

// Size implements Archive.
func (a *fileArchive) Size() int64 { return a.size }

// Name implements Archive.
func (a *fileArchive) Name() string { return a.name }
