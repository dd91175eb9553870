package maven

import (
	"context"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/licaudit/licaudit/internal/version"
)

// found is what a version specification resolves to.
type found struct {
	spec     version.MavenRange
	versions []string // ascending
}

// versions resolves a version specification. A plain version stands for itself;
// of a range the repositories' metadata have the candidates. A range of one
// version is taken at its word where there are no metadata at all, as Maven
// 3.9.11 takes it (3.8.7 fails), and its POM may then turn out to be missing. Where
// metadata list other versions only, it cannot be met, as for 3.8.7 (3.9.11 takes
// it at its word there, too).
func (l *loader) versions(ctx context.Context, a artifact, remotes *remoteList) (found, error) {
	spec := a.version
	r, err := version.ParseMavenRange(spec)
	if err != nil {
		return found{}, err
	}
	if !r.IsRange() {
		return found{r, []string{spec}}, nil
	}
	exact, one := r.Exact()
	dir := strings.ReplaceAll(a.groupID, ".", "/") + "/" + a.artifactID
	metadata, err := l.source.Metadata(ctx, dir, remotes.list)
	if err != nil && !one {
		return found{}, err
	}
	all := l.siblingPOMs(a)
	seen := map[string]bool{}
	for _, v := range all {
		seen[v] = true
	}
	for _, m := range metadata {
		for _, v := range m.Versions {
			if !seen[v] {
				seen[v] = true
				all = append(all, v)
			}
		}
	}
	f := found{spec: r}
	for _, v := range hashOrder(all) {
		if r.Contains(v) {
			f.versions = append(f.versions, v)
		}
	}
	if one && len(all) == 0 { // as Maven 3.9 has it; 3.8.7 fails there
		f.versions = []string{exact}
	}
	slices.SortStableFunc(f.versions, version.CompareMaven)
	return f, nil
}

// hashOrder returns strings in the order in which a java.util.HashMap iterates
// over them. It decides between versions that compare as equal, such as 1.0
// and 1.0.0.
func hashOrder(list []string) []string {
	capacity := uint32(16)
	for len(list) > int(capacity)*3/4 {
		capacity *= 2
	}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b string) int {
		return int(javaHash(a)&(capacity-1)) - int(javaHash(b)&(capacity-1))
	})
	return out
}

// javaHash is HashMap.hash of String.hashCode.
func javaHash(s string) uint32 {
	var h uint32
	for _, c := range utf16.Encode([]rune(s)) {
		h = 31*h + uint32(c)
	}
	return h ^ h>>16
}
