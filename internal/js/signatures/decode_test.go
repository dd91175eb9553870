package signatures

import (
	"strings"
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

// TestOldFormat: what an earlier licaudit made says how to go on.
func TestOldFormat(t *testing.T) {
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Decode(z.EncodeAll([]byte("licaudit signatures 4\n2026-01-01"), nil))
	if err == nil || !strings.Contains(err.Error(), "make it again with licaudit signatures add") {
		t.Errorf("an old file: %v", err)
	}
}
