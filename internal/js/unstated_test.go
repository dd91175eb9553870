package js

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/js/digest"
	"github.com/licaudit/licaudit/internal/js/signatures"
)

// statements returns a script of n statements, three of a sequence each.
func statements(of string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "o.%s%d(\"text %d\", %d);\n", of, i, i*7, i*11+2)
	}
	return b.String()
}

// theOneIn returns what is found in a script that holds one library.
func theOneIn(t *testing.T, db *signatures.DB, name, text string) Library {
	t.Helper()
	s := &scanner{signatures: func() (*signatures.DB, error) { return db, nil }}
	e := entry{path: "a.js", read: func(int64) ([]byte, error) { return []byte(text), nil }}
	got, err := s.file(newFolder([]entry{e}), e)
	if err != nil || len(got) != 1 {
		t.Fatalf("%s: found %v, error %v", name, got, err)
	}
	return got[0]
}

// TestUnstated: a file that does not say its version is that of the one known
// version that has it, unless one that the database lacks may well have it too.
func TestUnstated(t *testing.T) {
	const version = "1.2.1"
	// The database knows the version alone, and that the others were published.
	lonely, cousin, sister := []string{version}, []string{version, "1.3.0"}, []string{"1.2.0", version}
	const patch = "\npatched(all);\n"
	sheet := strings.Repeat(".acme-box>b{margin:2px}\n", 200)
	tests := []struct {
		path      string
		text      string
		edit      string // behind the text, or before it where it begins with a comment
		published []string
		want      string
	}{
		{"alone.js", statements("alone", 20), "", lonely, version},
		{"short.js", statements("short", 20), "", cousin, ""},
		{"longer.js", statements("longer", 60), "", cousin, version},
		{"sister.js", statements("sister", 60), "", sister, ""},
		{"long.js", statements("long", 200), "", sister, version},
		{"stated.js", "/* build 1.2.1 */\n" + statements("stated", 20), "", sister, version},
		{"lib/acme-1.2.1/path.js", statements("path", 20), "", sister, version},
		{"sheet.css", sheet, "", sister, ""},
		{"edited.js", statements("edited", 60), patch, sister, ""},
		{"literal.js", statements("literal", 60) + "o.says = \"1.2.1\";\no.end(\"of it\");", patch, sister, version},
		{"broken.js", "/*!\n/* ours */\n * Acme v1.2.0\n */\n" + statements("broken", 200), patch, sister, "1.2.0"},
		{"license.js", "/*!\n/* ours */\n * Apache 1.2 */\n" + statements("license", 200), patch, sister, version},
		{"headed.js", statements("headed", 200), "/*! Acme, version 2.70.0 */\n", lonely, ""},
		{"requiring.js", statements("requiring", 200), "/*! needs jQuery 1.7 */\n", lonely, version},
		{"locked/a.js", statements("locked", 20), "", sister, "1.2.0"},
	}
	var own []signatures.Own
	for i, test := range tests {
		own = append(own, signatures.Own{Name: fmt.Sprintf("acme-%02d", i), Version: version, License: "MIT", Files: map[string][]byte{test.path: []byte(test.text)}})
	}
	db, err := signatures.Load(signaturesOf(t, own...))
	if err != nil {
		t.Fatal(err)
	}
	s := &scanner{signatures: func() (*signatures.DB, error) { return db, nil }}
	lock := entry{path: "locked/package.json", read: func(int64) ([]byte, error) {
		return fmt.Appendf(nil, `{"dependencies": {"acme-%02d": "1.2.0"}}`, len(tests)-1), nil
	}}
	for i, test := range tests {
		db.Libraries[i].Published = test.published
		text := test.text + test.edit
		if strings.HasPrefix(test.edit, "/*") {
			text = test.edit + test.text
		}
		e := entry{path: test.path, read: func(int64) ([]byte, error) { return []byte(text), nil }}
		got, err := s.file(newFolder([]entry{e, lock}), e)
		if err != nil || len(got) != 1 {
			t.Fatalf("%s: found %v, error %v", test.path, got, err)
		}
		if got[0].ID.Version != test.want {
			t.Errorf("%s: version %q, want %q", test.path, got[0].ID.Version, test.want)
		}
	}
}

