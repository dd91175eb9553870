package signatures

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"github.com/licaudit/licaudit/internal/js/digest"
)

// magic begins an uncompressed database; its last byte is the format.
const magic = "licaudit signatures 3\n"

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
	writeTable(&w, e.Files, fileSets)
	writeTable(&w, e.Tokens, tokenSets)
	writeTable(&w, e.Runs, runSets)
	writeTable(&w, e.Sequences, sequenceSets)
	w.places(e.Places)
	writeTable(&w, e.Chunks, chunkSets)
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
	w.uint(uint64(l.Sampling))
	w.uint(uint64(l.ChunkSampling))
	for _, list := range [][]uint32{l.Scripts, l.Sheets, l.Literals, l.Banners, l.Named} {
		w.numbers(list)
	}
}

func (w *writer) places(list []Place) {
	w.uint(uint64(len(list)))
	last := uint32(0)
	for _, p := range list {
		w.uint(uint64(p.Anchor - last))
		w.uint(uint64(p.Length))
		last = p.Anchor
	}
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

// writeTable writes the hashes by their differences, then their sets: like
// stands with like, which compresses best.
func writeTable[T uint32 | uint64](w *writer, entries []Entry[T], sets []uint32) {
	w.uint(uint64(len(entries)))
	var last T
	for _, e := range entries {
		w.uint(uint64(e.Hash - last))
		last = e.Hash
	}
	for _, s := range sets {
		w.uint(uint64(s))
	}
}

var errShort = errors.New("the signature data end early or are damaged")

// Decode reads a database.
func Decode(data []byte) (*DB, error) {
	z, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(512<<20), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	raw, err := z.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("decompress: %w", err)
	}
	if len(raw) < len(magic) || string(raw[:len(magic)]) != magic {
		return nil, errors.New("not a file of licaudit signatures of this format: make it again with licaudit signatures add")
	}
	r := reader{b: raw[len(magic):]}
	db := &DB{Made: r.text()}
	db.Libraries = make([]Library, r.length(4))
	for i := range db.Libraries {
		db.Libraries[i] = r.library()
	}
	db.fileSets = r.sets(db.Libraries)
	db.runSets = r.sets(db.Libraries)
	readTable(&r, &db.files, len(db.fileSets), HashBits)
	readTable(&r, &db.tokens, len(db.fileSets), HashBits)
	readTable(&r, &db.runs, len(db.runSets), 32)
	readTable(&r, &db.sequences, len(db.fileSets), HashBits)
	db.lengths = r.lengths()
	readTable(&r, &db.chunks, len(db.fileSets), ChunkBits)
	if r.err != nil {
		return nil, r.err
	}
	return db, nil
}

type reader struct {
	b   []byte
	err error
}

func (r *reader) uint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.err, r.b = errShort, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

// length reads the length of a list whose items take size bytes at least, so
// that damaged data cannot ask for more memory than they have bytes.
func (r *reader) length(size int) int {
	n := r.uint()
	if n > uint64(len(r.b)/size) {
		r.err, r.b = errShort, nil
		return 0
	}
	return int(n)
}

func (r *reader) text() string {
	n := r.length(1)
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func (r *reader) texts() []string {
	list := make([]string, r.length(1))
	for i := range list {
		list[i] = r.text()
	}
	return list
}

func (r *reader) numbers() []uint32 {
	list := make([]uint32, r.length(1))
	for i := range list {
		list[i] = uint32(r.uint())
	}
	return list
}

func (r *reader) library() Library {
	l := Library{Name: r.text(), Home: r.text(), Versions: r.texts(), Published: r.texts(), Licenses: r.texts()}
	l.Rules = make([]Rule, r.length(3))
	for i := range l.Rules {
		t := r.texts()
		if len(t) != 3 {
			r.err, r.b = errShort, nil
			return l
		}
		l.Rules[i] = Rule{Range: t[0], License: t[1], Source: t[2]}
	}
	l.Sampling, l.ChunkSampling = uint32(r.uint()), uint32(r.uint())
	for _, list := range []*[]uint32{&l.Scripts, &l.Sheets, &l.Literals, &l.Banners, &l.Named} {
		*list = r.numbers()
	}
	n := len(l.Versions)
	if n > 64 || len(l.Licenses) != n || len(l.Scripts) != n || len(l.Sheets) != n {
		r.err, r.b = errShort, nil
	}
	return l
}

// maxSequence is the greatest length of a sequence: longer than any script of
// the greatest size has.
const maxSequence = 1 << 26

func (r *reader) lengths() map[uint32][]int {
	n := r.length(2)
	lengths := make(map[uint32][]int, n)
	anchor := uint32(0)
	for range n {
		anchor += uint32(r.uint())
		length := r.uint()
		if length < digest.MinSequence || length > maxSequence {
			r.err, r.b = errShort, nil
			return nil
		}
		lengths[anchor] = append(lengths[anchor], int(length))
	}
	return lengths
}

func (r *reader) sets(libraries []Library) [][]Ref {
	list := make([][]Ref, r.length(1))
	all := make([]Ref, 0, len(list)+len(list)/4)
	for i := range list {
		start := len(all)
		for range r.length(2) {
			flags := r.uint()
			ref := Ref{Library: uint16(flags >> 2), Main: flags&1 != 0, Shipped: flags&2 != 0, Versions: r.uint()}
			if flags>>2 >= uint64(len(libraries)) || ref.Versions>>len(libraries[ref.Library].Versions) != 0 {
				r.err, r.b = errShort, nil
				return nil
			}
			all = append(all, ref)
		}
		list[i] = all[start:len(all):len(all)]
	}
	return list
}

func readTable[T uint32 | uint64](r *reader, t *table[T], sets int, width uint) {
	n := r.length(2)
	t.hashes, t.sets = make([]T, n), make([]uint32, n)
	var last T
	for i := range t.hashes {
		last += T(r.uint())
		t.hashes[i] = last
	}
	for i := range t.sets {
		t.sets[i] = uint32(r.uint())
		if int(t.sets[i]) >= sets {
			r.err, r.b = errShort, nil
			return
		}
	}
	t.makeIndex(width)
}
