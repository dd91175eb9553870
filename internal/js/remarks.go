package js

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/licaudit/licaudit/internal/evidence"
	"github.com/licaudit/licaudit/internal/js/digest"
)

// Bounds of what is read of one file. What is beyond them is told as a problem.
const (
	maxRemarks = 1 << 12
	maxRemark  = 256 << 10 // bytes of a comment
	maxRead    = 2 << 20   // bytes of all
)

// remark is a comment that may be a notice.
type remark struct {
	text []byte // as UTF-8
	at   int    // where it begins, or -1 in the file that a bundler wrote beside
	// joined says that nothing stands between it and the one before: empty lines
	// part a header into several comments.
	joined bool
	// head says that no code stands before it; kept, that a minifier would keep it.
	head, kept bool
	feature    int // the index of the first feature behind it
}

// marked are the tags by which minifiers know a comment that they must keep.
// https://github.com/terser/terser#keeping-copyright-notices-or-other-comments
var marked = [][]byte{[]byte("@license"), []byte("@preserve"), []byte("@copyright"), []byte("SPDX-License-Identifier"), []byte("SPDX-FileCopyrightText")}

// leading is what may stand before a file's first comment, or among its first ones,
// and is no code: directives, what a shell or a style sheet's reader asks for, and
// comments too short to count.
var leading = pattern(`^(?:\s|;|\x{FEFF}|#![^\n]*|["']use [\w -]+["']|@charset\s+["'][\w-]+["']|//[^\n]*|/\*[^*]*\*/)*$`)

// remarks are the comments that may be notices. cut says that there are more, or
// that one is longer, than is read.
func (x *file) remarks() (out []remark, cut bool) {
	cut = x.digest.CommentsCut
	head := true
	read := 0
	end, last := 0, 0 // of the comment before, and of the last that may be a notice
	for _, c := range x.digest.Comments {
		between := x.text[end:c.Start]
		if last > 0 && len(bytes.Trim(between, "/* \t\r\n")) > 0 {
			last = 0
		}
		const long = 1 << 10 // is code
		head = head && len(between) < long && leading().Match(between)
		end = c.End
		text := x.text[c.Start:c.End]
		kept := isMarked(text)
		if !mayClaim(text, head || kept) {
			continue
		}
		if len(out) == maxRemarks || read > maxRead {
			return out, true
		}
		cut = cut || len(text) > maxRemark
		text = readable(text)
		read += len(text)
		out = append(out, remark{text, c.Start, last > 0, head, kept, x.featureAt(c.Start)})
		last = c.End
	}
	if len(x.notices) == 0 {
		return out, cut
	}
	for _, c := range digest.JS(x.notices).Comments {
		if len(out) == maxRemarks {
			return out, true
		}
		out = append(out, remark{text: readable(x.notices[c.Start:c.End]), at: -1, kept: true})
	}
	return out, cut
}

// readable is a comment as UTF-8, as long as it is read.
func readable(text []byte) []byte {
	if len(text) > maxRemark {
		text = text[:maxRemark]
		for i := 0; i < utf8.UTFMax && len(text) > 0; i++ { // what is left of the last character
			if r, n := utf8.DecodeLastRune(text); r != utf8.RuneError || n != 1 {
				break
			}
			text = text[:len(text)-1]
		}
	}
	if utf8.Valid(text) {
		return text
	}
	if decoded, ok := evidence.Decode(text); ok {
		return decoded
	}
	return text
}

// Words of which a notice has one, in lower case; abbreviated ones are as licenses
// write them. They are all that the patterns of notice.go and closing.go, and the
// readers of names, ask for: claims where a copyright or a license is claimed, cues
// where the code is closed.
var (
	claims = append([][]byte{[]byte("all rights"), []byte("released under"), []byte("gpl"), []byte("creative commons"), []byte("&copy;"), []byte("spdx"), []byte("public license")}, licenseWords...)
	cues   = [][]byte{[]byte("proprietary"), []byte("confidential"), []byte("commercial"), []byte("unauthori"), []byte("unlicensed"), []byte("distribute"), []byte("internal"), []byte("in-house"),
		[]byte("not be"), []byte("may not"), []byte("must not"), []byte("shall not"), []byte("do not"), []byte("trade"), []byte("no part"), []byte("property of"), []byte("property\n"), []byte("without"),
		[]byte("eula"), []byte("prohibited"), []byte("forbidden"), []byte("pursuant"), []byte("end-user"), []byte("end user"), []byte("contact"), []byte("sales@"), []byte("trial"), []byte("evaluation"), []byte("demo"), []byte("enterprise"), []byte("developer"), []byte("oem"), []byte("single"), []byte("agreement")}
	abbreviated = [][]byte{[]byte("MIT"), []byte("BSD"), []byte("ISC"), []byte("MPL"), []byte("EPL"), []byte("CDDL"), []byte("WTFPL"), []byte("CC-BY"), []byte("CC BY"), []byte("CC0"), []byte("Apache"), {0xA9}}
)

// mayClaim is a cheap look before a comment is read. Only one that the file begins
// with, or that is to be kept, may close the code without claiming anything.
func mayClaim(text []byte, closing bool) bool {
	low := bytes.ToLower(text)
	has := func(text []byte, words [][]byte) bool {
		return slices.ContainsFunc(words, func(word []byte) bool { return bytes.Contains(text, word) })
	}
	return has(low, claims) || has(text, abbreviated) || closing && has(low, cues)
}

func isMarked(text []byte) bool {
	return bytes.HasPrefix(text, []byte("/*!")) || slices.ContainsFunc(marked, func(m []byte) bool { return bytes.Contains(text, m) })
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
