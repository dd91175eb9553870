package config

import (
	"errors"
	"fmt"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// ParseEntry reads one word of a list.
func ParseEntry(s string) (Entry, error) {
	e := Entry{Text: s}
	if c, ok := spdx.ParseCategory(s); ok {
		e.Category = c
		return e, nil
	}
	x, err := spdx.Parse(s)
	if err != nil {
		return e, unknownEntry(s, err)
	}
	n := x.Node()
	if n.Op != spdx.OpTerm {
		return e, fmt.Errorf("%q joins licenses: a list names one license in each entry", s)
	}
	e.Terms = append(e.Terms, n.Term)
	e.Terms = append(e.Terms, otherForm(s, n.Term)...)
	return e, nil
}

// otherForm is the -or-later form of a bare GNU id such as "AGPL-3.0", which
// SPDX deprecated because it did not say which of the two it means.
func otherForm(s string, t spdx.Term) []spdx.Term {
	id, _, _ := strings.Cut(s, " ")
	base, only := strings.CutSuffix(t.License, "-only")
	if !only || !strings.EqualFold(strings.TrimSpace(id), base) {
		return nil
	}
	if l, ok := spdx.Lookup(base + "-or-later"); ok {
		t.License = l.ID
		return []spdx.Term{t}
	}
	return nil
}

func unknownEntry(s string, err error) error {
	var pe *spdx.ParseError
	var names []string
	for _, c := range spdx.Categories() {
		names = append(names, string(c))
	}
	near := yamlfile.Nearest(strings.ToLower(s), append(names, "any"))
	switch {
	case near != "":
		return fmt.Errorf("unknown license or category %q: did you mean %q?", s, near)
	case !errors.As(err, &pe):
		return err
	case pe.Nearest != "":
		return fmt.Errorf("unknown license or category %q: did you mean %q?", s, pe.Nearest)
	}
	return fmt.Errorf("%q is neither a license nor a category: %s; the categories are %s and any", s, pe.Msg, strings.Join(names, ", "))
}

// names reports whether the entry names the term itself.
func (e Entry) names(t spdx.Term) bool {
	for _, own := range e.Terms {
		if own == t {
			return true
		}
	}
	return false
}

// namesLicense reports whether the entry names the license of a WITH term
// without its exception.
func (e Entry) namesLicense(t spdx.Term) bool {
	if t.Exception == "" {
		return false
	}
	t.Exception = ""
	return e.names(t)
}

// holds reports whether the entry's category is that of the term.
func (e Entry) holds(t spdx.Term) bool {
	if e.Category == "" {
		return false
	}
	c, ok := spdx.CategoryOf(t)
	return e.Any() || ok && c == e.Category
}

// Covers reports whether the entry, standing in an allow list, reaches a
// license.
func (e Entry) Covers(t spdx.Term) bool {
	return e.names(t) || e.holds(t) || e.namesLicense(t) && Layers{}.covers(audit.Allowed, t)
}
