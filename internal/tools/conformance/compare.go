package main

import (
	"context"
	"fmt"
	"time"

	"github.com/licaudit/licaudit/internal/tools/peer"
)

// row is what came out for one project.
type row struct {
	project  peer.Project
	modules  int
	nodes    int
	answers  []answer // a Maven each
	licaudit peer.Run
	licenses licenses
}

// answer is the comparison with one Maven.
type answer struct {
	maven    peer.Maven
	elapsed  time.Duration
	exit     int
	equal    int
	licaudit int // its exit status beside this Maven
	differ   []peer.Difference
	log      string // the end of Maven's, where it failed
}

// agrees reports whether the trees are equal, or both programs refuse.
func (a answer) agrees() bool {
	if a.exit != 0 {
		return a.licaudit != 0
	}
	return a.licaudit == 0 && len(a.differ) == 0
}

func (r row) same() bool {
	for _, a := range r.answers {
		if !a.agrees() {
			return false
		}
	}
	return r.licenses.fault == ""
}

// compareProject runs every Maven, then licaudit beside each, which so finds the
// same local repository that they leave, and the Maven that a project may ask for.
func compareProject(ctx context.Context, o options, mavens []peer.Maven, p peer.Project, dir string) (row, error) {
	r := row{project: p}
	var trees []peer.Tree
	for _, m := range mavens {
		run, err := ask(ctx, o, m, p.Name, dir)
		if err != nil {
			return r, err
		}
		trees = append(trees, peer.Split(run.Out))
		a := answer{maven: m, elapsed: run.Elapsed, exit: run.Exit}
		if run.Exit != 0 {
			a.log = failure(run.Log)
		}
		r.answers = append(r.answers, a)
	}
	var got peer.Tree
	for i, m := range mavens {
		run, err := peer.Exec(ctx, "", []string{"MAVEN_HOME=" + m.Home}, o.licaudit, "tree", dir)
		if err != nil {
			return r, err
		}
		out := peer.Split(run.Out)
		r.answers[i].equal, r.answers[i].differ = peer.Compare(trees[i], out)
		r.answers[i].licaudit = run.Exit
		if i == 0 {
			r.licaudit, got = run, out
		}
	}
	r.modules, r.nodes = len(trees[0]), trees[0].Nodes()
	if !o.licenses || r.licaudit.Exit != 0 {
		return r, nil
	}
	var err error
	r.licenses, err = askLicenses(ctx, o.licaudit, dir, got)
	return r, err
}

// line is the row as progress.
func (r row) line() string {
	s := fmt.Sprintf("%-20s %3d modules %5d nodes", r.project.Name, r.modules, r.nodes)
	for _, a := range r.answers {
		s += fmt.Sprintf("  %s: exit %d, %d equal, %d different, %.1fs", a.maven.Version, a.exit, a.equal, len(a.differ), a.elapsed.Seconds())
	}
	return s + fmt.Sprintf("  licaudit: exit %d, %.3fs  %s\n", r.licaudit.Exit, r.licaudit.Elapsed.Seconds(), r.licenses)
}
