package evidence

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// TestQuick: where texts that stand word for word are all that a file has, the
// readers that are not asked then would not answer otherwise (docs/decisions,
// 8): every listed text, with and without its title and a copyright line, and
// the files of testdata.
func TestQuick(t *testing.T) {
	quick := 0
	check := func(name string, file []byte) {
		text, ok := Decode(file)
		body := plain(text)
		ws := words(body)
		if !ok || len(ws) == 0 {
			return
		}
		listed := cores(body, ws)
		if len(exact(body, ws)) == 0 && !onlyCores(ws, listed) {
			return
		}
		quick++
		got, want := answerOf(body, ws, read(text, body, ws)), answerOf(body, ws, surround(text, body, ws, wholly(body, ws, listed), listed))
		if !slices.Equal(got, want) {
			t.Errorf("%s: quick %s, whole %s", name, got, want)
		}
	}
	for _, l := range spdx.Licenses() {
		text, ok := spdx.Text(l.ID)
		if !ok || l.Deprecated || len(strings.Fields(text)) < shortText {
			continue
		}
		check(l.ID, []byte(text))
		for _, end := range []string{"END OF TERMS AND CONDITIONS", "\nGNU GENERAL PUBLIC LICENSE\nVersion 3"} {
			if terms, _, ok := strings.Cut(text, end); ok {
				check(l.ID+" up to "+strings.TrimSpace(end), []byte(terms))
			}
		}
		check(l.ID+" under its title", []byte(l.Name+"\n\nCopyright (c) 2011-2020 Jane Doe <jane@example.org>\nAll rights reserved.\n\n"+text))
	}
	files, err := filepath.Glob("testdata/texts/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		check(f, b)
	}
	cases, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	for block := range strings.SplitSeq("\n"+string(cases), "\n== ") {
		want, text, _ := strings.Cut(block, "\n")
		check("the case of "+want, []byte(text))
	}
	t.Logf("%d files are read the quick way", quick)
	if quick < 1000 {
		t.Error("the quick way is hardly taken")
	}
}

// answerOf is the answer that findings make: the status, then the license or
// the candidates.
func answerOf(body []byte, ws []word, found []finding) []spdx.Expression {
	license, candidates, status := combine(body, ws, found)
	if status == audit.Identified {
		candidates = []spdx.Expression{license}
	}
	return append([]spdx.Expression{spdx.Expression(status)}, candidates...)
}
