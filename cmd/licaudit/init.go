package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/override"
	"github.com/licaudit/licaudit/internal/report"
	"github.com/spf13/cobra"
)

func (a *app) initCommand() *cobra.Command {
	var f auditFlags
	ci := ""
	cmd := &cobra.Command{
		Use: "init [DIR]", Short: "write a first licaudit.yaml and overrides.yaml",
		Long: `Audit the project and write licaudit.yaml and overrides.yaml, with every line
explained. Allowed are permissive and weak copyleft licenses only; every other
license in use stands under review with its components.

  licaudit init
  licaudit init --ci github    print a build step for the CI server as well`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			if ci != "" && !slices.Contains(snippetNames(), ci) {
				return status{exitUsage, fmt.Errorf("--ci %q: must be one of %s", ci, strings.Join(snippetNames(), ", "))}
			}
			dir, err := f.maven.dir(a, words)
			if err != nil {
				return err
			}
			for _, name := range []string{"licaudit.yaml", "overrides.yaml"} {
				if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
					return status{exitUsage, fmt.Errorf("%s exists already; init writes new files only", a.shown(filepath.Join(dir, name)))}
				}
			}
			result, _, err := a.audit(cmd.Context(), &f, words)
			if err != nil {
				return err
			}
			files := []report.File{{Name: "licaudit.yaml", Data: config.Init(result)}, {Name: "overrides.yaml", Data: override.Starter()}}
			if err := replaceAll(dir, files); err != nil {
				return err
			}
			for _, file := range files {
				fmt.Fprintf(a.out, "%s written\n", a.shown(filepath.Join(dir, file.Name)))
			}
			if ci != "" {
				fmt.Fprintf(a.out, "\n%s", snippets[ci])
			}
			return a.incomplete(&f, result, "the policy may lack licenses that are in use")
		},
	}
	cmd.Flags().StringVar(&ci, "ci", "", "also print a build step: "+strings.Join(snippetNames(), ", "))
	f.bind(cmd)
	return cmd
}
