package evidence

import (
	"bytes"
	"html"
	"slices"
)

// plain blanks what is not the text itself, mark-up and comment signs, byte
// for byte, so that offsets in the result are offsets in the text.
func plain(text []byte) []byte {
	out := bytes.Clone(text)
	if looksHTML(text) {
		blankHTML(out)
	}
	blankPrefixes(out)
	blankNumbers(out)
	return out
}

// looksHTML tells a page from a text that quotes a tag or an address in
// angle brackets.
func looksHTML(text []byte) bool {
	head := text[:min(len(text), 4096)]
	for {
		i := bytes.IndexByte(head, '<')
		if i < 0 {
			return false
		}
		head = head[i+1:]
		if slices.ContainsFunc(pageTags, func(tag string) bool { return beginsWith(head, tag) }) {
			return true
		}
	}
}

// pageTags are how tags begin, behind the "<", that no text in plain words has.
var pageTags = []string{"html", "!doctype html", "body", "p>", "p ", "br>", "br/>", "br />", "h1", "h2", "h3", "div", "pre>", "table", "a href"}

// beginsWith reports whether b begins with what is in lower case, in any case.
func beginsWith(b []byte, prefix string) bool {
	if len(b) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if lowerCase[b[i]] != prefix[i] {
			return false
		}
	}
	return true
}

// blankHTML replaces tags, comments, styles and scripts by spaces (block ends
// by line ends) and entities by their characters, padded.
// Comments at the head of a page stay: they are the header of its source.
func blankHTML(b []byte) {
	head := true
	for i := 0; i < len(b); {
		switch {
		case head && bytes.HasPrefix(b[i:], []byte("<!--")):
			n := behind(b[i:], "-->")
			blank(b[i:], len("<!--"))
			blank(b[i+max(0, n-len("-->")):], min(n, len("-->")))
			i += n
		case b[i] == '<':
			head = head && opens(b[i:])
			i += blankTag(b[i:])
		case b[i] == '&':
			i += blankEntity(b[i:])
		default:
			head = head && bytes.IndexByte([]byte(" \t\r\n\xef\xbb\xbf"), b[i]) >= 0
			i++
		}
	}
}

// opens reports whether a tag only opens a page.
func opens(b []byte) bool {
	name := tagName(b[1:min(len(b), 16)])
	return bytes.HasPrefix(name, []byte("?xml")) || bytes.HasPrefix(name, []byte("!doctype")) || string(name) == "html"
}

// hidden are the elements whose content is not text.
var hidden = []string{"style", "script", "head"}

func blankTag(b []byte) int {
	if bytes.HasPrefix(b, []byte("<!--")) {
		return blank(b, behind(b, "-->"))
	}
	if len(b) < 2 || !(b[1] == '/' || b[1] == '!' || b[1] == '?' || b[1]|0x20 >= 'a' && b[1]|0x20 <= 'z') {
		return 1
	}
	end := bytes.IndexByte(b[:min(len(b), 4096)], '>') + 1
	if end == 0 {
		return 1
	}
	name := tagName(b[1:end])
	if bytes.IndexByte(name, '@') >= 0 || bytes.HasPrefix(name, []byte("http")) || bytes.HasPrefix(name, []byte("www")) {
		return 1 // <a@b.org>, <http://...>
	}
	for _, h := range hidden {
		if string(name) == h {
			if n := bytes.Index(lower(b[:min(len(b), 1<<16)]), []byte("</"+h)); n > 0 {
				return blank(b, n)
			}
		}
	}
	inline := len(name) > 0 && bytes.Contains([]byte(" a b i u em tt strong span font code sup sub small "), append(append([]byte{' '}, bytes.TrimPrefix(name, []byte{'/'})...), ' '))
	n := blank(b, end)
	if !inline {
		b[n-1] = '\n'
	}
	return n
}

func tagName(b []byte) []byte {
	end := bytes.IndexAny(b, " \t\r\n>")
	if end < 0 {
		end = len(b)
	}
	return lower(bytes.TrimSuffix(b[:end], []byte("/")))
}

// behind is the offset behind the first mark, or the end.
func behind(b []byte, mark string) int {
	if n := bytes.Index(b, []byte(mark)); n >= 0 {
		return n + len(mark)
	}
	return len(b)
}

// blank clears b[:n] but for its line ends.
func blank(b []byte, n int) int {
	for i := range b[:n] {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
	return n
}

func blankEntity(b []byte) int {
	end := bytes.IndexByte(b[:min(len(b), 12)], ';') + 1
	if end < 3 {
		return 1
	}
	char := html.UnescapeString(string(b[:end]))
	if char == string(b[:end]) || len(char) > end {
		return 1
	}
	blank(b, end)
	copy(b, char)
	return end
}

// blankPrefixes clears what stands at the start of most lines and is not a
// word: " * ", "//", "#", ";", ">", "REM", and a repeated mark such as the
// "%%Copyright:" of PostScript resources.
func blankPrefixes(b []byte) {
	mark := commonMark(b)
	if mark == "" {
		return
	}
	for start := 0; start < len(b); {
		end := start + bytes.IndexByte(b[start:], '\n') + 1
		if end == start {
			end = len(b)
		}
		line := b[start:end]
		if n := leading(line, " \t"); bytes.HasPrefix(line[n:], []byte(mark)) {
			blank(line, n+len(mark))
		}
		start = end
	}
}

func leading(line []byte, set string) int {
	n := 0
	for n < len(line) && bytes.IndexByte([]byte(set), line[n]) >= 0 {
		n++
	}
	return n
}

// commonMark is the first field of a line if nearly every line has it and it
// is not plain words.
func commonMark(b []byte) string {
	b = b[:min(len(b), 8192)]
	count := make(map[string]int)
	lines, without := 0, 0
	most := bytes.Count(b, []byte("\n")) + 1
	for line := range bytes.Lines(b) {
		f := bytes.TrimSpace(line)
		if len(f) == 0 {
			continue
		}
		lines++
		if isLetter(f[0]) && f[0]|0x20 != 'r' && f[0]|0x20 != 'd' && bytes.IndexByte(f, ':') < 0 {
			if without++; without*10 > most*2 {
				return ""
			}
			continue // no mark begins so
		}
		if end := bytes.IndexAny(f, " \t"); end > 0 {
			f = f[:end]
		}
		if len(f) < 40 && (f[0] < '0' || f[0] > '9') && (!isLetter(f[0]) || bytes.HasSuffix(f, []byte(":")) || string(f) == "REM" || string(f) == "dnl") {
			count[string(f)]++
		}
	}
	for m, n := range count {
		if lines >= 3 && n*10 >= lines*8 {
			return m
		}
	}
	return ""
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
