package normalize

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// resolve says what a mention may mean; definite is false where more than one
// license, or none for sure, is meant.
func (m mention) resolve() (es []spdx.Expression, definite bool) {
	ids, definite := m.candidates, !m.clash
	if m.clauses != "" || m.version != "" && isBSD(ids) {
		ids, definite = m.byClauses(definite)
	}
	if m.version != "" && !isBSD(m.candidates) {
		if ids = m.byVersion(ids); len(ids) == 0 {
			ids, definite = m.candidates, false
		}
	}
	if m.like && m.clauses != "2" && m.clauses != "3" || m.later && m.only {
		definite = false
	}
	for _, id := range ids {
		e, ok := m.expression(id)
		if !ok && len(ids) > 1 && m.exception != "" && len(m.suited(ids)) > 0 {
			continue // no GPL-1.0 among what "GPL with classpath exception" may mean
		}
		definite = definite && ok
		if e != "" && !slices.Contains(es, e) {
			es = append(es, e)
		}
	}
	return es, definite && len(es) == 1
}

// suited keeps the ids that the mention's exception is made for.
func (m mention) suited(ids []string) []string {
	var out []string
	for _, id := range ids {
		if suits(m.exception, id) {
			out = append(out, id)
		}
	}
	return out
}

// byVersion keeps the candidates of the mention's version. Without a point
// "20" is 2.0 too.
func (m mention) byVersion(ids []string) []string {
	var out []string
	for _, id := range ids {
		v := versionOf(id)
		if v == "" {
			continue
		}
		if trimZeros(v) == m.version || !m.number.dotted && len(m.version) > 1 && strings.ReplaceAll(v, ".", "") == m.version {
			out = append(out, id)
		}
	}
	return out
}

// versionOf is the last part of an id that is a version, as in GFDL-1.3.
func versionOf(id string) string {
	i := strings.LastIndexByte(id, '-')
	if i < 0 || i+1 == len(id) || !isDigit(id[i+1]) {
		return ""
	}
	return id[i+1:]
}

func isBSD(ids []string) bool {
	for _, id := range ids {
		if !strings.HasPrefix(id, "BSD-") && id != "0BSD" {
			return false
		}
	}
	return len(ids) > 0
}

// byClauses tells the BSD licenses by their number of clauses. A version means
// clauses only where it is written as one: "BSD 3", not "BSD 3.0" or "BSD v3".
func (m mention) byClauses(definite bool) ([]string, bool) {
	if !isBSD(m.candidates) {
		return m.candidates, false
	}
	n := m.clauses
	if m.version != "" && !(n != "" && m.number.dotted) { // "BSD License 2.0 (3-clause)" counts them itself
		if m.number.dotted || m.number.marked || n != "" && n != m.version || !strings.Contains("234", m.version) {
			return m.candidates, false
		}
		n = m.version
	}
	id := "BSD-" + n + "-Clause"
	if n == "0" {
		id = "0BSD"
	}
	if len(m.candidates) == 1 && m.candidates[0] != id {
		return append([]string{id}, m.candidates...), false
	}
	if _, ok := spdx.Lookup(id); !ok {
		return m.candidates, false
	}
	return []string{id}, definite
}

// expression adds "or later" and the exception to an id; false where they do
// not go together.
func (m mention) expression(id string) (spdx.Expression, bool) {
	e, ok := spdx.Read(id)
	if !ok {
		return "", false
	}
	if !m.later && m.exception == "" {
		return e, true
	}
	n := e.Node()
	if n.Op != spdx.OpTerm {
		return e, false
	}
	t := n.Term
	if m.later {
		if versionOf(id) == "" {
			return e, false
		}
		if later, ok := spdx.Read(id + "+"); ok {
			t = later.Node().Term
		}
	}
	if m.exception != "" {
		if !suits(m.exception, t.License) {
			return t.Expression(), false
		}
		t.Exception = m.exception
		if older := olderExceptions[m.exception]; older != "" && strings.HasPrefix(t.License, "GPL-2") {
			t.Exception = older
		}
	}
	return t.Expression(), true
}

// olderExceptions are those for version 2 of the GPL that go by the same name
// as those for version 3.
var olderExceptions = map[string]string{
	"GCC-exception-3.1": "GCC-exception-2.0",
}

// suits reports whether an exception is made for a license: those of the list
// are for GNU's licenses but for a few.
func suits(exception, license string) bool {
	switch exception {
	case "LLVM-exception", "Swift-exception":
		return license == "Apache-2.0"
	case "Classpath-exception-2.0":
		return strings.HasPrefix(license, "GPL-2") || strings.HasPrefix(license, "GPL-3")
	}
	return strings.Contains(license, "GPL-")
}
