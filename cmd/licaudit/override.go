package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/normalize"
	"github.com/licaudit/licaudit/internal/override"
	"github.com/licaudit/licaudit/internal/report"
	"github.com/licaudit/licaudit/internal/scan"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
	"github.com/spf13/cobra"
)

func (a *app) overrideCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "override", Short: "mend missing or wrong metadata in overrides.yaml",
		Long: `Mend missing or wrong metadata in overrides.yaml.

  licaudit override suggest --write    stubs for what has no clear license, and for unnamed scripts
  licaudit override add oro:oro        a stub for one component
  licaudit override check              stale entries; fails on those that need a look
  licaudit override prune              remove what upstream has mended
  licaudit override import FILE        take over THIRD-PARTY.properties, licenses.xml or a CSV table`,
	}
	cmd.AddCommand(a.overrideAdd(), a.overrideSuggest(), a.overrideCheck(), a.overridePrune(), a.overrideImport())
	return cmd
}

// overrideFile is the file that a command edits: the last one given, else the
// project's own.
func overrideFile(f *auditFlags, o scan.Options) string {
	if n := len(f.overrides); n > 0 {
		return f.overrides[n-1]
	}
	return filepath.Join(o.Dir, "overrides.yaml")
}

// readOverrides reads the file to edit; one that does not exist yet is empty.
func readOverrides(path string) (yamlfile.Source, error) {
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return yamlfile.Source{}, status{exitUsage, err}
	}
	return yamlfile.Source{Name: filepath.Base(path), Data: data}, nil
}

func (a *app) stubOptions() override.Options {
	date, _, err := a.dates("")
	if err != nil {
		date = ""
	}
	return override.Options{Remembered: normalize.Remembered, License: named, By: a.env("USER"), Date: date}
}

// named reads a license's name by the tables.
func named(name, url string) (spdx.Expression, bool) {
	r := normalize.Name(name, url)
	return r.License, r.Status == audit.Identified && r.License != ""
}

// addStubs appends stubs to the file and says what is left to do.
func (a *app) addStubs(path string, stubs override.Suggestion) error {
	file, err := readOverrides(path)
	if err != nil {
		return err
	}
	stubs = stubs.Fresh(file)
	if stubs.Len() == 0 {
		fmt.Fprintf(a.out, "%s: nothing was added: it has an entry for each already; licaudit override check says what they lack\n", a.shown(path))
		return nil
	}
	data, err := stubs.AddTo(file)
	if err != nil {
		return status{exitUsage, err}
	}
	if err := replace(path, data); err != nil {
		return err
	}
	what := "license and reason of each"
	if stubs.Nameless() {
		what += ", and the names of the components"
	}
	fmt.Fprintf(a.out, "%s: %d added; fill in %s\n", a.shown(path), stubs.Len(), what)
	return nil
}

func (a *app) overrideAdd() *cobra.Command {
	var f auditFlags
	cmd := &cobra.Command{
		Use: "add COMPONENT [DIR]", Short: "write a stub for one component, with the evidence in it",
		Long: `Append a stub for one component to overrides.yaml, with the evidence that was
found. COMPONENT is written as for explain.

  licaudit override add oro:oro`,
		Args: args(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, words []string) error {
			f.drafts = true
			result, o, err := a.audit(cmd.Context(), &f, words[1:])
			if err != nil {
				return err
			}
			matches := find(result, words[0])
			if len(matches) == 0 {
				return status{exitUsage, fmt.Errorf("no component matches %q%s", words[0], nearby(result, words[0]))}
			}
			var stubs override.Suggestion
			for _, m := range matches {
				stubs.Overrides = append(stubs.Overrides, override.Stub(m, a.stubOptions()))
			}
			if err := a.addStubs(overrideFile(&f, o), stubs); err != nil {
				return err
			}
			return a.incomplete(&f, result, "the evidence in the stubs may be incomplete")
		},
	}
	f.bind(cmd)
	return cmd
}

