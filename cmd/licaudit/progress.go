package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// progressEvery bounds how often the line is drawn anew.
const progressEvery = 100 * time.Millisecond

// progress draws one line on stderr where that is a terminal and nobody asked
// for quiet; elsewhere it is nil.
func (a *app) progress(m *mavenFlags) func(stage string, done, total int) {
	if !a.terminal || m.batch || m.quiet || m.noProgress || a.env("CI") != "" {
		return nil
	}
	var mu sync.Mutex
	var last time.Time
	return func(stage string, done, total int) {
		mu.Lock()
		defer mu.Unlock()
		if time.Since(last) < progressEvery {
			return
		}
		last = time.Now()
		if total > 0 {
			fmt.Fprintf(a.err, "\r\x1b[K%s %d of %d", stage, done, total)
		} else {
			fmt.Fprintf(a.err, "\r\x1b[K%s %d", stage, done)
		}
	}
}

// clearProgress takes the progress line away.
func (a *app) clearProgress() {
	if a.terminal {
		fmt.Fprint(a.err, "\r\x1b[K")
	}
}

// shown writes a path as the caller would: relative where it is below.
func (a *app) shown(path string) string {
	wd, err := os.Getwd()
	if err != nil {
		return path
	}
	rel, err := filepath.Rel(wd, path)
	if err != nil || len(rel) >= 2 && rel[:2] == ".." {
		return path
	}
	return filepath.ToSlash(rel)
}
