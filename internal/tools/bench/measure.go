package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/licaudit/licaudit/internal/tools/peer"
)

// row is what was measured on one project.
type row struct {
	name, dir          string
	modules, nodes     int
	maven, tree        sample
	report             sample
	coldMaven, coldOwn time.Duration // zero: not measured
	limits             limits
	roundTrips         roundTrips
}

// sample is the outcome of several runs of one program.
type sample struct {
	median time.Duration
	peakKB int64
}

func (r row) ratio() float64 { return r.maven.median.Seconds() / r.tree.median.Seconds() }

func (r row) line() string {
	return fmt.Sprintf("%-18s %4d modules %6d nodes  mvn -o %6.2fs %4d MB  tree %.3fs %3d MB  1/%.0f  report %.3fs %3d MB\n",
		r.name, r.modules, r.nodes, r.maven.median.Seconds(), r.maven.peakKB/1024,
		r.tree.median.Seconds(), r.tree.peakKB/1024, r.ratio(), r.report.median.Seconds(), r.report.peakKB/1024)
}

// measure runs one project: once to fill the local repository, then in
// alternation. Programs that fail are an error: their time means nothing.
func measure(ctx context.Context, o options, m peer.Maven, name, dir string) (row, error) {
	r := row{name: name, dir: dir}
	first, err := m.Tree(ctx, dir)
	if err := ok(first, err, "mvn"); err != nil {
		return r, err
	}
	tree := peer.Split(first.Out)
	r.modules, r.nodes = len(tree), tree.Nodes()
	out, err := os.MkdirTemp("", "bench")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(out)

	programs := []func() (peer.Run, error){
		func() (peer.Run, error) { return m.Tree(ctx, dir, "-o", "-q") },
		func() (peer.Run, error) { return peer.Exec(ctx, "", nil, o.licaudit, "tree", "--offline", dir) },
		func() (peer.Run, error) {
			return peer.Exec(ctx, "", nil, o.licaudit, "report", "--no-fail", "--allow-incomplete", "--output", out, dir)
		},
	}
	// Once more for what licaudit keeps of its own.
	if warm, err := programs[2](); ok(warm, err, "licaudit") != nil {
		return r, ok(warm, err, "licaudit")
	}
	samples, err := alternate(o.rounds, programs)
	if err != nil {
		return r, err
	}
	r.maven, r.tree, r.report = samples[0], samples[1], samples[2]
	if o.cold {
		if r.coldMaven, r.coldOwn, err = cold(ctx, o, m, dir); err != nil {
			return r, err
		}
	}
	return r, nil
}

// alternate runs each program once a round, so that what else the machine does
// meets all of them alike.
func alternate(rounds int, programs []func() (peer.Run, error)) ([]sample, error) {
	times := make([][]time.Duration, len(programs))
	samples := make([]sample, len(programs))
	for range rounds {
		for i, program := range programs {
			run, err := program()
			if err := ok(run, err, "a program"); err != nil {
				return nil, err
			}
			times[i] = append(times[i], run.Elapsed)
			samples[i].peakKB = max(samples[i].peakKB, run.PeakKB)
		}
	}
	for i := range samples {
		slices.Sort(times[i])
		samples[i].median = times[i][len(times[i])/2]
	}
	return samples, nil
}

func ok(r peer.Run, err error, name string) error {
	if err != nil {
		return err
	}
	if r.Exit != 0 {
		return fmt.Errorf("%s exits with %d: %s", name, r.Exit, r.Log[max(0, len(r.Log)-1500):])
	}
	return nil
}

// cold runs both with an empty local repository and an empty cache. Maven's
// time includes its plugins; they are part of asking it.
func cold(ctx context.Context, o options, m peer.Maven, dir string) (maven, own time.Duration, err error) {
	empty, err := os.MkdirTemp("", "cold")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(empty)
	run, err := peer.Exec(ctx, "", nil, o.licaudit, "tree", "-Dmaven.repo.local="+filepath.Join(empty, "none"), "--cache", filepath.Join(empty, "cache"), dir)
	if err := ok(run, err, "licaudit"); err != nil {
		return 0, 0, err
	}
	other, err := m.Tree(ctx, dir, "-Dmaven.repo.local="+filepath.Join(empty, "m2"))
	if err := ok(other, err, "mvn"); err != nil {
		return 0, 0, err
	}
	return other.Elapsed, run.Elapsed, nil
}
