package js

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/js/digest"
	"github.com/licaudit/licaudit/internal/js/signatures"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Notice is a comment that claims a copyright or names a license for code that is
// no library known. It has no name: what a comment calls itself is not enough to
// make a library of its file, but too much to pass over.
type Notice struct {
	Path string
	Line int // of the comment; 0 where it is not known
	// License, Candidates and Status are what the comment's words mean; Unknown is
	// also that of a notice without a license.
	License    spdx.Expression
	Candidates []spdx.Expression
	Status     audit.Status
	// Licensed marks words that speak of a license, recognised or not.
	Licensed bool
	// Closed marks words that forbid what a library's license permits.
	Closed bool
	// Holder is who claims the copyright, or else the author; empty if nobody does.
	Holder string
	// Says is the comment's first line, without its signs.
	Says string
	// Own says why the notice is taken for the project's own; empty if it is not.
	Own string
}

// Bounds of what is told of one file.
const (
	maxRemarks = 1 << 10
	maxNotices = 64
	maxSays    = 100 // characters
)

// marked are the tags by which minifiers know a comment that they must keep.
// https://github.com/terser/terser#keeping-copyright-notices-or-other-comments
var marked = [][]byte{[]byte("@license"), []byte("@preserve"), []byte("@copyright"), []byte("SPDX-License-Identifier"), []byte("SPDX-FileCopyrightText")}

// claims are words of which a notice has one, in lower case.
var claims = append([][]byte{[]byte("proprietary"), []byte("confidential"), []byte("commercial"), []byte("unauthori"), []byte("distribute"), []byte("internal use"), []byte("must not be")}, licenseWords...)

// closing are words of commercial licenses, where no open one is given.
var closing = pattern(`(?i)\b(?:proprietary|confidential|commercial|trade secret|unauthori[sz]ed|internal use|do not (?:re)?distribute|(?:may|must|can) ?not be (?:copied|used|redistributed|distributed|reproduced))`)

// granting are words that say that there is a license, whatever it is.
var granting = pattern(`(?i)@licen[sc]e\b|licen[sc]ed?\b.{0,40}\b(?:under|to|by|at|see|terms)\b|\bunder\b.{0,60}\blicen[sc]e|\bsee\b.{0,60}\blicen[sc]|\blicen[sc]e\s*[:=]|all rights reserved|\b(?:commercial|proprietary|enterprise|developer|evaluation|trial) licen[sc]e`)

// licensing are words without which no license is read: most notices only claim.
var licensing = pattern(`(?i)licen[sc]|permission|permitted|public domain|warrant|distribut|creative commons|spdx|commercial|proprietary|\b(?:MIT|BSD|ISC|[AL]?GPL|MPL|EPL|CDDL|WTFPL|Apache|Mozilla)`)

// remark is a comment that may be a notice.
type remark struct {
	text []byte
	at   int // where it begins, or -1 in the file that a bundler wrote beside
	// joined says that nothing stands between it and the one before: empty lines
	// part a header into several comments.
	joined bool
}

// tellNotices adds the file's notices to the result, and counts it where it is no
// library known.
func (x *file) tellNotices() {
	notices := x.noticesOf()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.result.Notices = append(x.result.Notices, notices...)
	if len(x.out) == 0 && !x.folder.archive {
		x.unknown++
	}
}

