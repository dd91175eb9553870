package js

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/evidence"
)

// Words that close the code, by how surely they do. They count whole phrases: that
// something is "free for commercial projects", or that a flag is "confidential",
// closes nothing.
var (
	// forbidding close it whatever license is named beside them, which is that of
	// something else then.
	forbidding = pattern(`(?i)\bproprietary\s+(?:and|&|or)\s+confidential\b` +
		`|\bconfidential(?:\s+(?:and|&|or)|,)\s*proprietary\b` +
		`|\b(?:proprietary|confidential)\s+(?:information|materials?|property|rights|to\s+(?-i:\p{Lu}))` +
		`|\b(?:this|these|our|is|are|remains?|contains?|strictly|company|highly)\s+(?:\w+\s+){0,2}?(?:proprietary|confidential)\s+(?:software|source|code|file|program|script|library|work|property|information|materials?|of|to|and)\b` +
		`|\b(?:this|it|file|code|software|program|script|library|work|materials?)\s+(?:is|are|remains?)\s+(?:\w+\s+)?(?:proprietary|confidential)\b` +
		`|\b(?:strictly|company|highly)\s+(?:proprietary|confidential)\b` +
		`|(?-i:\b(?:Proprietary|PROPRIETARY|Confidential|CONFIDENTIAL)\b)(?:\s+(?:software|source|code|program|product|component|library)\b)*\s*(?m:$|[-–.,;:|!)])` +
		`|\btrade\s+secrets?\b` +
		`|\b(?:unauthori[sz]ed|unlicensed)\s+(?:\w+\s+){0,2}?(?:use|usage|copy|copies|copying|reproduction|reproducing|distribution|distributing|redistribution|duplication|disclosure|modification|publication|transfer)\b` +
		`|\binternal\s+use\s+only\b|\b(?:for|only|strictly)\s+(?:\w+\s+)?internal\s+use\b|\bin-house\s+(?:use|only|software|code|library|plugin|component)\b` +
		`|\b(?:do|may|must|can|shall)\s?not\s+(?:(?:copy|share|use|modify|reproduce|publish|disclose|sell)(?:,|\s+and|\s+or|,\s+or|\s*/)\s*){0,4}(?:re-?distribute\b|distribute(?:\s*(?m:$|[.,;!)])|\s+(?:or|and|this|it|without|outside|in|the\s+(?:file|code|software|source|script))\b))` +
		`|\b(?:do|may|must|shall)\s+not\s+(?:copy|share|reproduce|publish|disclose|sell|resell)\s+(?:(?:this|the)\s+(?:file|code|software|script|program|work|library|source)\b|this\s*(?m:$|[.,;!)]))` +
		`|\b(?:may|must|can|shall)\s?not\s+be\s+(?:\w+(?:,|\s+and|\s+or|,\s+or|\s*/)\s*){0,6}(?:copied|(?:re-?)?distributed|reproduced|re-?used|disclosed|resold|republished|sublicensed)(?:\s*(?m:$|[.,;!)])|\s+(?:or|and|without|in|by|to|unless|except|outside|for)\b)` +
		`|\bno\s+part\s+of\s+(?:this|the)\s+\w+\s+(?:may|can|shall|must)\b` +
		`|\bnot\s+(?:free\s+)?for\s+commercial\b|\bnon-?\s?commercial\s+(?:use|purposes?)\s+only\b|\bno\s+commercial\s+use\b|\bcommercial\s+use\s+(?:is\s+)?(?:not|prohibited|forbidden|requires)\b` +
		`|\blicensed\s+materials?\b`)
	// forbiddingClaimed close it beside a claim or a license only.
	forbiddingClaimed = pattern(`(?i)\b(?:proprietary|confidential)\s*(?m:$|[-–.,;:|!)])|\bin-house\b|\binternal\s+use\b`)
	// selling name a license that is bought. Beside an open one it may be offered as
	// another choice.
	selling = pattern(`(?i)\b(?:commercial|proprietary|enterprise|developer|evaluation|trial|single[- ]use|single[- ]site|oem)(?:\s+(?:source|use|software))?(?:\s+code)?\s+(?:licen[sc]|agreement|eula)`)
	// restraining are terms of bought licenses, which open ones may name too.
	restraining = pattern(`(?i)\b(?:this|is|a|as)\s+commercial\s+(?:product|software|component|plugin|library|script|version|edition)\b|\bcommercial(?:ly)?\s+(?:licen[sc]|terms\b)|\bcommercial\s+use\s+only\b` +
		`|\blicen[sc]e\s*:?\s+(?:\w+\s+)?(?:commercial|closed)\b` +
		`|\b(?:use|used|copy|copied|copying|reproduc\w+|(?:re)?distribut\w+|reused?|modif\w+|publish\w*|sold|share[sd]?)\b[^.]{0,80}\bwithout\s+(?:(?:the|a|an|our|my|its|any|prior|written|express|explicit|specific|valid)\s+)*(?:licen[sc]e|permission|consent|authori[sz]ation|approval)\b` +
		`|\b(?:copying|distribution|redistribution|reproduction|duplication|disclosure|(?:use|modification)\s+of\s+th(?:is|e)\s+(?:file|code|software|script|program|work|library|source))\b[^.]{0,100}\b(?:prohibited|forbidden)\b` +
		`|\bend[- ]user\s+licen[sc]e|\bEULA\b|\b(?:purchase|buy)\s+(?:a|the|your)\s+licen[sc]e|\blicen[sc]e\s+must\s+be\s+purchased\b` +
		`|(?-i:\bProperty of\s+(?:the\s+)?\p{Lu}|\bPROPERTY OF\b)|\b(?:sole|exclusive|intellectual|(?:is|are|remains?)\s+the)\s+property\s+of\s+(?:the\s+)?(?-i:\p{Lu})`)
	// restrainingClaimed are such terms beside a claim or a license: alone they are
	// said of all sorts of things.
	restrainingClaimed = pattern(`(?i)(?m:^|[-–.|(:,])\s*(?:trial|evaluation|demo)\s+(?:version|copy|edition)\b|\b(?:for\s+evaluation|evaluation\s+(?:use|purposes?))\s+only\b` +
		`|\b(?:may|must|can|shall)\s?not\s+be\s+(?:\w+(?:,|\s+and|\s+or|,\s+or|\s*/)\s*){0,6}(?:used|modified|copied|shared|sold|published|transferred)\b` +
		`|\b(?:use|modification)\b[^.]{0,100}\b(?:prohibited|forbidden)\b|\bpursuant\s+to\s+(?:an?\s+)?(?:written|separate|licen[sc]e|purchase)\b` +
		`|\blicen[sc]e\s+required\b|\bcontact\s+(?:our\s+)?sales\b|\bsales@`)

	// negating turn the word behind them round; offering bring in another choice.
	negating = pattern(`(?i)(?:\bnon-?|\bnot\s+(?:an?\s+)?|\bno\s+(?:longer\s+)?|n't\s+(?:an?\s+)?)$`)
	offering = pattern(`(?i)\b(?:or|alternative(?:ly)?|either|dual|both|also|obtain|purchase|buy|for)\b[^.]{0,60}$`)
	offered  = pattern(`(?i)^\w*\s*\W?\s*(?:is|are|can|may|also|options?|available|or)\b`)
	// endorsing is what open licenses forbid to use the names of their holders for.
	endorsing = pattern(`(?i)^\s+(?:to\s+(?:endorse|promote|identify)|in\s+advertising|as\s+a\s+trademark)`)
	denied    = pattern(`(?i)\b(?:not|no|no\s+longer|never|non)[\s-]+(?:an?\s+)?(?:proprietary|confidential|commercial\s+(?:licen|product|software))`)
	negatable = pattern(`(?i)^(?:proprietary|confidential|commercial|trial|evaluation|enterprise)`)
)

