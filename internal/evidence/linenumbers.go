package evidence

// fewestNumbered is how many lines have to be numbered to be a listing.
const fewestNumbered = 8

// blankNumbers clears the numbers that a listing has before its lines, "1", "2"
// and on: the items of a license are not on every line.
func blankNumbers(b []byte) {
	if !isListing(b) {
		return
	}
	for start := 0; start < len(b); {
		end := lineStop(b, start)
		blank(b[start:end], numberEnd(b[start:end]))
		start = end
	}
}

// isListing reports whether nearly all lines begin with the number that follows
// the one before.
func isListing(b []byte) bool {
	lines, follow, last := 0, 0, -1
	for start := 0; start < len(b); {
		end := lineStop(b, start)
		line := b[start:end]
		start = end
		if leading(line, " \t\r\n") == len(line) {
			continue
		}
		lines++
		n := numberEnd(line)
		if n == 0 {
			if lines == fewestNumbered {
				break
			}
			continue
		}
		number := 0
		for _, c := range line[:n] {
			if isDigit(c) {
				number = number*10 + int(c-'0')
			}
		}
		if number == last+1 || last < 0 {
			follow++
		}
		last = number
	}
	return follow >= fewestNumbered && follow*10 >= lines*9
}

// numberEnd is how long the number before a line is, with what stands around it,
// or 0.
func numberEnd(line []byte) int {
	from := leading(line, " \t")
	to := from
	for to < len(line) && isDigit(line[to]) {
		to++
	}
	if to == from || to-from > 6 {
		return 0
	}
	if to < len(line) && (line[to] == ':' || line[to] == '|') {
		to++
	}
	if to < len(line) && line[to] != ' ' && line[to] != '\t' && line[to] != '\n' && line[to] != '\r' {
		return 0
	}
	return to
}

// lineStop is where the line at an offset ends, behind its line feed.
func lineStop(b []byte, start int) int {
	for i := start; i < len(b); i++ {
		if b[i] == '\n' {
			return i + 1
		}
	}
	return len(b)
}
