package signatures

import (
	"math/bits"
	"slices"

	"github.com/licaudit/licaudit/internal/js/digest"
)

// ChunkBits is the width of the hashes of chunks that are kept: enough, since
// they only tell apart the versions of a library, and what covers most of a file.
const ChunkBits = 40

// Chunks are the chunks of a file, each with the libraries whose main files, as
// published or minified again, have it.
type Chunks []chunk

type chunk struct {
	digest.Chunk
	refs []Ref
}

// Chunks looks up the chunks of a file.
func (db *DB) Chunks(d *digest.Digest) Chunks {
	list := d.Chunks()
	out := make(Chunks, len(list))
	for i, c := range list {
		out[i] = chunk{c, lookUp(&db.chunks, db.fileSets, c.Hash&(1<<ChunkBits-1))}
	}
	return out
}

func (c chunk) of(library int) (Ref, bool) {
	for _, r := range c.refs {
		if int(r.Library) == library {
			return r, true
		}
	}
	return Ref{}, false
}

// Fit says how well the versions of a library explain the part of a file that
// is the library's. Lengths are in features of the sequence.
type Fit struct {
	// first and last are indexes of the sequence: where the part begins, and
	// where it has ended.
	first, last int
	// Length is that of the part's chunks, Known that of those which some
	// version has, Best that of those which the best versions have.
	Length, Known, Best int
	Versions            uint64 // the best ones
	// IsClear reports whether there is one best version, and against each other one
	// what it has alone is much more than what the other has alone: another minifier
	// may make a few of its chunks as those of another version are.
	IsClear bool
}

// clearly is how many times as much the best version must have alone, and more.
const clearly = 8

// Fit weighs the versions of a library. A chunk of another library that lies
// amid its code, as in a bundle, is no part of it.
func (c Chunks) Fit(db *DB, library int) Fit {
	f := Fit{first: -1}
	sampling := uint64(db.Libraries[library].ChunkSampling)
	known := make(map[uint64]int) // lengths by the versions that have the chunks
	since := 0                    // length of the unknown chunks since the last one of the library
	for _, chunk := range c {
		if chunk.Hash&sampling != 0 {
			continue
		}
		n := chunk.End - chunk.Start
		r, ok := chunk.of(library)
		switch {
		case !ok && len(chunk.refs) == 0:
			since += n
			continue
		case !ok:
			continue
		}
		if f.first < 0 {
			f.first, since = chunk.Start, 0
		}
		f.last = chunk.End
		f.Length += since + n
		since = 0
		f.Known += n
		known[r.Versions] += n
	}
	f.rank(known)
	return f
}

func (f *Fit) rank(known map[uint64]int) {
	var lengths [64]int
	for versions, n := range known {
		for v := versions; v != 0; v &= v - 1 {
			lengths[bits.TrailingZeros64(v)] += n
		}
	}
	f.Best = slices.Max(lengths[:])
	for v, n := range lengths {
		if n == f.Best && n > 0 {
			f.Versions |= 1 << v
		}
	}
	if bits.OnesCount64(f.Versions) != 1 {
		return
	}
	f.IsClear = true
	for v := range lengths {
		alone, others := 0, 0
		for versions, n := range known {
			switch best, other := versions&f.Versions != 0, versions>>v&1 != 0; {
			case best && !other:
				alone += n
			case other && !best:
				others += n
			}
		}
		if f.Versions>>v&1 == 0 && alone <= clearly*others {
			f.IsClear = false
		}
	}
}

// Enclose reports whether the sequence from first to before last lies in a library's
// chunks, by those there that are in the sample; where none is, nothing says so.
func (c Chunks) Enclose(db *DB, library, first, last int) bool {
	all, own := 0, 0
	sampling := uint64(db.Libraries[library].ChunkSampling)
	for _, chunk := range c {
		if chunk.Hash&sampling != 0 || chunk.End <= first || chunk.Start >= last {
			continue
		}
		all += chunk.End - chunk.Start
		if _, ok := chunk.of(library); ok {
			own += chunk.End - chunk.Start
		}
	}
	return all > 0 && own*5 >= all*4
}

// Found returns the part of a file as a library found.
func (f Fit) Found(library int, d *digest.Digest) Found {
	return unbroken(library, f.Versions, f.Best, d.FeatureAt(f.first), d.FeatureAt(f.last))
}
