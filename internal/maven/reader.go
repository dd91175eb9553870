package maven

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/maven/pom"
	"github.com/licaudit/licaudit/internal/maven/repository"
)

// pomReader reads POMs, once each. It may be used by many goroutines.
type pomReader struct {
	source repository.Source
	// slots bounds the reads that are under way at once.
	slots chan struct{}
	// root is the folder that positions are relative to.
	root string

	mu sync.Mutex
	// read has what was asked for, found what was found by g:a:v: it is the
	// same POM whichever list of repositories led to it.
	raws  map[pomKey]*rawEntry
	found map[pomKey]*rawModel
	files map[string]*rawEntry
}

func newPOMReader(source repository.Source, inFlight int, root string) pomReader {
	if inFlight <= 0 {
		inFlight = defaultInFlight
	}
	return pomReader{source: source, slots: make(chan struct{}, inFlight), root: root,
		raws: map[pomKey]*rawEntry{}, found: map[pomKey]*rawModel{}, files: map[string]*rawEntry{}}
}

// defaultInFlight is how many POMs are read at once.
const defaultInFlight = 32

// pomKey are the coordinates of a POM and, where it may not exist, the
// repositories that are asked.
type pomKey struct {
	groupID, artifactID, version string
	remotes                      *remoteList
}

// rawEntry is a POM that is being read, or has been.
type rawEntry struct {
	done chan struct{}
	raw  *rawModel
	err  error
}

// parseError says that a POM was found and cannot be read.
type parseError struct {
	name string
	err  error
}

func (e *parseError) Error() string { return "non-parseable POM " + e.name + ": " + e.err.Error() }
func (e *parseError) Unwrap() error { return e.err }

// locate moves the place of a POM that cannot be read from the cause to the
// front, where people and editors look for it.
func (e *Error) locate() {
	var parse *parseError
	var syntax *pom.SyntaxError
	if errors.As(e.Err, &parse) && errors.As(e.Err, &syntax) {
		e.At = audit.Position{File: parse.name, Line: syntax.Line}
		e.Msg, e.Err = "the POM cannot be read: "+syntax.Msg, nil
	}
}

// pomPath is the path of a POM in a repository.
func pomPath(groupID, artifactID, version string) string {
	return strings.ReplaceAll(groupID, ".", "/") + "/" + artifactID + "/" + baseVersion(version) + "/" + artifactID + "-" + version + ".pom"
}

// fetch returns a POM of a repository. It is read once, whoever asks; if the
// one who asked first was stopped, the next reads it.
func (l *pomReader) fetch(ctx context.Context, k pomKey) (*rawModel, error) {
	for {
		r, err := l.join(ctx, k)
		if err == nil || ctx.Err() != nil || !stopped(err) {
			return r, err
		}
	}
}

func stopped(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

func (l *pomReader) join(ctx context.Context, k pomKey) (*rawModel, error) {
	l.mu.Lock()
	if r := l.found[pomKey{k.groupID, k.artifactID, k.version, nil}]; r != nil {
		l.mu.Unlock()
		return r, nil
	}
	e := l.raws[k]
	first := e == nil
	if first {
		e = &rawEntry{done: make(chan struct{})}
		l.raws[k] = e
	}
	l.mu.Unlock()
	if first {
		l.fill(ctx, k, e)
	}
	select {
	case <-e.done: // mostly so, and cheaper to see alone
		return e.raw, e.err
	default:
	}
	select {
	case <-e.done:
		return e.raw, e.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// fill reads a POM. A run that was stopped leaves no answer behind.
func (l *pomReader) fill(ctx context.Context, k pomKey, e *rawEntry) {
	l.slots <- struct{}{}
	e.err = audit.Guarded(func() (err error) { e.raw, err = l.load(ctx, k); return err })
	<-l.slots
	l.mu.Lock()
	if e.err == nil {
		l.found[pomKey{k.groupID, k.artifactID, k.version, nil}] = e.raw
	} else if ctx.Err() != nil {
		delete(l.raws, k)
	}
	l.mu.Unlock()
	close(e.done)
	audit.Rethrow(e.err)
}

func (l *pomReader) load(ctx context.Context, k pomKey) (*rawModel, error) {
	gav := k.groupID + ":" + k.artifactID + ":" + k.version
	if strings.ContainsAny(gav, "${}/\\") || k.version == "" {
		return nil, fmt.Errorf("%s: %w", gav, repository.ErrNotFound)
	}
	data, err := l.source.File(ctx, pomPath(k.groupID, k.artifactID, k.version), k.remotes.list)
	if err != nil {
		return nil, err
	}
	p, err := pom.Decode(data)
	if err != nil {
		return nil, &parseError{gav, err}
	}
	return newRawModel(p, gav+".pom", "", ""), nil
}

// local returns a POM of the project by its path.
func (l *pomReader) local(path string) (*rawModel, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e := l.files[path]; e != nil {
		return e.raw, e.err
	}
	e := &rawEntry{}
	l.files[path] = e
	name := l.relative(path)
	data, err := readLocal(path)
	if err != nil {
		e.err = err
		return nil, err
	}
	p, err := pom.Decode(data)
	if err != nil {
		e.err = &parseError{name, err}
		return nil, e.err
	}
	e.raw = newRawModel(p, name, path, filepath.Dir(path))
	return e.raw, nil
}

// readLocal reads a file of the project whole, if it is one and no larger than a
// POM may be.
func readLocal(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // a pipe that nobody writes to would block for ever
		return nil, fmt.Errorf("%s is not a regular file", path)
	}
	if info.Size() > pom.MaxSize {
		return nil, fmt.Errorf("%s has %d bytes, more than %d", path, info.Size(), pom.MaxSize)
	}
	return os.ReadFile(path)
}

func (l *pomReader) relative(path string) string {
	if rel, err := filepath.Rel(l.root, path); err == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(path)
}
