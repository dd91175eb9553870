package maven

import (
	"context"
	"errors"

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
// read is an error, never an empty answer.
func (s *Session) Licenses(ctx context.Context, n *Node) (Declared, error) {
	return Declared{}, errors.New("not built yet")
}

// Archive opens the artifact of a node, or the file with another classifier
// beside it ("sources"), if classifier is not empty. Errors wrap
// repository.ErrNotFound where there is none.
func (s *Session) Archive(ctx context.Context, n *Node, classifier string) (repository.Archive, error) {
	return nil, errors.New("not built yet")
}
