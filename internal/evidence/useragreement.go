package evidence

import "strings"

var userAgreement = phraseSet("eclipse foundation software user agreement", "eclipse org software user agreement", "eclipse software user agreement")

// markUserAgreement reads Eclipse's Software User Agreement
// (https://www.eclipse.org/legal/epl/notice.php): the content is under the EPL,
// once the CPL, and the list behind it is of what other content may be under,
// which that content's own notices say.
func markUserAgreement(ws []word, found []finding) {
	start := userAgreement.firstIn(ws, 0, len(ws))
	said := false
	for i := range found {
		f := &found[i]
		if f.from < start || f.form == formTag {
			continue
		}
		main := strings.HasPrefix(string(f.license), "EPL-") || strings.HasPrefix(string(f.license), "CPL-")
		if !main || said {
			f.third = said
			continue
		}
		said = true
	}
}
