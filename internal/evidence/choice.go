package evidence

import (
	"slices"
	"strings"
)

// offers are the words by which a file offers its licenses as a choice.
var offers = phraseSet(
	"dual licensed", "dual license", "dual licenced", "dually licensed", "tri licensed", "tri license", "triple licensed", "multi licensed", "dual licensing", "double licensed", "disjunctive",
	"at your option", "at your choice", "your choice of", "of your choice", "at the option of", "at your discretion", "you may choose", "you can choose", "you may select", "you can freely decide", "may elect", "choose which", "choose between", "choice between", "a choice of", "the choice of", "choose from", "select between", "choose either", "choose one", "choose to use",
	"under the terms of either", "terms of either", "under either", "one of the following licenses", "one of the following two", "any of the following licenses", "either of the following", "either license", "any one of the following",
	"alternatively", "under any of", "whichever", "you may use either", "of the two licenses", "licensed under two", "available under two", "under one of", "secondary licenses", "or alternatively", "you may pick", "you can pick", "pick the license", "under two licenses", "under three licenses", "best suits your", "best fits your",
)

// offerHead is how many words at the head of a file are read for an offer in
// any case, and offerReach how far behind an offer its list may go.
const (
	offerHead  = 24
	offerReach = 60
)

// listedOffers makes statements of the titles and addresses that an offer
// lists: "under any of the following licenses: - GNU ... - GNU ...".
func listedOffers(ws []word, found []finding) []finding {
	out := slices.Clone(found)
	for i, f := range out {
		if f.third || f.form <= formStatement || f.license == "" {
			continue
		}
		for k := max(0, f.from-offerReach); k < f.from; k++ {
			if offers.at(ws, k) && !overlaps(found, k, k+1) {
				out[i].form = formStatement
				break
			}
		}
	}
	return out
}

// choice reports whether the licenses are alternatives: the file says so, or
// they are one of the pairs that their stewards publish as alternatives.
func choice(ws []word, found, main []finding) bool {
	if len(main) < 2 {
		return false
	}
	if slices.ContainsFunc(main, func(f finding) bool { return f.or }) {
		return true
	}
	// The head of a file is its own, even where a match of a text reaches it.
	own := append(gaps(ws, found, 1), [2]int{0, min(len(ws), offerHead)})
	return slices.ContainsFunc(own, func(s [2]int) bool { return offers.within(ws, s[0], s[1]) }) || published(main)
}

// published knows the double licenses of Sun and Oracle (CDDL, GPL), of
// Eclipse (EPL with GPL or EDL) and of Mozilla (MPL, GPL, LGPL): the GPL cannot
// hold beside the others for the same code, so that they are alternatives. Elastic
// offers its own license and the SSPL (https://www.elastic.co/pricing/faq/licensing).
func published(main []finding) bool {
	var gnu, weak, edl, eclipse, elastic, other int
	for _, f := range main {
		switch s := family(f.license); {
		case strings.HasPrefix(s, "GPL-") || strings.HasPrefix(s, "LGPL-"):
			gnu++
		case strings.HasPrefix(s, "EPL-"):
			eclipse++
			weak++
		case strings.HasPrefix(s, "CDDL-") || strings.HasPrefix(s, "MPL-"):
			weak++
		case s == "SSPL-1.0" || s == "Elastic-2.0":
			elastic++
		case s == "BSD-3-Clause":
			edl++
		default:
			other++
		}
	}
	if elastic > 0 {
		return elastic == len(main)
	}
	return other == 0 && (gnu > 0 && weak > 0 && edl == 0 || eclipse == 1 && edl == 1 && gnu == 0)
}
