package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/compare"
	"github.com/licaudit/licaudit/internal/report"
	"github.com/spf13/cobra"
)

// readResult reads a result.json.
func readResult(path string) (audit.Report, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return audit.Report{}, status{exitUsage, err}
	}
	r, err := report.Decode(data)
	if err != nil {
		return audit.Report{}, status{exitUsage, fmt.Errorf("%s: %w", path, err)}
	}
	return r, nil
}

func (a *app) renderCommand() *cobra.Command {
	var o outputs
	cmd := &cobra.Command{
		Use: "render RESULT.JSON", Short: "the reports of a stored result, byte for byte as report wrote them",
		Long: `Render reports from a result.json; the bytes are those that report writes.

  licaudit render target/licaudit/result.json --format html,md --output public
  licaudit render result.json --report spdx=-`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, words []string) error {
			o.ci = "none"
			if err := o.check(); err != nil {
				return err
			}
			r, err := readResult(words[0])
			if err != nil {
				return err
			}
			if o.dir == "" && len(o.single) > 0 {
				o.formats = nil
			}
			return a.write(orHere(o.dir), &o, r)
		},
	}
	cmd.Flags().StringVar(&o.dir, "output", "", "folder for the reports (default: here)")
	cmd.Flags().StringSliceVar(&o.formats, "format", []string{"html", "md"}, "reports to write: "+strings.Join(report.Formats(), ", ")+", all")
	cmd.Flags().StringArrayVar(&o.single, "report", nil, "FORMAT=PATH: one report to a file, - for stdout")
	return cmd
}

func orHere(dir string) string {
	if dir == "" {
		return "."
	}
	return dir
}

func (a *app) diffCommand() *cobra.Command {
	format := "text"
	cmd := &cobra.Command{
		Use: "diff OLD.JSON NEW.JSON", Short: "what changed between two results",
		Long: `Say what changed between two results: components added and removed, licenses
that changed (of the same version too), texts that changed, newly denied ones.

  licaudit diff last/result.json target/licaudit/result.json --format md`,
		Args: args(cobra.ExactArgs(2)),
		RunE: func(_ *cobra.Command, words []string) error {
			before, err := readResult(words[0])
			if err != nil {
				return err
			}
			after, err := readResult(words[1])
			if err != nil {
				return err
			}
			for i, r := range []audit.Report{before, after} {
				if r.NoVerdict != "" { // all that it lacks would look added or removed
					return status{exitUsage, fmt.Errorf("%s: this run ended without a verdict: %s", words[i], r.NoVerdict)}
				}
			}
			out, err := compare.Diff(before, after).Render(format)
			if err != nil {
				return status{exitUsage, err}
			}
			_, err = a.out.Write(out)
			return err
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text, md or json")
	return cmd
}

func (a *app) mergeCommand() *cobra.Command {
	output := "-"
	cmd := &cobra.Command{
		Use: "merge RESULT.JSON...", Short: "several results as one",
		Long: `Join the results of several builds into one, for one report of a whole product.
Where a build ended without a verdict the product has none: the file is written
all the same, says so, and the exit status is that of the build.

  licaudit merge backend/result.json frontend/result.json --output product.json`,
		Args: args(cobra.MinimumNArgs(2)),
		RunE: func(_ *cobra.Command, words []string) error {
			var results []audit.Report
			for _, w := range words {
				r, err := readResult(w)
				if err != nil {
					return err
				}
				results = append(results, r)
			}
			merged, err := compare.Merge(results)
			if err != nil {
				return status{exitUsage, err}
			}
			data, err := report.Encode(merged)
			if err != nil {
				return err
			}
			if err := a.put(output, data); err != nil {
				return err
			}
			return a.silent(merged)
		},
	}
	cmd.Flags().StringVar(&output, "output", "-", "the file to write, - for stdout")
	return cmd
}

// silent is the failure of a joined result that has no verdict; the earlier
// one has been replaced by then.
func (a *app) silent(r audit.Report) error {
	if r.NoVerdict == "" {
		return nil
	}
	a.warn("a build ended without a verdict: %s", r.NoVerdict)
	if r.Exit == exitOK {
		return status{code: exitNoResult} // no run of ours ends so
	}
	return status{code: r.Exit}
}

// put writes to a file, or to stdout for "-".
func (a *app) put(path string, data []byte) error {
	if path == "-" {
		_, err := a.out.Write(data)
		return err
	}
	return replace(path, data)
}

func (a *app) noticeCommand() *cobra.Command {
	var f auditFlags
	var from string
	output := "-"
	cmd := &cobra.Command{
		Use: "notice [DIR]", Short: "the attribution document for what ships",
		Long: `Write the attribution document: every license text once, copyright lines, and the
NOTICE files verbatim. Jars are opened as with --evidence full.

  licaudit notice --output NOTICE
  licaudit notice --from target/licaudit/result.json`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			var r audit.Report
			var err error
			if from != "" {
				r, err = readResult(from)
			} else {
				f.evidence = "full"
				r, _, err = a.audit(cmd.Context(), &f, words)
			}
			if err != nil {
				return err
			}
			files, err := report.Render(r, "notice")
			if err != nil {
				return err
			}
			if err := a.put(output, files[0].Data); err != nil {
				return err
			}
			return a.incomplete(&f, r, "the document is incomplete")
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "a result.json to use instead of auditing")
	cmd.Flags().StringVar(&output, "output", "-", "the file to write, - for stdout")
	f.bind(cmd)
	return cmd
}
