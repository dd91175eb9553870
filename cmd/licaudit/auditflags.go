package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/scan"
	"github.com/spf13/cobra"
)

// auditFlags are the flags of every command that makes a whole audit.
type auditFlags struct {
	maven           mavenFlags
	config          []string
	overrides       []string
	baseline        string
	failOn          string
	evidence        string
	asOf            string
	labels          []string
	signatures      []string
	noCurations     bool
	noFail          bool
	allowIncomplete bool
	omitted         bool // keep losing paths, for explain
	drafts          bool // pass over unfinished stubs, to write more
}

func (f *auditFlags) bind(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringArrayVar(&f.config, "config", nil, "settings and policy; repeat for an organisation's first (default licaudit.yaml)")
	flags.StringArrayVar(&f.overrides, "overrides", nil, "facts; repeat, the nearer one last (default overrides.yaml)")
	flags.StringVar(&f.baseline, "baseline", "", "findings to grandfather: only new ones fail")
	flags.StringVar(&f.failOn, "fail-on", "denied", "the verdict that fails: denied or review")
	flags.StringVar(&f.evidence, "evidence", "needed", "open jars where needed, or all of them: needed or full")
	flags.StringVar(&f.asOf, "as-of", "", "the date for which expiry is judged, YYYY-MM-DD (default SOURCE_DATE_EPOCH, else today)")
	flags.StringArrayVar(&f.labels, "label", nil, "key=value to keep in the result")
	flags.StringArrayVar(&f.signatures, "signatures", nil, "signatures of further JavaScript libraries")
	flags.BoolVar(&f.noCurations, "no-curations", false, "do not use the built-in curations")
	flags.BoolVar(&f.noFail, "no-fail", false, "exit with 0 where it would be 1")
	flags.BoolVar(&f.allowIncomplete, "allow-incomplete", false, "exit with 0 where it would be 3")
	f.maven.bind(cmd)
}

// options turns the flags into a run's options.
func (f *auditFlags) options(ctx context.Context, a *app, words []string) (scan.Options, error) {
	dir, err := f.maven.dir(a, words)
	if err != nil {
		return scan.Options{}, err
	}
	resolver, err := f.maven.options(a, dir)
	if err != nil {
		return scan.Options{}, err
	}
	asOf, stamp, err := a.dates(f.asOf)
	if err != nil {
		return scan.Options{}, err
	}
	labels, err := keyValues(f.labels)
	if err != nil {
		return scan.Options{}, err
	}
	if f.evidence != "needed" && f.evidence != "full" {
		return scan.Options{}, status{exitUsage, fmt.Errorf("--evidence %q: must be needed or full", f.evidence)}
	}
	if f.failOn != "denied" && f.failOn != "review" {
		return scan.Options{}, status{exitUsage, fmt.Errorf("--fail-on %q: must be denied or review", f.failOn)}
	}
	revision, committed := a.provenance(ctx, dir)
	if stamp == "" {
		stamp = committed
	}
	return scan.Options{
		Dir: dir, Maven: resolver, Config: f.config, Overrides: f.overrides, Baseline: f.baseline,
		FailOn: audit.Verdict(f.failOn), AllowIncomplete: f.allowIncomplete, FullEvidence: f.evidence == "full",
		NoCurations: f.noCurations, Omitted: f.omitted, Drafts: f.drafts, AsOf: asOf, Signatures: f.signatures, Labels: labels,
		TextCache: filepath.Join(a.cacheDir(f.maven.cacheDir), "texts"), Version: version(),
		Revision: revision, Time: stamp, Progress: a.progress(&f.maven),
	}, nil
}

// lastSecond is the last second of the year 9999: later dates do not sort.
const lastSecond = 253402300799

// dates gives the date for which expiry is judged, and the time that
// SOURCE_DATE_EPOCH sets, as RFC 3339
// (https://reproducible-builds.org/specs/source-date-epoch/).
func (a *app) dates(asOf string) (date, stamp string, err error) {
	now := a.now().UTC()
	if epoch := a.env("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil || seconds < 0 || seconds > lastSecond {
			return "", "", status{exitUsage, fmt.Errorf("SOURCE_DATE_EPOCH=%q is not a number of seconds since 1970", epoch)}
		}
		now = time.Unix(seconds, 0).UTC()
		stamp = now.Format(time.RFC3339)
	}
	if asOf == "" {
		return now.Format(time.DateOnly), stamp, nil
	}
	if _, err := time.Parse(time.DateOnly, asOf); err != nil {
		return "", "", status{exitUsage, fmt.Errorf("--as-of %q is not a date; write it as 2026-11-30", asOf)}
	}
	return asOf, stamp, nil
}

func keyValues(list []string) (map[string]string, error) {
	if len(list) == 0 {
		return nil, nil
	}
	out := make(map[string]string)
	for _, s := range list {
		k, v, ok := strings.Cut(s, "=")
		if !ok || k == "" {
			return nil, status{exitUsage, fmt.Errorf("--label %q: write it as key=value", s)}
		}
		out[k] = v
	}
	return out, nil
}

// audit makes a whole audit. The report is whole where the error is nil.
func (a *app) audit(ctx context.Context, f *auditFlags, words []string) (audit.Report, scan.Options, error) {
	o, err := f.options(ctx, a, words)
	if err != nil {
		return audit.Report{}, o, err
	}
	report, err := scan.Run(ctx, o)
	a.clearProgress()
	return report, o, err
}

// verdict turns a result into the process's exit status.
func (f *auditFlags) verdict(r audit.Report) error {
	switch {
	case r.Exit == exitDenied && f.noFail && !r.Complete && !f.allowIncomplete:
		return status{code: exitIncomplete}
	case r.Exit == exitOK, r.Exit == exitDenied && f.noFail:
		return nil
	}
	return status{code: r.Exit}
}

// incomplete tells that a command has worked on an audit that lacks something:
// status 3, after the work, unless --allow-incomplete takes the tree as it is.
func (a *app) incomplete(f *auditFlags, r audit.Report, what string) error {
	if r.Complete || f.allowIncomplete {
		return nil
	}
	a.warn("%s: something could not be resolved or read; licaudit check says what", what)
	return status{code: exitIncomplete}
}

// exitStatus is the status that an error carries, 2 for a plain error.
func exitStatus(err error) int {
	var exit interface{ ExitStatus() int }
	if errors.As(err, &exit) {
		return exit.ExitStatus()
	}
	return exitUsage
}