// TestMisstated: the version that a file gives is no fact where another version is
// known to give it too, and never against the code.
func TestMisstated(t *testing.T) {
	says := statements("says", 60) + "o.version = \"1.2.0\";\no.end(\"of it\");"
	next := says + "\no.added(\"since\", 77);"
	own := []signatures.Own{
		{Name: "acme-says", Version: "1.2.0", License: "MIT", Files: map[string][]byte{"says.js": []byte(says)}},
		{Name: "acme-says", Version: "1.2.1", License: "MIT", Files: map[string][]byte{"says.js": []byte(next)}},
	}
	db, err := signatures.Load(signaturesOf(t, own...))
	if err != nil {
		t.Fatal(err)
	}
	literals := digest.JS([]byte(says)).Literals
	db.Libraries[0].Literals = literals[0].Keys(digest.JS([]byte(says)))
	slices.Sort(db.Libraries[0].Literals)
	db.Libraries[0].Misstated = []signatures.Misstated{{Version: 1, Says: "1.2.0"}}
	for _, test := range []struct{ name, text, want string }{
		{"as published", next, "1.2.1"},
		{"within a longer file", next + "\npatched(all);", "1.2.1"},
		{"changed in its midst", strings.Replace(next, "o.says30(", "mine(1); o.says30(", 1), "1.2.1"},
		{"changed much", strings.ReplaceAll(next, "7\"", "8\""), ""},
	} {
		if got := theOneIn(t, db, test.name, test.text); got.ID.Version != test.want {
			t.Errorf("%s: version %q by %s, want %q", test.name, got.ID.Version, got.Method, test.want)
		}
	}
}

// TestStaleComment: a comment that gives a version whose code is known to be another
// does not count against the code, if that gives its own.
func TestStaleComment(t *testing.T) {
	code := statements("code", 200)
	script := func(comment, says string) string {
		return "/*! Acme says " + comment + " */\n" + code + "o.is = \"" + says + "\";\no.end(\"of it\");"
	}
	own := []signatures.Own{
		{Name: "acme-says", Version: "1.2.0", License: "MIT", Files: map[string][]byte{"says.js": []byte(script("1.2.0", "other"))}},
		{Name: "acme-says", Version: "1.3.0", License: "MIT", Files: map[string][]byte{"says.js": []byte(script("1.3.0", "1.3.0")), "bare.js": []byte(code)}},
	}
	db, err := signatures.Load(signaturesOf(t, own...))
	if err != nil {
		t.Fatal(err)
	}
	known := []byte(script("1.2.0", "other"))
	db.Libraries[0].Banners = []uint32{digest.JS(known).Mentions(known)[0].Key}
	for text, want := range map[string]string{script("1.2.0", "1.3.0"): "1.3.0", "/*! Acme says 1.2.0 */\n" + code: ""} {
		if got := theOneIn(t, db, "stale", text); got.ID.Version != want {
			t.Errorf("version %q by %s, want %q", got.ID.Version, got.Method, want)
		}
	}
}

// TestUnpublished: a version that npm does not have is a fact if code and comment
// agree on it, though a published one gives it too; in the code alone it is a slip.
func TestUnpublished(t *testing.T) {
	text := func(comment, code string) string {
		return "/*! Acme says " + comment + " */\n" + statements("says", 60) + "o.version = \"" + code + "\";\no.end(\"of it\");"
	}
	known := text("1.2.0", "1.2.0")
	own := signatures.Own{Name: "acme-says", Version: "1.2.0", License: "MIT", Files: map[string][]byte{"says.js": []byte(known)}}
	db, err := signatures.Load(signaturesOf(t, own))
	if err != nil {
		t.Fatal(err)
	}
	d := digest.JS([]byte(known))
	l := &db.Libraries[0]
	l.Published = []string{"1.2.0", "1.3.0"}
	l.Literals = d.Literals[0].Keys(d)
	slices.Sort(l.Literals)
	l.Banners = []uint32{d.Mentions([]byte(known))[0].Key}
	l.Misstated = []signatures.Misstated{{Version: 0, Says: "1.2.4"}}
	for _, test := range []struct{ name, comment, code, want string }{
		{"agreed", "1.2.4", "1.2.4", "1.2.4"},
		{"by the code alone", "so", "1.2.4", "1.2.0"},
		{"by the comment alone", "1.2.5", "1.1.9", ""},
		{"of another line", "9.2.4", "9.2.4", ""},
		{"published", "1.3.0", "1.3.0", "1.3.0"},
	} {
		if got := theOneIn(t, db, test.name, text(test.comment, test.code)); got.ID.Version != test.want {
			t.Errorf("%s: version %q by %s, want %q", test.name, got.ID.Version, got.Method, test.want)
		}
	}
}

