package main

import (
	"fmt"

	"github.com/licaudit/licaudit/internal/report"
	"github.com/spf13/cobra"
)

func (a *app) checkCommand() *cobra.Command {
	var f auditFlags
	cmd := &cobra.Command{
		Use: "check [DIR]", Short: "the verdict of report, without writing anything",
		Long: `Audit a project as report does and print the verdict, without writing a file.
The exit status is that of report.

  licaudit check
  licaudit check --fail-on review services/billing`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			result, _, err := a.audit(cmd.Context(), &f, words)
			if err != nil {
				return err
			}
			fmt.Fprint(a.out, report.Summary(result))
			return f.verdict(result)
		},
	}
	f.bind(cmd)
	return cmd
}
