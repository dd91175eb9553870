// Command bench measures licaudit tree beside "mvn -o dependency:tree" on the
// same projects, in alternating runs of whole processes:
//
//	go run ./internal/tools/bench [-rounds 5] [-cold] [-write docs/performance.md]
//
// It prints medians, their ratio and peak memory; then, for each project, the
// two limits below which no resolver can get: reading the bytes of its POMs,
// and reading and decoding them; then how many round trips a cold run takes
// beside the least that it could; then how the cost grows with the number of
// modules of a reactor. Run it on an idle machine.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"

	"github.com/licaudit/licaudit/internal/tools/peer"
)

// mavenOptions make Maven fastest at this: only the first compiler and the
// simplest garbage collector. With Java's own choice it takes twice as long.
const mavenOptions = "-XX:+TieredCompilation -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

type options struct {
	licaudit, work, only, write string
	rounds                      int
	cold                        bool
}

func main() {
	var o options
	flag.StringVar(&o.licaudit, "licaudit", "build/licaudit", "the program to measure")
	flag.StringVar(&o.work, "work", "", "folder for what is fetched (default: below the user's cache folder)")
	flag.StringVar(&o.only, "only", "", "only projects whose name matches this expression")
	flag.StringVar(&o.write, "write", "", "write the tables as Markdown to this file")
	flag.IntVar(&o.rounds, "rounds", 5, "alternating runs of each program")
	flag.BoolVar(&o.cold, "cold", true, "also run once with empty caches, over the network")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	only, err := regexp.Compile(o.only)
	if err != nil {
		return err
	}
	if o.licaudit, err = filepath.Abs(o.licaudit); err != nil {
		return err
	}
	if o.work == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return err
		}
		o.work = filepath.Join(cache, "licaudit-conformance")
	}
	mavens, err := peer.Mavens(ctx, o.work, true)
	if err != nil {
		return err
	}
	m := mavens[0]
	m.Env = []string{"MAVEN_OPTS=" + mavenOptions}
	list, err := peer.Projects("bench")
	if err != nil {
		return err
	}
	var rows []row
	for _, p := range list {
		if !only.MatchString(p.Name) {
			continue
		}
		dir, err := p.Obtain(ctx, o.work)
		if err != nil {
			return err
		}
		r, err := measure(ctx, o, m, p.Name, dir)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
		fmt.Print(r.line())
		rows = append(rows, r)
	}
	sizes, err := growth(ctx, o, m)
	if err != nil {
		return err
	}
	// Last, because it makes this process large: a child's peak memory is at
	// least that of its parent when it was started (getrusage(2)).
	for i, r := range rows {
		if rows[i].limits, err = measureLimits(ctx, o, r.name, r.dir); err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
		if rows[i].roundTrips, err = measureRoundTrips(ctx, o, r.name, r.dir); err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
	}
	text := page(m, o.rounds, rows, sizes)
	if o.write == "" {
		_, err = os.Stdout.Write(text)
		return err
	}
	return os.WriteFile(o.write, text, 0o644)
}
