package js

import (
	"fmt"
	"slices"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// maxNotices is how many notices are told of one file.
const maxNotices = 64

// tellNotices adds the file's notices to the result, and notes it where it is no
// library known.
func (x *file) tellNotices() {
	notices, problems := x.noticesOf()
	x.add(nil, problems)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.result.Notices = append(x.result.Notices, notices...)
	if len(x.out) == 0 && !x.folder.archive {
		if x.unknown == nil {
			x.unknown = make(map[string]bool)
		}
		x.unknown[x.entry.path] = true
	}
}

// noticesOf returns the notices of a file that is not known as a whole.
func (x *file) noticesOf() ([]Notice, []audit.Problem) {
	var out []reading
	remarks, cut := x.remarks()
	lines := lineCounter{text: x.text}
	holdsClosed := x.holdsClosed()
	before := -1 // the remark that the last notice is of
	for i, r := range remarks {
		accounted := x.accounted(remarks, i)
		if accounted && (holdsClosed || !mayClose(r.text)) {
			continue
		}
		n, ok := x.notice(r)
		if !ok || !n.Closed && (accounted || x.continues(remarks, i, n.Notice)) {
			continue
		}
		if r.joined && before >= 0 && before == i-1 && out[len(out)-1].take(n) {
			before = i
			continue
		}
		n.Path = x.entry.path
		switch {
		case r.at < 0:
			n.Path += licenseTxt
		case len(x.text) == len(x.data): // else modules are written out in it
			n.Line = lines.at(r.at)
		}
		out, before = append(out, n), i
	}
	return x.kept(out, cut)
}

// kept are the notices that are told of a file: each once, the closed ones first.
func (x *file) kept(all []reading, cut bool) ([]Notice, []audit.Problem) {
	seen := make(map[identity]bool)
	var out []Notice
	for _, n := range all {
		if x.packaged(n) || seen[n.identity()] {
			continue
		}
		seen[n.identity()] = true
		out = append(out, n.Notice)
	}
	slices.SortStableFunc(out, func(a, b Notice) int { return rankOf(a) - rankOf(b) })
	if more := len(out) - maxNotices; more > 0 {
		return out[:maxNotices], x.unread(fmt.Sprintf("%d more notices stand in it than the %d that are told", more, maxNotices))
	}
	if cut {
		return out, x.unread("it has more, or longer, comments than are read: notices may stand in the others")
	}
	return out, nil
}

func rankOf(n Notice) int {
	if n.Closed {
		return 0
	}
	return 1
}

func (x *file) unread(message string) []audit.Problem {
	return []audit.Problem{{
		Code: audit.CodeUnnamedScript, Severity: audit.SeverityWarning, At: audit.Position{File: x.entry.path}, Message: message,
		Hint: "look at the file, and declare what it holds under components in overrides.yaml; javascript.exclude in licaudit.yaml leaves it out",
	}}
}

// take joins the notice of the comment that follows, if the two do not claim
// different things: one names the holders, the other the license.
func (n *reading) take(next reading) bool {
	if len(n.Holders) > 0 && len(next.Holders) > 0 || n.Status != audit.Unknown && next.Status != audit.Unknown && (n.License != next.License || n.License == "") {
		return false
	}
	if n.Status == audit.Unknown {
		n.License, n.Candidates, n.Status = next.License, next.Candidates, next.Status
	}
	if len(n.Holders) == 0 {
		n.Holders = next.Holders
	}
	if n.named == "" {
		n.named = next.named
	}
	n.Licensed, n.Others, n.Based = n.Licensed || next.Licensed, n.Others || next.Others, n.Based || next.Based
	if n.Closed || next.Closed {
		n.close()
	}
	return true
}

// packaged reports whether a notice is that of the package that the file lies in,
// which is told by its manifest: it says nothing that the package's license does not.
func (x *file) packaged(n reading) bool {
	m, _ := x.folder.manifest(x.entry.path)
	if n.Closed || m == nil || m.bare || m.Version == "" && m.method != MethodWebJar {
		return false
	}
	licenses := x.packageLicenses(m)
	if len(licenses) == 0 {
		return !n.Licensed && len(n.Holders) == 0
	}
	says := n.Candidates
	if n.License != "" {
		says = []spdx.Expression{n.License}
	} else if len(says) == 0 && n.named != "" {
		says = []spdx.Expression{n.named}
	}
	return len(says) == 0 || slices.ContainsFunc(says, func(e spdx.Expression) bool {
		return slices.ContainsFunc(licenses, func(l spdx.Expression) bool { return agree(e, l) })
	})
}

// packageLicenses are those that a package may be under by its manifest, its WebJar's
// POM, or the database.
func (x *file) packageLicenses(m *manifest) []spdx.Expression {
	if m.License != "" {
		return []spdx.Expression{m.License}
	}
	if e, ok := x.folder.pom(x.entry.path); ok && e.license != "" {
		return []spdx.Expression{e.license}
	}
	i, ok := x.db.Find(m.Name)
	if !ok {
		return nil
	}
	license, _, possible := licenseOf(&x.db.Libraries[i], &Library{ID: audit.NPM(m.Name, m.Version)})
	if license != "" {
		return []spdx.Expression{license}
	}
	return possible
}
