package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/tools/peer"
)

// outcome is what came out for one case.
type outcome struct {
	name   string
	fault  string // empty where licaudit does as Maven did
	differ []peer.Difference
}

// compareCases runs each folder of o.cases with the real Maven and with
// licaudit, both over the made-up repository universe/ beside the folder. One
// JVM serves all of them.
func compareCases(ctx context.Context, o options, maven peer.Maven, only *regexp.Regexp) ([]outcome, error) {
	if o.cases == "" {
		return nil, nil
	}
	poms, err := filepath.Glob(filepath.Join(o.cases, "*", "pom.xml"))
	if err != nil || len(poms) == 0 {
		return nil, errors.Join(err, fmt.Errorf("no cases in %s", o.cases))
	}
	universe, err := filepath.Abs(filepath.Join(o.cases, "..", "universe"))
	if err != nil {
		return nil, err
	}
	poms = slices.DeleteFunc(poms, func(pom string) bool { return !only.MatchString(filepath.Base(filepath.Dir(pom))) })
	if len(poms) == 0 {
		return nil, nil
	}
	local, err := localRepository(ctx, o.work, maven, universe)
	if err != nil {
		return nil, err
	}
	server, err := maven.Serve(ctx, o.work)
	if err != nil {
		return nil, err
	}
	defer server.Close()
	var all []outcome
	for _, pom := range poms {
		dir, err := filepath.Abs(filepath.Dir(pom))
		if err != nil {
			return nil, err
		}
		c, err := compareCase(ctx, o, server, dir, universe, local)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func compareCase(ctx context.Context, o options, maven *peer.Server, dir, universe, local string) (outcome, error) {
	c := outcome{name: filepath.Base(dir)}
	args, err := os.ReadFile(filepath.Join(dir, "args.txt"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return c, err
	}
	extra := strings.Fields(string(args))
	want, err := maven.Tree(ctx, dir, append([]string{"-o", "-Dmaven.repo.local=" + local}, extra...)...)
	if err != nil {
		return c, err
	}
	words := append([]string{o.licaudit, "tree", "--offline", "-Dmaven.repo.local=" + universe}, extra...)
	got, err := peer.Exec(ctx, "", nil, append(words, dir)...)
	if err != nil {
		return c, err
	}
	if want.Exit != 0 {
		if got.Exit == 0 {
			c.fault = "Maven refuses the project, licaudit does not: " + failure(want.Log)
		}
		return c, nil
	}
	_, c.differ = peer.Compare(peer.Split(want.Out), peer.Split(got.Out))
	if len(c.differ) > 0 || got.Exit != 0 {
		c.fault = fmt.Sprintf("exit %d, %d modules differ", got.Exit, len(c.differ))
	}
	return c, nil
}

// localRepository is a local repository of its own that holds what the
// dependency plugin needs, so that Maven can run offline, and the universe.
func localRepository(ctx context.Context, work string, maven peer.Maven, universe string) (string, error) {
	local := filepath.Join(work, "cases-repository")
	probe, err := os.MkdirTemp("", "probe")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(probe)
	pom := `<project><modelVersion>4.0.0</modelVersion><groupId>probe</groupId><artifactId>probe</artifactId><version>1</version></project>`
	if err := os.WriteFile(filepath.Join(probe, "pom.xml"), []byte(pom), 0o644); err != nil {
		return "", err
	}
	run, err := maven.Tree(ctx, probe, "-Dmaven.repo.local="+local)
	if err != nil {
		return "", err
	}
	if run.Exit != 0 {
		return "", fmt.Errorf("the dependency plugin cannot be fetched: %s", failure(run.Log))
	}
	return local, copyTree(universe, local)
}

// copyTree writes the files below from over those below to.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	})
}

// failure is the line of Maven's log that says why it stopped.
func failure(log []byte) string {
	for line := range strings.Lines(string(log)) {
		if rest, ok := strings.CutPrefix(line, "[ERROR] "); ok && strings.TrimSpace(rest) != "" {
			return strings.TrimSpace(rest)
		}
	}
	return "no reason given"
}
