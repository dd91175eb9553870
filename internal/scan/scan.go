// Package scan is the driver of an audit: it alone knows the order of the
// stages, and does nothing else.
//
//	resolve Maven and find JavaScript -> read evidence -> conclude ->
//	apply overrides -> judge -> report
package scan

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/evidence"
	"github.com/licaudit/licaudit/internal/js"
	"github.com/licaudit/licaudit/internal/maven"
	"github.com/licaudit/licaudit/internal/override"
)

// Options of a run.
type Options struct {
	Dir   string // the project's folder, absolute
	Maven maven.Options
	// Config and Overrides are file names, the organisation's first, the
	// project's last. Where empty, licaudit.yaml and overrides.yaml of Dir are
	// used if they exist.
	Config, Overrides []string
	Baseline          string        // file, or empty
	FailOn            audit.Verdict // Denied or Review
	AllowIncomplete   bool
	FullEvidence      bool // read every jar
	NoCurations       bool
	Omitted           bool   // keep the paths that lost a conflict
	Drafts            bool   // pass over overrides that nobody has completed
	AsOf              string // YYYY-MM-DD: the date for which expiry is judged
	Signatures        []string
	TextCache         string // folder that keeps what texts were classified as
	Exclude           []string
	Version           string
	Revision, Time    string
	Labels            map[string]string
	Progress          func(stage string, done, total int)
}

// Failure is an error of a run with the exit status that it stands for:
// 2 for what the user must mend, 3 and 5 as in the contract.
type Failure struct {
	Status int
	Err    error
}

func (f Failure) Error() string   { return f.Err.Error() }
func (f Failure) Unwrap() error   { return f.Err }
func (f Failure) ExitStatus() int { return f.Status }

// ErrNothing says that there is nothing to audit: no pom.xml and no library.
var ErrNothing = errors.New("nothing to audit: no pom.xml and no JavaScript library was found")

// run holds what the stages of one audit share.
type run struct {
	Options
	config    *config.Config
	overrides *override.Set
	hasPOM    bool
	session   *maven.Session
	reactor   *maven.Reactor
	js        js.Result
	several   map[string]int // of files: how many notices are not the project's own
	unnamed   []audit.Unnamed
	problems  []audit.Problem
	texts     map[string]string
	// classified remembers what texts are, between runs too.
	classified evidence.Cache
	warming    sync.Once
}

// Run audits a project. The error is a Failure where no result could be made.
func Run(ctx context.Context, o Options) (audit.Report, error) {
	r := &run{Options: o, texts: map[string]string{}, classified: evidence.Cache{Dir: o.TextCache}}
	if err := r.load(); err != nil {
		return audit.Report{}, Failure{2, err}
	}
	found := make(chan error, 1)
	go func() { found <- audit.Guarded(func() error { return r.findJavaScript(ctx) }) }()
	mavenErr := r.resolve(ctx)
	if err := <-found; err != nil {
		return audit.Report{}, failure(err)
	}
	if err := ctx.Err(); err != nil {
		return audit.Report{}, err
	}
	if mavenErr != nil && !r.partial(mavenErr) {
		return audit.Report{}, mavenErr
	}
	subjects, err := r.conclude(ctx)
	if err != nil {
		return audit.Report{}, err
	}
	if err := ctx.Err(); err != nil {
		return audit.Report{}, err
	}
	r.tellNotices() // before the overrides say what became of them
	findings := r.judge(subjects)
	return r.report(findings)
}

// load reads the settings and the overrides before any work is done, so that
// every mistake in them is told at once.
func (r *run) load() error {
	var errs []error
	var err error
	if r.config, err = r.loadConfig(); err != nil {
		errs = append(errs, err)
	}
	load := override.Load
	if r.Drafts {
		load = override.LoadFinished
	}
	if r.overrides, err = load(r.Dir, r.files(r.Overrides, "overrides.yaml"), r.AsOf); err != nil {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (r *run) loadConfig() (*config.Config, error) {
	files := r.files(r.Config, "licaudit.yaml")
	if len(files) == 0 {
		return config.BuiltIn(), nil
	}
	return config.Load(files)
}

// files are the files given, or the project's own if it has one.
func (r *run) files(given []string, name string) []string {
	if len(given) > 0 {
		return given
	}
	own := filepath.Join(r.Dir, name)
	if _, err := os.Lstat(own); err != nil {
		return nil
	}
	return []string{own}
}

// progress tells how far a stage is.
func (r *run) progress(stage string, done, total int) {
	if r.Progress != nil {
		r.Progress(stage, done, total)
	}
}
