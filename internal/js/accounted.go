package js

import (
	"cmp"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/js/digest"
	"github.com/licaudit/licaudit/internal/js/signatures"
	"github.com/licaudit/licaudit/internal/spdx"
)

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

// holdsClosed reports whether a library recognised in the file is closed itself, so
// that a closed comment may be its own. That of an open one is not.
func (x *file) holdsClosed() bool {
	return slices.ContainsFunc(x.out, func(l Library) bool {
		return l.License == "" && len(l.ByVersion) == 0 || slices.ContainsFunc(l.License.Terms(), isClosed) ||
			slices.ContainsFunc(l.ByVersion, func(e spdx.Expression) bool { return slices.ContainsFunc(e.Terms(), isClosed) })
	})
}

func isClosed(t spdx.Term) bool {
	switch c, ok := spdx.CategoryOf(t); c {
	case spdx.NonCommercial, spdx.SourceAvailable, spdx.Proprietary:
		return true
	default:
		return !ok
	}
}

// continues reports whether a notice goes on with that of a library recognised, of
// the same holder or of none, right before or behind it.
func (x *file) continues(all []remark, i int, n Notice) bool {
	of := func(j int) bool {
		if !x.accounted(all, j) {
			return false
		}
		holder := holdersOf(all[j].text).String()
		return n.Holder() == "" || holder == "" || audit.HolderKey(holder) == audit.HolderKey(n.Holder())
	}
	return !n.Closed && (all[i].joined && of(i-1) || i+1 < len(all) && all[i+1].joined && of(i+1))
}

// beforeMatched reports whether the code from a comment to the next one is, or
// soon becomes, that of a library matched.
func (x *file) beforeMatched(all []remark, i int) bool {
	from, to := all[i].feature, len(x.digest.Features)
	const little = 12 // features are no code of its own
	for _, next := range all[i+1:] {
		if at := next.feature; next.at >= 0 && at > from+little {
			to = at
			break
		}
	}
	return slices.ContainsFunc(x.matched, func(f signatures.Found) bool {
		first, last := f.Around()
		lead := 60 + (last-first)/36 // before the first that the database kept
		return from <= last && first <= to && first-from <= lead
	})
}

// featureAt is the index of the first feature at or after a position.
func (x *file) featureAt(pos int) int {
	i, _ := slices.BinarySearchFunc(x.digest.Features, int32(pos), func(f digest.Feature, pos int32) int { return cmp.Compare(f.Pos, pos) })
	return i
}

// titles are the names that a comment may give to what it stands before, plain:
// that of its first line, be it a file's, and of a project's address.
func titles(text []byte) []string {
	var out []string
	add := func(name string) {
		if name != "" {
			out = append(out, signatures.Plain(name))
		}
	}
	first := firstLine(text)
	if !ofHost(first) {
		name, _ := readBanner(text)
		add(name)
		if m := heading().FindStringSubmatch(first); m != nil {
			add(npmName(m[1]))
		}
	}
	for _, line := range headLines(text) {
		if m := fileName().FindStringSubmatch(line); m != nil {
			add(m[1])
			add(fileBase(m[1]))
		}
	}
	if m := noticeURL().FindSubmatch(text); m != nil {
		add(string(m[1]))
	}
	return out
}

// headLines are the first two lines of a comment that say something: a file's name
// may stand below the title.
func headLines(text []byte) []string {
	var out []string
	for line := range strings.Lines(unmarked(text)) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
		if len(out) == 2 {
			break
		}
	}
	return out
}

// ofHost reports whether a first line is that of another's plugin, and begins with
// whose: "jQuery plugin: Foo", "jQuery - Foo plugin".
func ofHost(first string) bool { return hostPlugin().MatchString(first) }

// fileBase is a script's name without what says which form of it: "x-1.2.min.js".
func fileBase(name string) string { return fileForm().ReplaceAllString(name, "") }

// heading is a first line up to what is not a name any more; fileName is a line that
// is a script's name alone.
var (
	heading    = pattern(`^([\w@][\w.@/ +-]*?)(?:\.min)?(?:\.js|\.css)?\s*(?:$|[-–—|:,;(]|\bv?\d|\bcopyright\b|\bby\b|©)`)
	fileName   = pattern(`^(?:@license\s+)?([\w.-]+\.(?:js|css))$`)
	fileForm   = pattern(`(?:[-._]v?\d[\w.]*?)?(?:[-._](?:min|pack(?:ed)?|full|all|dev|development|debug|prod|production|umd|src))*\.(?:js|css)$`)
	hostPlugin = pattern(`(?i)^[\w.]+(?:\s+[-–—:]\s+.*\bplug-?in\b|\s+plug-?in\s*(?:[-–—:]|for\b))`)
)
