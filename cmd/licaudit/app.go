package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"
	"time"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/maven"
	"github.com/licaudit/licaudit/internal/report"
	"github.com/licaudit/licaudit/internal/scan"
)

// app is the world that a command sees.
type app struct {
	in       io.Reader
	out, err io.Writer
	environ  []string // as os.Environ gives it
	terminal bool     // err is a terminal: progress may be drawn
	words    error    // why the project's .mvn/maven.config or MAVEN_ARGS cannot be used, if so
	file     string   // the POM that they name, relative to the project's folder
}

// env looks a variable up; the last setting wins, as in a process.
func (a *app) env(name string) string {
	for i := len(a.environ) - 1; i >= 0; i-- {
		if v, ok := strings.CutPrefix(a.environ[i], name+"="); ok {
			return v
		}
	}
	return ""
}

func (a *app) now() time.Time { return time.Now() }

// warn writes a line of conversation. It may quote a file's name or a POM's
// words, and build servers read commands from stderr too.
func (a *app) warn(format string, args ...any) {
	fmt.Fprintln(a.err, report.Log("licaudit: "+fmt.Sprintf(format, args...)))
}

// The exit statuses of the contract (README, "Exit statuses").
const (
	exitOK         = 0
	exitDenied     = 1
	exitUsage      = 2
	exitIncomplete = 3
	exitNothing    = 4
	exitNoResult   = 5
	exitBug        = 70
	exitInterrupt  = 130
	exitTerminated = 143
)

// status is an error that ends the process with a status of its own. A nil
// Err has been reported already.
type status struct {
	code int
	err  error
}

func (s status) Error() string {
	if s.err == nil {
		return fmt.Sprintf("exit status %d", s.code)
	}
	return s.err.Error()
}

func (s status) Unwrap() error { return s.err }

// ExitStatus is the process's exit status.
func (s status) ExitStatus() int { return s.code }

// run executes the command line and returns the exit status.
func run(ctx context.Context, a *app, args []string) (code int) {
	defer func() {
		if p := recover(); p != nil {
			code = a.finish(scan.Crash(p))
		}
	}()
	root := newRoot(a)
	root.SetArgs(a.expand(root, args))
	err := root.ExecuteContext(ctx)
	if ctx.Err() != nil {
		a.warn("interrupted")
		return interrupted(ctx)
	}
	return a.finish(err)
}

// interrupted tells SIGTERM from SIGINT by the cause that the signal left.
func interrupted(ctx context.Context) int {
	if strings.Contains(context.Cause(ctx).Error(), syscall.SIGTERM.String()) {
		return exitTerminated
	}
	return exitInterrupt
}

// finish reports an error and maps it to the exit status.
func (a *app) finish(err error) int {
	if err == nil {
		return exitOK
	}
	var exit interface{ ExitStatus() int }
	if !errors.As(err, &exit) {
		exit = status{exitUsage, err}
	}
	var s status
	silent := errors.As(err, &s) && s.err == nil
	for _, reason := range maven.Reasons(err) {
		if !silent {
			a.warn("%s", strings.TrimSpace(reason.Error()))
		}
		var resolution *maven.Error
		if errors.As(reason, &resolution) && resolution.Hint != "" {
			a.warn("hint: %s", resolution.Hint)
		}
	}
	var crash *audit.Crash
	if errors.As(err, &crash) {
		fmt.Fprintln(a.err, report.Log(strings.TrimSpace(string(crash.Stack))))
	}
	return exit.ExitStatus()
}