// The words of which each of these patterns asks for one, in lower case: a cheap look
// before a pattern, which most comments end with. Where "not" is the word, it asks
// for one of what may be forbidden, too.
var (
	forbiddingWords  = []string{"proprietary", "confidential", "trade", "unauthori", "unlicensed", "internal", "in-house", "no part", "commercial", "licensed material"}
	claimedWords     = []string{"proprietary", "confidential", "in-house", "internal"}
	sellingWords     = []string{"commercial", "proprietary", "enterprise", "developer", "evaluation", "trial", "single", "oem"}
	restrainingWords = []string{"commercial", "closed", "end-user", "end user", "eula", "prohibited", "forbidden", "purchase", "buy", "property of", "property\nof"}
	restrainedWords  = []string{"trial", "evaluation", "demo", "prohibited", "forbidden", "pursuant", "required", "contact", "sales@"}
	forbidden        = []string{"distribut", "copied", "copy ", "copy\n", "copy,", "copy/", "reproduc", "reuse", "re-use", "disclos", "resold", "resell", "republish", "sublicen", "share", "publish", "sell", "used", "modified", "sold", "transfer"}
	permitting       = []string{"licen", "permission", "consent", "authori", "approval"}
)

// told is what a comment says, without its signs, as it stands and in lower case.
type told struct{ words, low string }

