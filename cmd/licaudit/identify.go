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

// libraryLine and textLine are the lines of --format jsonl.
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
		what := string(t.License)
		if what == "" {
			what = string(t.Status) + " license"
		}
		if len(t.Candidates) > 0 {
			what += ": " + strings.Join(texts(t.Candidates), " | ")
		}
		fmt.Fprintf(a.out, "%s: %s (by text)\n", shownLine(t.Path), what)
	}
	return nil
}