func (a *app) overrideSuggest() *cobra.Command {
	var f auditFlags
	write := false
	cmd := &cobra.Command{
		Use: "suggest [DIR]", Short: "stubs for what has no clear license, and for unnamed scripts",
		Long: `Print a stub for every component whose license is missing, ambiguous,
conflicting or not recognised, whatever its verdict, with the evidence found;
and for every script with a notice that is no library known, a component.

  licaudit override suggest            print them
  licaudit override suggest --write    append them to overrides.yaml`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			f.drafts = true
			result, o, err := a.audit(cmd.Context(), &f, words)
			if err != nil {
				return err
			}
			if err := a.suggest(overrideFile(&f, o), result, write); err != nil {
				return err
			}
			return a.incomplete(&f, result, "there may be more to suggest")
		},
	}
	cmd.Flags().BoolVar(&write, "write", false, "append them to overrides.yaml")
	f.bind(cmd)
	return cmd
}

// suggest prints the stubs, or appends them to the file, and says what they leave.
func (a *app) suggest(path string, r audit.Report, write bool) error {
	stubs := override.Suggest(r, a.stubOptions())
	left := leftBy(stubs, r)
	switch {
	case stubs.Len() == 0 && left != "":
		a.warn("there is nothing to suggest, but %s", left)
		return nil
	case stubs.Len() == 0:
		a.warn("every component that was found has a clear license, and every script with a notice is accounted for; there is nothing to suggest")
		return nil
	}
	if err := a.tellStubs(path, stubs, write); err != nil {
		return err
	}
	if left != "" {
		a.warn("these are not all: %s", left)
	}
	return nil
}

func (a *app) tellStubs(path string, stubs override.Suggestion, write bool) error {
	if write {
		return a.addStubs(path, stubs)
	}
	data, err := stubs.AddTo(yamlfile.Source{Name: "overrides.yaml"})
	if err != nil {
		return err
	}
	_, err = a.out.Write(data)
	return err
}

// leftBy says which scripts the stubs of a report leave as they are.
func leftBy(stubs override.Suggestion, r audit.Report) string {
	told := 0
	for _, p := range r.Problems {
		if p.Code == audit.CodeUnnamedScript {
			told++
		}
	}
	var all []string
	if told > len(r.Unnamed) {
		all = append(all, "scripts whose notices were not all read need a look")
	}
	if stubs.Untold > 0 {
		all = append(all, "some notices say nothing that an entry could tell them by from others of their files")
	}
	if len(all) == 0 {
		return ""
	}
	return strings.Join(all, ", and ") + ": licaudit report names them"
}

// states are the states of an entry that override check can fail on.
var states = []string{"unmatched", "expired", "superseded", "contradicted", "unguarded", "shadowed"}

func (a *app) overrideCheck() *cobra.Command {
	var f auditFlags
	var failing []string
	cmd := &cobra.Command{
		Use: "check [DIR]", Short: "say what became of every override; fail on those that need a look",
		Long: `Audit the project and print the state of every entry of overrides.yaml.

  licaudit override check
  licaudit override check --fail-state expired,contradicted`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			for _, s := range failing {
				if !slices.Contains(states, s) {
					return status{exitUsage, fmt.Errorf("--fail-state %q: must be one of %s", s, strings.Join(states, ", "))}
				}
			}
			result, _, err := a.audit(cmd.Context(), &f, words)
			if err != nil {
				return err
			}
			return a.tellStates(&f, result, failing)
		},
	}
	cmd.Flags().StringSliceVar(&failing, "fail-state", states, "the states that fail: "+strings.Join(states, ", "))
	f.bind(cmd)
	return cmd
}

// tellStates prints the entries. Where the tree is incomplete an entry may only
// seem to match nothing: alone that is no failure, but no success either.
func (a *app) tellStates(f *auditFlags, r audit.Report, failing []string) error {
	failed, certain := 0, false
	for _, s := range r.Overrides {
		line := fmt.Sprintf("%s: %s: %s", position(s.At), s.Match, s.State)
		if s.Detail != "" {
			line += ": " + s.Detail
		}
		fmt.Fprintln(a.out, report.Log(flat(line)))
		if slices.Contains(failing, s.State) {
			failed++
			certain = certain || s.State != "unmatched"
		}
	}
	fmt.Fprintf(a.out, "entries: %d, to look at: %d\n", len(r.Overrides), failed)
	err := a.incomplete(f, r, "the states may be wrong")
	if failed > 0 && (certain || err == nil) {
		return status{code: exitDenied}
	}
	return err
}

