package maven

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// scopesOfMaven are those that a goal may ask to be collected without their
// files.
var scopesOfMaven = []string{"compile", "provided", "runtime", "system", "test"}

// fetched sees that the files of dependencies with made-up scopes exist. The
// tree goal names the scopes of which it wants no files, and Maven resolves
// the files of all others, so that an artifact of scope "import" or "${scope}"
// without a file ends the build.
func (s *Session) fetched(ctx context.Context, n *graphNode) error {
	for _, c := range n.children.nodes {
		if !slices.Contains(scopesOfMaven, c.scope) && !c.reactor {
			if err := s.exists(ctx, c); err != nil {
				return fmt.Errorf("the file of %s, which Maven fetches for its scope %q: %w", c.gav(), c.scope, err)
			}
		}
		if err := s.fetched(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

func (s *Session) exists(ctx context.Context, n *graphNode) error {
	if n.extension == "pom" {
		_, err := s.source.File(ctx, pomPath(n.groupID, n.artifactID, n.version), n.remotes.list)
		return err
	}
	a, err := s.source.Archive(ctx, filePath(&n.artifact), n.remotes.list)
	if err != nil {
		return err
	}
	return a.Close()
}

// filePath is the path of an artifact's file in a repository.
func filePath(a *artifact) string {
	path := strings.TrimSuffix(pomPath(a.groupID, a.artifactID, a.version), ".pom")
	if a.classifier != "" {
		path += "-" + a.classifier
	}
	return path + "." + a.extension
}
