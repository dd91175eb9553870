package maven

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/vifraa/gopom"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/maven/repository"
)

// Declared is what a POM and its parents declare of a license.
type Declared struct {
	// Evidence holds an entry for each <license> in order, of KindPOM or, where
	// inherited, of KindParentPOM, with Found naming the POM ("g:a:v.pom").
	Evidence []audit.Evidence
	// Comment is the comment at the head of the artifact's own POM, as
	// evidence of KindPOMComment; nil where there is none.
	Comment  *audit.Evidence
	Metadata audit.Metadata
	// ParentGroupID is the group of the parent that declares the licenses;
	// empty where the POM does itself, or nothing does.
	ParentGroupID string
}

// Licenses tells what the artifact of a node declares. A POM that cannot be
// read is an error, never an empty answer; one that Maven merely finds invalid
// still declares its licenses. It may be called from many goroutines.
func (s *Session) Licenses(ctx context.Context, n *Node) (Declared, error) {
	if n.Scope == "system" {
		return Declared{}, nil // a file without a POM
	}
	a := artifact{groupID: n.GroupID, artifactID: n.ArtifactID, extension: n.Extension, classifier: n.Classifier, version: n.Version, kind: n.Type}
	remotes := n.remotes
	if remotes == nil {
		remotes = s.external
	}
	d := s.loader.describe(ctx, a, remotes)
	e := d.entry
	if e == nil {
		e = s.loader.entry(ctx, pomKey{d.artifact.groupID, d.artifact.artifactID, d.artifact.version, remotes})
	}
	switch {
	case e.model != nil:
		return declared(e.model), nil
	case d.err != nil:
		return Declared{}, fmt.Errorf("POM of %s: %w", a.gav(), d.err)
	case d.problem != nil:
		return Declared{}, fmt.Errorf("POM of %s: %s", a.gav(), d.problem.Message)
	}
	return Declared{}, fmt.Errorf("POM of %s: not read", a.gav())
}

func declared(m *effective) Declared {
	d := Declared{Metadata: metadataOf(m)}
	if text := strings.TrimSpace(m.raw.pom.Header); text != "" {
		sum := sha256.Sum256([]byte(text))
		d.Comment = &audit.Evidence{Kind: audit.KindPOMComment, Text: text, Found: audit.Position{File: m.raw.name, Line: 1}, SHA256: hex.EncodeToString(sum[:])}
	}
	r := m.licensed
	if r == nil {
		return d
	}
	kind := audit.KindPOM
	if r != m.raw {
		kind = audit.KindParentPOM
		d.ParentGroupID, _, _ = r.coordinates()
	}
	for i, l := range value(r.pom.Licenses) {
		name, _ := m.in.expand(deref(l.Name))
		url, _ := m.in.expand(deref(l.URL))
		d.Evidence = append(d.Evidence, audit.Evidence{Kind: kind, Name: name, URL: url, Found: r.at(r.pom.Places.Licenses[i])})
	}
	return d
}

// metadataOf is what a model says of itself for people.
func metadataOf(m *effective) audit.Metadata {
	v := func(path string) string {
		s, _ := m.in.modelValue(path)
		s, _ = m.in.expand(s)
		return s
	}
	return audit.Metadata{Name: v("name"), Description: v("description"), Organization: v("organization.name"), URL: v("url"), SCM: v("scm.url")}
}

// inheritedURL is a URL of the POM or, with the path of the child appended, of
// its parent.
// https://maven.apache.org/ref/3.8.7/maven-model-builder/#inheritance-assembly
func (a *assembled) inheritedURL(of func(*gopom.Project) *string) *string {
	if u := of(&a.raw.pom.Project); u != nil || a.parent == nil {
		return u
	}
	u := a.parent.inheritedURL(of)
	if deref(u) == "" || a.parent.raw.pom.NoAppendURL {
		return u
	}
	child := deref(a.raw.pom.ArtifactID)
	if d, ok := a.props["project.directory"]; ok {
		child = d
	}
	path := child
	for _, m := range a.parent.modules {
		m = strings.TrimSuffix(strings.ReplaceAll(m, "\\", "/"), "/")
		if i := strings.LastIndexByte(m, '/'); i >= 0 && m[i+1:] == child {
			path = m[:i] + "/" + child
			break
		}
	}
	full := *u + "/" + path
	if strings.HasSuffix(*u, "/") {
		full = *u + path + "/"
	}
	return &full
}

// Archive opens the artifact of a node, or the file with another classifier
// beside it ("sources"), if classifier is not empty. Errors wrap
// repository.ErrNotFound where there is none.
func (s *Session) Archive(ctx context.Context, n *Node, classifier string) (repository.Archive, error) {
	if n.Reactor {
		return nil, fmt.Errorf("%s is a module of the project: %w", n.ID().Label(), repository.ErrNotFound)
	}
	if n.systemPath != "" {
		return openFile(n.systemPath, classifier)
	}
	extension := n.Extension
	if classifier == "" {
		classifier = n.Classifier
	} else {
		extension = "jar"
	}
	remotes := n.remotes
	if remotes == nil {
		remotes = s.external
	}
	v, err := s.loader.metaVersion(ctx, pomKey{n.GroupID, n.ArtifactID, n.Version, remotes})
	if err != nil {
		return nil, err
	}
	path := strings.TrimSuffix(pomPath(n.GroupID, n.ArtifactID, v), ".pom")
	if classifier != "" {
		path += "-" + classifier
	}
	return s.source.Archive(ctx, path+"."+extension, remotes.list)
}

// fileArchive is a file on disk.
type fileArchive struct {
	*os.File
	size int64
}

func (f *fileArchive) Size() int64  { return f.size }
func (f *fileArchive) Name() string { return filepath.Base(f.File.Name()) }

func openFile(path, classifier string) (repository.Archive, error) {
	if classifier != "" {
		return nil, fmt.Errorf("%s has system scope: %w", path, repository.ErrNotFound)
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", path, repository.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	return &fileArchive{f, info.Size()}, nil
}
