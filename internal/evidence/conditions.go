package evidence

import "bytes"

// A sentence is a condition if it forbids, demands or limits something that
// licenses speak of.
var (
	forbidding = phraseSet("may not", "must not", "shall not", "can not", "cannot", "not permitted", "not allowed", "not authorized", "not authorised", "not licensed", "not granted", "not grant", "prohibited", "prohibits", "forbidden", "disallowed",
		"do not use", "do not remove", "do not redistribute", "do not distribute", "do not sell", "don t use", "don t remove", "don t sell", "not be used", "not be removed", "not be sold", "no right to", "not entitled",
		"no commercial use", "not for commercial", "not for resale", "not in commercial")
	demanding = phraseSet("must publish", "must release", "must share", "must provide", "must include", "must display", "must show", "must credit", "must acknowledge", "must mention", "must keep", "must retain", "must remain", "must stay", "must link", "must contact", "must ask", "must notify", "must inform", "must send", "must pay", "must purchase", "must buy", "must obtain", "must register", "must agree", "must contain", "must carry", "must bear", "must state", "must give", "must make",
		"must be published", "must be released", "must be shared", "must be provided", "must be included", "must be displayed", "must be shown", "must be credited", "must be acknowledged", "must be mentioned", "must be kept", "must be retained", "must be visible", "must be licensed", "must be distributed", "must be used", "must be made", "must be given", "must be sent", "must be notified", "must be paid", "must be marked", "must be approved", "must also",
		"shall be", "shall include", "shall display", "shall pay", "shall notify", "shall provide", "shall make", "is required", "are required", "required to", "you agree", "on the condition", "under the condition", "with the condition",
		"only if", "only when", "may only", "can only", "used only", "use only", "only use", "only be", "sold only", "distributed only", "redistributed only", "licensed only", "permitted only", "allowed only", "granted only", "used solely", "use solely", "solely for", "solely with", "exclusively for", "in exchange for")
	limiting = phraseSet("additional terms", "additional conditions", "additional condition", "additional restriction", "additional restrictions", "additional limitation", "additional limitations", "additional requirements", "additional clause", "further restriction", "further restrictions",
		"free for personal", "free for private", "free for non commercial", "free for noncommercial", "free for academic", "free for educational", "free for research",
		"for non commercial use", "for noncommercial use", "for non commercial purposes", "for noncommercial purposes", "for personal use", "for private use", "for evaluation purposes", "for evaluation only", "evaluation use", "for academic use", "for educational use", "non commercial only", "noncommercial only",
		"exclusive terms", "license defined in", "defined in their license", "enterprise license", "enterprise edition", "commercial license", "commercial licence", "valid subscription", "paid subscription", "requires a subscription", "subscription is required", "purchase a", "requires a separate", "requires a commercial", "requires a license", "requires a licence", "requires a valid", "requires a paid", "requires permission", "requires prior", "requires written", "must obtain", "must send", "must pay", "obtain a commercial", "excluding the right", "software expires", "license expires", "violation of this license", "commercial license is required", "commercial license required", "terminates automatically", "terminate automatically", "automatically terminate")
	licensable = wordSet("use used uses using usage copy copied copies copying modify modified modifying modification modifications change changes changed" +
		" redistribute redistributed redistribution redistributions distribute distributed distribution distributing sell sold selling resell resale sublicense publish published deploy deployed host hosted" +
		" remove removed removing display displayed visible credit credited logo watermark backlink link linked attribution acknowledge acknowledgement acknowledgment notify notified fee royalty royalties embed embedded incorporated rights")
)

// harmless are what a sentence speaks of that adds nothing to a license: the
// notices that every license asks to keep, marks, the disclaimer, export laws,
// what contributors agree to, what other files say.
var harmless = phraseSet("copyright notice", "copyright notices", "copyright header", "license notice", "license text", "license header", "this notice", "text of the license", "text of the full license", "copy of the license", "copy of this license", "compliance with the license",
	"trademark", "trademarks", "brand", "no event", "liable", "liability", "warranty", "warranties", "export", "laws of", "contribution", "contributions", "contributor", "contributors", "contribute", "pull request",
	"unless otherwise", "except when otherwise", "except where otherwise", "except as otherwise", "except where noted", "except as noted", "unless stated otherwise", "unless noted otherwise", "unless specified otherwise", "if not otherwise", "unless explicitly otherwise",
	"not required", "no obligation", "not obligated", "without restriction", "not be used to endorse", "not be used in advertising", "name and logo", "names and logos", "special exception", "this exception", "obey the gnu", "required by", "as required under", "section 7", "alternatively", "verbatim copies", "not agree", "cannot agree", "agree to the license", "agree to this license", "agree to the terms of the license", "comply with the license", "comply with this license", "subject to the license", "subject to this license", "file must be included", "opinions of", "responsible", "those terms", "these terms", "such licenses", "other licenses", "their own license", "their own licenses", "respective license", "respective licenses",
	"commercial and non commercial", "non commercial and commercial", "commercial or non commercial", "non commercial or commercial", "including commercial", "or commercial")

// offersForPay bring in the paid license that copyleft licenses stand beside:
// who needs none may take the text as it is.
var offersForPay = phraseSet("commercial license", "commercial licence", "commercial licenses", "commercial project", "commercial application", "commercial applications", "commercial product", "commercial products", "proprietary license", "alternative license", "alternative licensing", "alternative licenses")

// weight is 2 for a sentence that limits what the license is good for, 1 for
// another condition, and 0 for what is none: what binds must be among its first
// words. Where a license may be paid for, what it says of that is an offer.
func weight(ws []word, first int, paid bool) int {
	speaks, binds, limits := false, false, false
	for i := range ws {
		speaks = speaks || licensable[ws[i].text]
		if i >= first {
			continue
		}
		if harmless.at(ws, i) || paid && offersForPay.at(ws, i) {
			return 0
		}
		binds = binds || forbidding.at(ws, i) || demanding.at(ws, i)
		limits = limits || limiting.at(ws, i)
	}
	switch {
	case limits:
		return 2
	case speaks && binds:
		return 1
	}
	return 0
}

// sentenceEnd is the index behind the sentence that begins at from.
func sentenceEnd(text []byte, ws []word, from, limit int) int {
	j := from + 1
	for j < limit && !sentenceEnds(text, ws, j-1) && !closes(text[ws[j-1].end:ws[j].start]) {
		j++
	}
	return j
}

// closes reports whether a full stop stands behind a closing mark: "(see
// https://example.org/)."
func closes(between []byte) bool {
	end := bytes.TrimLeft(between, ")]\"'*_/>")
	return len(end) > 1 && len(end) < len(between) && end[0] == '.'
}
