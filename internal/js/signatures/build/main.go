// Command build makes the signature database from npm packages:
//
//	node fetch.mjs libraries.txt CACHE
//	go run . -cache CACHE -mains
//	node minify.mjs CACHE TOOLS
//	go run . -cache CACHE -out ../signatures.zst
//
// fetch.mjs brings the packages with the installed npm client; this program
// reads them. The same packages, lists and -made give the same bytes.
package main

import (
	"errors"
	"flag"
	"fmt"
	"math/bits"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "signatures:", err)
		os.Exit(1)
	}
}

func run() error {
	list := flag.String("list", "libraries.txt", "the libraries")
	cache := flag.String("cache", "", "the folder that fetch.mjs filled")
	out := flag.String("out", "", "the database to write")
	exporting := flag.Bool("mains", false, "only write the main scripts to forms/ of the cache, for minify.mjs")
	made := flag.String("made", "", "the date of the packages, YYYY-MM-DD")
	checking := flag.Bool("check", false, "say how old the built-in database is and what it lacks of the list")
	flag.Parse()
	if *checking {
		return check(*list, time.Now())
	}
	if *cache != "" && *exporting {
		return export(*list, *cache)
	}
	if *cache == "" || *out == "" || *made == "" {
		return errors.New("-cache, -out and -made are needed")
	}
	libraries, err := readList(*list)
	if err != nil {
		return err
	}
	packages, published, err := readChoice(*cache)
	if err != nil {
		return err
	}
	libraries = slices.DeleteFunc(libraries, func(name string) bool {
		if len(packages[name]) == 0 {
			fmt.Fprintf(os.Stderr, "%s: no package was fetched\n", name)
		}
		return len(packages[name]) == 0
	})
	surveys := make([]*survey, len(libraries))
	err = each(libraries, func(i int, name string) (err error) {
		surveys[i], err = surveyLibrary(name, packages[name])
		return err
	})
	if err != nil {
		return err
	}
	others := foreign(surveys)
	indexed := make([]*index, len(libraries))
	err = each(libraries, func(i int, name string) (err error) {
		surveys[i] = nil
		indexed[i], err = indexLibrary(name, packages[name], published[name], *cache, others[i])
		return err
	})
	if err != nil {
		return err
	}
	db, entries := merge(indexed)
	data, err := signatures.Encode(*made, db, entries)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%d libraries, %d files, %d token hashes, %d runs, %d bytes\n",
		len(db), len(entries.Files), len(entries.Tokens), len(entries.Runs), len(data))
	return os.WriteFile(filepath.Clean(*out), data, 0o644)
}

// whole leaves out the packages that stand beside those chosen.
func whole(packages []pack) []pack {
	return slices.DeleteFunc(slices.Clone(packages), func(p pack) bool { return p.beside })
}

// each calls do for every library, two at a time.
func each(libraries []string, do func(i int, name string) error) error {
	var group errgroup.Group
	group.SetLimit(2)
	for i, name := range libraries {
		group.Go(func() error {
			if err := do(i, name); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
	}
	return group.Wait()
}

// maxAge is the age from which the database is too old: a quarter.
const maxAge = 92 * 24 * time.Hour

// check prints the age of the built-in database and the libraries of the list
// that it lacks; either is an error where it should be made again.
func check(list string, now time.Time) error {
	names, err := readList(list)
	if err != nil {
		return err
	}
	db, err := signatures.Load()
	if err != nil {
		return err
	}
	made, err := time.Parse(time.DateOnly, db.Made)
	if err != nil {
		return err
	}
	versions, missing := 0, 0
	for _, l := range db.Libraries {
		versions += len(l.Versions) - bits.OnesCount64(l.Beside)
	}
	for _, name := range names {
		if _, ok := db.Find(name); !ok {
			fmt.Println("missing:", name)
			missing++
		}
	}
	age := now.Sub(made)
	fmt.Printf("made %s, %d days ago: %d libraries, %d versions; %d of the list are missing\n", db.Made, int(age.Hours()/24), len(db.Libraries), versions, missing)
	if missing > 0 || age > maxAge {
		return errors.New("the database should be made again: make signatures")
	}
	return nil
}
