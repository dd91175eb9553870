package peer

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Maven is one installation of the real thing.
type Maven struct {
	Version string // "3.8.7"
	Command string
	Home    string   // its folder
	Java    string   // the java that it runs in
	Env     []string // beside the program's own
}

// The release of Maven that is compared beside the installed one: the newest
// of the 3.9 line when this was written.
const (
	newestMaven = "3.9.11"
	newestHash  = "4b7195b6a4f5c81af4c0212677a32ee8143643401bc6e1e8412e6b06ea82beac"
)

// Mavens returns the installed Maven and, unless installedOnly, the newest
// release, fetched as an ordinary artifact.
func Mavens(ctx context.Context, work string, installedOnly bool) ([]Maven, error) {
	r, err := Exec(ctx, "", nil, "mvn", "--version")
	if err != nil {
		return nil, err
	}
	installed := Maven{Command: "mvn"}
	for line := range strings.Lines(string(r.Out)) {
		if _, version, ok := strings.Cut(line, "Apache Maven "); ok {
			installed.Version = strings.TrimSuffix(strings.Fields(version + " ?")[0], "\x1b[m")
		} else if home, ok := strings.CutPrefix(line, "Maven home: "); ok {
			installed.Home = strings.TrimSpace(home)
		} else if _, runtime, ok := strings.Cut(line, "runtime: "); ok {
			installed.Java = filepath.Join(strings.TrimSpace(runtime), "bin", "java")
		}
	}
	mavens := []Maven{installed}
	if installedOnly || installed.Version == newestMaven {
		return mavens, nil
	}
	home := filepath.Join(work, "apache-maven-"+newestMaven)
	command := filepath.Join(home, "bin", "mvn")
	if _, err := os.Stat(command); errors.Is(err, fs.ErrNotExist) {
		archive, err := Artifact(ctx, work, "org.apache.maven:apache-maven:"+newestMaven+":tar.gz:bin", newestHash)
		if err != nil {
			return nil, err
		}
		if err := unpack(archive, work); err != nil {
			return nil, err
		}
	} else if err != nil {
		return nil, err
	}
	return append(mavens, Maven{Version: newestMaven, Command: command, Home: home, Java: installed.Java}), nil
}

// Tree asks this Maven for the tree of the project in dir, as text. Out is
// what the plugin wrote, Log what Maven printed.
func (m Maven) Tree(ctx context.Context, dir string, args ...string) (Run, error) {
	return tree(args, func(words []string) (Run, error) {
		return Exec(ctx, dir, m.Env, append([]string{m.Command}, words...)...)
	})
}

// tree has maven run the goal, and reads what it wrote.
func tree(args []string, maven func(words []string) (Run, error)) (Run, error) {
	tmp, err := os.MkdirTemp("", "tree")
	if err != nil {
		return Run{}, err
	}
	defer os.RemoveAll(tmp)
	file := filepath.Join(tmp, "tree.txt")
	r, err := maven(append([]string{"-B", "-ntp", dependencyPlugin + "tree",
		"-DoutputType=text", "-DoutputFile=" + file, "-DappendOutput=true"}, args...))
	if err != nil {
		return r, err
	}
	r.Log = append(r.Out, r.Log...)
	r.Out, err = os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil // nothing was written: Maven refused the project
	}
	return r, err
}
