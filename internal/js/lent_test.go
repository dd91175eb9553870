package js

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/js/signatures"
)

// TestLent: a file that says which other library it is does not hold the one that
// has a little of the same code.
func TestLent(t *testing.T) {
	own := signaturesOf(t, signatures.Own{Name: "acme-widget", Version: "1.2.3", License: "MIT", Files: map[string][]byte{"widget.js": []byte(statements("acme", 200))}})
	const grid = "/*! Other Grid 4.5.6 (c) Bob, MIT licensed */\n"
	little, others := statements("acme", 40), statements("bob", 200)
	got := found(t, Options{Signatures: []string{own}, SkipTexts: true, Root: tree(t, map[string]string{
		"unsaid.js": little + others,
		"said.js":   grid + little + others,
		"own.js":    "/*! Acme Widget 9.9.9 (c) Acme, MIT licensed */\n" + little + others,
		"behind.js": little + grid + others,
		"bundle.js": grid + "webpackJsonp([0], []);\n" + little + others,
		"much.js":   grid + statements("acme", 120) + others,
	})})
	want := []string{
		"behind.js acme-widget@1.2.3 sequence",
		"bundle.js acme-widget@1.2.3 sequence",
		"much.js acme-widget@1.2.3 sequence",
		"own.js acme-widget sequence",
		"said.js other-grid@4.5.6 banner",
		"unsaid.js acme-widget@1.2.3 sequence",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTable: a file that has but the names of the months in common with a library
// does not hold it; one that has as much of its code does.
func TestTable(t *testing.T) {
	var words []string
	for i := range 40 {
		words = append(words, fmt.Sprintf("'month-%d'", i))
	}
	table := "var names = [" + strings.Join(words, ", ") + "];\n"
	own := signaturesOf(t, signatures.Own{Name: "acme-dates", Version: "1.2.3", License: "MIT", Files: map[string][]byte{"dates.js": []byte(statements("acme", 100) + table)}})
	got := found(t, Options{Signatures: []string{own}, SkipTexts: true, Root: tree(t, map[string]string{
		"table.js": table + statements("bob", 200), "code.js": statements("acme", 20) + statements("bob", 200),
	})})
	if diff := cmp.Diff([]string{"code.js acme-dates@1.2.3 sequence"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
