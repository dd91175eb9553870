package js

import (
	"bytes"
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/evidence"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Notice is a comment that claims a copyright or names a license for code that is
// no library known. It has no name: what a comment calls itself is not enough to
// make a library of its file, but too much to pass over.
type Notice struct {
	Path string
	Line int // of the comment; 0 where it is not known
	// License, Candidates and Status are what the comment's words mean; Unknown is
	// also that of a notice without a license, and of one that is closed, in which
	// an open license is that of something else.
	License    spdx.Expression
	Candidates []spdx.Expression
	Status     audit.Status
	// Licensed marks words that speak of a license, recognised or not.
	Licensed bool
	// Closed marks words that forbid what a library's license permits.
	Closed bool
	// Holders claim the copyright, or else are the authors; empty if nobody does.
	Holders []string
	// Others says that more claim it than Holders names; Based that it names a license
	// and says that the code is made of others'.
	Others, Based bool
	// Says is the comment's first line, without its signs; that with the license's
	// name only where there is no other.
	Says string
	// Own says why the notice is taken for the project's own; empty if it is not.
	Own string
}

// Holder names the holders in one line.
func (n Notice) Holder() string { return holders{names: n.Holders, more: n.Others}.String() }

const maxSays = 100 // characters

// granting are words that say that there is a license, whatever it is.
var granting = pattern(`(?i)@licen[sc]e\b|\blicen[sc]ed\b[^.]{0,40}\b(?:under|to|by|at|from)\b|\bunder\b.{0,60}\blicen[sc]e|\breleased\s+under\b` +
	`|\bsee\s+(?:(?:the|also|our|file|accompanying|enclosed|included|full)\s+)*licen[sc]e(?:\.\w+|\s+(?:file|text|agreement|terms|information|details?|for|at|in|below|above)\b|[.\s]*(?m:$|[<"'()]))` +
	`|\bfor\s+licensing\b|\blicen[sc]e\s*[:=]|\blicen[sc]e\s+(?:at\W+https?:|terms|agreement|granted|required)|\bcreative\s+commons\b|\bCC[ -]BY\b` +
	`|\b(?:commercial|proprietary|enterprise|developer|evaluation|trial|single[- ]use)\s+licen[sc]e`)

// reserving claim a copyright without a sign of it.
var reserving = pattern(`(?i)\ball\s+rights\s+reserved\b`)

// abbreviating are the names of licenses that a claim may be followed by.
var abbreviating = pattern(`\b(?:MIT|BSD|ISC|[AL]?GPL|MPL|EPL|CDDL|WTFPL)\b|\bApache[ -](?:Licen[sc]e|2)|\b(?:[AL]?GPL|MPL|EPL|Apache)-?v?\d`)

// licensing are words without which no license is read: most notices only claim.
var licensing = pattern(`(?i)licen[sc]|permission|permitted|public domain|warrant|distribut|creative commons|spdx|commercial|proprietary|\b(?:MIT|BSD|ISC|[AL]?GPL|MPL|EPL|CDDL|WTFPL|CC0|CC[ -]BY|Apache|Mozilla)`)

// using name the license of what the code uses.
var using = pattern(`(?i)\b(?:uses|requires|includes|including|contains|containing|bundles|depends\s+on|needs|based\s+on|powered\s+by)\s+(?:[^|\n;]{2,60}?[(,\[]\s*|(?:the\s+)?)(?-i:MIT|BSD|ISC|[AL]?GPL|MPL|EPL|Apache)\b(?:[ -]licen[sc]ed\s+\w+|[^|\n;.]{0,20}[)\]])`)

// ownWords are a comment's words without those on the license of what it uses, of the
// same length.
func ownWords(text []byte) []byte {
	return using().ReplaceAllFunc(text, func(b []byte) []byte { return bytes.Repeat([]byte(" "), len(b)) })
}

// basing say that the code is made of others'.
var basing = pattern(`(?i)\b(?:based\s+(?:up)?on|derived\s+from|ported\s+from|port\s+of|adapted\s+from|modified\s+from|forked\s+from|fork\s+of|taken\s+from|borrowed\s+from|portions\s+(?:by|copyright|\(c\)|©)|includes\s+code)\b`)

// reading is a notice, and the licenses that it names in any words, whether they are
// said to be its own or not.
type reading struct {
	Notice
	named spdx.Expression
}

// notice reads a comment. It is one if it claims a copyright, closes the code, or
// names or grants a license. Words that close it mean that only in such a comment,
// in those that a file begins with, and where they are to be kept.
func (x *file) notice(r remark) (reading, bool) {
	text := r.text
	h := holdersOf(text)
	n := reading{Notice: Notice{Status: audit.Unknown, Holders: h.names, Others: h.more, Says: cmp.Or(firstLine(text), lineOf(text, anyLine))}}
	claimed := h.claimed || reserving().Match(text)
	var c evidence.Classification
	if licensing().Match(text) {
		c = x.words(ownWords(text))
		n.License, n.Candidates, n.Status = c.License, c.Candidates, c.Status
		n.named = quickLicense(text)
	}
	n.Licensed = n.Status != audit.Unknown || granting().MatchString(unmarked(text)) || (claimed || r.kept || r.head && hasTitle(text)) && abbreviating().Match(text)
	n.Based = n.Licensed && basing().MatchString(unmarked(withoutTexts(text, c)))
	if (claimed || n.Licensed || r.head || r.kept) && closes(text, c, claimed || n.Licensed, n.named != "") {
		n.close()
	}
	return n, claimed || n.Licensed || n.Closed
}

// words is what a comment says of its license.
func (x *file) words(text []byte) evidence.Classification {
	c, _ := evidence.Brief(text)
	return c
}

// hasTitle reports whether a comment gives a name and a version.
func hasTitle(text []byte) bool {
	name, v := readBanner(text)
	return name != "" && v != ""
}

// close marks a notice as closed: the license that it names is not its own.
func (n *Notice) close() {
	n.Closed, n.License, n.Candidates, n.Status = true, "", nil, audit.Unknown
}

// firstLine is the first line of a comment that says something, without its signs
// and tags. A title of a license says nothing.
func firstLine(text []byte) string {
	return lineOf(text, func(s string) bool { return !licenseTitle().MatchString(s) })
}

func anyLine(string) bool { return true }

// lineOf is the first line of a comment that has words and is wanted.
func lineOf(text []byte, wanted func(string) bool) string {
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		s := strings.Trim(strings.ToValidUTF8(string(line), ""), "/*!-=#~+<> \t\r")
		s = strings.TrimSpace(leadingTag().ReplaceAllString(s, ""))
		if s = oneLine(s); !strings.ContainsFunc(s, isWordRune) || !wanted(s) {
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
