package spdx

import "strings"

// Nearest returns the listed license id that a mistyped one most likely
// means, or "" if none is near.
func Nearest(id string) string { return nearest(id, licenseTable) }

func nearest(id, table string) string {
	if len(id) < 2 || len(id) > 80 {
		return ""
	}
	best, bound := "", min(len(id)/3, 4)+1
	want := strings.ToLower(id)
	for r := range rows(table) {
		if r.deprecated() || r.has("R") {
			continue
		}
		if d := distance(want, strings.ToLower(r.id()), bound); d < bound {
			best, bound = r.id(), d
		}
	}
	return best
}

// distance is the number of bytes to insert, delete, replace or swap, or bound
// if it is not less.
func distance(a, b string, bound int) int {
	if len(a)-len(b) >= bound || len(b)-len(a) >= bound {
		return bound
	}
	var before, last, now [128]int
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := range len(a) {
		now[0] = i + 1
		low := now[0]
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			d := min(last[j]+cost, last[j+1]+1, now[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, before[j-1]+1)
			}
			now[j+1] = d
			low = min(low, d)
		}
		if low >= bound {
			return bound
		}
		before, last, now = last, now, before
	}
	return min(last[len(b)], bound)
}
