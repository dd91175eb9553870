package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/licaudit/licaudit/internal/normalize"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/spf13/cobra"
)

func (a *app) normalizeCommand() *cobra.Command {
	var url, format string
	cmd := &cobra.Command{
		Use: "normalize [NAME]", Short: "a license name as an SPDX expression, and by which rule",
		Long: `Say what a license name, a URL, or both together mean.

  licaudit normalize "The Apache Software License, Version 2.0"
  licaudit normalize BSD --url https://opensource.org/licenses/BSD-3-Clause
  licaudit normalize --format jsonl < names.txt      lines of name<TAB>url`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			if format != "text" && format != "jsonl" {
				return status{exitUsage, fmt.Errorf("--format %q: must be text or jsonl", format)}
			}
			if len(words) == 0 && url == "" {
				return normalize.Lines(a.in, a.out, format)
			}
			name := strings.Join(words, "")
			return normalize.Lines(strings.NewReader(flat(name)+"\t"+flat(url)), a.out, format)
		},
	}
	cmd.Flags().StringVar(&url, "url", "", "the URL that stands beside the name")
	cmd.Flags().StringVar(&format, "format", "text", "text or jsonl")
	return cmd
}

// flat keeps a name on one line of input.
func flat(s string) string {
	return strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(s)
}

func texts(list []spdx.Expression) []string {
	out := make([]string, len(list))
	for i, e := range list {
		out[i] = string(e)
	}
	return out
}

// encodeLine writes one JSON line without escaping < and >.
func encodeLine(a *app, v any) error {
	encoder := json.NewEncoder(a.out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}
