package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/report"
	"github.com/licaudit/licaudit/internal/scan"
	"github.com/spf13/cobra"
)

// outputs are the flags that say what to write where.
type outputs struct {
	dir     string
	formats []string
	single  []string // FORMAT=PATH
	ci      string
}

func (a *app) reportCommand() *cobra.Command {
	var f auditFlags
	var o outputs
	cmd := &cobra.Command{
		Use: "report [DIR]", Short: "audit a project, write the reports, exit with the verdict",
		Long: `Audit a project: its Maven dependencies and the JavaScript copied into its tree.
Prints the verdict and what fails, and writes the reports to target/licaudit/.

  licaudit report
  licaudit report --format html,md,cyclonedx --output build/licenses
  licaudit report --report sarif=licenses.sarif --fail-on review

Exit status: 0 nothing fails, 1 denied, 2 usage or configuration,
3 incomplete, 4 nothing to audit, 5 no result (network, authentication).`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error { return a.runReport(cmd.Context(), &f, &o, words) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.dir, "output", "", "folder for the reports (default target/licaudit in the project)")
	flags.StringSliceVar(&o.formats, "format", []string{"html", "md", "json"}, "reports to write: "+strings.Join(report.Formats(), ", ")+", all")
	flags.StringArrayVar(&o.single, "report", nil, "FORMAT=PATH: one more report to a file, - for stdout")
	flags.StringVar(&o.ci, "ci", "auto", "messages for the CI server: auto, none, "+strings.Join(report.CINames(), ", "))
	f.bind(cmd)
	return cmd
}

func (a *app) runReport(ctx context.Context, f *auditFlags, o *outputs, words []string) error {
	if err := o.check(); err != nil {
		return err
	}
	project, err := f.maven.dir(a, words)
	if err != nil {
		return err
	}
	dir, err := o.folder(project)
	if err != nil {
		return err
	}
	result, err := a.judge(ctx, f, words, below(project, dir))
	if err != nil {
		return a.noVerdict(ctx, dir, o, err)
	}
	if err := a.write(dir, o, result); err != nil {
		return err
	}
	if !o.stdout() {
		fmt.Fprint(a.out, report.Summary(result))
		fmt.Fprintf(a.out, "\nreport: %s\n", a.shown(dir))
	}
	verdict := f.verdict(result)
	result.Exit = exitOK // of this process, which --no-fail may have changed: some servers fail the build by what they are told
	if verdict != nil {
		result.Exit = exitStatus(verdict)
	}
	if err := a.tellCI(dir, o, result); err != nil {
		return err
	}
	return verdict
}

// judge makes the audit of a report. A bug that stops it is an error here, so
// that the old report is replaced then, too.
func (a *app) judge(ctx context.Context, f *auditFlags, words, exclude []string) (result audit.Report, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = scan.Crash(p)
		}
	}()
	options, err := f.options(ctx, a, words)
	if err != nil {
		return audit.Report{}, err
	}
	options.Exclude = exclude
	defer a.clearProgress()
	return scan.Run(ctx, options)
}

// check refuses unknown formats before any work is done.
func (o *outputs) check() error {
	if slices.Contains(o.formats, "all") {
		o.formats = report.Formats()
	}
	known := report.Formats()
	for _, name := range o.formats {
		if !slices.Contains(known, name) {
			return status{exitUsage, fmt.Errorf("--format %q: must be one of %s", name, strings.Join(known, ", "))}
		}
	}
	for _, s := range o.single {
		name, path, ok := strings.Cut(s, "=")
		if !ok || path == "" || !slices.Contains(known, name) {
			return status{exitUsage, fmt.Errorf("--report %q: write it as FORMAT=PATH; FORMAT is one of %s", s, strings.Join(known, ", "))}
		}
	}
	if o.ci != "auto" && o.ci != "none" && !slices.Contains(report.CINames(), o.ci) {
		return status{exitUsage, fmt.Errorf("--ci %q: must be auto, none, %s", o.ci, strings.Join(report.CINames(), ", "))}
	}
	return nil
}

