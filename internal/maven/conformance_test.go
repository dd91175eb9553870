//go:build conformance

package maven

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCases resolves the recorded cases over real libraries, from Maven's
// local repository and the network. LICAUDIT_CASES names their folder; each
// has what Maven 3.8.7 printed in expected.txt, its exit status in rc.txt and
// the words of its command line in args.txt.
func TestCases(t *testing.T) {
	root := os.Getenv("LICAUDIT_CASES")
	if root == "" {
		t.Skip("LICAUDIT_CASES is not set")
	}
	dirs, err := filepath.Glob(filepath.Join(root, "*", "pom.xml"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no cases in %s: %v", root, err)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		t.Fatal(err)
	}
	for _, pom := range dirs {
		dir := filepath.Dir(pom)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			o := Options{Dir: dir, Home: home, Environ: os.Environ(), CacheDir: t.TempDir(), Properties: map[string]string{}}
			for _, w := range strings.Fields(read(t, filepath.Join(dir, "args.txt"))) {
				if kv, ok := strings.CutPrefix(w, "-D"); ok {
					k, v, _ := strings.Cut(kv, "=")
					o.Properties[k] = v
				} else if p, ok := strings.CutPrefix(w, "-P"); ok {
					o.Profiles = append(o.Profiles, p)
				}
			}
			s, err := Open(context.Background(), o)
			if err != nil {
				t.Fatal(err)
			}
			r, err := s.Resolve(context.Background())
			if rc := strings.TrimSpace(read(t, filepath.Join(dir, "rc.txt"))); (err == nil) != (rc == "0") {
				t.Fatalf("Resolve: %v, but Maven's status is %s", err, rc)
			}
			if err == nil {
				if diff := cmp.Diff(read(t, filepath.Join(dir, "expected.txt")), text(t, r)); diff != "" {
					t.Errorf("tree (-Maven +licaudit):\n%s", diff)
				}
			}
		})
	}
}

// read returns a file's content, or nothing if there is none.
func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(data)
}
