package main

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/js/digest"
	"github.com/licaudit/licaudit/internal/js/signatures"
)

// packed writes a package that holds one main script.
func packed(t *testing.T, version, script string, beside bool) pack {
	t.Helper()
	name := filepath.Join(t.TempDir(), "p.tgz")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	w := tar.NewWriter(z)
	for file, text := range map[string]string{"package.json": `{"main":"widget.js","license":"MIT"}`, "widget.js": script} {
		if err := w.WriteHeader(&tar.Header{Name: "package/" + file, Typeflag: tar.TypeReg, Size: int64(len(text)), Mode: 0o644}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	for _, close := range []func() error{w.Close, z.Close, f.Close} {
		if err := close(); err != nil {
			t.Fatal(err)
		}
	}
	return pack{"widget", version, name, beside}
}

// TestBeside: a version beside the chosen ones is noted where it has the same code,
// whatever its comments; of what it alone has its main file is known as a whole.
func TestBeside(t *testing.T) {
	script := func(comment, word string) string {
		return "/*" + comment + "*/\n" + strings.Repeat("widget.open('the door', 'and the window');\n", 12) + "widget." + word + "('last');\n"
	}
	packs := []pack{
		packed(t, "1.2.0", script("1.2.0", "close"), false), packed(t, "1.4.0", script("1.4.0", "shut"), false),
		packed(t, "1.2.1", script("1.2.1", "close"), true), packed(t, "1.3.0", script("1.3.0", "slam"), true),
	}
	ix, err := indexLibrary("widget", packs, []string{"1.2.0", "1.2.1", "1.3.0", "1.4.0"}, t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	versions := func(word string) []string {
		m := marksOf([]byte(script("", word)), digest.JS([]byte(script("", word))))
		var of []string
		for _, p := range []place{ix.tokens[m.tokens], ix.sequences[m.sequence]} {
			list := ""
			for i, v := range ix.library.Versions {
				if p.versions>>i&1 == 1 {
					list += v + " "
				}
			}
			of = append(of, list)
		}
		return of
	}
	got := map[string][]string{"close": versions("close"), "shut": versions("shut"), "slam": versions("slam")}
	want := map[string][]string{"close": {"1.2.0 1.2.1 ", "1.2.0 1.2.1 "}, "shut": {"1.4.0 ", "1.4.0 "}, "slam": {"", "1.3.0 "}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("versions by the word that tells them apart (-want +got):\n%s", diff)
	}
	if ix.library.Beside != 0b0110 || len(ix.files) != 4 {
		t.Errorf("beside %b, files %d", ix.library.Beside, len(ix.files))
	}
}

// TestBesideForms: what minifiers make of a version beside the chosen ones counts as
// they do of those; where they did not try, it may be the same, but not as of a chosen
// version further away, or where that has what the version lacks.
func TestBesideForms(t *testing.T) {
	line := strings.Repeat("widget.open('the door', 'and the window');\n", 12)
	chosen, other, more := line+"widget.close('first');\n", line+"widget.close('second');\n", line+"widget.close('first','second');\n"
	form := func(last string) string { return strings.ReplaceAll(line, ";\n", ",") + "widget.shut('" + last + "');" }
	tests := []struct {
		name, beside, form string
		want               uint64
	}{
		{"the same", other, form("first"), 0b11},
		{"another", other, form("second"), 0b01},
		{"not tried", more, "", 0b11},
		{"not tried and without it", other, "", 0b01},
	}
	const far = "widget.far('away');\n"
	for _, tt := range tests {
		cache := t.TempDir()
		if err := os.Mkdir(filepath.Join(cache, "forms"), 0o755); err != nil {
			t.Fatal(err)
		}
		for script, form := range map[string]string{far + chosen: form("far"), chosen: form("first"), tt.beside: tt.form} {
			for _, kind := range minifiers {
				if form == "" {
					continue
				}
				if err := os.WriteFile(formFile(cache, sha256.Sum256([]byte(script)), kind), []byte(form), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
		packs := []pack{packed(t, "1.2.0", chosen, false), packed(t, "1.2.1", tt.beside, true), packed(t, "1.1.0", far+chosen, false)}
		ix, err := indexLibrary("widget", packs, []string{"1.1.0", "1.2.0", "1.2.1"}, cache, nil)
		if err != nil {
			t.Fatal(err)
		}
		for last, want := range map[string]uint64{"first": tt.want << 1, "far": 0b001} {
			if got := ix.sequences[marksOf([]byte(form(last)), digest.JS([]byte(form(last)))).sequence].versions; got != want {
				t.Errorf("%s: %s: versions %b, want %b", tt.name, last, got, want)
			}
		}
	}
}

// TestFormsWithin: of minified forms with the same sequence, the tokens within tell.
func TestFormsWithin(t *testing.T) {
	script := func(test string) string {
		return "widget.first('one');\n" + test + strings.Repeat("widget.open('the door', 'and the window');\n", 12)
	}
	form := func(test string) string { return strings.ReplaceAll(script(test), "\n", "") + "widget.minified();" }
	cache := t.TempDir()
	if err := os.Mkdir(filepath.Join(cache, "forms"), 0o755); err != nil {
		t.Fatal(err)
	}
	tests := []string{"if(!a)", "if(a)", "if(a&&!b)"}
	var packs []pack
	for i, test := range tests {
		for _, kind := range minifiers {
			if err := os.WriteFile(formFile(cache, sha256.Sum256([]byte(script(test))), kind), []byte(form(test)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		packs = append(packs, packed(t, "1."+string(rune('0'+i))+".0", script(test), i == 2))
	}
	ix, err := indexLibrary("widget", packs, []string{"1.0.0", "1.1.0", "1.2.0"}, cache, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, test := range tests {
		m := marksOf([]byte(form(test)), digest.JS([]byte(form(test))))
		if got, all := ix.tokens[m.inner].versions, ix.sequences[m.sequence].versions; got != 1<<i || all != 0b111 {
			t.Errorf("%s: versions %b by the tokens, %b by the sequence", test, got, all)
		}
	}
}

// TestNumber: a Ref has 64 bits, and the chosen versions go before those beside.
func TestNumber(t *testing.T) {
	ix := &index{library: signatures.Library{}}
	packs := []pack{{version: "2.0.0"}, {version: "1.0.0"}, {version: "2.0.0", beside: true}}
	for i := range 70 {
		packs = append(packs, pack{version: "1.1." + string(rune('0'+i/10)) + string(rune('0'+i%10)), beside: true})
	}
	kept := ix.number(packs)
	if len(kept) != 64 || kept[0].version != "1.0.0" || kept[1].version != "2.0.0" || !kept[2].beside || len(ix.library.Versions) != 64 || ix.library.Versions[63] != "2.0.0" || ix.library.Beside != 1<<63-2 {
		t.Errorf("%d packages, %d versions, beside %b", len(kept), len(ix.library.Versions), ix.library.Beside)
	}
}
