package js

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/js/digest"
	"github.com/licaudit/licaudit/internal/js/signatures"
)

// release returns the script of a version: some statements differ in each.
func release(minor int) string {
	var b strings.Builder
	for i := range 400 {
		if i%97 == 0 {
			fmt.Fprintf(&b, "o.changed%d(\"in %d\");\n", i, minor)
		}
		fmt.Fprintf(&b, "o.alpha%d(\"text %d\", %d);\n", i, i*7, i*11+2)
	}
	return b.String()
}

// TestSequence: a version is told from what it alone has, and only where no
// unknown one beside it may have the same.
func TestSequence(t *testing.T) {
	var own []signatures.Own
	for minor, license := range []string{"MIT", "ISC", "ISC"} {
		own = append(own, signatures.Own{Name: "acme-long", Version: fmt.Sprintf("1.%d.0", minor), License: license, Files: map[string][]byte{"long.js": []byte(release(minor))}})
	}
	file := signaturesOf(t, own...)
	middle := strings.Replace(release(1), "o.alpha200(", "mine.added(1); o.alpha200(", 1)
	root := tree(t, map[string]string{
		"behind.js": release(1) + "patched(all);\n",
		"joined.js": "function before() { own.things(1) }\n" + release(2) + "\n" + widget,
		"middle.js": middle,
		"common.js": strings.Join(strings.Split(release(0), "\n")[1:95], "\n"),
	})
	result, err := Scan(t.Context(), Options{Root: root, Signatures: []string{file}})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range result.Libraries {
		if l.Path == "common.js" && (l.License != "" || len(l.ByVersion) != 2) {
			t.Errorf("without a version, licenses that differ are %q and %v", l.License, l.ByVersion)
		}
	}
	got := found(t, Options{Root: root, Signatures: []string{file}})
	want := []string{
		"behind.js acme-long@1.1.0 sequence",
		"common.js acme-long fingerprint",
		"joined.js acme-long@1.2.0 sequence",
		"middle.js acme-long@1.1.0 sequence",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestInner: of versions with the same strings and names, in the same order, the
// tokens between the first and the last of them tell, whatever stands around.
func TestInner(t *testing.T) {
	versions := map[string]string{"1.0.0": "var", "1.1.0": "const", "1.2.0": "let"}
	script := func(word string) string {
		return word + " whole = 1;\n" + strings.Replace(release(1), "o.alpha200(", word+" last = o.alpha200(", 1)
	}
	var own []signatures.Own
	for _, v := range slices.Sorted(maps.Keys(versions)) {
		own = append(own, signatures.Own{Name: "acme-long", Version: v, License: "MIT", Files: map[string][]byte{"long.js": []byte(script(versions[v]))}})
	}
	root := tree(t, map[string]string{
		"joined.js": "function before() { own.things(1) }\n" + script("const") + "\n" + widget,
		"edited.js": strings.Replace(script("let"), "whole", "changed", 1) + "patched(all);\n",
		"other.js":  "own.things(1);\n" + strings.Replace(script("let"), "let last", "let mine", 1),
	})
	got := found(t, Options{Root: root, Signatures: []string{signaturesOf(t, own...)}})
	want := []string{"edited.js acme-long@1.2.0 sequence", "joined.js acme-long@1.1.0 sequence", "other.js acme-long sequence"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestChunksAndRuns: where the runs hardly prefer a version, and the chunks are of
// another one, it may be either; where the runs are clear, the chunks say nothing, nor
// do a few.
func TestChunksAndRuns(t *testing.T) {
	db, err := signatures.Load(signaturesOf(t,
		signatures.Own{Name: "acme-long", Version: "1.0.0", License: "ISC", Files: map[string][]byte{"long.js": []byte(statements("first", 100))}},
		signatures.Own{Name: "acme-long", Version: "1.1.0", License: "MIT", Files: map[string][]byte{"long.js": []byte(statements("second", 100))}}))
	if err != nil {
		t.Fatal(err)
	}
	i, _ := db.Find("acme-long")
	of := func(text string) *file {
		e := entry{path: "a.js"}
		x := &file{scanner: &scanner{}, db: db, folder: newFolder([]entry{e}), entry: e, data: []byte(text)}
		x.read()
		x.chunks = db.Chunks(x.digest)
		return x
	}
	x := of(statements("second", 100))
	for lead, want := range map[int]uint64{1: 0b11, 2: 0b01} {
		c := candidate{library: i, versions: 0b01, found: signatures.Found{Library: i, Versions: 0b01, Best: 20 + lead, Second: 20}}
		if x.chunked(&c) || c.versions != want {
			t.Errorf("with a lead of %d: versions %b, want %b", lead, c.versions, want)
		}
	}
	for n, want := range map[int]uint64{12: 0b11, 40: 0b10} { // statements of the second version
		c := candidate{library: i, versions: 0b11, found: signatures.Found{Library: i, Versions: 0b11, Best: 20, Second: 20}}
		if of(statements("second", n)).chunked(&c); c.versions != want {
			t.Errorf("of %d statements: versions %b, want %b", n, c.versions, want)
		}
	}
}

// TestBesideStates: what no version is known to have may be of one beside the others,
// if the script gives that in the library's own place.
func TestBesideStates(t *testing.T) {
	script := func(says string) string {
		return statements("head", 200) + "o.version = \"" + says + "\";\n" + statements("tail", 200)
	}
	own := []signatures.Own{
		{Name: "acme-long", Version: "1.0.0", License: "MIT", Files: map[string][]byte{"long.js": []byte(statements("other", 100))}},
		{Name: "acme-long", Version: "1.1.0", License: "MIT", Files: map[string][]byte{"long.js": []byte(statements("beside", 100))}},
		{Name: "acme-long", Version: "1.2.0", License: "MIT", Files: map[string][]byte{"long.js": []byte(script("1.2.0"))}},
	}
	for beside, want := range map[uint64]string{0b010: "1.1.0", 0: ""} {
		db, err := signatures.Load(signaturesOf(t, own...))
		if err != nil {
			t.Fatal(err)
		}
		i, _ := db.Find("acme-long")
		d := digest.JS([]byte(script("1.2.0")))
		db.Libraries[i].Literals, db.Libraries[i].Beside = d.Literals[0].Keys(d), beside
		slices.Sort(db.Libraries[i].Literals)
		text := strings.Replace(script("1.1.0"), "o.tail30(", "o.mine(1); o.tail30(", 1)
		if got := theOneIn(t, db, "a.js", text); got.ID.Version != want {
			t.Errorf("beside %b: version %q by %s, want %q", beside, got.ID.Version, got.Method, want)
		}
	}
}
