package signatures

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"github.com/licaudit/licaudit/internal/js/digest"
)

func TestEncodeAndDecode(t *testing.T) {
	want := []Library{
		{
			Name: "acme-all", Versions: []string{"1.0.0", "1.0.1"}, Published: []string{"1.0.0", "1.0.1"}, Beside: 2, Licenses: []string{"MIT", ""}, Rules: []Rule{},
			MainSampling: 3, Sampling: 15, ChunkSampling: 1, Scripts: []uint32{40, 41}, Sheets: []uint32{0, 0},
			Literals: []uint32{7}, Banners: []uint32{8, 9}, Named: []uint32{9},
			Holds: []Held{{Library: 1, Part: 80}}, Misstated: []Misstated{{Version: 1, Says: "1.0.0"}},
		},
		{
			Name: "acme-part", Versions: []string{"2.0.0"}, Published: []string{"2.0.0"}, Licenses: []string{"ISC"}, Rules: []Rule{},
			Scripts: []uint32{10}, Sheets: []uint32{0}, Literals: []uint32{}, Banners: []uint32{}, Named: []uint32{}, Holds: []Held{}, Misstated: []Misstated{},
		},
	}
	refs := []Ref{{Library: 0, Main: true, Versions: 3}}
	data, err := Encode("2026-11-23", want, Entries{
		Files: []Entry[uint64]{{1 << 40, refs}}, Runs: []Entry[uint32]{{16, refs}, {1 << 31, refs}}, Places: []Place{{5, digest.MinSequence}},
	})
	if err != nil {
		t.Fatal(err)
	}
	db, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, db.Libraries); diff != "" {
		t.Errorf("libraries (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(refs, db.File(1<<40)); diff != "" || len(db.Run(1<<31)) != 1 || len(db.Run(17)) != 0 || len(db.lengths[5]) != 1 {
		t.Errorf("the tables are not those that were written; of a file (-want +got):\n%s", diff)
	}
	for _, n := range []int{1, 10, len(data) / 2, len(data) - 1} {
		if _, err := Decode(data[:n]); err == nil {
			t.Errorf("%d of %d bytes are no error", n, len(data))
		}
	}
}

// TestWithoutBesides reads a file that ends before what the format got last.
func TestWithoutBesides(t *testing.T) {
	data, err := Make("2026-11-23", []Own{{Name: "own", Version: "1.0.0", License: "MIT", Files: map[string][]byte{"own.js": []byte(widget)}}})
	if err != nil {
		t.Fatal(err)
	}
	z, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	raw, err := z.DecodeAll(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	const besides = 2 // a length of 1, and the one library's bits
	db, err := Decode(w.EncodeAll(raw[:len(raw)-besides], nil))
	if err != nil {
		t.Fatal(err)
	}
	if len(db.Tokens(digest.JS([]byte(widget)).Tokens)) != 1 || db.Libraries[0].Beside != 0 {
		t.Errorf("the library is not found, or beside is %b", db.Libraries[0].Beside)
	}
}

// TestOldFormat reads a file that licaudit signatures add made before the format
// was changed.
func TestOldFormat(t *testing.T) {
	data, err := os.ReadFile("testdata/format3.sig")
	if err != nil {
		t.Fatal(err)
	}
	db, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if refs := db.Tokens(digest.JS([]byte(widget)).Tokens); len(refs) != 1 || len(db.Match(digest.JS([]byte("own();\n"+widget)), false, nil)) != 1 {
		t.Errorf("the widget is not recognised; refs of its tokens %v", refs)
	}
}
