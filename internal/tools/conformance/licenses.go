package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/tools/peer"
)

// licenses says how the report answered for the libraries of a tree.
type licenses struct {
	libraries, known, open int
	fault                  string // a library without any answer
}

func (l licenses) String() string {
	if l.fault != "" {
		return "licenses: " + l.fault
	}
	if l.libraries == 0 {
		return ""
	}
	return fmt.Sprintf("licenses: %d of %d known, %d open with a reason", l.known, l.libraries, l.open)
}

// open are the honest ways of not knowing one license.
var open = []audit.Basis{audit.None, audit.Unrecognised, audit.AmbiguousB, audit.Conflicting, audit.Unreadable}

// askLicenses runs the whole report and looks for every node of the tree.
func askLicenses(ctx context.Context, licaudit, dir string, tree peer.Tree) (licenses, error) {
	out, err := os.MkdirTemp("", "report")
	if err != nil {
		return licenses{}, err
	}
	defer os.RemoveAll(out)
	run, err := peer.Exec(ctx, "", nil, licaudit, "report", "--no-fail", "--format", "json", "--output", out, dir)
	if err != nil {
		return licenses{}, err
	}
	data, err := os.ReadFile(filepath.Join(out, "result.json"))
	if err != nil {
		return licenses{fault: fmt.Sprintf("no result, exit %d: %s", run.Exit, strings.TrimSpace(string(run.Log)))}, nil
	}
	var report audit.Report
	if err := json.Unmarshal(data, &report); err != nil {
		return licenses{}, err
	}
	return judge(report, tree), nil
}

func judge(report audit.Report, tree peer.Tree) licenses {
	var l licenses
	found := map[string]bool{}
	for _, f := range report.Findings {
		found[f.Component.ID.Namespace+":"+f.Component.ID.Name] = true
		l.libraries++
		switch {
		case f.Conclusion.License != "":
			l.known++
		case slices.Contains(open, f.Conclusion.Basis):
			l.open++
		case !f.Component.FirstParty:
			l.fault = f.Component.ID.String() + " has neither a license nor a reason"
		}
	}
	for _, m := range report.Modules {
		found[m.ID.Namespace+":"+m.ID.Name] = true
	}
	for _, module := range tree {
		for line := range strings.Lines(module) {
			parts := strings.Split(strings.TrimLeft(line, "+\\|- "), ":")
			if len(parts) > 1 && !found[parts[0]+":"+parts[1]] {
				l.fault = parts[0] + ":" + parts[1] + " is in the tree and not in the report"
			}
		}
	}
	return l
}
