package normalize

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// mention is one license that a name speaks of, as far as it is known.
type mention struct {
	joint      itemKind // what joins it to the mention before: orItem, commaItem, openItem ...
	candidates []string // ids, GNU's without -only and -or-later
	version    string
	number     token // the token of version
	clauses    string
	exception  string
	later      bool
	only       bool
	like       bool
	numbered   bool // the phrase itself has a number
	clash      bool // its parts contradict each other
}

// adjacent is the joint of mentions that nothing stands between.
const adjacent = strangeItem

// mentions cuts the items at each new family and at each word that joins.
func mentions(its []item) reading {
	var ms []mention
	var dual, grouped bool
	var strange string
	m := mention{joint: adjacent}
	flush := func(joint itemKind) {
		if !m.empty() {
			ms = append(ms, m)
			m = mention{joint: joint}
			return
		}
		m.joint = min(m.joint, joint) // of ", or (" the word counts
	}
	for i, it := range its {
		switch it.kind {
		case familyItem:
			if len(m.candidates) > 0 {
				flush(adjacent)
			}
			m.candidates, m.numbered = strings.Split(it.text, "|"), it.numbered
		case versionItem:
			if i > 0 && (its[i-1].kind == versionItem || its[i-1].numbered) && strange == "" {
				strange = it.text // "version 1 1"
			}
			if m.version != "" && m.version != it.text {
				flush(adjacent)
			}
			m.version, m.number = it.text, it.tok
		case clauseItem:
			if m.clauses != "" && m.clauses != it.text {
				m.clash = true
			}
			m.clauses = it.text
		case laterItem:
			m.later = true
		case onlyItem:
			m.only = true
		case exceptionItem:
			m.except(it.text)
		case likeItem:
			m.like = true
		case dualItem:
			dual = true
		case strangeItem:
			if strange == "" {
				strange = it.text
			}
		case closeItem:
		case openItem:
			grouped = grouped || len(ms) > 0 && m.empty() && m.joint < openItem
			flush(it.kind)
		default:
			flush(it.kind)
		}
	}
	flush(adjacent)
	return reading{ms, dual, grouped, strange}
}

// reading is a name cut into mentions.
type reading struct {
	mentions []mention
	dual     bool   // it says that there is a choice
	grouped  bool   // parentheses join some of the mentions
	strange  string // the first word that no table knows
}

func (m *mention) except(id string) {
	if m.exception != "" && m.exception != id {
		m.clash = true
	}
	m.exception = id
}

func (m *mention) empty() bool {
	return len(m.candidates) == 0 && m.version == "" && m.clauses == "" && m.exception == "" && !m.later && !m.only
}

// merge folds into one those mentions that speak of the same license: "GNU
// Lesser General Public License (LGPL), version 2.1". What stands without a
// family of its own, as in "GPL v2 or v3", takes that of its neighbour.
func merge(ms []mention) (out []mention, ok bool) {
	for _, m := range ms {
		if len(out) == 0 {
			out = append(out, m)
			continue
		}
		last := &out[len(out)-1]
		loose := m.joint == adjacent || m.joint >= openItem || m.joint == commaItem || m.joint == plusItem && m.bareException() || m.joint == slashItem && m.bareVersion() && last.version == "" && !last.numbered
		switch {
		case loose && last.absorb(m):
		case m.joint == adjacent || m.joint >= openItem:
			if len(last.candidates) == 0 || len(m.candidates) == 0 {
				return nil, false
			}
			// "Eclipse Distribution License (BSD)" names one license twice;
			// two that differ are not understood.
			return nil, false
		default:
			out = append(out, m)
		}
	}
	for i := range out {
		if len(out[i].candidates) > 0 {
			continue
		}
		switch { // an ellipsis
		case i > 0 && len(out[i-1].candidates) > 0:
			out[i].candidates = out[i-1].candidates
			if id := otherVersion(out[i].candidates, out[i].version); id != "" {
				out[i].candidates = []string{id}
			}
		case i+1 < len(out) && len(out[i+1].candidates) > 0:
			out[i].candidates = out[i+1].candidates
			if out[i].exception != "" {
				return nil, false
			}
		default:
			return nil, false
		}
	}
	return out, true
}

// otherVersion is the id of another version of the one candidate.
func otherVersion(candidates []string, version string) string {
	if len(candidates) != 1 || version == "" {
		return ""
	}
	stem, ok := strings.CutSuffix(candidates[0], versionOf(candidates[0]))
	if !ok || !strings.HasSuffix(stem, "-") {
		return ""
	}
	for _, id := range []string{stem + version, stem + version + ".0"} {
		if _, ok := spdx.Lookup(id); ok {
			return id
		}
	}
	return ""
}

// bareVersion: "MPL/2.0" has a slash before its version.
func (m mention) bareVersion() bool {
	return m.version != "" && len(m.candidates) == 0 && m.exception == ""
}

func (m mention) bareException() bool {
	return m.exception != "" && len(m.candidates) == 0 && m.version == ""
}

// absorb takes up what a neighbouring mention says of the same license.
func (m *mention) absorb(o mention) bool {
	c := *m
	switch {
	case len(c.candidates) == 0:
		c.candidates = o.candidates
	case len(o.candidates) > 0:
		c.candidates = common(c.candidates, o.candidates)
		if len(c.candidates) == 0 {
			return false
		}
	}
	if c.version != "" && o.version != "" && c.version != o.version ||
		c.clauses != "" && o.clauses != "" && c.clauses != o.clauses ||
		c.exception != "" && o.exception != "" && c.exception != o.exception {
		return false
	}
	if o.version != "" {
		c.version, c.number = o.version, o.number
	}
	c.clauses += strings.TrimPrefix(o.clauses, c.clauses)
	if c.exception == "" {
		c.exception = o.exception
	}
	c.later, c.only, c.like, c.clash = c.later || o.later, c.only || o.only, c.like || o.like, c.clash || o.clash
	if c.version != "" && len(c.byVersion(c.candidates)) == 0 && len(c.byVersion(m.candidates)) > 0 {
		return false
	}
	*m = c
	return true
}

func common(a, b []string) []string {
	var out []string
	for _, x := range a {
		if slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}

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
	if m.version != "" {
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
		if m.exception == "GCC-exception-3.1" && strings.HasPrefix(t.License, "GPL-2") {
			t.Exception = "GCC-exception-2.0" // of the same name
		}
	}
	return t.Expression(), true
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
