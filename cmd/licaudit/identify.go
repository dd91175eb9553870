package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/js"
	"github.com/licaudit/licaudit/internal/report"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/spf13/cobra"
)

func (a *app) identifyCommand() *cobra.Command {
	var format string
	var signatures []string
	cmd := &cobra.Command{
		Use: "identify PATH...", Short: "which libraries and license texts some files are",
		Long: `Say which JavaScript, CSS and font libraries stand in files and folders (and in
their .war, .jar and .zip files), and which licenses their license texts are.
No Maven project is needed.

  licaudit identify src/main/webapp
  licaudit identify --format jsonl app.war LICENSE.txt`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			print, ok := identifyFormats[format]
			if !ok {
				return status{exitUsage, fmt.Errorf("--format %q: must be text or jsonl", format)}
			}
			if slices.Contains(words, "") {
				return status{exitUsage, errors.New("a path is empty; name a file or a folder, \".\" for this one")}
			}
			return a.identify(cmd.Context(), words, signatures, print)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or jsonl")
	cmd.Flags().StringArrayVar(&signatures, "signatures", nil, "signatures of further JavaScript libraries")
	return cmd
}

func (a *app) identify(ctx context.Context, paths, signatures []string, print func(*app, js.Result) error) error {
	result, err := js.Scan(ctx, js.Options{Root: ".", Named: paths, Signatures: signatures, TextCache: filepath.Join(a.cacheDir(""), "texts")})
	if err != nil {
		return status{exitUsage, err}
	}
	if err := print(a, result); err != nil {
		return err
	}
	incomplete := false
	for _, p := range result.Problems {
		a.warn("%s", oneLine(p))
		incomplete = incomplete || p.Severity == audit.SeverityIncomplete
	}
	if incomplete {
		return status{code: exitIncomplete}
	}
	return nil
}

var identifyFormats = map[string]func(*app, js.Result) error{"text": identifyText, "jsonl": identifyJSON}

// libraryLine, textLine and noticeLine are the lines of --format jsonl.
type libraryLine struct {
	Path       string       `json:"path"`
	Name       string       `json:"name"`
	Version    string       `json:"version"`
	Near       string       `json:"near,omitempty"`
	License    string       `json:"license"`
	Status     audit.Status `json:"status"`
	Method     string       `json:"method"`
	Confidence float64      `json:"confidence"`
}

type textLine struct {
	Path       string       `json:"path"`
	License    string       `json:"license"`
	Status     audit.Status `json:"status"`
	Candidates []string     `json:"candidates,omitempty"`
	Method     string       `json:"method"`
}

// noticeLine has no name: a notice is of no library known.
type noticeLine struct {
	textLine
	Line   int    `json:"line,omitempty"`
	Closed bool   `json:"closed,omitempty"`
	Holder string `json:"holder,omitempty"`
	Says   string `json:"says,omitempty"`
	Own    string `json:"own,omitempty"`
}

func lineOf(lib js.Library) libraryLine {
	line := libraryLine{
		Path: lib.Path, Name: fullName(lib.ID), Version: lib.ID.Version, Near: lib.Near, License: string(lib.License),
		Status: audit.Identified, Method: lib.Method, Confidence: lib.Confidence,
	}
	switch {
	case len(lib.Sides) > 1 || len(lib.ByVersion) > 1:
		line.License, line.Status = "", audit.Ambiguous
	case lib.License == "":
		line.Status = audit.Unknown
	}
	return line
}

func fullName(id audit.ID) string {
	id.Version = ""
	return id.Label()
}

func identifyJSON(a *app, result js.Result) error {
	for _, lib := range result.Libraries {
		if err := encodeLine(a, lineOf(lib)); err != nil {
			return err
		}
	}
	for _, t := range result.Texts {
		line := textLine{Path: t.Path, License: string(t.License), Status: t.Status, Candidates: texts(t.Candidates), Method: "text"}
		if err := encodeLine(a, line); err != nil {
			return err
		}
	}
	for _, n := range result.Notices {
		line := noticeLine{
			textLine: textLine{Path: n.Path, License: string(n.License), Status: n.Status, Candidates: texts(n.Candidates), Method: "notice"},
			Line:     n.Line, Closed: n.Closed, Holder: n.Holder(), Says: n.Says, Own: n.Own,
		}
		if err := encodeLine(a, line); err != nil {
			return err
		}
	}
	return nil
}

// shownLine keeps foreign words on their line and lets nothing in them act.
func shownLine(words string) string { return report.Log(flat(words)) }

func identifyText(a *app, result js.Result) error {
	for _, lib := range result.Libraries {
		line := lineOf(lib)
		version := line.Version
		if version == "" && line.Near != "" {
			version = "near " + line.Near
		}
		license := line.License
		if license == "" {
			license = string(line.Status) + " license"
		}
		name := shownLine(strings.TrimSpace(line.Name + " " + version))
		fmt.Fprintf(a.out, "%s: %s, %s (by %s, %.0f %%)\n", shownLine(line.Path), name, license, line.Method, 100*line.Confidence)
	}
	for _, t := range result.Texts {
		fmt.Fprintf(a.out, "%s: %s (by text)\n", shownLine(t.Path), shownLicense(t.License, t.Candidates, t.Status))
	}
	identifyNotices(a, result.Notices)
	return nil
}

func shownLicense(license spdx.Expression, candidates []spdx.Expression, is audit.Status) string {
	what := string(license)
	if what == "" {
		what = string(is) + " license"
	}
	if len(candidates) > 0 {
		what += ": " + strings.Join(texts(candidates), " | ")
	}
	return what
}

// identifyNotices prints the notices, and of the project's own one line each.
func identifyNotices(a *app, notices []js.Notice) {
	var own []js.Notice
	for _, n := range notices {
		if n.Own != "" {
			own = append(own, n)
			continue
		}
		fmt.Fprintf(a.out, "%s: %s (by notice: %q)\n", shownPlace(n), shownNotice(n), shownLine(n.Says))
	}
	for _, h := range js.Fold(own) {
		more := ""
		if n := len(h.Paths) - 1; n > 0 {
			more = fmt.Sprintf(" and %d more", n)
		}
		fmt.Fprintf(a.out, "%s%s: %s (the project's own notice: %s)\n", shownPlace(h.Notice), more, shownNotice(h.Notice), shownLine(h.Own))
	}
}

func shownPlace(n js.Notice) string {
	if n.Line == 0 {
		return shownLine(n.Path)
	}
	return fmt.Sprintf("%s:%d", shownLine(n.Path), n.Line)
}

func shownNotice(n js.Notice) string {
	what := shownLicense(n.License, n.Candidates, n.Status)
	if !n.Licensed {
		what = "no license"
	}
	if n.Closed {
		what = "closed, " + what
	}
	if n.Holder() != "" {
		what += ", of " + shownLine(n.Holder())
	}
	return what
}
