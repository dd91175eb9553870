package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/licaudit/licaudit/internal/js/signatures"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/spf13/cobra"
)

func (a *app) signaturesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "signatures", Short: "signatures of a team's own JavaScript libraries",
		Args: args(cobra.NoArgs), RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.signaturesAddCommand())
	return cmd
}

func (a *app) signaturesAddCommand() *cobra.Command {
	var output, home string
	cmd := &cobra.Command{
		Use: "add NAME VERSION LICENSE FILE...", Short: "write the signatures of a library's files",
		Long: `Write a file of signatures, so that copies of a library that the built-in
database does not know are recognised. LICENSE is an SPDX expression. Each
version of a library has a file of its own; --signatures may be repeated.

  licaudit signatures add acme-grid 2.1.0 MIT grid.js grid.css --output team.sig
  licaudit identify --signatures team.sig src/main/webapp`,
		Args: args(cobra.MinimumNArgs(4)),
		RunE: func(_ *cobra.Command, words []string) error {
			own, err := ownLibrary(words[0], words[1], words[2], words[3:])
			if err != nil {
				return status{exitUsage, err}
			}
			own.Home = home
			made, err := a.made()
			if err != nil {
				return err
			}
			data, err := signatures.Make(made, []signatures.Own{own})
			if err != nil {
				return status{exitUsage, err}
			}
			if _, err := os.Stat(output); err == nil && output != "-" {
				return status{exitUsage, fmt.Errorf("%q is there already; choose another --output, or remove it", output)}
			}
			return a.put(output, data)
		},
	}
	cmd.Flags().StringVar(&output, "output", "", "the file to write, - for stdout")
	cmd.Flags().StringVar(&home, "home", "", "the library's home page")
	_ = cmd.MarkFlagRequired("output") // fails only for a flag that is not defined
	return cmd
}

// made returns the date that a file of signatures bears.
func (a *app) made() (string, error) {
	if a.env("SOURCE_DATE_EPOCH") == "" {
		return "1970-01-01", nil // the same files give the same bytes
	}
	date, _, err := a.dates("")
	return date, err
}

func ownLibrary(name, version, license string, files []string) (signatures.Own, error) {
	expression, err := spdx.Parse(license)
	if err != nil {
		return signatures.Own{}, fmt.Errorf("the license %q: %w", license, err)
	}
	own := signatures.Own{Name: name, Version: version, License: string(expression), Files: make(map[string][]byte)}
	var failed []error
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		own.Files[file] = data
	}
	return own, errors.Join(failed...)
}
