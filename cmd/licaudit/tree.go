package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/maven"
	"github.com/spf13/cobra"
)

func (a *app) treeCommand() *cobra.Command {
	var m mavenFlags
	format := ""
	cmd := &cobra.Command{
		Use: "tree [DIR]", Short: "the Maven dependency tree, as Maven prints it",
		Long: `Print the dependency tree of every module in reactor order, text-identical to
org.apache.maven.plugins:maven-dependency-plugin:3.6.1:tree.

  licaudit tree
  licaudit tree -pl app -am --format json`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			return a.runTree(cmd.Context(), &m, format, words)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text, json or dot")
	m.bind(cmd)
	return cmd
}

func (a *app) runTree(ctx context.Context, m *mavenFlags, format string, words []string) error {
	print, ok := treeFormats[format]
	if !ok {
		return status{exitUsage, fmt.Errorf("--format %q: must be text, json or dot", format)}
	}
	reactor, failed := a.resolve(ctx, m, words)
	if reactor == nil {
		return failed
	}
	out := bufio.NewWriter(a.out)
	if err := print(out, reactor); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	a.tellProblems(m, reactor)
	return failed
}

// resolve resolves the reactor and nothing else. Where Maven would stop at a
// module, the modules before it are returned beside the error, as Maven has
// printed their trees by then.
func (a *app) resolve(ctx context.Context, m *mavenFlags, words []string) (*maven.Reactor, error) {
	dir, err := m.dir(a, words)
	if err != nil {
		return nil, err
	}
	o, err := m.options(a, dir)
	if err != nil {
		return nil, err
	}
	if o.File == "" {
		if _, err := os.Lstat(filepath.Join(dir, "pom.xml")); err != nil {
			return nil, status{exitNothing, fmt.Errorf("there is no pom.xml in %s", a.shown(dir))}
		}
	}
	if progress := a.progress(m); progress != nil {
		o.Progress = func(done, total int, _ string) { progress("resolving", done, total) }
	}
	session, err := maven.Open(ctx, o)
	if err != nil {
		return nil, mavenStatus(err)
	}
	reactor, err := session.Resolve(ctx)
	a.clearProgress()
	if err != nil {
		return reactor, mavenStatus(err)
	}
	return reactor, nil
}

// mavenStatus maps the resolver's error to the exit status of the contract.
func mavenStatus(err error) error {
	var crash *audit.Crash
	if errors.As(err, &crash) {
		return err
	}
	switch maven.KindOf(err) {
	case maven.Unresolved:
		return status{exitIncomplete, err}
	case maven.Unreachable:
		return status{exitNoResult, err}
	}
	return status{exitUsage, err}
}

// tellProblems says on stderr what Maven would have logged as a warning.
func (a *app) tellProblems(m *mavenFlags, reactor *maven.Reactor) {
	if m.quiet {
		return
	}
	problems := reactor.Problems
	for _, module := range reactor.Modules {
		problems = append(problems, module.Problems...)
	}
	for _, p := range problems {
		a.warn("%s", oneLine(p))
	}
}

func oneLine(p audit.Problem) string {
	s := p.Message + " [" + p.Code + "]"
	if p.Subject != "" && p.Subject != p.At.File {
		s = p.Subject + ": " + s
	}
	if p.At.File != "" {
		s = position(p.At) + ": " + s
	}
	return s
}

func position(at audit.Position) string {
	switch {
	case at.Line == 0:
		return at.File
	case at.Column == 0:
		return fmt.Sprintf("%s:%d", at.File, at.Line)
	}
	return fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Column)
}