// noticesOf returns the notices of a file that is not known as a whole.
func (x *file) noticesOf() []Notice {
	var out []Notice
	remarks := x.remarks()
	lines := lineCounter{text: x.text}
	before := -1 // the remark that the last notice is of
	for i, r := range remarks {
		if x.accounted(remarks, i) {
			continue
		}
		n, ok := x.notice(r.text, r.at == 0 || len(bytes.TrimSpace(x.text[:max(0, r.at)])) == 0)
		if !ok || x.continues(remarks, i, n) {
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
	out = slices.DeleteFunc(out, x.packaged)
	slices.SortStableFunc(out, func(a, b Notice) int { return cmp.Compare(a.key(), b.key()) })
	out = slices.CompactFunc(out, func(a, b Notice) bool { return a.key() == b.key() })
	return out[:min(len(out), maxNotices)]
}

// take joins the notice of the comment that follows, if the two do not claim
// different things: one names the holder, the other the license.
func (n *Notice) take(next Notice) bool {
	if n.Holder != "" && next.Holder != "" || n.Status != audit.Unknown && next.Status != audit.Unknown && (n.License != next.License || n.License == "") {
		return false
	}
	if n.Status == audit.Unknown {
		n.License, n.Candidates, n.Status = next.License, next.Candidates, next.Status
	}
	n.Holder, n.Closed, n.Licensed = n.Holder+next.Holder, n.Closed || next.Closed, n.Licensed || next.Licensed
	return true
}

// lineCounter tells the lines of ascending positions.
type lineCounter struct {
	text       []byte
	pos, lines int
}

func (c *lineCounter) at(pos int) int {
	c.lines += bytes.Count(c.text[c.pos:pos], []byte("\n"))
	c.pos = pos
	return c.lines + 1
}

// remarks are the comments that may be notices: those at the file's start or with
// a mark to be kept, and all that claim something.
func (x *file) remarks() []remark {
	var out []remark
	end, last := 0, 0 // of the comment before, and of the last that may be a notice
	for _, c := range x.digest.Comments {
		text := x.text[c.Start:min(c.End, c.Start+maxBanner)]
		if last > 0 && len(bytes.Trim(x.text[end:c.Start], "/* \t\r\n")) > 0 {
			last = 0
		}
		end = c.End
		if len(out) == maxRemarks {
			return out
		}
		if (c.Start <= maxBanner || isMarked(text) || bytes.Contains(text, []byte("opyright"))) && mayClaim(text) {
			out = append(out, remark{text, c.Start, last > 0})
			last = c.End
		}
	}
	if len(x.notices) == 0 {
		return out
	}
	for _, c := range digest.JS(x.notices).Comments {
		if len(out) == maxRemarks {
			break
		}
		out = append(out, remark{x.notices[c.Start:min(c.End, c.Start+maxBanner)], -1, false})
	}
	return out
}

// mayClaim is a cheap look before a comment is read.
func mayClaim(text []byte) bool {
	low := bytes.ToLower(text)
	return slices.ContainsFunc(claims, func(word []byte) bool { return bytes.Contains(low, word) })
}

func isMarked(text []byte) bool {
	return bytes.HasPrefix(text, []byte("/*!")) || slices.ContainsFunc(marked, func(m []byte) bool { return bytes.Contains(text, m) })
}

// packaged reports whether a notice is that of the package that the file lies in,
// which is told by its manifest.
func (x *file) packaged(n Notice) bool {
	m, _ := x.folder.manifest(x.entry.path)
	told := m != nil && !m.bare && (m.Version != "" || m.method == MethodWebJar)
	return told && !n.Closed && (n.License == "" || m.License == "" || agree(n.License, m.License))
}

// notice reads a comment. It is one if it claims a copyright, closes the code, or
// names or grants a license. Words that close it mean
// that only in such a comment, or in the one that the file begins with.
func (x *file) notice(text []byte, head bool) (Notice, bool) {
	h := holdersOf(text)
	n := Notice{Status: audit.Unknown, Holder: h.String(), Says: firstLine(text)}
	if licensing().Match(text) {
		c := x.texts.Classify(text)
		n.License, n.Candidates, n.Status = c.License, c.Candidates, c.Status
	}
	n.Licensed = n.Status != audit.Unknown || granting().Match(text)
	n.Closed = (h.claimed || n.Licensed || head) && (closed().Match(text) || n.Status == audit.Unknown && closing().Match(text))
	return n, h.claimed || n.Licensed || n.Closed
}

// accounted reports whether a comment is that of a library that was recognised in
// the file: the code that follows is the library's, or it names it.
func (x *file) accounted(all []remark, i int) bool {
	if len(x.out) == 0 {
		return false
	}
	if all[i].at >= 0 && x.beforeMatched(all, i) {
		return true
	}
	names := titles(all[i].text)
	return slices.ContainsFunc(x.out, func(l Library) bool { return slices.Contains(names, signatures.Plain(l.ID.Name)) })
}

// continues reports whether a notice goes on with that of a library recognised, of
// the same holder or of none, right before or behind it.
func (x *file) continues(all []remark, i int, n Notice) bool {
	of := func(j int) bool {
		if !x.accounted(all, j) {
			return false
		}
		holder := holdersOf(all[j].text).String()
		return n.Holder == "" || holder == "" || sameHolder(holder) == sameHolder(n.Holder)
	}
	return all[i].joined && of(i-1) || i+1 < len(all) && all[i+1].joined && of(i+1)
}

// beforeMatched reports whether the code from a comment to the next one is, or
// soon becomes, that of a library matched.
func (x *file) beforeMatched(all []remark, i int) bool {
	from, to := x.featureAt(all[i].at), len(x.digest.Features)
	const little = 12 // features are no code of its own
	for _, next := range all[i+1:] {
		if at := x.featureAt(next.at); next.at >= 0 && at > from+little {
			to = at
			break
		}
	}
	return slices.ContainsFunc(x.matched, func(f signatures.Found) bool {
		first, last := f.Core()
		tenth := (last - first) / 8  // of all, which the core leaves out at either end
		lead := 60 + (last-first)/30 // before the first that the database kept
		first, last = first-tenth, last+tenth
		return from <= last && first <= to && first-from <= lead
	})
}

// featureAt is the index of the first feature at or after a position.
func (x *file) featureAt(pos int) int {
	i, _ := slices.BinarySearchFunc(x.digest.Features, int32(pos), func(f digest.Feature, pos int32) int { return cmp.Compare(f.Pos, pos) })
	return i
}

// titles are the names that a comment may give to what it stands before, plain:
// that of its first line, of a file, of a project's address.
func titles(text []byte) []string {
	var out []string
	if name, _ := readBanner(text); name != "" {
		out = append(out, signatures.Plain(name))
	}
	if m := heading().FindStringSubmatch(firstLine(text)); m != nil {
		out = append(out, signatures.Plain(npmName(m[1])))
	}
	for _, m := range fileName().FindAllSubmatch(text, 4) {
		base, _, _ := strings.Cut(string(m[1]), ".")
		out = append(out, signatures.Plain(string(m[1])), signatures.Plain(base))
	}
	if m := noticeURL().FindSubmatch(text); m != nil {
		out = append(out, signatures.Plain(string(m[1])))
	}
	return out
}

// heading is a first line up to what is not a name any more; fileName is a line
// that is a script's name alone.
var (
	heading  = pattern(`^([\w@][\w.@/ +-]*?)(?:\.min)?(?:\.js|\.css)?\s*(?:$|[-–—|:,;(]|\bv?\d|\bcopyright\b|\bby\b|©)`)
	fileName = pattern(`(?m)^[\s*/!]*(?:@license\s+)?(?:[\w .-]*\s)?([\w.-]+\.(?:js|css))\s*$`)
)

// firstLine is the first line of a comment that says something, without its signs
// and tags.
func firstLine(text []byte) string {
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		s := strings.Trim(strings.ToValidUTF8(string(line), ""), "/*!-=#~+<> \t\r")
		s = strings.TrimSpace(leadingTag().ReplaceAllString(s, ""))
		if s = oneLine(s); !strings.ContainsFunc(s, isWordRune) || licenseTitle().MatchString(s) {
			continue
		}
		if utf8.RuneCountInString(s) > maxSays {
			s = string([]rune(s)[:maxSays-1]) + "…"
		}
		return s
	}
	return ""
}

// licenseTitle is a line that only says which license follows.
var licenseTitle = pattern(`(?i)^(?:the )?[\w -]{0,20}licen[sc]e(?: \([\w-]+\))?[.:]?$`)

var leadingTag = pattern(`^@(?:license|preserve|name|overview|fileoverview|module|project|file|cc_on)\b`)
