package normalize

import "strings"

// spellings are words of license names long enough to be told through one
// wrong, missing, doubled or swapped letter.
var spellings = []string{
	"academic", "affero", "apache", "artistic", "attribution", "berkeley", "classpath", "clause", "clauses", "common", "commons",
	"creative", "development", "distribution", "domain", "eclipse", "exception", "exceptions", "foundation", "general",
	"lesser", "library", "license", "mozilla", "modified", "noncommercial", "original", "permissive", "public",
	"revised", "simplified", "university", "unlicense", "version",
}

// respell returns the word that a mistyped one means.
func respell(w string) string {
	if len(w) < 5 || len(w) > 16 || noise[w] || versionWords[w] {
		return w
	}
	for _, s := range spellings {
		if s == w {
			return w
		}
	}
	if strings.HasPrefix(w, "li") && off(w, "license") <= 2 && !strings.HasPrefix(w, "libr") {
		return "license"
	}
	if w == "unlicensed" || w == "commons" || w == "exceptions" || w == "publique" || w == "publica" || w == "published" {
		return w
	}
	for _, s := range spellings {
		if d := len(s) - len(w); d >= -1 && d <= 1 && len(s) > 5 && (s[0] == w[0] || s[1] == w[1]) && off(w, s) <= 1 {
			return s
		}
	}
	return w
}

// off counts the letters that differ, a swap as one, up to 3.
func off(a, b string) int {
	const bound = 3
	if d := len(a) - len(b); d >= bound || d <= -bound || len(b) > 31 {
		return bound
	}
	var before, last, now [32]int
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := range len(a) {
		now[0] = i + 1
		for j := range len(b) {
			d := last[j]
			if a[i] != b[j] {
				d++
			}
			d = min(d, last[j+1]+1, now[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, before[j-1]+1)
			}
			now[j+1] = d
		}
		before, last, now = last, now, before
	}
	return min(last[len(b)], bound)
}
