package evidence

import (
	"hash/fnv"
	"testing"
)

// TestRunHashes: four abreast the runs have the hashes that they have alone.
func TestRunHashes(t *testing.T) {
	ws := words([]byte("Redistribution and use in source and binary forms, with or without modification"))
	got := make([]uint32, len(ws)-runLength+1)
	runHashes(ws, got)
	for i := range got {
		h := fnv.New32a()
		for _, w := range ws[i : i+runLength] {
			h.Write([]byte(w.text + " "))
		}
		if want := h.Sum32() ^ h.Sum32()>>15; got[i] != want {
			t.Errorf("run %d: got %x, want %x", i, got[i], want)
		}
	}
	runHashes(ws[:runLength-1], nil) // has no run
}