// TestOfAnother: a version that npm never had of a library, that is far from those that
// the code is of, and that another library in the file has, is the other one's.
func TestOfAnother(t *testing.T) {
	text := func(minor int) string { return statements(fmt.Sprintf("v%d", minor), 120) }
	const comment = "/*! Acme says %s */\n"
	own := []signatures.Own{{Name: "acme-other", Version: "33.1.7", License: "MIT", Files: map[string][]byte{"other.js": []byte(statements("other", 120))}}}
	for minor := range 8 {
		own = append(own, signatures.Own{Name: "acme-says", Version: fmt.Sprintf("1.%d.0", minor), License: "MIT", Files: map[string][]byte{"says.js": []byte(text(minor))}})
	}
	db, err := signatures.Load(signaturesOf(t, own...))
	if err != nil {
		t.Fatal(err)
	}
	known := fmt.Appendf(nil, comment, "1.4.0")
	i, _ := db.Find("acme-says")
	db.Libraries[i].Banners = []uint32{digest.JS(known).Mentions(known)[0].Key}
	s := &scanner{signatures: func() (*signatures.DB, error) { return db, nil }}
	for says, want := range map[string]string{"33.1.7": "1.4.0", "33.1.8": "", "1.4.7": "", "1.4.0": "1.4.0"} {
		e := entry{path: "a.js", read: func(int64) ([]byte, error) {
			return []byte(text(4) + fmt.Sprintf(comment, says) + statements("other", 120)), nil
		}}
		got, err := s.file(newFolder([]entry{e}), e)
		if err != nil || len(got) != 2 || got[0].ID.Name != "acme-says" || got[0].ID.Version != want {
			t.Errorf("beside %s: %v, error %v; want version %q", says, got, err, want)
		}
	}
}

// TestCopies: what a library ships beside its main files, and says to be under a
// license that the library never had, is another's.
func TestCopies(t *testing.T) {
	for _, test := range []struct {
		name, head string
		main       bool
		want       string
	}{
		{"a copy", "/*! Other Thing v2.3.4 | Apache License 2.0 */\n", false, "other-thing 2.3.4"},
		{"a main file", "/*! Other Thing v2.3.4 | Apache License 2.0 */\n", true, "acme-suite 1.0.0"},
		{"under its own license", "/*! Other Thing v2.3.4 | MIT License */\n", false, "acme-suite 1.0.0"},
		{"without a license", "/*! Other Thing v2.3.4 */\n", false, "acme-suite 1.0.0"},
	} {
		text := []byte(test.head + statements("copies", 60))
		own := signatures.Own{Name: "acme-suite", Version: "1.0.0", License: "MIT", Files: map[string][]byte{"a.js": text}}
		db, err := signatures.Load(signaturesOf(t, own))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		for _, refs := range [][]signatures.Ref{db.File(binary.BigEndian.Uint64(sum[:]) >> (64 - signatures.HashBits)), db.Tokens(digest.JS(text).Tokens)} {
			refs[0].Main = test.main
		}
		// By its runs it is a part of the suite, which is larger.
		for i := range db.Libraries[0].Scripts {
			db.Libraries[0].Scripts[i] *= 10
		}
		got := theOneIn(t, db, test.name, string(text))
		if found := got.ID.Name + " " + got.ID.Version; found != test.want {
			t.Errorf("%s: found %s by %s, want %s", test.name, found, got.Method, test.want)
		}
	}
}

// TestLeads: where a script is changed all over, so that no chunk is left, the runs
// say the version, if all but strays are its own and the versions beside it are known;
// not the first version, nor against what the head says, nor in a bundle's midst.
func TestLeads(t *testing.T) {
	text := func(minor int) string {
		return statements("common", 120) + statements(fmt.Sprintf("v%d", minor), 8) + statements("end", 60)
	}
	published := []string{"1.0.0", "1.1.0", "1.2.0", "1.3.0"}
	known := func(versions ...string) *signatures.DB {
		var own []signatures.Own
		for _, v := range versions {
			own = append(own, signatures.Own{Name: "acme-lead", Version: v, License: "MIT", Files: map[string][]byte{"lead.js": []byte(text(slices.Index(published, v)))}})
		}
		data, err := signatures.Make("2026-11-23", own)
		if err != nil {
			t.Fatal(err)
		}
		db, err := signatures.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		db.Libraries[0].Published = published
		return db
	}
	changed := func(minor int) string {
		var b strings.Builder
		i := 0
		for line := range strings.Lines(text(minor)) {
			if i++; i%4 == 0 {
				fmt.Fprintf(&b, "p.mine%d();\n", i)
			}
			b.WriteString(line)
		}
		return b.String()
	}
	all := known(published...)
	for _, test := range []struct {
		name, text string
		db         *signatures.DB
		want       string
	}{
		{"bounded", changed(2), all, "1.2.0"},
		{"the first", changed(0), all, ""},
		{"beside an unknown one", changed(2), known("1.0.0", "1.2.0", "1.3.0"), ""},
		{"another by its head", "/* Lead 1.2.7 */\n" + changed(2), all, ""},
		{"the same by its head", "/* of 1.2.0 */\n" + changed(2), all, "1.2.0"},
		{"of two versions", changed(2) + statements("v1", 8), all, ""},
		{"in a bundle", statements("mine", 1200) + changed(2), all, ""},
	} {
		if got := theOneIn(t, test.db, test.name, test.text); got.ID.Version != test.want {
			t.Errorf("%s: version %q by %s, want %q", test.name, got.ID.Version, got.Method, test.want)
		}
	}
}
