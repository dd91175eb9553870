package digest

// Chunk is a stretch of a file's sequence, from Start to before End.
type Chunk struct {
	Start, End int
	Hash       uint64
}

const (
	// minChunk is the least length of a chunk: a shorter rest is in none; most end
	// some chunkSpread later, and all by maxChunk.
	minChunk, chunkSpread, maxChunk = 8, 24, 256
)

// Chunks cuts the sequence into stretches that end where their content says
// so, and not by their number: what is put in, taken out or minified in another
// way changes the chunks that it touches, and no others. The method is that of
// https://en.wikipedia.org/wiki/Rolling_hash#Content-based_slicing_using_a_rolling_hash
func (d *Digest) Chunks() []Chunk {
	s := d.Sequence
	chunks := make([]Chunk, 0, len(s)/(minChunk+chunkSpread)+1)
	for start := 0; start < len(s); {
		end := start + 1
		h := mix(7, uint64(s[start].Hash))
		for end < len(s) && end-start < maxChunk {
			last := mix(uint64(s[end-1].Hash), uint64(s[end].Hash))
			h = mix(h, uint64(s[end].Hash))
			end++
			if end-start >= minChunk && fold(last)%chunkSpread == 0 {
				break
			}
		}
		if end-start >= minChunk {
			chunks = append(chunks, Chunk{start, end, mix(h, uint64(end-start))})
		}
		start = end
	}
	return chunks
}
