package signatures

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/sync/errgroup"

	"github.com/licaudit/licaudit/internal/js/digest"
)

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
	raw, ok := bytes.CutPrefix(raw, []byte(magic))
	if !ok {
		return nil, errors.New("not a file of licaudit signatures of this format: make it again with licaudit signatures add")
	}
	r := reader{b: raw}
	db := &DB{Made: r.text()}
	db.Libraries = make([]Library, r.length(4))
	for i := range db.Libraries {
		db.Libraries[i] = r.library(len(db.Libraries))
	}
	db.fileSets = r.sets(db.Libraries)
	db.runSets = r.sets(db.Libraries)
	if err := r.tables(db); err != nil {
		return nil, err
	}
	r.besides(db.Libraries)
	if r.err != nil {
		return nil, r.err
	}
	return db, nil
}

// tables reads the sections, two at a time: that is most of the time that a run
// waits for the signatures.
func (r *reader) tables(db *DB) error {
	var group errgroup.Group
	group.SetLimit(2)
	files, runs := len(db.fileSets), len(db.runSets)
	for _, read := range []func(*reader){
		func(s *reader) { readTable(s, &db.files, files, HashBits) },
		func(s *reader) { readTable(s, &db.tokens, files, HashBits) },
		func(s *reader) { readTable(s, &db.runs, runs, 32) },
		func(s *reader) { readTable(s, &db.sequences, files, HashBits) },
		func(s *reader) { db.lengths = s.lengths() },
		func(s *reader) { readTable(s, &db.chunks, files, ChunkBits) },
	} {
		s := r.section()
		group.Go(func() error {
			read(s)
			return s.err
		})
	}
	return cmp.Or(group.Wait(), r.err)
}

func (r *reader) besides(libraries []Library) {
	s := r.section()
	for i := range libraries {
		l := &libraries[i]
		l.Beside = s.uint()
		if l.Beside>>len(l.Versions) != 0 {
			s.fail()
		}
	}
	r.err = cmp.Or(r.err, s.err)
}

type reader struct {
	b   []byte
	err error
}

// section returns a reader of the next section alone.
func (r *reader) section() *reader {
	n := r.length(1)
	s := &reader{b: r.b[:n:n], err: r.err}
	r.b = r.b[n:]
	return s
}

func (r *reader) fail() { r.err, r.b = errShort, nil }

func (r *reader) uint() uint64 {
	if len(r.b) > 0 && r.b[0] < 0x80 { // as most are
		v := uint64(r.b[0])
		r.b = r.b[1:]
		return v
	}
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.fail()
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
		r.fail()
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

func (r *reader) library(libraries int) Library {
	l := Library{Name: r.text(), Home: r.text(), Versions: r.texts(), Published: r.texts(), Licenses: r.texts()}
	l.Rules = make([]Rule, r.length(3))
	for i := range l.Rules {
		t := r.texts()
		if len(t) != 3 {
			r.fail()
			return l
		}
		l.Rules[i] = Rule{Range: t[0], License: t[1], Source: t[2]}
	}
	l.MainSampling, l.Sampling, l.ChunkSampling = uint32(r.uint()), uint32(r.uint()), uint32(r.uint())
	for _, list := range []*[]uint32{&l.Scripts, &l.Sheets, &l.Literals, &l.Banners, &l.Named} {
		*list = r.numbers()
	}
	n := len(l.Versions)
	if n > 64 || len(l.Licenses) != n || len(l.Scripts) != n || len(l.Sheets) != n {
		r.fail()
	}
	r.contents(&l, libraries)
	return l
}

// contents reads what a library holds of the others, and which of its versions
// give another as their own.
func (r *reader) contents(l *Library, libraries int) {
	l.Holds = make([]Held, r.length(2))
	for i := range l.Holds {
		library, part := r.uint(), r.uint()
		if library >= uint64(libraries) || part > 100 {
			r.fail()
			return
		}
		l.Holds[i] = Held{uint16(library), uint8(part)}
	}
	l.Misstated = make([]Misstated, r.length(2))
	for i := range l.Misstated {
		v := r.uint()
		if v >= uint64(len(l.Versions)) {
			r.fail()
			return
		}
		l.Misstated[i] = Misstated{int(v), r.text()}
	}
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
			r.fail()
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
				r.fail()
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
			r.fail()
			return
		}
	}
	t.makeIndex(width)
}
