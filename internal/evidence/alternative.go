package evidence

import "slices"

// offerLength is how many words an offer has before the license's name.
const offerLength = 40

// maxInlined is how long a license text may be, in words, that has an offer of
// another license in its midst.
const maxInlined = 500

// alternatives reads the offers that stand within license texts, between the
// conditions and the disclaimer, as in dual-licensed drivers: "Alternatively,
// this software may be distributed under the terms of the GNU General Public
// License version 2".
func alternatives(ws []word, texts []finding) []finding {
	var found []finding
	for _, t := range texts {
		if t.form != formText || t.to-t.from > maxInlined {
			continue
		}
		for i := t.from; i < t.to; i++ {
			if ws[i].text != "alternatively" {
				continue
			}
			if f, ok := offered(ws, i+1, min(t.to, i+offerLength)); ok {
				found = append(found, f)
			}
		}
	}
	return found
}

// offered is the license that ws[from:to] names behind "terms of" or "under".
func offered(ws []word, from, to int) (finding, bool) {
	for k := from; k < to; k++ {
		n, ok := nameAt(ws, k)
		if !ok {
			continue
		}
		led := slices.ContainsFunc(ws[from:k], func(w word) bool { return w.text == "under" })
		f := finding{from: n.from, to: n.to, form: formStatement, license: n.license, candidates: n.candidates, or: true}
		f.rule = "statement:" + firstOf(f.options())
		return f, led
	}
	return finding{}, false
}

// continued is the short text or header that ends where a stretch begins, so
// that "or the GNU Lesser General Public License" goes on with it.
func continued(texts []finding, at int) (finding, bool) {
	for _, t := range texts {
		if t.to == at && t.to-t.from < 60 && t.license != "" {
			return t, true
		}
	}
	return finding{}, false
}
