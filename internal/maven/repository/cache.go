package repository

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Cache is a folder of files from remote repositories, one folder for each
// repository URL. Many processes may use it at once without locks: a file is
// written beside its place and renamed into it, so it is whole or not there.
//
// Below a repository's folder the files lie as in the repository, and beside
// them NAME.missing, the memory of a not-found, and NAME.ranges, parts of an
// archive that was read by ranges.
type Cache struct {
	dir  string
	keys *sync.Map // URL -> folder
}

// cacheVersion changes when older caches can no longer be read.
const cacheVersion = "maven-v1"

// Suffixes of the cache's own files; tempPrefix begins the names of files that
// are being written.
const (
	missingSuffix = ".missing"
	rangesSuffix  = ".ranges"
	tempPrefix    = ".tmp-"
)

// OpenCache returns the cache below a folder, which need not exist.
func OpenCache(dir string) Cache {
	return Cache{dir: filepath.Join(dir, cacheVersion), keys: &sync.Map{}}
}

// Path is the folder of the cache.
func (c Cache) Path() string { return c.dir }

// path is where a repository's file lies.
func (c Cache) path(r Remote, p string) string {
	return c.folder(r.URL) + string(filepath.Separator) + filepath.FromSlash(p)
}

// folder is the folder for a repository URL: the host, for people, and a hash.
func (c Cache) folder(url string) string {
	if f, ok := c.keys.Load(url); ok {
		return f.(string)
	}
	plain := strings.TrimRight(scrub(url), "/")
	sum := sha256.Sum256([]byte(plain))
	_, host, _ := strings.Cut(plain, "://")
	host, _, _ = strings.Cut(host, "/")
	host = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '_'
	}, strings.ToLower(host))
	f := filepath.Join(c.dir, strings.TrimLeft(host, ".")+"-"+hex.EncodeToString(sum[:8]))
	c.keys.Store(url, f)
	return f
}

// store puts a file into the cache.
func (c Cache) store(r Remote, p string, data []byte) error {
	f, err := c.create(r, p)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return c.commit(f, r, p, err)
}

// create makes a temporary file that commit renames to its place.
func (c Cache) create(r Remote, p string) (*os.File, error) { return createBeside(c.path(r, p)) }

// commit closes a temporary file and gives it its name, or removes it after an
// error.
func (c Cache) commit(f *os.File, r Remote, p string, err error) error {
	return commitTo(f, c.path(r, p), err)
}

// createBeside makes a temporary file in the folder of name, and the folder.
func createBeside(name string) (*os.File, error) {
	dir := filepath.Dir(name)
	f, err := os.CreateTemp(dir, tempPrefix)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
		f, err = os.CreateTemp(dir, tempPrefix)
	}
	return f, err
}

// commitTo closes a temporary file and renames it, or removes it after an error.
func commitTo(f *os.File, name string, err error) error {
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// age is how long ago a file of the cache was stored or found to be current;
// ok is false where there is none.
func (c Cache) age(r Remote, p string, now time.Time) (time.Duration, bool) {
	st, err := os.Stat(c.path(r, p))
	if err != nil {
		return 0, false
	}
	return now.Sub(st.ModTime()), true
}
