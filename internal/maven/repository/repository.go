// Package repository reads Maven repositories: the local folder of Maven, a
// cache of our own, and remote repositories over file: and http(s):.
//
// A Source answers for a path below a repository's root, as in
// "org/slf4j/slf4j-api/2.0.9/slf4j-api-2.0.9.pom"; which of the places had it
// is the Source's affair. The layout is Maven's default one:
// https://maven.apache.org/repositories/layout.html
package repository

import (
	"context"
	"io"
)

// Source is a place, or a chain of places, that answers for repository paths.
// Its methods may be called from many goroutines. Errors wrap ErrNotFound,
// ErrOffline, *TransferError or *BlockedError.
type Source interface {
	// File returns the content of a small file, such as a POM. A path with a
	// SNAPSHOT version ("g/a/1-SNAPSHOT/a-1-SNAPSHOT.pom") is answered by the
	// newest build, by the repositories' metadata. The caller owns the bytes.
	File(ctx context.Context, path string, remotes []Remote) ([]byte, error)
	// Metadata returns what each place says of the versions in a folder
	// ("g/a", or "g/a/1-SNAPSHOT"): local ones first, then in the order of the
	// remotes. A place that has none is left out; no place at all is no error.
	Metadata(ctx context.Context, dir string, remotes []Remote) ([]Metadata, error)
	// Archive opens a file for reading at random. The caller closes it.
	Archive(ctx context.Context, path string, remotes []Remote) (Archive, error)
}

// Archive is an open file of a repository.
type Archive interface {
	io.ReaderAt
	io.Closer
	Size() int64
	// Name is the last element of the path that was asked for.
	Name() string
}

// Remote is a remote repository as it is reached: after mirrors. It is
// comparable and carries no credentials, which belong to its ID.
type Remote struct {
	ID  string
	URL string
	// Releases and Snapshots say which versions the repository is asked for.
	Releases  Policy
	Snapshots Policy
	// Mirrored names the repositories ("central, jcenter") that this mirror
	// stands for; it is empty where no mirror applies.
	Mirrored string
	// Blocked marks a mirror that forbids access: asking it is a *BlockedError.
	Blocked bool
	// Layout is empty or "default"; no other is supported.
	Layout string
}

// Policy is a repository policy of Maven's model:
// https://maven.apache.org/ref/3.9.11/maven-model/maven.html#class_releases
type Policy struct {
	Enabled bool
	// Update is always, daily, interval:MINUTES or never; empty is daily.
	Update string
	// Checksum is fail, warn or ignore; empty is warn.
	Checksum string
}

// DefaultPolicy is what Maven takes where a repository says nothing.
func DefaultPolicy() Policy { return Policy{Enabled: true, Update: "daily", Checksum: "warn"} }