func toldBy(text []byte) told {
	s := unmarked(text)
	return told{s, strings.ToLower(s)}
}

func (t told) any(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(t.low, w) })
}

// followed reports whether one of the words stands soon behind another one.
func (t told) followed(word string, within int, words []string) bool {
	for low := t.low; ; {
		i := strings.Index(low, word)
		if i < 0 {
			return false
		}
		low = low[i+len(word):]
		if (told{low: low[:min(len(low), within)]}).any(words) {
			return true
		}
	}
}

// How far from its word a pattern reaches, in bytes.
const (
	farNot     = 160
	farWithout = 100
)

func (t told) forbids() bool {
	return (t.any(forbiddingWords) || t.followed("not", farNot, forbidden)) && has(forbidding(), t.words)
}

func (t told) forbidsClaimed() bool { return t.any(claimedWords) && has(forbiddingClaimed(), t.words) }

func (t told) sells() bool { return t.any(sellingWords) && has(selling(), t.words) }

func (t told) restrains() bool {
	return (t.any(restrainingWords) || t.followed("without", farWithout, permitting)) && has(restraining(), t.words)
}

func (t told) restrainsClaimed() bool {
	return (t.any(restrainedWords) || t.followed("not", farNot, forbidden)) && has(restrainingClaimed(), t.words)
}

// mayClose is whether a comment has words that could close the code, if nothing
// else is known of it.
func mayClose(text []byte) bool {
	t := toldBy(text)
	return t.forbids() || t.forbidsClaimed() || t.sells() || t.restrains() || t.restrainsClaimed()
}

// closes reports whether a comment's words close the code: claimed is whether it
// claims a copyright or names a license, named whether it names an open one in any
// words, c what license was read of it.
func closes(text []byte, c evidence.Classification, claimed, named bool) bool {
	t := toldBy(withoutTexts(text, c))
	if t.forbids() || claimed && t.forbidsClaimed() {
		return true
	}
	sells := t.sells()
	offered := sells && isOffered(t.words)
	if c.License != "" || len(c.Candidates) > 0 {
		return sells && !offered
	}
	return !(named && offered) && (sells || t.restrains() || claimed && t.restrainsClaimed())
}

// has reports whether a pattern matches where nothing turns the words round.
func has(p *regexp.Regexp, s string) bool {
	for _, at := range p.FindAllStringIndex(s, 16) {
		if negatable().MatchString(s[at[0]:]) && negating().MatchString(s[:at[0]]) || endorsing().MatchString(s[at[1]:]) || denied().MatchString(s[at[0]:at[1]]) {
			continue
		}
		return true
	}
	return false
}

// isOffered reports whether a license that is bought is only another choice.
func isOffered(s string) bool {
	for _, at := range selling().FindAllStringIndex(s, 16) {
		if !offering().MatchString(s[:at[0]]) && !offered().MatchString(s[at[1]:]) {
			return false
		}
	}
	return true
}

// withoutTexts blanks the texts of known licenses, which speak of what they forbid.
func withoutTexts(text []byte, c evidence.Classification) []byte {
	const long = 120 // bytes; what is shorter names a license
	out := text
	for _, m := range c.Matches {
		if m.End-m.Start < long || m.End > len(text) {
			continue
		}
		if &out[0] == &text[0] {
			out = bytes.Clone(text)
		}
		for i := m.Start; i < m.End; i++ {
			if out[i] != '\n' {
				out[i] = ' '
			}
		}
	}
	return out
}

// unmarked is a comment's words, without the signs at either end of its lines.
func unmarked(text []byte) string {
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		b.WriteString(strings.Trim(line, "/*!# \t\r\n"))
		b.WriteByte('\n')
	}
	return b.String()
}
