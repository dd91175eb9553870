package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/override"
	"github.com/licaudit/licaudit/internal/policy"
	"github.com/licaudit/licaudit/internal/yamlfile"
	"github.com/spf13/cobra"
)

func (a *app) baselineCommand() *cobra.Command {
	var f auditFlags
	output := ""
	cmd := &cobra.Command{
		Use: "baseline [DIR]", Short: "write down what fails today, so that only new findings fail",
		Long: `Write down what fails today. A later run with the file fails on new findings only.

  licaudit baseline
  licaudit report --baseline licaudit-baseline.json`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			f.baseline = "" // today's findings, not those that an older file leaves
			result, o, err := a.audit(cmd.Context(), &f, words)
			if err != nil {
				return err
			}
			if output == "" {
				output = filepath.Join(o.Dir, "licaudit-baseline.json")
			}
			if err := a.put(output, policy.MakeBaseline(result.Findings)); err != nil {
				return err
			}
			if output != "-" {
				fmt.Fprintf(a.out, "%s written; use it with --baseline\n", a.shown(output))
			}
			return a.incomplete(&f, result, "the baseline is incomplete")
		},
	}
	cmd.Flags().StringVar(&output, "output", "", "the file to write, - for stdout (default licaudit-baseline.json)")
	f.bind(cmd)
	return cmd
}

func (a *app) policyCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "policy", Short: "test a policy"}
	var files []string
	var asOf string
	test := &cobra.Command{
		Use: "test CASES.YAML...", Short: "judge made-up cases by the policy, and compare",
		Long: `Judge the cases of a table by the policy and compare with what they expect.

  licaudit policy test policy-cases.yaml --config licaudit.yaml

  # policy-cases.yaml
  version: 1
  cases:
    - license: AGPL-3.0-only
      scope: compile
      want: denied`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(_ *cobra.Command, words []string) error { return a.testPolicy(words, files, asOf) },
	}
	test.Flags().StringArrayVar(&files, "config", nil, "settings and policy; repeat for an organisation's first (default licaudit.yaml)")
	test.Flags().StringVar(&asOf, "as-of", "", "the date for which expiry is judged, YYYY-MM-DD (default SOURCE_DATE_EPOCH, else today)")
	cmd.AddCommand(test)
	return cmd
}

func (a *app) testPolicy(cases, files []string, asOf string) error {
	c, err := loadConfig(files)
	if err != nil {
		return err
	}
	date, _, err := a.dates(asOf)
	if err != nil {
		return err
	}
	failed := 0
	for _, path := range cases {
		data, err := os.ReadFile(path)
		if err != nil {
			return status{exitUsage, err}
		}
		result, err := policy.RunTests(c, yamlfile.Source{Name: path, Data: data}, date)
		if err != nil {
			return status{exitUsage, err}
		}
		fmt.Fprint(a.out, result.Output)
		failed += result.Failed
	}
	if failed > 0 {
		return status{code: exitDenied}
	}
	return nil
}

// loadConfig reads the given files, else licaudit.yaml here if there is one.
func loadConfig(files []string) (*config.Config, error) {
	if len(files) == 0 {
		if _, err := os.Lstat("licaudit.yaml"); err != nil {
			return config.BuiltIn(), nil
		}
		files = []string{"licaudit.yaml"}
	}
	c, err := config.Load(files)
	if err != nil {
		return nil, status{exitUsage, err}
	}
	return c, nil
}

func (a *app) configCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "config", Short: "check and show the settings"}
	cmd.AddCommand(a.configSchema(), a.configValidate(), a.configShow())
	return cmd
}

func (a *app) configSchema() *cobra.Command {
	return &cobra.Command{
		Use: "schema [licaudit|overrides]", Short: "print the JSON Schema of a file",
		Args: args(cobra.MaximumNArgs(1)), ValidArgs: []string{"licaudit", "overrides"},
		RunE: func(_ *cobra.Command, words []string) error {
			schema := config.Schema()
			if len(words) == 1 && words[0] == "overrides" {
				schema = override.Schema()
			} else if len(words) == 1 && words[0] != "licaudit" {
				return status{exitUsage, fmt.Errorf("%q: must be licaudit or overrides", words[0])}
			}
			_, err := a.out.Write(schema)
			return err
		},
	}
}

func (a *app) configValidate() *cobra.Command {
	var configs, overrides []string
	cmd := &cobra.Command{
		Use: "validate [DIR]", Short: "check licaudit.yaml and overrides.yaml without auditing",
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(_ *cobra.Command, words []string) error {
			dir := "."
			if len(words) > 0 {
				dir = words[0]
			}
			return a.validate(dir, configs, overrides)
		},
	}
	cmd.Flags().StringArrayVar(&configs, "config", nil, "settings and policy; repeat for an organisation's first (default licaudit.yaml)")
	cmd.Flags().StringArrayVar(&overrides, "overrides", nil, "facts; repeat, the nearer one last (default overrides.yaml)")
	return cmd
}

func (a *app) validate(dir string, configs, overrides []string) error {
	date, _, err := a.dates("")
	if err != nil {
		return err
	}
	configs, overrides = orOwn(configs, dir, "licaudit.yaml"), orOwn(overrides, dir, "overrides.yaml")
	failed := false
	tell := func(err error) {
		if err != nil {
			a.warn("%v", err)
			failed = true
		}
	}
	if len(configs) > 0 {
		_, err := config.Load(configs)
		tell(err)
	}
	if len(overrides) > 0 {
		_, err := override.Load(dir, overrides, date)
		tell(err)
	}
	if failed {
		return status{code: exitUsage}
	}
	for _, f := range append(configs, overrides...) {
		fmt.Fprintf(a.out, "%s: valid\n", a.shown(f))
	}
	if len(configs)+len(overrides) == 0 {
		return status{exitNothing, fmt.Errorf("there is no licaudit.yaml and no overrides.yaml in %s", a.shown(dir))}
	}
	return nil
}

func orOwn(given []string, dir, name string) []string {
	if len(given) > 0 {
		return given
	}
	own := filepath.Join(dir, name)
	if _, err := os.Lstat(own); err != nil {
		return nil
	}
	return []string{own}
}

func (a *app) configShow() *cobra.Command {
	var files []string
	origin := false
	cmd := &cobra.Command{
		Use: "show", Short: "the settings in force", Args: args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			c, err := loadConfig(files)
			if err != nil {
				return err
			}
			fmt.Fprint(a.out, config.Show(c, origin))
			return nil
		},
	}
	cmd.Flags().StringArrayVar(&files, "config", nil, "settings and policy; repeat for an organisation's first (default licaudit.yaml)")
	cmd.Flags().BoolVar(&origin, "origin", false, "say which file and line decided")
	return cmd
}