// stdout reports whether a report goes to stdout, which then carries nothing
// else.
func (o *outputs) stdout() bool {
	return slices.ContainsFunc(o.single, func(s string) bool { return strings.HasSuffix(s, "=-") })
}

// folder is where the reports go: as given, relative to the caller, else
// target/licaudit in the project.
func (o *outputs) folder(project string) (string, error) {
	if o.dir == "" {
		return filepath.Join(project, "target", "licaudit"), nil
	}
	return filepath.Abs(o.dir)
}

// below gives the glob that keeps our own reports out of the scan.
func below(project, dir string) []string {
	rel, err := filepath.Rel(project, dir)
	if err != nil || rel == "." || strings.HasPrefix(rel, "..") {
		return nil
	}
	return []string{filepath.ToSlash(rel) + "/**"}
}

// write renders every report before the first file is replaced.
func (a *app) write(dir string, o *outputs, r audit.Report) error {
	files, err := report.RenderAll(r, o.formats)
	if err != nil {
		return err
	}
	if err := replaceAll(dir, files); err != nil {
		return err
	}
	for _, s := range o.single {
		name, path, _ := strings.Cut(s, "=")
		rendered, err := report.Render(r, name)
		if err != nil {
			return err
		}
		if path == "-" {
			_, err = a.out.Write(rendered[0].Data)
		} else {
			err = replace(path, rendered[0].Data)
		}
		if err != nil {
			return fmt.Errorf("--report %s: %w", s, err)
		}
	}
	return nil
}

// noVerdict replaces the reports of an earlier run by ones that say NO VERDICT
// and why, so that no green page of yesterday is left behind: those that were
// asked for, and those that an earlier run left in the folder.
func (a *app) noVerdict(ctx context.Context, dir string, o *outputs, cause error) error {
	reason, code := cause.Error(), exitStatus(cause)
	if ctx.Err() != nil {
		reason, code = "the run was interrupted", interrupted(ctx)
	}
	_, err := os.Stat(filepath.Join(dir, "result.json"))
	earlier := err == nil // the folder is ours, and not one that has an index.html of its own
	var files []report.File
	for _, format := range report.Formats() {
		asked := slices.Contains(o.formats, format)
		for _, file := range report.NoVerdict(reason, code, nil, []string{format}) {
			_, err := os.Stat(filepath.Join(dir, file.Name))
			if asked || earlier && err == nil && format != "notice" {
				files = append(files, file)
			}
		}
	}
	if err := replaceAll(dir, files); err != nil {
		a.warn("the old report in %s could not be replaced: %v", a.shown(dir), err)
	}
	for _, s := range o.single {
		format, path, _ := strings.Cut(s, "=")
		if path == "-" {
			continue // stdout carries results only
		}
		if err := replace(path, report.NoVerdict(reason, code, nil, []string{format})[0].Data); err != nil {
			a.warn("the old report %s could not be replaced: %v", path, err)
		}
	}
	return cause
}

// tellCI speaks to the CI server that runs us: on stdout, unless a report has
// taken it.
func (a *app) tellCI(dir string, o *outputs, r audit.Report) error {
	name := o.ci
	if name == "auto" {
		name = report.DetectCI(a.environ)
	}
	out := report.CI(name, r)
	log := a.out
	if o.stdout() {
		log = a.err
	}
	fmt.Fprint(log, out.Stdout)
	if err := replaceAll(dir, out.Files); err != nil {
		return err
	}
	if summary := a.env("GITHUB_STEP_SUMMARY"); out.StepSummary != "" && summary != "" {
		if err := appendFile(summary, []byte(out.StepSummary)); err != nil {
			a.warn("the step summary could not be written: %v", err)
		}
	}
	return nil
}
