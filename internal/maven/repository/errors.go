package repository

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNotFound says that every place was asked and none has the file.
var ErrNotFound = errors.New("not found in any repository")

// ErrOffline says that a file is not at hand and that no repository may be
// asked. As for Maven, such a file is missing: the error is ErrNotFound, too.
var ErrOffline = errors.New("not available offline")

// notFound is ErrNotFound, and ErrOffline where a remote could not be asked.
type notFound struct {
	path    string
	remotes []Remote
	offline bool
}

func (e *notFound) Error() string {
	if e.offline {
		return fmt.Sprintf("%s is in no local repository, and --offline forbids to ask %s", e.path, names(e.remotes))
	}
	if len(e.remotes) == 0 {
		return fmt.Sprintf("%s was not found in the local repository, and no remote one applies", e.path)
	}
	return fmt.Sprintf("%s was not found in %s", e.path, names(e.remotes))
}

func (e *notFound) Is(target error) bool {
	return target == ErrNotFound || target == ErrOffline && e.offline
}

// TransferError says that a repository could not be asked, or that what it
// sent cannot be used. It is not about whether the file exists.
type TransferError struct {
	Remote Remote
	// URL is what was asked for, without credentials.
	URL string
	// Status is the HTTP status, or 0.
	Status int
	// Hint says what to do; it may be empty.
	Hint string
	Err  error
}

func (e *TransferError) Error() string {
	s := fmt.Sprintf("repository %q: %s: %v", e.Remote.ID, e.URL, e.Err)
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	return s
}

func (e *TransferError) Unwrap() error { return e.Err }

// BlockedError says that a mirror in settings.xml forbids a repository. Since
// 3.8.1 Maven's own default does that for http: repositories on other hosts:
// https://maven.apache.org/docs/3.8.1/release-notes.html
type BlockedError struct {
	Remote Remote
	Path   string
}

func (e *BlockedError) Error() string {
	return fmt.Sprintf("%s: mirror %q blocks the repositories %s: use an https: URL, or mirror them to one in settings.xml",
		e.Path, e.Remote.ID, e.Remote.Mirrored)
}

// names lists repositories as "central (https://...), acme (https://...)".
func names(remotes []Remote) string {
	if len(remotes) == 0 {
		return "any remote repository"
	}
	parts := make([]string, len(remotes))
	for i, r := range remotes {
		parts[i] = r.ID + " (" + scrub(r.URL) + ")"
	}
	return strings.Join(parts, ", ")
}
