package evidence

import "strconv"

// goesOn reports whether ws[from:to] begins with an item that goes on with the numbers of a text
// before it: "10. ..." behind the nine sections of the Apache License.
func goesOn(text []byte, ws []word, texts []finding, from, to int) bool {
	n, err := strconv.Atoi(ws[from].text)
	if err != nil || n < 2 || to-from <= minCondition || from > 0 && ws[from-1].line == ws[from].line || !numbers(text, ws, from) {
		return false
	}
	for _, f := range texts {
		if f.third || f.to > from || from-f.to > nearText {
			continue
		}
		for i := f.from; i < f.to; i++ {
			if ws[i].text == strconv.Itoa(n-1) && (i == 0 || ws[i-1].line != ws[i].line) && numbers(text, ws, i) {
				return true
			}
		}
	}
	return false
}

// numbers reports whether ws[i] is the number of an item: "10.", "10)".
func numbers(text []byte, ws []word, i int) bool {
	end := ws[i].end
	return end < len(text) && (text[end] == '.' || text[end] == ')')
}
