package signatures

import (
	"encoding/binary"

	"github.com/klauspost/compress/zstd"
)

// magic begins an uncompressed database; its last byte but one is the format. It
// changes with what internal/js/digest makes of a file too.
const magic = "licaudit signatures 6\n"

// Entries are the contents of a database that is being made. Each slice is
// sorted by hash, without duplicates.
type Entries struct {
	Files, Tokens []Entry[uint64]
	// Sequences are the hashes of sequences; Places says where they are to be
	// looked for, sorted by anchor and length.
	Sequences, Chunks []Entry[uint64]
	Places            []Place
	Runs              []Entry[uint32]
}

// Entry is a hash and what it belongs to; Refs are sorted by library.
type Entry[T uint32 | uint64] struct {
	Hash T
	Refs []Ref
}

// Place says that a sequence that begins with Anchor may have this Length.
type Place struct {
	Anchor uint32
	Length int
}

// Encode writes a database: the same contents give the same bytes.
func Encode(made string, libraries []Library, e Entries) ([]byte, error) {
	w := writer{b: []byte(magic)}
	w.text(made)
	w.uint(uint64(len(libraries)))
	for _, l := range libraries {
		w.library(l)
	}
	files := newSets()
	fileSets, tokenSets := setsOf(files, e.Files), setsOf(files, e.Tokens)
	sequenceSets, chunkSets := setsOf(files, e.Sequences), setsOf(files, e.Chunks)
	runs := newSets()
	runSets := setsOf(runs, e.Runs)
	w.sets(files.list)
	w.sets(runs.list)
	w.section(tableOf(e.Files, fileSets))
	w.section(tableOf(e.Tokens, tokenSets))
	w.section(tableOf(e.Runs, runSets))
	w.section(tableOf(e.Sequences, sequenceSets))
	w.section(placesOf(e.Places))
	w.section(tableOf(e.Chunks, chunkSets))
	w.section(besidesOf(libraries))
	z, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(8<<20))
	if err != nil {
		return nil, err
	}
	return z.EncodeAll(w.b, nil), nil
}

type writer struct{ b []byte }

func (w *writer) uint(v uint64) { w.b = binary.AppendUvarint(w.b, v) }

func (w *writer) text(s string) {
	w.uint(uint64(len(s)))
	w.b = append(w.b, s...)
}

func (w *writer) texts(list []string) {
	w.uint(uint64(len(list)))
	for _, s := range list {
		w.text(s)
	}
}

func (w *writer) numbers(list []uint32) {
	w.uint(uint64(len(list)))
	for _, n := range list {
		w.uint(uint64(n))
	}
}

func (w *writer) library(l Library) {
	w.text(l.Name)
	w.text(l.Home)
	w.texts(l.Versions)
	w.texts(l.Published)
	w.texts(l.Licenses)
	w.uint(uint64(len(l.Rules)))
	for _, r := range l.Rules {
		w.texts([]string{r.Range, r.License, r.Source})
	}
	w.uint(uint64(l.MainSampling))
	w.uint(uint64(l.Sampling))
	w.uint(uint64(l.ChunkSampling))
	for _, list := range [][]uint32{l.Scripts, l.Sheets, l.Literals, l.Banners, l.Named} {
		w.numbers(list)
	}
	w.uint(uint64(len(l.Holds)))
	for _, h := range l.Holds {
		w.uint(uint64(h.Library))
		w.uint(uint64(h.Part))
	}
	w.uint(uint64(len(l.Misstated)))
	for _, m := range l.Misstated {
		w.uint(uint64(m.Version))
		w.text(m.Says)
	}
}

// section writes what is read beside the other sections, with its length.
func (w *writer) section(s writer) {
	w.uint(uint64(len(s.b)))
	w.b = append(w.b, s.b...)
}

func placesOf(list []Place) writer {
	var w writer
	w.uint(uint64(len(list)))
	last := uint32(0)
	for _, p := range list {
		w.uint(uint64(p.Anchor - last))
		w.uint(uint64(p.Length))
		last = p.Anchor
	}
	return w
}

// besidesOf writes which versions stand beside the chosen ones.
func besidesOf(libraries []Library) writer {
	var w writer
	for _, l := range libraries {
		w.uint(l.Beside)
	}
	return w
}

// sets numbers the distinct sets of Refs in the order in which they appear.
type sets struct {
	list  [][]Ref
	index map[string]uint32
}

func newSets() *sets { return &sets{index: make(map[string]uint32)} }

func setsOf[T uint32 | uint64](s *sets, entries []Entry[T]) []uint32 {
	out := make([]uint32, len(entries))
	var key []byte
	for i, e := range entries {
		key = key[:0]
		for _, r := range e.Refs {
			key = appendRef(key, r)
		}
		n, ok := s.index[string(key)]
		if !ok {
			n = uint32(len(s.list))
			s.index[string(key)] = n
			s.list = append(s.list, e.Refs)
		}
		out[i] = n
	}
	return out
}

func appendRef(b []byte, r Ref) []byte {
	flags := uint64(r.Library) << 2
	if r.Main {
		flags |= 1
	}
	if r.Shipped {
		flags |= 2
	}
	b = binary.AppendUvarint(b, flags)
	return binary.AppendUvarint(b, r.Versions)
}

func (w *writer) sets(list [][]Ref) {
	w.uint(uint64(len(list)))
	for _, refs := range list {
		w.uint(uint64(len(refs)))
		for _, r := range refs {
			w.b = appendRef(w.b, r)
		}
	}
}

// tableOf writes the hashes by their differences, then their sets: like stands
// with like, which compresses best.
func tableOf[T uint32 | uint64](entries []Entry[T], sets []uint32) writer {
	var w writer
	w.uint(uint64(len(entries)))
	var last T
	for _, e := range entries {
		w.uint(uint64(e.Hash - last))
		last = e.Hash
	}
	for _, s := range sets {
		w.uint(uint64(s))
	}
	return w
}
