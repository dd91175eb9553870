package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/licaudit/licaudit/internal/maven"
	"github.com/licaudit/licaudit/internal/normalize"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "the versions of licaudit and its data",
		Args: args(cobra.NoArgs),
		Run: func(*cobra.Command, []string) {
			fmt.Fprintf(a.out, "licaudit %s (%s, %s/%s)\nSPDX license list %s\ncurations %s\n",
				version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, spdx.ListVersion(), normalize.CurationsVersion())
		},
	}
}

func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use: "man DIR", Short: "write the manual pages into a folder",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			if err := os.MkdirAll(words[0], 0o755); err != nil {
				return err
			}
			header := &doc.GenManHeader{Title: "LICAUDIT", Section: "1", Source: "licaudit " + version()}
			cmd.Root().DisableAutoGenTag = true
			return doc.GenManTree(cmd.Root(), header, words[0])
		},
	}
}

func (a *app) doctorCommand() *cobra.Command {
	var m mavenFlags
	cmd := &cobra.Command{
		Use: "doctor [DIR]", Short: "what licaudit sees: settings, repositories, platform, cache",
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			dir, err := m.dir(a, words)
			if err != nil {
				return err
			}
			o, err := m.options(a, dir)
			if err != nil {
				return err
			}
			session, err := maven.Open(cmd.Context(), o)
			if err != nil {
				return mavenStatus(err)
			}
			for _, line := range session.Describe() {
				fmt.Fprintln(a.out, line)
			}
			return nil
		},
	}
	m.bind(cmd)
	return cmd
}
