package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A variable means one thing: commands that share it share the flag's kind and
// description.
func TestVariables(t *testing.T) {
	type meaning struct{ command, usage, kind string }
	first := map[string]meaning{}
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			usage, _, _ := strings.Cut(f.Usage, "(default")
			m := meaning{cmd.CommandPath(), strings.TrimSpace(usage), f.Value.Type()}
			name := variable(cmd, f.Name)
			had, ok := first[name]
			if !ok {
				first[name] = m
			} else if had.kind != m.kind || had.usage != m.usage {
				t.Errorf("%s is %q of %s and %q of %s", name, had.usage, had.command, m.usage, m.command)
			}
		})
		for _, c := range cmd.Commands() {
			walk(c)
		}
	}
	walk(newRoot(&app{}))
	for name, want := range map[string]string{"LICAUDIT_FORMAT": "licaudit report", "LICAUDIT_TREE_FORMAT": "licaudit tree",
		"LICAUDIT_OVERRIDE_IMPORT_OVERRIDES": "licaudit override import", "LICAUDIT_MERGE_OUTPUT": "licaudit merge"} {
		if got := first[name].command; got != want {
			t.Errorf("%s is of %q, want %q", name, got, want)
		}
	}
}
