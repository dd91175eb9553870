package repository

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"sync"

	"github.com/licaudit/licaudit/internal/audit"
)

// problems collects what is worth a word and no error, each once.
type problems struct {
	mu   sync.Mutex
	list []audit.Problem
}

func (p *problems) add(x audit.Problem) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !slices.Contains(p.list, x) {
		p.list = append(p.list, x)
	}
}

func (p *problems) sorted() []audit.Problem {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := slices.Clone(p.list)
	slices.SortFunc(list, func(a, b audit.Problem) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Message, b.Message))
	})
	return list
}

// reason is an error of the file system without its path, which may be a
// temporary file's and differ from run to run.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Op + ": " + pe.Err.Error()
	}
	return err.Error()
}
