package pom

import (
	"strings"

	"github.com/vifraa/gopom"
)

// walker walks over the elements of a POM and fills the structs. The cases of
// its methods are those of MavenXpp3Reader.
type walker struct {
	scanner
	pom  *POM
	slab []string
}

func walk(s scanner, text string) (*POM, error) {
	w := &walker{scanner: s, pom: &POM{text: text}}
	name, ok, err := s.next(true)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, s.fail("expected root element 'project' but found no element at all")
	}
	if name != "project" {
		w.strict("expected root element 'project' but found '" + name + "'")
	}
	w.pom.NoAppendURL = strings.EqualFold(strings.TrimSpace(s.value("child.project.url.inherit.append.path")), "false")
	if err := w.project(&w.pom.Project, &w.pom.Places); err != nil {
		return nil, err
	}
	w.pom.Header = s.header()
	return w.pom, s.finish()
}

// strict notes the first thing that strict reading refuses.
func (w *walker) strict(msg string) {
	if w.pom.Strict == nil {
		w.pom.Strict = &SyntaxError{w.pom.Line(w.start() + 1), msg}
	}
}

// element walks over the children of the current element. The function tells
// whether it knows a child, and has left it then.
func (w *walker) element(child func(name string) (bool, error), allowed ...string) error {
	if a := w.attribute(allowed...); a != "" {
		w.strict("unknown attribute '" + a + "'")
	}
	for {
		name, ok, err := w.next(false)
		if w.stray() {
			w.strict("text between tags")
		}
		if err != nil || !ok {
			return err
		}
		known, err := child(name)
		if err != nil {
			return err
		}
		if known {
			continue
		}
		w.strict("unrecognised tag: '" + name + "'")
		if err := w.skip(); err != nil {
			return err
		}
	}
}

func (w *walker) duplicate(name string) (bool, error) {
	return true, w.fail("duplicated tag: '%s'", name)
}

// value fills a text element.
func (w *walker) str(p **string, name string) (bool, error) {
	if *p != nil {
		return w.duplicate(name)
	}
	s, err := w.text()
	*p = w.keep(trim(s))
	return true, err
}

// dom skips an element that is not kept.
func (w *walker) dom(seen *bool, name string) (bool, error) {
	if *seen {
		return w.duplicate(name)
	}
	*seen = true
	return true, w.skip()
}

// keep returns a pointer to s; pointers share their memory by the dozen.
func (w *walker) keep(s string) *string {
	if len(w.slab) == cap(w.slab) {
		w.slab = make([]string, 0, 64)
	}
	w.slab = append(w.slab, s)
	return &w.slab[len(w.slab)-1]
}

// trim cuts what Java's String.trim cuts.
func trim(s string) string {
	for len(s) > 0 && s[0] <= ' ' {
		s = s[1:]
	}
	for len(s) > 0 && s[len(s)-1] <= ' ' {
		s = s[:len(s)-1]
	}
	return s
}

// list fills a list of elements with one tag.
func list[T any](w *walker, p **[]T, name, tag string, one func(*T) error) (bool, error) {
	if *p != nil {
		return w.duplicate(name)
	}
	items := make([]T, 0, 4)
	*p = &items
	for {
		child, ok, err := w.next(true)
		if err != nil || !ok {
			return true, err
		}
		if child != tag {
			w.strict("unrecognised tag: '" + child + "'")
			if err := w.skip(); err != nil {
				return true, err
			}
			continue
		}
		var zero T
		items = append(items, zero)
		if err := one(&items[len(items)-1]); err != nil {
			return true, err
		}
	}
}

// strs fills a list of text elements.
func (w *walker) strs(p **[]string, name, tag string) (bool, error) {
	return list(w, p, name, tag, func(s *string) error {
		t, err := w.text()
		*s = trim(t)
		return err
	})
}

// object fills a single element.
func object[T any](w *walker, p **T, name string, one func(*T) error) (bool, error) {
	if *p != nil {
		return w.duplicate(name)
	}
	*p = new(T)
	return true, one(*p)
}

// properties fills a map; of two entries with one name the last counts.
func (w *walker) properties(p **gopom.Properties, name string, places *Places) (bool, error) {
	if *p != nil {
		return w.duplicate(name)
	}
	*p = &gopom.Properties{Entries: map[string]string{}}
	for {
		key, ok, err := w.next(true)
		if err != nil || !ok {
			return true, err
		}
		at := w.start()
		s, err := w.text()
		if err != nil {
			return true, err
		}
		(*p).Entries[key] = trim(s)
		if places != nil {
			places.Properties = append(places.Properties, PropertyPlace{key, at})
		}
	}
}
