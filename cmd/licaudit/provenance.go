package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"
)

// release is set by the linker for released binaries.
var release = ""

// version is the program's version: the linker's, the module's, or "devel".
func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}

// gitTimeout bounds the one call of git.
const gitTimeout = 5 * time.Second

// provenance asks git for the revision and the commit's time; both are empty
// where there is no checkout or no git.
func (a *app) provenance(ctx context.Context, dir string) (revision, stamp string) {
	ctx, cancel := context.WithTimeout(ctx, gitTimeout)
	defer cancel()
	if !inCheckout(dir) {
		return "", ""
	}
	cmd := exec.CommandContext(ctx, "git", "-c", "core.fsmonitor=false", "-C", dir, "log", "-1", "--no-show-signature", "--format=%H %cI")
	cmd.Env = append(a.environ[:len(a.environ):len(a.environ)], "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	out, err := cmd.Output()
	if err != nil {
		return "", ""
	}
	revision, stamp, _ = strings.Cut(strings.TrimSpace(string(out)), " ")
	t, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return revision, ""
	}
	return revision, t.UTC().Format(time.RFC3339)
}

// inCheckout spares the call of git where no folder above has a .git.
func inCheckout(dir string) bool {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return false
		}
		dir = parent
	}
}

// cacheDir is licaudit's own cache folder.
func (a *app) cacheDir(given string) string {
	if given != "" {
		return given
	}
	base := a.env("XDG_CACHE_HOME")
	if base == "" {
		if dir, err := os.UserCacheDir(); err == nil {
			base = dir
		} else {
			base = os.TempDir()
		}
	}
	return filepath.Join(base, "licaudit")
}

// repositoryCache is where files of remote repositories are kept.
func (a *app) repositoryCache(given string) string {
	return filepath.Join(a.cacheDir(given), "repository")
}
