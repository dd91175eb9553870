// Licaudit audits the licenses of a Java project: its Maven dependencies and
// the JavaScript libraries copied into its tree. Run "licaudit help".
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"
)

// grace is how long an interrupted run may take to end by itself: a read that
// never returns, from a pipe or a dead network drive, must not keep it alive.
const grace = 3 * time.Second

// collectAt is the growth of the heap, in percent, at which garbage is
// collected: a run is short, and with Go's 100 a third of the time of a big
// reactor is spent on collecting. Before the first time the heap counts as
// 4 MB: firstAt puts that off to 40 MB, which most runs never reach.
const (
	collectAt = 300
	firstAt   = 1000
)

func main() {
	if os.Getenv("GOGC") == "" {
		collectLate()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, func() {
		stop() // a second signal ends the process at once
		time.Sleep(grace)
		os.Exit(interrupted(ctx))
	})
	os.Exit(run(ctx, &app{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		environ: os.Environ(), terminal: isTerminal(os.Stderr),
	}, os.Args[1:]))
}

// collectLate has garbage collected at firstAt, and at collectAt from then on:
// the cleanup of an object that nobody holds runs after the first collection.
func collectLate() {
	debug.SetGCPercent(firstAt)
	runtime.AddCleanup(new([64]byte), func(int) { debug.SetGCPercent(collectAt) }, 0)
}

// isTerminal reports whether f is a character device, where progress may be
// drawn.
func isTerminal(f *os.File) bool {
	stat, err := f.Stat()
	return err == nil && stat.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}
