package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const rootLong = `Licaudit audits the licenses of a Java project in its CI build.

It resolves the Maven dependency tree by itself, finds the JavaScript libraries
that were copied into the tree, reads each one's license evidence, and judges
the result by a policy. A disallowed license fails the build.

  licaudit report            audit this project, write target/licaudit/
  licaudit explain g:a       why is this library here, how was its license decided
  licaudit override suggest  write what is missing into overrides.yaml

Every flag --some-flag may also be set as LICAUDIT_SOME_FLAG; of a flag that is
repeated, one value a line.`

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use: "licaudit", Short: "audit the licenses of a Java project", Long: rootLong,
		SilenceUsage: true, SilenceErrors: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.bindEnv(cmd) },
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return status{exitUsage, fmt.Errorf("%w (see \"%s --help\")", err, cmd.CommandPath())}
	})
	root.AddGroup(&cobra.Group{ID: "audit", Title: "Audit:"}, &cobra.Group{ID: "mend", Title: "Mend and decide:"},
		&cobra.Group{ID: "single", Title: "Single questions:"}, &cobra.Group{ID: "results", Title: "Results:"})
	group := func(id string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = id
			root.AddCommand(c)
		}
	}
	group("audit", a.reportCommand(), a.checkCommand(), a.treeCommand(), a.explainCommand())
	group("mend", a.overrideCommand(), a.initCommand(), a.baselineCommand(), a.policyCommand(), a.configCommand())
	group("single", a.normalizeCommand(), a.identifyCommand(), a.signaturesCommand())
	group("results", a.renderCommand(), a.diffCommand(), a.mergeCommand(), a.noticeCommand())
	root.AddCommand(a.cacheCommand(), a.doctorCommand(), a.manCommand(), a.versionCommand())
	return root
}

// bindEnv sets each flag that the command line leaves alone from its
// LICAUDIT_* variable.
func (a *app) bindEnv(cmd *cobra.Command) error {
	var failed error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		name := "LICAUDIT_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value := a.env(name)
		if f.Changed || value == "" || failed != nil || f.Name == "help" {
			return
		}
		values := []string{value}
		if f.Value.Type() == "stringArray" { // a flag that is repeated: one value a line
			values = strings.Split(strings.Trim(value, "\n"), "\n")
		}
		for _, v := range values {
			if err := cmd.Flags().Set(f.Name, v); err != nil {
				failed = status{exitUsage, fmt.Errorf("%s=%q: %w", name, value, err)}
			}
		}
	})
	return failed
}

// noArgs and the like give usage errors that name the command's help.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, words []string) error {
		if err := check(cmd, words); err != nil {
			return status{exitUsage, fmt.Errorf("%w (see \"%s --help\")", err, cmd.CommandPath())}
		}
		return nil
	}
}