func (a *app) overridePrune() *cobra.Command {
	var f auditFlags
	var which []string
	cmd := &cobra.Command{
		Use: "prune [DIR]", Short: "remove the overrides that upstream has mended",
		Long: `Remove the entries of overrides.yaml that are no longer needed; comments and
order of the others stay.

  licaudit override prune
  licaudit override prune --state superseded,unmatched`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			for _, s := range which {
				if !slices.Contains(states, s) {
					return status{exitUsage, fmt.Errorf("--state %q: must be one of %s", s, strings.Join(states, ", "))}
				}
			}
			result, o, err := a.audit(cmd.Context(), &f, words)
			if err != nil {
				return err
			}
			if !result.Complete && !f.allowIncomplete {
				return status{exitIncomplete, errors.New("nothing was removed: something could not be resolved or read, so that an entry " +
					"may only seem to match nothing; licaudit check says what (--allow-incomplete removes all the same)")}
			}
			return a.prune(overrideFile(&f, o), result, which)
		},
	}
	cmd.Flags().StringSliceVar(&which, "state", []string{"superseded"}, "the states to remove: "+strings.Join(states, ", "))
	f.bind(cmd)
	return cmd
}

func (a *app) prune(path string, r audit.Report, which []string) error {
	file, err := readOverrides(path)
	if err != nil {
		return err
	}
	if len(file.Data) == 0 {
		return status{exitUsage, fmt.Errorf("%s does not exist or is empty", a.shown(path))}
	}
	data, removed, err := override.Prune(file, r.Overrides, which...)
	if err != nil {
		return status{exitUsage, err}
	}
	if removed > 0 {
		if err := replace(path, data); err != nil {
			return err
		}
	}
	fmt.Fprintf(a.out, "%s: %d removed\n", a.shown(path), removed)
	return nil
}

func (a *app) overrideImport() *cobra.Command {
	var kind, into string
	cmd := &cobra.Command{
		Use: "import FILE", Short: "take over a THIRD-PARTY.properties, licenses.xml, pom.xml or CSV table",
		Long: `Take over what another tool or a wiki page knows: license-maven-plugin's
THIRD-PARTY.properties and override files, licenses.xml, the licenseMerges of a
pom.xml, or a CSV table with a header (groupId,artifactId,version,license,reason).

  licaudit override import src/license/THIRD-PARTY.properties`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			return a.importFile(cmd.Context(), words[0], kind, into)
		},
	}
	cmd.Flags().StringVar(&kind, "kind", "", "third-party, licenses-xml, pom or csv (default: by name and content)")
	cmd.Flags().StringVar(&into, "overrides", "overrides.yaml", "the file to write to")
	return cmd
}

func (a *app) importFile(_ context.Context, path, kind, into string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return status{exitUsage, err}
	}
	imported, err := override.Import(yamlfile.Source{Name: path, Data: data}, kind, a.stubOptions())
	if err != nil {
		return status{exitUsage, err}
	}
	file, err := readOverrides(into)
	if err != nil {
		return err
	}
	if file.Data, err = override.Add(file, imported.Overrides...); err != nil {
		return status{exitUsage, err}
	}
	if len(imported.Names) > 0 {
		if file.Data, err = override.AddNames(file, imported.Names...); err != nil {
			return status{exitUsage, err}
		}
	}
	if err := replace(into, file.Data); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: %d overrides and %d names taken over\n", a.shown(into), len(imported.Overrides), len(imported.Names))
	for _, left := range imported.Left {
		fmt.Fprintf(a.out, "left: %s\n", left)
	}
	return nil
}
