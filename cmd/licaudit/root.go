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
repeated, one value a line. Flags that mean something else in another command
are named with the command: LICAUDIT_TREE_FORMAT, LICAUDIT_MERGE_OUTPUT; those
of report alone are LICAUDIT_FORMAT, LICAUDIT_OUTPUT, LICAUDIT_REPORT and
LICAUDIT_CI.`

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
		name := variable(cmd, f.Name)
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

// ambiguous are the flags that mean different things in different commands. A
// variable is set for a whole build, which runs several, so theirs has the
// command's name in it.
var ambiguous = map[string]bool{"format": true, "output": true, "report": true, "ci": true, "overrides": true}

// variable names the variable of a command's flag. Report, which a build is
// about, needs no name, and neither do the overrides of an audit.
func variable(cmd *cobra.Command, flag string) string {
	name := flag
	if ambiguous[flag] && !(cmd.Name() == "report" || flag == "overrides" && cmd.Name() != "import") {
		path := strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
		name = strings.ReplaceAll(path, " ", "-") + "-" + flag
	}
	return "LICAUDIT_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
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
