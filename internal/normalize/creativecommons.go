package normalize

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// elements of the Creative Commons licenses, in the order in which an id has
// them: https://creativecommons.org/share-your-work/cclicenses/
var elements = []string{"BY", "NC", "ND", "SA"}

var elementWords = map[string]string{
	"by": "BY", "attribution": "BY", "nc": "NC", "noncommercial": "NC", "sa": "SA", "sharealike": "SA",
	"nd": "ND", "noderivs": "ND", "noderivatives": "ND", "noderivative": "ND",
	"non commercial": "NC", "share alike": "SA", "no derivs": "ND", "no derivatives": "ND", "no derivative": "ND",
}

// portWords name what a Creative Commons license was adapted to. The list has
// ids for some countries; the others have none, and are left open.
var portWords = map[string]string{
	"unported": "", "international": "", "intl": "", "generic": "", "worldwide": "", "public": "", "works": "", "work": "", "deed": "", "legalcode": "", "legal": "", "code": "",
	"igo": "IGO", "de": "DE", "germany": "DE", "at": "AT", "austria": "AT", "au": "AU", "australia": "AU", "nl": "NL", "netherlands": "NL",
	"us": "US", "usa": "US", "uk": "UK", "jp": "JP", "japan": "JP", "fr": "FR", "france": "FR",
}

// creativeCommons reads "Creative Commons Attribution-ShareAlike 3.0
// Unported" in any order of its parts: the number of tokens and candidates.
func (r *reader) creativeCommons() (n int, candidates string) {
	i := r.at
	switch t := r.ts[i].text; {
	case t == "cc":
		i++
	case t == "creative" && i+1 < len(r.ts) && (r.ts[i+1].text == "commons" || r.ts[i+1].text == "common"):
		i += 2
	case t == "attribution" && r.followsElement(i+1):
	default:
		return 0, ""
	}
	var found [4]bool
	version, port, end := "", "", i
	for ; i < len(r.ts) && i < r.at+24; i++ {
		t := r.ts[i]
		if t.kind == mark && strings.Contains("(),/", t.text) || t.text == "cc" || t.text == "creative" || t.text == "commons" {
			continue
		}
		if e, two := r.element(i); e != "" {
			found[slices.Index(elements, e)] = true
			if two {
				i++
			}
		} else if p, ok := portWords[t.text]; ok && t.kind == word && (version != "" || p == "" && t.text != "public") {
			if p != "" && port != "" && p != port {
				break
			}
			port += strings.TrimPrefix(p, port)
		} else if t.kind == number && (version == "" || version == t.text) && (t.dotted || len(t.text) == 1 && t.text != "0") {
			version = t.text
		} else {
			break
		}
		end = i + 1
	}
	if n = end - r.at; n <= 0 {
		return 0, ""
	}
	return n, ccCandidates(found, version, port)
}

func (r *reader) followsElement(i int) bool {
	e, _ := r.element(i)
	return e != ""
}

// element reads one or two words as an element.
func (r *reader) element(i int) (e string, two bool) {
	if i >= len(r.ts) || r.ts[i].kind != word {
		return "", false
	}
	w := r.ts[i].text
	if i+1 < len(r.ts) && (w == "non" || w == "share" || w == "no") {
		if e := elementWords[w+" "+r.ts[i+1].text]; e != "" {
			return e, true
		}
	}
	return elementWords[w], false
}

// ccCandidates lists the ids with these elements; without any element or
// version the most used ones, as an example of what is meant.
func ccCandidates(found [4]bool, version, port string) string {
	id := "CC"
	for i, e := range elements {
		if found[i] {
			id += "-" + e
		}
	}
	if id == "CC" {
		if version != "" || port != "" {
			return ""
		}
		return "CC-BY-3.0|CC-BY-4.0|CC-BY-SA-3.0|CC-BY-SA-4.0|CC0-1.0"
	}
	if port != "" {
		port = "-" + port
	}
	var ids []string
	for _, v := range []string{"1.0", "2.0", "2.1", "2.5", "3.0", "4.0"} {
		if version != "" && trimZeros(v) != version {
			continue
		}
		if _, ok := spdx.Lookup(id + "-" + v + port); ok {
			ids = append(ids, id+"-"+v+port)
		}
	}
	if len(ids) == 0 && port != "" && version != "" { // an adaptation that the list lacks
		v := version
		if !strings.Contains(v, ".") {
			v += ".0"
		}
		if _, ok := spdx.Lookup(id + "-" + v); ok {
			return id + "-" + v + "|LicenseRef-" + id + "-" + v + port
		}
	}
	return strings.Join(ids, "|")
}

func trimZeros(v string) string {
	for strings.HasSuffix(v, ".0") {
		v = v[:len(v)-2]
	}
	return v
}
