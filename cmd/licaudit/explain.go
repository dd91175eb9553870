package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/report"
	"github.com/spf13/cobra"
)

func (a *app) explainCommand() *cobra.Command {
	var f auditFlags
	all := false
	cmd := &cobra.Command{
		Use: "explain COMPONENT [DIR]", Short: "why one component is here and how its license was decided",
		Long: `Say everything about one component: the paths that pull it in, who managed its
version, every piece of evidence with what it says and by which rule, the
override and the policy line that decided, and what to do.

  licaudit explain oro:oro
  licaudit explain jquery
  licaudit explain pkg:npm/jquery@3.6.0 --all

COMPONENT is g:a or g:a:v (globs allowed), a name, a purl, or a file's path.`,
		Args: args(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, words []string) error {
			f.omitted = true
			result, _, err := a.audit(cmd.Context(), &f, words[1:])
			if err != nil {
				return err
			}
			matches := find(result, words[0])
			if len(matches) == 0 {
				return status{exitUsage, fmt.Errorf("no component matches %q%s", words[0], nearby(result, words[0]))}
			}
			for i, m := range matches {
				if i > 0 {
					fmt.Fprintln(a.out)
				}
				fmt.Fprint(a.out, report.Explain(result, m, all))
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "every path, not only the shortest of each module")
	f.bind(cmd)
	return cmd
}

// find gives the findings that a user's word names.
func find(r audit.Report, word string) []audit.Finding {
	var out []audit.Finding
	for _, f := range r.Findings {
		if names(f.Component, word) {
			out = append(out, f)
		}
	}
	return out
}

func names(c audit.Component, word string) bool {
	id := c.ID
	bare := id
	bare.Version, bare.Classifier, bare.Extension = "", "", ""
	for _, form := range []string{id.String(), id.Label(), bare.String(), bare.Label(), id.Name, bare.Label() + ":" + id.Version} {
		if ok, _ := path.Match(word, form); ok || form == word {
			return true
		}
	}
	return slices.ContainsFunc(c.Occurrences, func(o audit.Occurrence) bool {
		return o.Module == "" && o.Found.File == word
	})
}

// nearby names components whose name contains the word.
func nearby(r audit.Report, word string) string {
	var near []string
	last := word[strings.LastIndexAny(word, ":/")+1:]
	for _, f := range r.Findings {
		if last != "" && strings.Contains(f.Component.ID.Label(), last) {
			near = append(near, f.Component.ID.Label())
		}
	}
	if len(near) == 0 {
		return "; licaudit tree lists what is there"
	}
	return "; near: " + strings.Join(near[:min(len(near), 5)], ", ")
}
