// Command conformance runs the real Maven and licaudit side by side and says
// where their dependency trees differ:
//
//	go run ./internal/tools/conformance [-tag ci] [-only NAME] [-write docs/conformance.md]
//
// It compares the text of maven-dependency-plugin:3.6.1:tree with that of
// licaudit tree, module by module, for the installed Maven and for the newest
// release of the 3.9 line, over public projects (internal/tools/peer) and over
// small cases in folders. It exits with 1 where anything differs.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"

	"github.com/licaudit/licaudit/internal/tools/peer"
)

type options struct {
	licaudit, work, tag, only, cases, write string
	installedOnly, licenses, reuse          bool
}

func main() {
	var o options
	flag.StringVar(&o.licaudit, "licaudit", "build/licaudit", "the program to compare")
	flag.StringVar(&o.work, "work", "", "folder for what is fetched (default: below the user's cache folder)")
	flag.StringVar(&o.tag, "tag", "", "only the projects with this tag; ci is the short list")
	flag.StringVar(&o.only, "only", "", "only projects and cases whose name matches this expression")
	flag.StringVar(&o.cases, "cases", "", "folder of cases: each a project with expected.txt, over a repository universe/ beside them")
	flag.StringVar(&o.write, "write", "", "write the table as Markdown to this file")
	flag.BoolVar(&o.installedOnly, "installed", false, "compare with the installed Maven alone")
	flag.BoolVar(&o.reuse, "reuse", false, "use Maven's answers of an earlier run where there are some")
	flag.BoolVar(&o.licenses, "licenses", true, "also check that the report answers for every node")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	same, err := run(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(2)
	}
	if !same {
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) (same bool, err error) {
	only, err := regexp.Compile(o.only)
	if err != nil {
		return false, err
	}
	if o.licaudit, err = filepath.Abs(o.licaudit); err != nil {
		return false, err
	}
	if o.work == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return false, err
		}
		o.work = filepath.Join(cache, "licaudit-conformance")
	}
	mavens, err := peer.Mavens(ctx, o.work, o.installedOnly)
	if err != nil {
		return false, err
	}
	list, err := peer.Projects(o.tag)
	if err != nil {
		return false, err
	}
	var rows []row
	for _, p := range list {
		if !only.MatchString(p.Name) {
			continue
		}
		dir, err := p.Obtain(ctx, o.work)
		if err != nil {
			return false, err
		}
		r, err := compareProject(ctx, o, mavens, p, dir)
		if err != nil {
			return false, fmt.Errorf("%s: %w", p.Name, err)
		}
		fmt.Print(r.line())
		rows = append(rows, r)
	}
	cases, err := compareCases(ctx, o, mavens[0], only)
	if err != nil {
		return false, err
	}
	if len(rows) == 0 && len(cases) == 0 {
		return false, errors.New("nothing to compare")
	}
	same = printDifferences(os.Stdout, rows, cases)
	if o.write != "" {
		return same, os.WriteFile(o.write, page(mavens, rows, cases), 0o644)
	}
	return same, nil
}
