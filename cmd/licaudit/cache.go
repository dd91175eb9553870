package main

import (
	"fmt"
	"os"
	"time"

	"github.com/licaudit/licaudit/internal/maven/repository"
	"github.com/spf13/cobra"
)

func (a *app) cacheCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use: "cache", Short: "the files kept between runs: path, prune, export, import",
		Long: `Licaudit keeps what it reads from remote repositories, for the next run and for
build agents without a network. Parallel builds may share the folder.

  licaudit cache export licaudit-cache.tar.gz     on a machine with a network
  licaudit cache import licaudit-cache.tar.gz     on the build agent, then --offline`,
	}
	cmd.PersistentFlags().StringVar(&dir, "cache", "", "licaudit's cache folder (default: below the user's cache folder)")
	open := func() repository.Cache { return repository.OpenCache(a.repositoryCache(dir)) }
	cmd.AddCommand(a.cachePath(open), a.cachePrune(open), a.cacheExport(open), a.cacheImport(open))
	return cmd
}

func (a *app) cachePath(open func() repository.Cache) *cobra.Command {
	return &cobra.Command{
		Use: "path", Short: "print the folder", Args: args(cobra.NoArgs),
		Run: func(*cobra.Command, []string) { fmt.Fprintln(a.out, open().Path()) },
	}
}

func (a *app) cachePrune(open func() repository.Cache) *cobra.Command {
	age := 30 * 24 * time.Hour
	cmd := &cobra.Command{
		Use: "prune", Short: "remove what was stored long ago", Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if age < 0 {
				return status{exitUsage, fmt.Errorf("--older-than %v: must not be negative", age)}
			}
			now := a.now()
			pruned, err := open().Prune(cmd.Context(), now.Add(-age), now)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.out, "%d files removed, %.1f MB\n", pruned.Files, float64(pruned.Bytes)/1e6)
			return nil
		},
	}
	cmd.Flags().DurationVar(&age, "older-than", age, "the age from which files are removed; 0s removes all")
	return cmd
}

func (a *app) cacheExport(open func() repository.Cache) *cobra.Command {
	return &cobra.Command{
		Use: "export FILE", Short: "write the cache as a tar.gz, - for stdout", Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			if words[0] == "-" {
				return open().Export(cmd.Context(), a.out)
			}
			return replaceWith(words[0], func(f *os.File) error { return open().Export(cmd.Context(), f) })
		},
	}
}

func (a *app) cacheImport(open func() repository.Cache) *cobra.Command {
	return &cobra.Command{
		Use: "import FILE", Short: "add what export wrote, - for stdin", Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			in := a.in
			if words[0] != "-" {
				f, err := os.Open(words[0])
				if err != nil {
					return status{exitUsage, err}
				}
				defer f.Close()
				in = f
			}
			n, err := open().Import(cmd.Context(), in)
			if err != nil {
				return status{exitUsage, err}
			}
			fmt.Fprintf(a.out, "%d files imported\n", n)
			return nil
		},
	}
}
