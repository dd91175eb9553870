package peer

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// Run is one run of a program, from start to end.
type Run struct {
	Out     []byte // standard output
	Log     []byte // standard error
	Exit    int
	Elapsed time.Duration
	PeakKB  int64 // peak resident set, in KiB, of the process and its children
}

// Exec runs a command in dir. A command that ends with a status of its own is
// no error here; one that cannot be started is.
func Exec(ctx context.Context, dir string, env []string, words ...string) (Run, error) {
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	var out, log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &log
	start := time.Now()
	err := cmd.Run()
	r := Run{Out: out.Bytes(), Log: log.Bytes(), Elapsed: time.Since(start)}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return r, err
	}
	r.Exit = cmd.ProcessState.ExitCode()
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.PeakKB = usage.Maxrss
	}
	return r, nil
}
